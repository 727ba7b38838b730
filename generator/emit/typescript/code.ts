import { builders, printer } from "prettier/doc";
import type { Doc } from "prettier";
import { WIDTH } from "../width.ts";

const { group, hardline, ifBreak, indent, indentIfBreak, join, line, lineSuffixBoundary, softline } = builders;

/**
 * A piece of TypeScript as the document that prettier's TypeScript printer would make of it. Text of a spec gets into a
 * document only through `emit/escape.ts`. A document that is one text is laid out already.
 */
export interface Code {
  readonly doc: Doc;
  /** As a value it moves to the next line as a whole where it does not fit: prettier does not break a call so short. */
  readonly isShortCall?: boolean;
}

/** Pieces one behind the other; where none of them has a place to break, one text: most documents are. */
export function sequence(...pieces: readonly Doc[]): Doc {
  let text = "";
  for (const piece of pieces) {
    if (typeof piece !== "string") return [...pieces];
    text += piece;
  }
  return text;
}

/** Code that is laid out already, or has nowhere to break. */
export function plainCode(text: string): Code {
  return { doc: text };
}

/** A call's parts that a line may break between. */
export interface Call {
  /** `listOperations`, `new RolesApi`, `this.list`. */
  readonly callee: string;
  readonly parts: readonly string[];
  /** Whether a bundler may leave the call out where nobody uses its result. */
  readonly isPure?: boolean;
}

/** `callee(a, b)`. */
export function callCode({ callee, parts, isPure = false }: Call): Code {
  const head = `${isPure ? "/* @__PURE__ */ " : ""}${callee}`;
  if (parts.length === 0) return { doc: `${head}()` };
  const [only = ""] = parts;
  const isShortCall = parts.length === 1 && only.length <= SHORT_PART && !callee.startsWith("new ");
  return {
    isShortCall,
    doc: [head, group(["(", indent([softline, join([",", line], [...parts])]), ifBreak(","), softline, ")"])],
  };
}

/** A quarter of a line, as prettier has it. */
const SHORT_PART = WIDTH / 4;

/** `return value;` */
export function returnCode(value: Code): Code {
  return { doc: ["return ", value.doc, ";"] };
}

/** `callee({ ... })`, with data that is laid out in lines already. */
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

/** The value moves to the next line where not even its beginning fits. */
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

/** The code on one line; what cannot stand on one, such as a comment, keeps its line breaks. */
export function flatText({ doc }: Code): string {
  return flatten(doc) ?? printer.printDocToString(doc, { ...LAYOUT, printWidth: Infinity } as never).formatted;
}

/** The code in lines as wide as prettier's, the first one with its indentation. */
export function layOut(doc: Doc, depth: number): string {
  const start = INDENT.repeat(depth);
  if (typeof doc === "string")
    return depth === 0 || !doc.includes("\n") ? start + doc : start + doc.replaceAll("\n", `\n${start}`);
  const text = flatten(doc);
  // What fits on its line is flat. Characters that may be two columns wide are left to prettier.
  if (text !== undefined && start.length + text.length <= WIDTH && isAscii(text)) return start + text;
  let indented = doc;
  for (let level = 0; level < depth; level += 1) indented = indent(indented);
  return printer.printDocToString([start, indented], LAYOUT as never).formatted;
}

const LAYOUT = { printWidth: WIDTH, tabWidth: 2, useTabs: false } as const;
const INDENT = "  ";

function isAscii(text: string): boolean {
  // Without the flag for Unicode, which would make it slower and no difference.
  return !/[^\0-\x7f]/.test(text);
}

/** A document on one line; undefined where it says that it breaks. */
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
      // Its contents are missing in prettier's own declaration.
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
