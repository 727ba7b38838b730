import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { realDates, realRoot, surfaceOf, runCli, temporaryFolder, typescriptCall } from "../support/generated.ts";

/** Counts of the catalog, found by other tools than ours; per rule and version. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  beta: {
    "yaml-tolerated": 128,
    "array-without-items": 1,
    "path-parameters": 1,
    "version-in-path": 1,
    "unknown-format": 12,
    "misplaced-format": 1,
    "impossible-pattern": 2,
    "default-value": 7,
    "filter-line": 1,
    "body-on-delete": 2,
  },
  v2024: {
    "yaml-tolerated": 122,
    "extensionless-reference": 2,
    "misspelt-extension": 1,
    "array-without-items": 2,
    "path-parameters": 26,
    "operation-ids": 1,
    "duplicate-parameter": 1,
    "security-schemes": 5,
    "media-type-keys": 1,
    "unknown-format": 12,
    "misplaced-format": 1,
    "default-value": 242,
    "filter-line": 1,
    "body-on-delete": 2,
  },
};

/** Places without a type, by version: each is `unknown` in the output and has a diagnostic. */
const UNTYPED = { beta: 115, v2024: 131 };

describe("the real specs of 2025-05-20", () => {
  let diagnostics: readonly (Diagnostic & { path?: string })[];
  let out: string;

  beforeAll(() => {
    out = temporaryFolder("counts");
    const report = join(out, "report.json");
    const roots = ["beta", "v2024"].flatMap((version) => ["--spec", `${version}=${realRoot("2025-05-20", version)}`]);
    expect(
      runCli([
        "generate",
        ...roots,
        "--out",
        join(out, "generated"),
        "--target",
        "typescript",
        "--report",
        "json",
        "--report-file",
        report,
      ]).exitCode,
    ).toBe(0);
    ({ diagnostics } = JSON.parse(readFileSync(report, "utf8")) as { diagnostics: Diagnostic[] });
  });

  it("give 559 and 702 operations, each with a name of its own", () => {
    const { operations } = surfaceOf(join(out, "generated"));
    for (const [version, count] of [
      ["beta", 559],
      ["v2024", 702],
    ] as const) {
      const own = operations.filter((operation) => operation.version === version);
      expect(own.length).toBe(count);
      expect(new Set(own.map((operation) => operation.targets["powershell"]?.name.toLowerCase())).size).toBe(count);
      expect(
        new Set(own.map((operation) => `${typescriptCall(operation).class}.${typescriptCall(operation).name}`)).size,
      ).toBe(count);
    }
  });

  it.each(["beta", "v2024"])("are repaired in %s as often as the catalog counts", (version) => {
    const counts = new Map<string, number>();
    for (const diagnostic of diagnostics.filter((entry) => entry.version === version))
      counts.set(diagnostic.code, (counts.get(diagnostic.code) ?? 0) + 1);
    const wanted = EXPECTED[version] ?? {};
    expect(Object.fromEntries(Object.keys(wanted).map((code) => [code, counts.get(code) ?? 0]))).toEqual(wanted);
    expect(counts.get("untyped")).toBe(UNTYPED[version as keyof typeof UNTYPED]);
  });

  it("have every finding at a file, a line and a pointer", () => {
    const placed = diagnostics.filter((diagnostic) => diagnostic.origin !== undefined);
    expect(
      placed.filter(
        (diagnostic) =>
          diagnostic.line === undefined || diagnostic.column === undefined || diagnostic.path === undefined,
      ),
    ).toEqual([]);
    expect(
      diagnostics.filter((diagnostic) => diagnostic.code === "path-parameters" && diagnostic.severity === "repair")
        .length,
    ).toBe(26);
  });

  const alone = [
    ["2025-05-20", "beta", 559],
    ["2025-05-20", "v2024", 702],
    ["2025-11-20", "beta", 554],
    ["2025-11-20", "v2024", 712],
  ] as const;
  const dates = realDates("each spec alone", "2025-11-20");

  it.each(alone.filter(([date]) => dates.includes(date)))(
    "of %s work alone: %s has %i operations",
    (date, version, count) => {
      const folder = temporaryFolder("alone");
      expect(
        runCli([
          "generate",
          "--spec",
          `${version}=${realRoot(date, version)}`,
          "--out",
          folder,
          "--target",
          "typescript",
        ]).exitCode,
      ).toBe(0);
      expect(surfaceOf(folder).operations.length).toBe(count);
    },
  );

  it("keep the names that other generators break", () => {
    const models = new Map(
      surfaceOf(join(out, "generated"))
        .models.filter((model) => model.version === "v2024")
        .map((model) => [model.id, model.targets["typescript"]?.name]),
    );
    const names = ["app/selector.yaml", "schedule/Selector.yaml", "search/Index.yaml", "filter/Range.yaml"].map(
      (path) => models.get(`v2024/schemas/${path}`),
    );
    expect(names).toEqual(["Selector", "ScheduleSelector", "Index", "Range"]);
  });
});
