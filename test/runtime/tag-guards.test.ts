import { expect, test } from "vitest";
import { tagGuards } from "../../generator/runtime/typescript/tag-guards.js";
import type { UnlistedTag } from "../../generator/runtime/typescript/types.js";

type Pet =
  | { kind: "cat"; lives: number }
  | { kind: "__proto__"; name: string }
  | { kind: UnlistedTag };

const guards = tagGuards<Pet, "kind">("kind", "cat", "__proto__");

test.each([
  [{ kind: "cat" }, true, false, false],
  [{ kind: "__proto__" }, false, true, false],
  [{ kind: "wolf" }, false, false, true],
  [{ kind: null }, false, false, false],
  [{}, false, false, false],
  [Object.create({ kind: "cat" }), false, false, false],
  [null, false, false, false],
  ["cat", false, false, false],
])("guards tell %j apart", (value, isCat, isOdd, isUnlisted) => {
  expect(guards.is.cat(value)).toBe(isCat);
  expect(guards.is["__proto__"](value)).toBe(isOdd);
  expect(guards.isUnlisted(value)).toBe(isUnlisted);
});

test("numbers and truth values are tags too", () => {
  const levels = tagGuards<{ level: 1 | 2 }, "level">("level", 1, 2);
  expect([levels.is[1]({ level: 1 }), levels.is[1]({ level: "1" })]).toEqual([
    true,
    false,
  ]);
  expect(levels.isUnlisted({ level: 3 })).toBe(true);
  const long = tagGuards<{ of: 1n | 9007199254740993n }, "of">(
    "of",
    1n,
    9007199254740993n,
  );
  expect(long.is["9007199254740993"]({ of: 9007199254740993n })).toBe(true);
  expect([long.isUnlisted({ of: 2n }), long.isUnlisted({ of: 1n })]).toEqual([
    true,
    false,
  ]);
  const doors = tagGuards<{ open: boolean }, "open">("open", true, false);
  expect(doors.is.false({ open: false })).toBe(true);
  expect(doors.isUnlisted({ open: null })).toBe(false);
});
