import { builders } from "prettier/doc";
import type { Doc } from "prettier";
import { isDeclaredName, propertyName, stringLiteral } from "../escape.ts";
import { commentBlock } from "./comment.ts";
import { flatText, sequence, type Code } from "./code.ts";
import { numberText } from "./scalar.ts";

const { align, group, hardline, ifBreak, indent, join, line, softline } = builders;

/**
 * The types that the targets emit, as the documents that prettier's TypeScript printer makes of them. Each function
 * makes one construct, and the nesting decides the parentheses. Names must be identifiers; strings become literals
 * here.
 */

/** A type: its document, and the facts that the enclosing type needs. */
export interface Type extends Code {
  readonly shape: Shape;
  /** The members of a union, which an enclosing union takes over, or the arguments of a reference. */
  readonly parts?: readonly Type[];
}

type Shape =
  | "keyword"
  | "null"
  | "literal"
  | "reference"
  | "indexed"
  | "list"
  | "tuple"
  | "optional"
  | "rest"
  | "operator"
  | "object"
  | "function"
  | "intersection"
  | "union"
  /** A union of one object or reference and null; it stays on its line. */
  | "hugged union";

/** The keywords that emitted types consist of. `any` is absent, because emitted code never contains it. */
export type TypeKeyword = "bigint" | "boolean" | "never" | "number" | "string" | "undefined" | "unknown" | "void";

function keyword(text: TypeKeyword): Type {
  return { shape: text === "void" ? "null" : "keyword", doc: text };
}

const KEYWORDS: Readonly<Record<TypeKeyword, Type>> = {
  bigint: keyword("bigint"),
  boolean: keyword("boolean"),
  never: keyword("never"),
  number: keyword("number"),
  string: keyword("string"),
  undefined: keyword("undefined"),
  unknown: keyword("unknown"),
  void: keyword("void"),
};

/** A type that is a keyword of TypeScript: `string`, `unknown`. */
export function keywordType(text: TypeKeyword): Type {
  return KEYWORDS[text];
}

export const NULL_TYPE: Type = { shape: "null", doc: "null" };

/** `"a"`, `12`, `null`. */
export function literalType(value: string | number | bigint | boolean | null): Type {
  if (value === null) return NULL_TYPE;
  return { shape: "literal", doc: typeof value === "string" ? stringLiteral(value) : numberText(value) };
}

/** `Role`, `Call<Role>`. */
export function referenceType(name: string, types: readonly Type[] = []): Type {
  if (!isDeclaredName(name)) throw new Error(`${JSON.stringify(name)} is no name of a type`);
  return types.length === 0
    ? { shape: "reference", doc: name }
    : { shape: "reference", doc: sequence(name, typeArguments(types)), parts: types };
}

/** `Operation["method"]`. */
export function indexedType(name: string, key: string): Type {
  return { shape: "indexed", doc: sequence(referenceType(name).doc, "[", stringLiteral(key), "]") };
}

/** `Role[]`. */
export function listType(item: Type): Type {
  return { shape: "list", doc: sequence(inParentheses(item, NO_ITEMS), "[]") };
}

/** `readonly Role[]`, `keyof Events`. */
export function operatorType(operator: "readonly" | "keyof", of: Type): Type {
  return { shape: "operator", doc: sequence(`${operator} `, inParentheses(of, COMPOUND)) };
}

/** `[A, B]`. */
export function tupleType(items: readonly Type[]): Type {
  if (items.length === 0) return { shape: "tuple", doc: "[]" };
  const docs = items.map((item) => (item.shape === "union" ? tupleUnion(item, items.length) : group(item.doc)));
  return {
    shape: "tuple",
    doc: group(["[", indent([softline, join([",", line], docs)]), ifBreak(","), softline, "]"]),
  };
}

/** A union in a tuple. A union that needs lines of its own gets parentheses if the tuple has other items. */
function tupleUnion(union: Type, size: number): Doc {
  return size === 1 ? group(union.doc) : group([indent([ifBreak(["(", softline]), union.doc]), softline, ifBreak(")")]);
}

/** `A?` in a tuple. */
export function optionalType(of: Type): Type {
  return { shape: "optional", doc: sequence(inParentheses(of, NO_ITEMS), "?") };
}

/** `...A[]` in a tuple. */
export function restType(list: Type): Type {
  return { shape: "rest", doc: sequence("...", list.doc) };
}

/** `A | B`; a member that is itself a union is replaced by its members. */
export function unionType(types: readonly Type[]): Type {
  const members = types.some(isUnion) ? types.flatMap((type) => (isUnion(type) ? (type.parts ?? []) : [type])) : types;
  const [first] = members;
  if (first === undefined) return keywordType("never");
  if (members.length === 1) return first;
  if (isHugged(members))
    return {
      shape: "hugged union",
      doc: sequence(...members.flatMap(({ doc }, index) => (index === 0 ? [doc] : [" | ", doc]))),
      parts: members,
    };
  const docs: Doc[] = [];
  for (const member of members) {
    docs.push(...(docs.length === 0 ? FIRST_BAR : NEXT_BAR));
    const doc = inParentheses(member, COMPOUND);
    // A document that is one string has no second line to indent.
    docs.push(typeof doc === "string" ? doc : align(2, doc));
  }
  return { shape: "union", doc: group(docs), parts: members };
}

const FIRST_BAR: readonly Doc[] = [ifBreak("| ")];
const NEXT_BAR: readonly Doc[] = [line, "| "];

