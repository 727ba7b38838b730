import type { SourceFileStructure } from "ts-morph";
import { flatText, type Code } from "./code.ts";
import type { SourceFile, Statement } from "./structures.ts";

/** A TypeScript file that ts-morph prints, with its path in the output. */
export interface TypeScriptFile {
  readonly path: string;
  readonly structure: SourceFile;
}

/**
 * Prints structures of any kind with ts-morph's own printer, each type on one line; prettier then lays the lines out.
 * Loading ts-morph and parsing its output would take a third of a whole run (ADR 5).
 */
export async function printWithLibrary(files: readonly TypeScriptFile[]): Promise<ReadonlyMap<string, string>> {
  const { IndentationText, NewLineKind, Project, QuoteKind, StructureKind } = await import("ts-morph");
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
    const own = toLibrary(structure, StructureKind) as SourceFileStructure;
    const file = project.createSourceFile(path, own);
    printed.set(path, file.getFullText());
    // The file is not used again, and its syntax tree would fill the memory.
    project.removeSourceFile(file);
  }
  return printed;
}

type Kinds = typeof import("ts-morph").StructureKind;

/** Converts a structure to ts-morph's form: documents become strings, and names of kinds become ts-morph's numbers. */
function toLibrary(value: unknown, kinds: Kinds): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toLibrary(item, kinds));
  if (isCode(value)) return flatText(value);
  const own = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === "kind" ? kinds[part as keyof Kinds] : toLibrary(part, kinds),
    ]),
  );
  return isUnspaced(value as Statement) ? { ...own, leadingTrivia: "\n" } : own;
}

function isCode(value: object): value is Code {
  return "doc" in value;
}

/** Whether ts-morph puts no empty line before a statement: type aliases and variables. */
function isUnspaced({ kind }: Statement): boolean {
  return kind === "TypeAlias" || kind === "VariableStatement";
}
