import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typeCheckConsumer } from "../compile/matrix.ts";
import { REPAIRS } from "../contract/repairs.ts";
import { readRawSpec } from "../contract/raw-spec.ts";
import { runContract } from "../contract/run.ts";
import { buildPackage, generateReal, surfaceOf, realRoot } from "../support/generated.ts";
import { narrowingProgram, taggedModels } from "../support/tagged-unions.ts";

describe("every operation of the real specs, sent through the generated client", () => {
  it.each(["2025-05-20", "2025-11-20"])("arrives as the raw spec of %s says", async (date) => {
    const { out, exitCode } = generateReal(date);
    expect(exitCode).toBe(0);
    const raw = ["beta", "v2024"].flatMap((version) =>
      readRawSpec(
        realRoot(date, version),
        version,
        REPAIRS[version] ?? { renamed: {}, synthesised: {}, dropped: {}, sentPaths: {}, patchLists: [] },
      ),
    );
    expect(raw.length).toBe(date === "2025-05-20" ? 1261 : 1266);
    const results = await runContract({ dist: buildPackage(join(out, "typescript")), surface: surfaceOf(out), raw });
    expect(
      results
        .filter((result) => result.problems.length > 0)
        .map((result) => `${result.key}: ${result.problems.join("; ")}`),
    ).toEqual([]);
  });

  it.each(["2025-05-20", "2025-11-20"])("has unions that narrow, on %s", (date) => {
    const { out } = generateReal(date);
    const models = taggedModels(surfaceOf(out));
    expect(models.length).toBeGreaterThan(15);
    const folder = join(out, "typescript/check");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "narrow.ts");
    writeFileSync(file, narrowingProgram(models));
    expect(typeCheckConsumer(join(out, "typescript"), "7", file)).toBe("");
  });
});
