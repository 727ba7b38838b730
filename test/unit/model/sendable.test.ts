import { expect, it } from "vitest";
import { sendableValue } from "../../../generator/model/sendable.ts";

it.each([
  ["form", ["a b", ["c"]], ["a b"]],
  ["spaceDelimited", ["an example", "b|c", 1], ["an-example", "b|c", 1]],
  ["pipeDelimited", { a: "b|c d", e: { f: 1 } }, { a: "b-c d" }],
  ["deepObject", { a: { b: 1 } }, { a: { b: 1 } }],
  ["spaceDelimited", "one text", "one text"],
] as const)("has what the style %s can hold of a value", (style, value, expected) => {
  expect(sendableValue({ style }, value)).toEqual(expected);
});
