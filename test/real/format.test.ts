import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unformatted } from "../support/format.ts";
import { generateReal } from "../support/generated.ts";

describe("the files of the real specs", () => {
  it.each(["2025-05-20", "2025-11-20"])("are formatted as prettier would, on %s", async (date) => {
    const { out, exitCode } = generateReal(date);
    expect(exitCode).toBe(0);
    const { checked, found } = await unformatted(join(out, "typescript"));
    expect(found).toEqual([]);
    expect(checked).toBeGreaterThan(500);
  });

  it.for(["2025-05-20", "2025-11-20"])("are the same as ts-morph and prettier print them, on %s", (date, context) => {
    // One date shows what the other does; ISC_REAL_ALL=1 compares both.
    if (date === "2025-05-20" && process.env["ISC_REAL_ALL"] === undefined) context.skip("ISC_REAL_ALL=1 runs it");
    const { out } = generateReal(date);
    const library = generateReal(date, ["--target", "typescript", "--printer", "ts-morph"]);
    expect(library.exitCode).toBe(0);
    const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
    expect(paths.length).toBeGreaterThan(500);
    const differing = paths.filter(
      (path) => readFileSync(join(out, path), "utf8") !== readFileSync(join(library.out, path), "utf8"),
    );
    expect(differing).toEqual([]);
  });
});
