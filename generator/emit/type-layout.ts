import { builders, printer } from "prettier/doc";
import type { Doc } from "prettier";
import { parseType, type TypeNode } from "./type-text.ts";
import { WIDTH } from "./width.ts";

const { align, group, ifBreak, indent, indentIfBreak, join, line, lineSuffixBoundary, softline } = builders;

/**
 * Lays out the types that do not fit on their line, as prettier's TypeScript printer does: the same documents, given to
 * prettier's own document printer. Loading that costs a fiftieth of loading prettier with its TypeScript parser. Where a
 * type holds something this file does not know the answer is undefined, and the statement goes through prettier.
 */

/** `  name?: A | B;`: a property or an index signature of an interface. `head` is what stands before the type. */
export function layoutProperty(head: string, type: string): string | undefined {
  const node = parseType(type);
  return node === undefined ? undefined : print(["  ", indent([headDoc(head), " ", typeDoc(node), ";"])]);
}

/** Prettier would rather break between the brackets of an index signature than not at all. */
function headDoc(head: string): Doc {
  const key = /^\[(.*)\]:$/u.exec(head)?.[1];
  return key === undefined ? head : ["[", group([indent([softline, key]), softline]), "]:"];
}

/** `export type Name = A | B;`; `head` is `export type Name`. */
export function layoutAlias(head: string, type: string): string | undefined {
  const node = parseType(type);
  if (node === undefined) return undefined;
  if (node.kind === "union" && !isHugged(node))
    return print([group(head), " =", group(indent([line, unionDoc(node)])), ";"]);
  return print([assignmentDoc(head, typeDoc(node)), ";"]);
}

/** `  ): Call<A | B> {`: the end of a method's signature whose parameters stand on lines of their own. */
export function layoutResult(type: string): string | undefined {
  const node = parseType(type);
  return node === undefined ? undefined : print(["  ): ", indent(typeDoc(node)), " {"]);
}

/** `} & (A | B);`: the end of an alias that is an object and a union. */
export function layoutIntersected(type: string): string | undefined {
  const node = parseType(type);
  return node?.kind === "union" ? print(["} & (", parenthesized(node), ");"]) : undefined;
}

/** `export const name: Type<A, B> = call(c, d);` */
export function layoutConstant(constant: {
  /** `export const name: Type`. */
  readonly head: string;
  /** `A, B`. */
  readonly types: string;
  readonly callee: string;
  readonly parts: readonly string[];
}): string | undefined {
  const { head, callee, parts } = constant;
  const node = parseType(`T<${constant.types}>`);
  if (node?.kind !== "generic") return undefined;
  const left = [head, typeArguments(node.arguments)];
  const value = callDoc(callee, parts);
  // Where a type argument has arguments of its own prettier does not move the value to the next line.
  if (node.arguments.length > 1 && node.arguments.some((argument) => argument.kind === "generic"))
    return print([group([left, " = ", value]), ";"]);
  return print([assignmentDoc(left, value), ";"]);
}

/** `    this.name = new Type(core);`: a statement of a method. */
export function layoutAssignment(left: string, callee: string, parts: readonly string[]): string {
  return print(["    ", indent(indent([assignmentDoc(left, callDoc(callee, parts)), ";"]))]);
}

function callDoc(callee: string, parts: readonly string[]): Doc {
  return group([callee, "(", indent([softline, join([",", line], [...parts])]), ifBreak(","), softline, ")"]);
}

/** The value moves to the next line where not even its beginning fits. */
function assignmentDoc(left: Doc, value: Doc): Doc {
  const id = Symbol("assignment");
  return group([
    group(left),
    " =",
    group(indent(line), { id }),
    lineSuffixBoundary,
    indentIfBreak(value, { groupId: id }),
  ]);
}

function print(doc: Doc): string {
  return printer.printDocToString(doc, { printWidth: WIDTH, tabWidth: 2, useTabs: false } as never).formatted;
}

