import { describe, expect, it } from "vitest";
import { CATALOG } from "../../../generator/diagnostics/catalog.ts";
import type { Diagnostic, Severity } from "../../../generator/diagnostics/diagnostic.ts";
import { renderReport, type Report } from "../../../generator/diagnostics/report.ts";

const FOUND: Diagnostic = {
  code: "default-value",
  severity: "warning",
  message: "100% of it,\nand: more",
  action: "mend it",
  version: "beta",
  origin: { file: "a,b.yaml", pointer: "/paths/~1a" },
  line: 12,
  column: 5,
};

function reportOf(diagnostics: readonly Diagnostic[]): Report {
  const summary = {
    command: "generate",
    operations: {},
    models: {},
    files: { written: 0, removed: 0, unchanged: 0 },
    repairs: {},
    stages: [],
  };
  return { diagnostics, summary, pathOf: ({ origin }) => origin && `specs/100%:${origin.file}` };
}

const render = (format: "sarif" | "github" | "json" | "text", diagnostics: readonly Diagnostic[] = [FOUND]): string =>
  renderReport(reportOf(diagnostics), format, { useColor: false, least: "warning" });

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations?: readonly { readonly physicalLocation: { readonly region?: object } }[];
    }[];
  }[];
}

function sarifOf(diagnostics: readonly Diagnostic[]): Sarif["runs"][number] {
  const [run] = (JSON.parse(render("sarif", diagnostics)) as Sarif).runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

describe("the stages of a run", () => {
  const report = reportOf([]);
  const stages = [{ stage: "read", milliseconds: 12.4, cpuMilliseconds: 20.6, peakMemory: 150 * 2 ** 20 }];
  const summary = { ...report.summary, stages };

  it.each([
    ["one line", false, "time: read 12 ms\n"],
    [
      "a table",
      true,
      "stage                  time        CPU     memory\nread                  12 ms      21 ms    150 MiB\n",
    ],
  ])("are %s", (_, hasTimings, text) => {
    const options = { useColor: false, least: "warning", hasTimings } as const;
    expect(renderReport({ ...report, summary }, "text", options).endsWith(text)).toBe(true);
  });
});

it("shows what another thread worked for a stage in a column of its own", () => {
  const report = reportOf([]);
  const figures = { milliseconds: 1, cpuMilliseconds: 2, peakMemory: 2 ** 20 };
  const stages = [
    { stage: "read", ...figures },
    { stage: "docs", ...figures, besideMilliseconds: 30.4 },
  ];
  const summary = { ...report.summary, stages };
  const options = { useColor: false, least: "warning", hasTimings: true } as const;
  expect(
    renderReport({ ...report, summary }, "text", options)
      .split("\n")
      .slice(-4, -1),
  ).toEqual([
    "stage                  time        CPU     memory 2nd thread",
    "read                   1 ms       2 ms      1 MiB",
    "docs                   1 ms       2 ms      1 MiB      30 ms",
  ]);
  expect(renderReport({ ...report, summary }, "text", { ...options, hasTimings: false })).toContain(
    "time: read 1 ms, docs 1 ms (+30 ms in the second thread)\n",
  );
});

describe("SARIF", () => {
  it("has line and column where the reader looks for them", () => {
    expect(sarifOf([FOUND]).results[0]?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "specs/100%25:a,b.yaml" },
      region: { startLine: 12, startColumn: 5 },
    });
  });

  it("names its rules once each, and every finding refers to its own", () => {
    const { tool, results } = sarifOf([FOUND, { ...FOUND, code: "untyped" }, FOUND]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(["default-value", "untyped"]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it("has the catalogue's title, reason, advice and page in its rules", () => {
    const { title, why, example, advice } = CATALOG["default-value"];
    expect(sarifOf([FOUND]).tool.driver.rules).toEqual([
      {
        id: "default-value",
        shortDescription: { text: `${title}.` },
        fullDescription: { text: why },
        help: { text: advice, markdown: `**Why:** ${why}\n\n**Example:** ${example}\n\n**What to do:** ${advice}` },
        helpUri: expect.stringMatching(/^https:\/\/.*\/docs\/diagnostics\.md#default-value$/u) as string,
        defaultConfiguration: { level: "note" },
      },
    ]);
  });

  it.each<[Severity, string]>([
    ["error", "error"],
    ["warning", "warning"],
    ["repair", "note"],
    ["note", "note"],
  ])("tells %s as %s", (severity, level) => {
    expect(sarifOf([{ ...FOUND, severity }]).results[0]?.level).toBe(level);
  });

  it("has no place for a finding without one", () => {
    const { code, severity, message, action } = FOUND;
    expect(sarifOf([{ code, severity, message, action }]).results[0]?.locations).toBeUndefined();
  });
});

describe("GitHub's annotations", () => {
  it("escape what would end the line or a property", () => {
    expect(render("github")).toBe(
      "::warning file=specs/100%25%3Aa%2Cb.yaml,line=12,col=5,title=default-value::100%25 of it,%0Aand: more (#/paths/~1a); mend it\n",
    );
  });

  it.each<[Severity, string]>([
    ["error", "::error "],
    ["warning", "::warning "],
    ["repair", "::notice "],
    ["note", ""],
  ])("tell %s as '%s'", (severity, begin) => {
    expect(render("github", [{ ...FOUND, severity }]).startsWith(begin)).toBe(true);
    expect(render("github", [{ ...FOUND, severity }]) === "").toBe(begin === "");
  });
});

describe("text", () => {
  it("has the place in front, what is wrong, and what to do", () => {
    expect(render("text").split("\n").slice(0, 3)).toEqual([
      "specs/100%:a,b.yaml:12:5: warning default-value: 100% of it,\\nand: more",
      "    at beta #/paths/~1a",
      "    mend it",
    ]);
  });

  it("leaves out what is below the least severity, and counts it", () => {
    expect(render("text", [{ ...FOUND, severity: "note" }])).toBe(
      "findings: 0 errors, 0 warnings, 0 repairs, 1 note (--verbose prints all)\n",
    );
  });
});

describe("JSON", () => {
  it("has every finding with its place", () => {
    const { diagnostics } = JSON.parse(render("json", [{ ...FOUND, severity: "note" }])) as {
      diagnostics: readonly object[];
    };
    expect(diagnostics).toMatchObject([
      { code: "default-value", severity: "note", version: "beta", line: 12, column: 5 },
    ]);
  });
});
