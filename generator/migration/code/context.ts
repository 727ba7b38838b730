import { ts } from "ts-morph";
import { createEdits, type Edits } from "./edits.ts";
import type { Lookup } from "./lookup.ts";
import { createNames, type Names } from "./names.ts";
import type { Symbols } from "./symbols.ts";

/** What is to be done by hand, or is told because it works in another way now. */
export interface CodeFinding {
  readonly file: string;
  /** From 1, in the file as it was. */
  readonly line: number;
  /** Todo: a comment stands there now. Note: the code is moved, and something is different. */
  readonly kind: "todo" | "note";
  /** A short name of the reason, for counting. */
  readonly reason: string;
  readonly message: string;
}

/** What moves one file. */
export interface FileContext {
  readonly source: ts.SourceFile;
  readonly symbols: Symbols;
  readonly lookup: Lookup;
  readonly edits: Edits;
  readonly names: Names;
  readonly isJavaScript: boolean;
  /** Nothing can be awaited outside of functions. */
  readonly isCommonJs: boolean;
  readonly findings: CodeFinding[];
  /** The uses of a symbol in the file, its declaration left out. */
  readonly usesOf: (symbol: ts.Symbol | undefined) => readonly ts.Identifier[];
  /** Nodes that a step has dealt with, so that a later one leaves them. */
  readonly done: Set<ts.Node>;
  /** What moves text about, and so comes behind all that changes it. */
  readonly later: (() => void)[];
  /** Writes a comment above the statement, and keeps the published name where it is. */
  readonly todo: (node: ts.Node, reason: string, message: string) => void;
  readonly note: (node: ts.Node, reason: string, message: string) => void;
}

/** What marks a comment that asks for work by hand. */
export const TODO_MARK = "TODO(isc-sdkgen)";

export function createFileContext({
  source,
  symbols,
  lookup,
  isCommonJs,
}: {
  readonly source: ts.SourceFile;
  readonly symbols: Symbols;
  readonly lookup: Lookup;
  readonly isCommonJs: boolean;
}): FileContext {
  const edits = createEdits(source.text);
  const uses = indexUses(source, symbols);
  const findings: CodeFinding[] = [];
  const told = new Set<string>();
  const tell = (kind: CodeFinding["kind"], node: ts.Node, reason: string, message: string): boolean => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const key = `${String(line)} ${message}`;
    if (told.has(key)) return false;
    told.add(key);
    findings.push({ file: source.fileName, line, kind, reason, message });
    return true;
  };
  return {
    source,
    symbols,
    lookup,
    edits,
    names: createNames(source, (name) => symbols.nameOf(name) !== undefined),
    isJavaScript: /\.[cm]?jsx?$/u.test(source.fileName),
    isCommonJs: isCommonJs || source.fileName.endsWith(".cjs") || !ts.isExternalModule(source),
    findings,
    usesOf: (symbol) => (symbol === undefined ? [] : (uses.get(symbol) ?? [])),
    done: new Set(),
    later: [],
    todo: (node, reason, message) => {
      if (!tell("todo", node, reason, message)) return;
      const place = lineStart(statementOf(node), source);
      const comment = `// ${TODO_MARK}: ${message}`;
      const above = source.text.slice(0, place.start).trimEnd();
      // A second run finds the comments of the first one.
      const known = above.slice(above.lastIndexOf("\n", above.lastIndexOf("\n") - 1) + 1);
      if (commentsAbove(source.text, place.start).includes(comment) || known.includes(comment)) return;
      edits.replace(place.start, place.start, `${comment}${newLineOf(source.text)}${place.indent}`);
    },
    note: (node, reason, message) => void tell("note", node, reason, message),
  };
}

/** The comments right above a place, as one text. */
function commentsAbove(text: string, place: number): string {
  const lines = text.slice(0, place).split("\n");
  lines.pop();
  const comments: string[] = [];
  while (lines.at(-1)?.trimStart().startsWith("//") === true) comments.push(lines.pop()?.trim() ?? "");
  return comments.join("\n");
}

export function newLineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function statementOf(node: ts.Node): ts.Node {
  return (
    ts.findAncestor(
      node,
      (parent) =>
        (ts.isStatement(parent) && !ts.isBlock(parent)) || ts.isClassElement(parent) || ts.isSourceFile(parent.parent),
    ) ?? node
  );
}

function lineStart(node: ts.Node, source: ts.SourceFile): { readonly start: number; readonly indent: string } {
  const start = node.getStart(source);
  const lineBegin = source.text.lastIndexOf("\n", start - 1) + 1;
  const before = source.text.slice(lineBegin, start);
  return { start, indent: /^\s*/u.exec(before)?.[0] ?? "" };
}

function indexUses(source: ts.SourceFile, { resolve }: Symbols): ReadonlyMap<ts.Symbol, readonly ts.Identifier[]> {
  const uses = new Map<ts.Symbol, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = resolve(node);
      const isDeclaration = symbol?.declarations?.some((declaration) =>
        ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isBindingElement(declaration)
          ? declaration.name === node
          : false,
      );
      if (symbol !== undefined && isDeclaration !== true) {
        const known = uses.get(symbol);
        if (known === undefined) uses.set(symbol, [node]);
        else known.push(node);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}
