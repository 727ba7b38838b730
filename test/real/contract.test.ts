import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { consumerComplaints } from "../compile/matrix.ts";
import { REPAIRS } from "../contract/repairs.ts";
import { readRawSpec, type RawOperation } from "../contract/raw-spec.ts";
import { runContract } from "../contract/run.ts";
import { buildPackage, generateReal, realDates, surfaceOf, realRoot } from "../support/generated.ts";
import { examplesOf, examplesProgram, refusedExamples } from "../support/spec-examples.ts";
import { narrowingProgram, taggedModels } from "../support/tagged-unions.ts";
import { CONTRADICTIONS } from "./example-contradictions.ts";

describe("every operation of the real specs, sent through the generated client", () => {
  it.each(realDates("every operation on the wire", "2025-05-20"))(
    "arrives as the raw spec of %s says",
    async (date) => {
      const { out, exitCode } = generateReal(date);
      expect(exitCode).toBe(0);
      const raw = rawOperations(date);
      expect(raw.length).toBe(date === "2025-05-20" ? 1261 : 1266);
      const results = await runContract({ dist: buildPackage(join(out, "typescript")), surface: surfaceOf(out), raw });
      expect(
        results
          .filter((result) => result.problems.length > 0)
          .map((result) => `${result.key}: ${result.problems.join("; ")}`),
      ).toEqual([]);
    },
  );

  // One program for both, for most of the time goes into reading the package.
  it.each(realDates("unions and examples of requests", "2025-11-20"))(
    "has unions that narrow, and takes every example of a request, on %s",
    (date) => {
      const { out } = generateReal(date);
      const models = taggedModels(surfaceOf(out));
      expect(models.length).toBeGreaterThan(15);
      const folder = join(out, "typescript/check");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "narrow.ts"), narrowingProgram(models));
      const examples = examplesOf(rawOperations(date), surfaceOf(out).operations);
      expect(examples.length).toBeGreaterThan(4000);
      const file = join(folder, "examples.ts");
      writeFileSync(file, `${examplesProgram(examples)}\nimport "./narrow.js";\n`);
      const complaints = consumerComplaints(join(out, "typescript"), "7", file).split("\n");
      expect(complaints.filter((line) => /^\S/u.test(line) && !line.includes("examples.ts("))).toEqual([]);
      const refused = refusedExamples(examples, complaints.join("\n"));
      const listed = new Set(Object.values(CONTRADICTIONS).flat());
      expect([...refused].filter((title) => !listed.has(title))).toEqual([]);
      // What compiles is listed no more, but where the other date has it only.
      const open = [...listed].filter((title) => !refused.has(title)).sort();
      expect(open).toEqual(date === "2025-05-20" ? ONLY_LATER : ONLY_EARLIER);
    },
  );
});

const ONLY_LATER: readonly string[] = ["startViolationCheck body"];
const ONLY_EARLIER: readonly string[] = [];

function rawOperations(date: string): readonly RawOperation[] {
  return ["beta", "v2024"].flatMap((version) =>
    readRawSpec(
      realRoot(date, version),
      version,
      REPAIRS[version] ?? { renamed: {}, synthesised: {}, dropped: {}, sentPaths: {}, patchLists: [], patchItems: [] },
    ),
  );
}
