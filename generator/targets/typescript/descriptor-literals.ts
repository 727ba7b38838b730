import { stringLiteral } from "../../emit/escape.ts";
import { atom, type Literal } from "../../emit/typescript/literal.ts";

/** A key of an object and its value; undefined: the object does not have it. */
export type Entry = readonly [name: string, value: Literal | undefined];

export function object(entries: readonly Entry[]): Literal {
  return {
    kind: "object",
    entries: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

export function list(items: readonly Literal[]): Literal {
  return { kind: "list", items };
}

export function text(value: string): Literal {
  return atom(stringLiteral(value));
}

/** A call of the runtime. */
export function call(callee: string, argument?: Literal, more?: readonly Literal[]): Literal {
  return { kind: "call", callee, argument, ...(more === undefined ? {} : { more }) };
}
