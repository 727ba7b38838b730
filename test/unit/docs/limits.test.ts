import { expect, it } from "vitest";
import { limitsSentence, limitTexts } from "../../../generator/targets/docs/limits.ts";
import { limitsOf } from "../../../generator/model/build/limits.ts";

it.each([
  [{}, ""],
  [{ minimum: 0, maximum: 250 }, "Range 0 to 250."],
  [{ minimum: 1 }, "Range at least 1."],
  [{ minimum: 0, exclusiveMinimum: true, maximum: 1 }, "Range greater than 0 and at most 1."],
  [{ exclusiveMaximum: 10 }, "Range less than 10."],
  [{ minLength: 3, maxLength: 3 }, "Length exactly 3."],
  [{ maxLength: 128, pattern: "^a|b$" }, "Length at most 128; pattern `^a\\|b$`."],
  [{ minItems: 1, maxItems: 50 }, "Items 1 to 50."],
])("the bounds of %j are shown", (schema, text) => {
  expect(limitsSentence(limitsOf(schema))).toBe(text);
  expect(limitTexts(limitsOf(schema)).length === 0).toBe(text === "");
});
