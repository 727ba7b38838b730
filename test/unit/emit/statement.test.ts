import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { argumentsDoc } from "../../../generator/emit/typescript/code.ts";
import { stringLiteral } from "../../../generator/emit/escape.ts";
import { atom, type Literal } from "../../../generator/emit/typescript/literal.ts";
import { callStatement, constantStatement, ifEqualStatement } from "../../../generator/emit/typescript/statement.ts";
import { literalType, referenceType, unionType } from "../../../generator/emit/typescript/type-doc.ts";

/** Lengths of every size, most of them near the ends of lines. */
const length = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 52, max: 82 }));
const name = length.map((own) => "N".padEnd(own, "ame"));
const text = length.map((own) => "a text ".repeat(13).slice(0, own));
const scalar = fc.oneof(
  text.map((value) => atom(stringLiteral(value))),
  fc.constantFrom("12", "-1.5", "true", "null", "9007199254740993n").map(atom),
);
const list = fc.array(scalar, { maxLength: 4 }).map((items): Literal => ({ kind: "list", items }));
const object = fc
  .array(fc.tuple(fc.constantFrom("id", "name", "description"), fc.oneof(scalar, list)), { maxLength: 4 })
  .map((entries): Literal => ({ kind: "object", entries }));
/** Prettier fills the lines of a list of numbers; `pretty` does not. */
const isNumbers = (literal: Literal): boolean =>
  literal.kind === "list" &&
  literal.items.length > 1 &&
  literal.items.every((item) => item.kind === "atom" && /^-?\d/u.test(item.text));

async function expectPretty(code: string): Promise<void> {
  expect(code).toBe((await format(code.replaceAll(/\n */gu, " "), { parser: "typescript" })).trimEnd());
}

describe("statements", () => {
  it("are constants as prettier prints them", async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.array(name, { maxLength: 4 }), fc.oneof(scalar, list), async (model, keys, value) => {
        fc.pre(!isNumbers(value));
        const type =
          keys.length === 0
            ? referenceType(model)
            : referenceType("Pick", [referenceType(model), unionType(keys.map(literalType))]);
        await expectPretty(constantStatement("value", type, { value, isOpen: false }));
      }),
      { numRuns: 200, seed: 20251130 },
    );
  });

  it("are constants whose object stays open, as prettier leaves it", async () => {
    await fc.assert(
      fc.asyncProperty(name, object, async (model, value) => {
        const code = constantStatement("value", referenceType(model), { value, isOpen: true });
        fc.pre(!code.includes("["));
        expect(code).toBe((await format(code, { parser: "typescript" })).trimEnd());
        expect(code).toMatch(value.kind === "object" && value.entries.length > 0 ? /\{\n/u : /\{\};$/u);
      }),
      { numRuns: 100, seed: 20251130 },
    );
  });

  it("are calls and conditions as prettier prints them", async () => {
    await fc.assert(
      fc.asyncProperty(name, text, async (own, value) => {
        await expectPretty(callStatement("console.log", ["value", ["Object.values", argumentsDoc([own])]]));
        await expectPretty(ifEqualStatement("event.type", value, "console.log(event.payload);"));
      }),
      { numRuns: 150, seed: 20251130 },
    );
  });
});
