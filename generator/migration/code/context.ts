import { ts } from "ts-morph";
import { createEdits, type Edits } from "./edits.ts";
import type { Lookup } from "./lookup.ts";
import { createNames, type Names } from "./names.ts";
import type { Symbols } from "./symbols.ts";

/** A place that needs work by hand, or that behaves differently after the move. */
export interface CodeFinding {
  readonly file: string;
  /** Counted from 1, in the original file. */
  readonly line: number;
  /** Counted from 1, in the moved file. */
  readonly lineAfter: number;
  /** `todo`: the file gets a comment at this place. `note`: the code is moved and behaves differently. */
  readonly kind: "todo" | "note";
  /** A short name of the reason, used for counting. */
  readonly reason: string;
  readonly message: string;
}

/** A finding of a file that is not wholly moved yet, with its position in the original text. */
export type PlacedFinding = Omit<CodeFinding, "line" | "lineAfter"> & { readonly position: number };

/** The state of moving one file. */
export interface FileContext {
  readonly source: ts.SourceFile;
  readonly symbols: Symbols;
  readonly lookup: Lookup;
  readonly edits: Edits;
  readonly names: Names;
  readonly isJavaScript: boolean;
  /** Whether `await` is not allowed outside functions. */
  readonly isCommonJs: boolean;
  /** Whether `SEARCH_ITEM` is the type of what the paginator finds. */
  readonly isFound: boolean;
  readonly findings: PlacedFinding[];
  /** The uses of a symbol in the file, without its declaration. */
  readonly usesOf: (symbol: ts.Symbol | undefined) => readonly ts.Identifier[];
  /** Nodes that a step has handled, so that later steps skip them. */
  readonly done: Set<ts.Node>;
  /** Edits that move text. They run after all edits that change text in place. */
  readonly later: (() => void)[];
  /** Writes a comment above the statement, and keeps the published name. */
  readonly todo: (node: ts.Node, reason: string, message: string) => void;
  readonly note: (node: ts.Node, reason: string, message: string) => void;
}

/** The mark of a comment that asks for work by hand. */
export const TODO_MARK = "TODO(isc-sdkgen)";

/** The state of the migration of one file: its edits, its findings and the uses of its symbols. */
export function createFileContext({
  source,
  symbols,
  lookup,
  isCommonJs,
  isFound,
}: {
  readonly source: ts.SourceFile;
  readonly symbols: Symbols;
  readonly lookup: Lookup;
  readonly isCommonJs: boolean;
  readonly isFound: boolean;
}): FileContext {
  const edits = createEdits(source.text);
  const uses = indexUses(source, symbols);
  const findings: PlacedFinding[] = [];
  const told = new Set<string>();
  const tell = (kind: CodeFinding["kind"], node: ts.Node, reason: string, message: string): boolean => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const key = `${String(line)} ${message}`;
    if (told.has(key)) return false;
    told.add(key);
    findings.push({ file: source.fileName, position: node.getStart(source), kind, reason, message });
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
    isFound,
    findings,
    usesOf: (symbol) => (symbol === undefined ? [] : (uses.get(symbol) ?? [])),
    done: new Set(),
    later: [],
    todo: (node, reason, message) => {
      if (!tell("todo", node, reason, message)) return;
      addComment(edits, source, node, message);
    },
    note: (node, reason, message) => void tell("note", node, reason, message),
  };
}

/** Writes a comment above the statement of a node, unless it is there: a second run must not repeat the first. */
export function addComment(edits: Edits, source: ts.SourceFile, node: ts.Node, message: string): void {
  const place = lineStart(statementOf(node, source), source);
  const comment = `// ${TODO_MARK}: ${message}`;
  const above = source.text.slice(0, place.start).trimEnd();
  const known = above.slice(above.lastIndexOf("\n", above.lastIndexOf("\n") - 1) + 1);
  if (commentsAbove(source.text, place.start).includes(comment) || known.includes(comment)) return;
  edits.replace(place.start, place.start, `${comment}${newLineOf(source.text)}${place.indent}`);
}

/** Whether a comment that asks for work by hand is above the statement of a node. */
export function hasComment(source: ts.SourceFile, node: ts.Node): boolean {
  return commentsAbove(source.text, statementOf(node, source).getStart(source)).includes(TODO_MARK);
}

/** The comment lines directly above a position, as one text. */
function commentsAbove(text: string, place: number): string {
  const lines = text.slice(0, place).split("\n");
  lines.pop();
  const comments: string[] = [];
  while (lines.at(-1)?.trimStart().startsWith("//") === true) comments.push(lines.pop()?.trim() ?? "");
  return comments.join("\n");
}

/** The line end of a text: `\r\n` if the text contains one, otherwise `\n`. */
export function newLineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The statement or class member of a node; where code is in front of it on its line, the outer one. */
function statementOf(node: ts.Node, source: ts.SourceFile): ts.Node {
  const isOwn = (parent: ts.Node): boolean =>
    (ts.isStatement(parent) && !ts.isBlock(parent)) ||
    ts.isClassElement(parent) ||
    // The file itself has no parent: it is reached if other code is in front of each statement on its line.
    (!ts.isSourceFile(parent) && ts.isSourceFile(parent.parent));
  const first = ts.findAncestor(node, isOwn);
  return ts.findAncestor(first, (parent) => isOwn(parent) && isFirstOfLine(parent, source)) ?? first ?? node;
}

function isFirstOfLine(node: ts.Node, source: ts.SourceFile): boolean {
  const start = node.getStart(source);
  return source.text.slice(source.text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
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
