import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredDifferences } from "../support/declared-types.ts";
import { generateReal, realDates, surfaceOf } from "../support/generated.ts";
import { pageFaults } from "../support/page-faults.ts";

describe.each(realDates("the surface against its package", "2025-11-20"))(
  "the surface of the real specs of %s",
  (date) => {
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
          .map(
            (path) => [`docs/${path.replaceAll("\\", "/")}`, readFileSync(join(out, "docs", path), "utf8")] as const,
          ),
      );
      const { seen, faults } = pageFaults(pages, surface);
      expect(faults).toEqual([]);
      expect(seen.examples).toBe(surface.operations.length);
    });
  },
);
