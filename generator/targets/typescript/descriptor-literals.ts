import { stringLiteral } from "../../emit/escape.ts";
import { atom, type Literal } from "../../emit/typescript/literal.ts";

/** The key and the value of an object literal. An entry with the value undefined is omitted. */
export type LiteralEntry = readonly [name: string, value: Literal | undefined];

/** An object literal of the defined entries. */
export function objectLiteral(entries: readonly LiteralEntry[]): Literal {
  return {
    kind: "object",
    entries: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

/** A list literal. */
export function listLiteral(items: readonly Literal[]): Literal {
  return { kind: "list", items };
}

/** A string literal. It escapes any text of a spec. */
export function textLiteral(value: string): Literal {
  return atom(stringLiteral(value));
}

/** A call of a runtime function. */
export function callLiteral(callee: string, argument?: Literal, more?: readonly Literal[]): Literal {
  return { kind: "call", callee, argument, ...(more === undefined ? {} : { more }) };
}
