import { builders } from "prettier/doc";
import type { Doc } from "prettier";
import { stringLiteral } from "../escape.ts";
import { WIDTH } from "../width.ts";
import { argumentsDoc, layOut } from "./code.ts";
import { flat, pretty, type Literal } from "./literal.ts";
import type { Type } from "./type-doc.ts";

const { group, indent, line, softline } = builders;

/**
 * `const value: Role = { … };` in prettier's style. `isOpen`: an object is on lines of its own even if it would fit. A
 * value of which not even the first bracket fits moves to the next line.
 */
export function constantStatement(name: string, type: Type, { value, isOpen }: ConstantValue): string {
  const head = layOut([group([`const ${name}: `, type.doc]), " ="], 0);
  const used = head.length - head.lastIndexOf("\n");
  const beside = isBreakable(value) ? 1 : flat(value).length + 1;
  return used + beside <= WIDTH
    ? `${head} ${pretty(value, { indent: "", used: used + 1, isOpen })};`
    : `${head}\n  ${pretty(value, { indent: "  ", used: 3, isOpen })};`;
}

/** The value of a constant. */
export interface ConstantValue {
  readonly value: Literal;
  readonly isOpen: boolean;
}

function isBreakable(literal: Literal): boolean {
  switch (literal.kind) {
    case "atom":
      return false;
    case "list":
      return literal.items.length > 0;
    case "object":
      return literal.entries.length > 0;
    case "call":
      return literal.argument !== undefined;
  }
}

/** `callee(a, b(c));` in prettier's style. */
export function callStatement(callee: string, parts: readonly Doc[]): string {
  return layOut([callee, argumentsDoc(parts), ";"], 0);
}

/** `if (left === "text") then;` in prettier's style. */
export function ifEqualStatement(left: string, text: string, then: string): string {
  const test = group([indent([softline, `${left} `, group(["===", line, stringLiteral(text)])]), softline]);
  return layOut(group(["if (", test, ")", indent([line, then])]), 0);
}
