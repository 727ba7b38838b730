import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMBINATIONS, typeCheck } from "../compile/matrix.ts";
import { findAny } from "../compile/find-any.ts";
import { generateReal, hasAllReal } from "../support/generated.ts";

// The embedded specs compile in all combinations; of the slow compiler the real ones take the strictest one.
const combinations = hasAllReal()
  ? COMBINATIONS
  : COMBINATIONS.filter(
      ({ compiler, modules, libraries }) => compiler === "7" || `${modules} ${libraries}` === "nodenext dom",
    );
if (!hasAllReal()) process.stdout.write("skipped: three combinations of TypeScript 5.9; ISC_REAL_ALL=1 runs them\n");

describe("the package of the real specs", () => {
  it.each(combinations)("compiles under TypeScript $compiler, $modules, with $libraries types", (combination) => {
    const { out, exitCode } = generateReal("2025-05-20", ["--target", "typescript", "--target", "openapi-types"]);
    expect(exitCode).toBe(0);
    expect(typeCheck(join(out, "typescript"), combination)).toBe("");
  });

  it("has no any and no ts-nocheck", () => {
    const { out } = generateReal("2025-05-20", ["--target", "typescript", "--target", "openapi-types"]);
    const src = join(out, "typescript/src");
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".ts") && !path.startsWith("openapi"),
    );
    expect(findAny(files.map((path) => ({ path, text: readFileSync(join(src, path), "utf8") })))).toEqual([]);
  });
});
