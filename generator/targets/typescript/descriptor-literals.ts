import { stringLiteral } from "../../emit/escape.ts";
import { atom, type Literal } from "../../emit/typescript/literal.ts";

/** A key of an object and its value; undefined: the object does not have it. */
export type LiteralEntry = readonly [name: string, value: Literal | undefined];

/** An object of the keys that it has. */
export function objectLiteral(entries: readonly LiteralEntry[]): Literal {
  return {
    kind: "object",
    entries: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

/** A list. */
export function listLiteral(items: readonly Literal[]): Literal {
  return { kind: "list", items };
}

/** A text as code: any text of a spec, escaped. */
export function textLiteral(value: string): Literal {
  return atom(stringLiteral(value));
}

/** A call of the runtime. */
export function callLiteral(callee: string, argument?: Literal, more?: readonly Literal[]): Literal {
  return { kind: "call", callee, argument, ...(more === undefined ? {} : { more }) };
}
