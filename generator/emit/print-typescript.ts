import { IndentationText, NewLineKind, Project, QuoteKind, type SourceFileStructure } from "ts-morph";

export interface TypeScriptFile {
  readonly path: string;
  readonly structure: SourceFileStructure;
}

/**
 * Prints TypeScript files from structures; the text is the printer's, formatting comes after.
 *
 * Comments and data (initializers) are put in when the code is printed: they are four fifths of the text, and ts-morph's
 * writer looks at every character and its parser at every token of it.
 */
export function printTypeScript(files: readonly TypeScriptFile[]): ReadonlyMap<string, string> {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Double,
    },
  });
  const printed = new Map<string, string>();
  for (const { path, structure } of files) {
    const texts: string[] = [];
    const file = project.createSourceFile(path, withMarks(structure, texts) as SourceFileStructure);
    printed.set(path, fillMarks(file.getFullText(), texts));
    // Nothing refers to the file again; its tree would fill the memory.
    project.removeSourceFile(file);
  }
  return printed;
}

const COMMENT_MARK = /^( *)\/\/#(\d+)$/gmu;
const DATA_MARK = /\$\$(\d+)\$\$/gu;

/** A copy of a structure with a mark in place of every comment and every initializer of several lines. */
function withMarks(node: unknown, texts: string[]): unknown {
  if (Array.isArray(node)) return node.map((item) => withMarks(item, texts));
  if (typeof node !== "object" || node === null) return node;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "docs") continue;
    if (key === "initializer" && typeof value === "string" && value.includes("\n"))
      result[key] = `$$${texts.push(value) - 1}$$`;
    else result[key] = withMarks(value, texts);
  }
  const docs = "docs" in node && Array.isArray(node.docs) ? (node.docs[0] as unknown) : undefined;
  if (typeof docs === "string") {
    const before = typeof result["leadingTrivia"] === "string" ? result["leadingTrivia"] : "";
    result["leadingTrivia"] = `${before}//#${texts.push(docs) - 1}\n`;
  }
  return result;
}

function fillMarks(code: string, texts: readonly string[]): string {
  return code
    .replace(DATA_MARK, (_, index: string) => texts[Number(index)] ?? "")
    .replace(COMMENT_MARK, (_, indent: string, index: string) => commentBlock(texts[Number(index)] ?? "", indent));
}

/** A JSDoc block; a text that starts with a newline gets lines of its own, as ts-morph would print it. */
export function commentBlock(text: string, indent: string): string {
  if (!text.startsWith("\n")) return `${indent}/** ${text} */`;
  const lines = text
    .slice(1)
    .split("\n")
    .map((line) => (line === "" ? `${indent} *` : `${indent} * ${line}`));
  return [`${indent}/**`, ...lines, `${indent} */`].join("\n");
}
