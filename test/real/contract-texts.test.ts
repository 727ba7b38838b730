import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredDifferences } from "../support/declared-types.ts";
import { generateReal, surfaceOf } from "../support/generated.ts";
import { pageFaults } from "../support/page-faults.ts";

const DATES = ["2025-05-20", "2025-11-20"];
// One date shows what the other does; ISC_REAL_ALL=1 compares both.
const dates = process.env["ISC_REAL_ALL"] === undefined ? DATES.slice(1) : DATES;
if (dates.length < DATES.length)
  process.stdout.write("skipped: the surface of 2025-05-20 against its package; ISC_REAL_ALL=1 runs it\n");

describe.each(dates)("the surface of the real specs of %s", (date) => {
  it("says of every operation and model what the package's declarations say", () => {
    const { out } = generateReal(date);
    const surface = surfaceOf(out);
    const { compared, differences } = declaredDifferences(join(out, "typescript"), surface);
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(5_000);
  });

  it("and the pages agree: one call per example, properties that objects have, values of enumerations", () => {
    const { out } = generateReal(date, ["--target", "docs"]);
    const surface = surfaceOf(out);
    const pages = new Map(
      readdirSync(join(out, "docs"), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".md"))
        .map((path) => [`docs/${path.replaceAll("\\", "/")}`, readFileSync(join(out, "docs", path), "utf8")] as const),
    );
    const { seen, faults } = pageFaults(pages, surface);
    expect(faults).toEqual([]);
    expect(seen.examples).toBe(surface.operations.length);
  });
});
