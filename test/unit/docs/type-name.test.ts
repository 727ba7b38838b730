import { expect, it } from "vitest";
import { code, nameInCell } from "../../../generator/targets/docs/type-name.ts";

it.each([
  ["name", "`name`", "name"],
  ["*", "`*`", "\\*"],
  ["", '`""`', '""'],
  [" ", '`" "`', '" "'],
  ["\u00a0", '`"\\u00a0"`', '"\\\\u00a0"'],
  ["\u200b", '`"\\u200b"`', '"\\\\u200b"'],
])("shows the name %j in a cell", (name, asCode, plain) => {
  expect([code(name), nameInCell(name)]).toEqual([asCode, plain]);
});
