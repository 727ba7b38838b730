import { builders, printer } from "prettier/doc";
import type { Doc } from "prettier";
import { WIDTH } from "../width.ts";

const { group, hardline, ifBreak, indent, indentIfBreak, join, line, lineSuffixBoundary, softline } = builders;

/**
 * A piece of TypeScript as the document that prettier's TypeScript printer would make of it. Text from a spec enters a
 * document only through `emit/escape.ts`. A document that is a single string needs no layout.
 */
export interface Code {
  readonly doc: Doc;
  /**
   * Whether the code is a call so short that prettier does not break it. If it does not fit as a value, it moves to the
   * next line as a whole.
   */
  readonly isShortCall?: boolean;
}

/** Joins documents. If none of them can break, the result is one string, as for most documents. */
export function sequence(...pieces: readonly Doc[]): Doc {
  let text = "";
  for (const piece of pieces) {
    if (typeof piece !== "string") return [...pieces];
    text += piece;
  }
  return text;
}

/** Code that is laid out already, or that cannot break. */
export function plainCode(text: string): Code {
  return { doc: text };
}

/** The parts of a call between which a line may break. */
export interface Call {
  /** `listOperations`, `new RolesApi`, `this.list`. */
  readonly callee: string;
  readonly parts: readonly string[];
  /** Whether a bundler may remove the call if its result is not used. */
  readonly isPure?: boolean;
}

/** `callee(a, b)`. */
export function callCode({ callee, parts, isPure = false }: Call): Code {
  const head = `${isPure ? "/* @__PURE__ */ " : ""}${callee}`;
  if (parts.length === 0) return { doc: `${head}()` };
  const [only = ""] = parts;
  const isShortCall = parts.length === 1 && only.length <= SHORT_PART && !callee.startsWith("new ");
  return { isShortCall, doc: [head, argumentsDoc(parts)] };
}

/** `(a, b)`, on one line or with each argument on a line of its own. */
export function argumentsDoc(parts: readonly Doc[]): Doc {
  return group(["(", indent([softline, join([",", line], [...parts])]), ifBreak(","), softline, ")"]);
}

/** A quarter of the line width, as in prettier. */
const SHORT_PART = WIDTH / 4;

/** `return value;` */
export function returnCode(value: Code): Code {
  return { doc: ["return ", value.doc, ";"] };
}

/** `callee({ ... })`, with data that is already laid out in lines. */
export function dataCallCode(callee: string, data: string): Code {
  return { doc: [`/* @__PURE__ */ ${callee}(`, join(hardline, data.split("\n")), ")"] };
}

/** `left = value;` */
export function assignmentCode(left: string, value: Code): Code {
  return { doc: [assignmentDoc(left, value), ";"] };
}

/** `return (left ??= value);` */
export function returnMadeOnce(left: string, value: Code): Code {
  return { doc: ["return (", assignmentDoc(left, value, " ??="), ");"] };
}

/** An assignment whose value moves to the next line if not even its beginning fits. */
export function assignmentDoc(left: Doc, value: Code, operator = " ="): Doc {
  if (value.isShortCall === true) return group([group(left), operator, group(indent([line, value.doc]))]);
  const id = Symbol("assignment");
  return group([
    group(left),
    operator,
    group(indent(line), { id }),
    lineSuffixBoundary,
    indentIfBreak(value.doc, { groupId: id }),
  ]);
}

/** The code on one line. Code that cannot be on one line, such as a comment, keeps its line breaks. */
export function flatText({ doc }: Code): string {
  return flatten(doc) ?? printer.printDocToString(doc, { ...LAYOUT, printWidth: Infinity } as never).formatted;
}

/** The code laid out to prettier's line width, with the indentation of the first line. */
export function layOut(doc: Doc, depth: number): string {
  const start = INDENT.repeat(depth);
  if (typeof doc === "string")
    return depth === 0 || !doc.includes("\n") ? start + doc : start + doc.replaceAll("\n", `\n${start}`);
  const text = flatten(doc);
  // Code that fits on its line is flat. Characters that may be two columns wide are left to prettier.
  if (text !== undefined && start.length + text.length <= WIDTH && isAscii(text)) return start + text;
  let indented = doc;
  for (let level = 0; level < depth; level += 1) indented = indent(indented);
  return printer.printDocToString([start, indented], LAYOUT as never).formatted;
}

const LAYOUT = { printWidth: WIDTH, tabWidth: 2, useTabs: false } as const;
const INDENT = "  ";

function isAscii(text: string): boolean {
  // The pattern has no `u` flag, which would make it slower without a different result.
  return !/[^\0-\x7f]/.test(text);
}

/** A document on one line; undefined if it contains a forced break. */
function flatten(doc: Doc): string | undefined {
  if (typeof doc === "string") return doc;
  if (Array.isArray(doc)) {
    let text = "";
    for (const part of doc) {
      const own = flatten(part);
      if (own === undefined) return undefined;
      text += own;
    }
    return text;
  }
  switch (doc.type) {
    case "group":
      return doc.break ? undefined : flatten(doc.contents);
    case "indent":
    case "align":
      return flatten(doc.contents);
    case "indent-if-break":
      // Prettier's own type declaration lacks the contents.
      return flatten((doc as { contents: Doc } & typeof doc).contents);
    case "if-break":
      return flatten(doc.flatContents);
    case "line":
      return doc.hard ? undefined : doc.soft ? "" : " ";
    case "line-suffix-boundary":
      return "";
    default:
      return undefined;
  }
}
