import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unformatted } from "../support/format.ts";
import { generateReal, realDates } from "../support/generated.ts";

/** A run of its own: in the folder that other tests share, they write programs. */
const OWN = ["--target", "typescript", "--printer", "documents"];

describe("the files of the real specs", () => {
  it.each(realDates("prettier over every file", "2025-05-20"))(
    "are formatted as prettier would, on %s",
    async (date) => {
      const { out, exitCode } = generateReal(date, OWN);
      expect(exitCode).toBe(0);
      const { checked, found } = await unformatted(join(out, "typescript"));
      expect(found).toEqual([]);
      expect(checked).toBeGreaterThan(500);
    },
  );

  it.each(realDates("the printer of ts-morph", "2025-11-20"))(
    "are the same as ts-morph and prettier print them, on %s",
    (date) => {
      const { out } = generateReal(date, OWN);
      const library = generateReal(date, ["--target", "typescript", "--printer", "ts-morph"]);
      expect(library.exitCode).toBe(0);
      const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
      expect(paths.length).toBeGreaterThan(500);
      const differing = paths.filter(
        (path) => readFileSync(join(out, path), "utf8") !== readFileSync(join(library.out, path), "utf8"),
      );
      expect(differing).toEqual([]);
    },
  );
});