function typeDoc(node: TypeNode): Doc {
  switch (node.kind) {
    case "atom":
      return node.text;
    case "generic":
      return genericDoc(node);
    case "list":
      return [inParentheses(node.of, ["union", "intersection", "operator"]), "[]"];
    case "operator":
      return [`${node.operator} `, inParentheses(node.of, ["union", "intersection"])];
    case "object":
      return group([
        "{",
        indent([
          line,
          join(
            [";", line],
            node.members.map((member) => [member.head, " ", typeDoc(member.type)]),
          ),
        ]),
        ifBreak(";"),
        line,
        "}",
      ]);
    case "union":
      return isHugged(node) ? unionDoc(node) : group(indent([softline, unionDoc(node)]));
    case "intersection":
      return intersectionDoc(node);
  }
}

type Of<Kind extends TypeNode["kind"]> = Extract<TypeNode, { kind: Kind }>;

function genericDoc(node: Of<"generic">): Doc {
  return [node.name, typeArguments(node.arguments)];
}

function typeArguments(list: readonly TypeNode[]): Doc {
  const [first, ...others] = list;
  if (first !== undefined && others.length === 0 && isSimple(first)) return ["<", typeDoc(first), ">"];
  // A union among type arguments is not moved in by itself: the brackets have done that.
  const docs = list.map((argument) => (argument.kind === "union" ? unionDoc(argument) : typeDoc(argument)));
  return group(["<", indent([softline, join([",", line], docs)]), softline, ">"]);
}

function unionDoc(node: Of<"union">): Doc {
  if (isHugged(node)) return join(" | ", node.members.map(typeDoc));
  return group(
    node.members.map((member, index) => [
      index === 0 ? ifBreak("| ") : [line, "| "],
      align(2, inParentheses(member, ["union", "intersection"])),
    ]),
  );
}

function intersectionDoc(node: Of<"intersection">): Doc {
  let isMixed = false;
  return group(
    node.members.map((member, index): Doc => {
      const doc = inParentheses(member, ["union", "intersection"]);
      const before = node.members[index - 1];
      if (before === undefined) return doc;
      const isObject = member.kind === "object";
      const wasObject = before.kind === "object";
      if (isObject && wasObject) return [" & ", isMixed ? indent(doc) : doc];
      if (!isObject && !wasObject) return indent([" &", line, doc]);
      if (index > 1) isMixed = true;
      return [" & ", index > 1 ? indent(doc) : doc];
    }),
  );
}

function inParentheses(node: TypeNode, kinds: readonly TypeNode["kind"][]): Doc {
  if (!kinds.includes(node.kind)) return typeDoc(node);
  return ["(", node.kind === "union" ? parenthesized(node) : typeDoc(node), ")"];
}

function parenthesized(node: Of<"union">): Doc {
  return isHugged(node) ? unionDoc(node) : group([indent([softline, unionDoc(node)]), softline]);
}

/** One type that has a name or a body, and nulls: stays on its line. */
function isHugged(node: Of<"union">): boolean {
  const body = node.members.find((member) => member.kind === "object" || isReference(member));
  return body !== undefined && node.members.every((member) => member === body || isNull(member));
}

function isSimple(node: TypeNode): boolean {
  return (
    node.kind === "object" ||
    (node.kind === "atom" && !node.text.includes("[")) ||
    (node.kind === "union" && isHugged(node))
  );
}

const KEYWORDS = /^(?:string|number|boolean|unknown|never|undefined|null|void|object|any|bigint|symbol|true|false)$/u;

function isReference(node: TypeNode): boolean {
  return (
    node.kind === "generic" ||
    (node.kind === "atom" && /^[\w$]+$/u.test(node.text) && !/^\d/u.test(node.text) && !KEYWORDS.test(node.text))
  );
}

function isNull(node: TypeNode): boolean {
  return node.kind === "atom" && (node.text === "null" || node.text === "void");
}
