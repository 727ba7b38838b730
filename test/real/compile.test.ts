import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMBINATIONS, typeCheck } from "../compile/matrix.ts";
import { findAny } from "../compile/find-any.ts";
import { generateReal } from "../support/generated.ts";

describe("the package of the real specs", () => {
  it.each(COMBINATIONS)("compiles under TypeScript $compiler, $modules, with $libraries types", (combination) => {
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