function isUnion({ shape }: Type): boolean {
  return shape === "union" || shape === "hugged union";
}

/** The types without duplicates. */
export function uniqueTypes(types: readonly Type[]): readonly Type[] {
  return types.length < 2 ? types : [...new Map(types.map((type) => [flatText(type), type])).values()];
}

/** `A & B`. */
export function intersectionType(types: readonly Type[]): Type {
  const [first] = types;
  if (first === undefined) return keywordType("unknown");
  if (types.length === 1) return first;
  let isMixed = false;
  const docs = types.map((type, index): Doc => {
    const doc = inParentheses(type, COMPOUND);
    const before = types[index - 1];
    if (before === undefined) return doc;
    const isObject = type.shape === "object";
    const wasObject = before.shape === "object";
    if (isObject && wasObject) return [" & ", isMixed ? indent(doc) : doc];
    if (!isObject && !wasObject) return indent([" &", line, doc]);
    if (index > 1) isMixed = true;
    return [" & ", index > 1 ? indent(doc) : doc];
  });
  return { shape: "intersection", doc: group(docs) };
}

/** A member of an object type. */
export interface Member {
  /** The name. A string that is not an identifier is escaped; a number stays a number. */
  readonly name: string | number;
  readonly type: Type;
  readonly isOptional?: boolean;
  readonly isReadonly?: boolean;
  /** The text of its comment. */
  readonly docs?: string;
}

/** `[key: string]: unknown`. */
export interface IndexMember {
  readonly keyName: string;
  readonly keyType: Type;
  readonly type: Type;
}

/** `{ a: A; b?: B }`, on several lines if `isOpen` is set or a member has a comment. */
export function objectType(
  members: readonly Member[],
  { index, isOpen = false }: { readonly index?: IndexMember; readonly isOpen?: boolean } = {},
): Type {
  const docs = members.map(memberDoc);
  if (index !== undefined) docs.push(indexDoc(index));
  if (docs.length === 0) return { shape: "object", doc: "{}" };
  return {
    shape: "object",
    doc: group(["{", indent([line, join([";", line], docs)]), ifBreak(";"), line, "}"], { shouldBreak: isOpen }),
  };
}

/** `{ [key: string]: A }`. */
export function indexedObject(type: Type): Type {
  return objectType([], { index: { keyName: "key", keyType: keywordType("string"), type } });
}

function memberDoc({ name, type, isOptional = false, isReadonly = false, docs }: Member): Doc {
  const own = typeof name === "number" ? String(name) : propertyName(name);
  const doc = sequence(`${isReadonly ? "readonly " : ""}${own}${isOptional ? "?" : ""}: `, valueDoc(type));
  return docs === undefined ? doc : [join(hardline, commentBlock(docs, "").split("\n")), hardline, doc];
}

/** An index signature. Prettier breaks between its brackets if nothing else can break. */
export function indexDoc({ keyName, keyType, type }: IndexMember): Doc {
  return ["[", group([indent([softline, `${keyName}: `, keyType.doc]), softline]), "]: ", valueDoc(type)];
}

/** A parameter of a function type. */
export interface ParameterType {
  readonly name: string;
  readonly type: Type;
  readonly isOptional?: boolean;
}

/** `(body: unknown, type?: keyof Events) => Event`. */
export function functionType(parameters: readonly ParameterType[], result: Type): Type {
  const docs = parameters.map(({ name, type, isOptional = false }) => [
    `${name}${isOptional ? "?" : ""}: `,
    valueDoc(type),
  ]);
  return {
    shape: "function",
    doc: group(["(", indent([softline, join([",", line], docs)]), ifBreak(","), softline, ") => ", result.doc]),
  };
}

/** A type after a name and a colon. */
export function valueDoc({ shape, doc }: Type): Doc {
  return shape === "union" ? group(indent([softline, doc])) : doc;
}

/** Shapes without brackets of their own. */
const COMPOUND: readonly Shape[] = ["union", "hugged union", "intersection", "function"];

/** Shapes that need parentheses before `[]`. */
const NO_ITEMS: readonly Shape[] = [...COMPOUND, "operator"];

function inParentheses(type: Type, shapes: readonly Shape[]): Doc {
  const { shape, doc } = type;
  if (!shapes.includes(shape)) return doc;
  return sequence("(", shape === "union" ? group([indent([softline, doc]), softline]) : doc, ")");
}

/**
 * Shapes that stay beside the angle brackets as a single type argument, because they cannot break or have brackets of
 * their own.
 */
const BESIDE_BRACKETS: readonly Shape[] = ["keyword", "null", "literal", "object", "hugged union"];

function typeArguments(types: readonly Type[]): Doc {
  const [first] = types;
  if (first !== undefined && types.length === 1 && isBesideBrackets(first)) return sequence("<", first.doc, ">");
  // A union among type arguments gets no indentation of its own, because the brackets have already indented it.
  return group([
    "<",
    indent([
      softline,
      join(
        [",", line],
        types.map(({ doc }) => doc),
      ),
    ]),
    softline,
    ">",
  ]);
}

function isBesideBrackets({ shape, parts }: Type): boolean {
  return BESIDE_BRACKETS.includes(shape) || (shape === "reference" && parts === undefined);
}

function isHugged(members: readonly Type[]): boolean {
  const body = members.find(({ shape }) => shape === "object" || shape === "reference");
  return body !== undefined && members.every((member) => member === body || member.shape === "null");
}
