import { describe, expect, it } from "vitest";
import {
  CATALOG,
  helpUriOf,
  isAlwaysError,
  isCode,
  severitiesOf,
  type DiagnosticCode,
} from "../../../generator/diagnostics/catalog.ts";
import { changeLines } from "../../../generator/diagnostics/change-lines.ts";
import { defineDiagnostic, diagnose, isError, type Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import {
  renderReport,
  type PublicChange,
  type Report,
  type ReportFormat,
  type TextOptions,
} from "../../../generator/diagnostics/report.ts";
import { describeDiagnostic } from "../../../generator/diagnostics/reporters/text.ts";

const FOUND: Diagnostic = { code: "untyped", severity: "warning", message: "it is wrong", action: "mend it" };
const ORIGIN = { file: "a.yaml", pointer: "/x" };
const SUMMARY = { command: "generate", operations: {}, models: {}, repairs: {}, stages: [] };

const report = (more: Partial<Report> = {}): Report => ({
  diagnostics: [],
  summary: SUMMARY,
  pathOf: ({ origin }) => origin?.file,
  ...more,
});
const render = (format: ReportFormat, more: Partial<Report> = {}, options: Partial<TextOptions> = {}): string =>
  renderReport(report(more), format, { useColor: false, least: "note", ...options });
const lines = (more: Partial<Report>, options: Partial<TextOptions> = {}): readonly string[] =>
  render("text", more, options).split("\n").slice(0, -1);
const NONE = "findings: 0 errors, 0 warnings, 0 repairs, 0 notes";

describe("the report as text", () => {
  it.each<[string, Partial<Diagnostic>, string]>([
    ["without a place", {}, "warning untyped: it is wrong\n    mend it\n"],
    ["with a file", { origin: ORIGIN }, "a.yaml: warning untyped: it is wrong\n    at #/x\n    mend it\n"],
    [
      "with a version",
      { origin: ORIGIN, version: "beta" },
      "a.yaml: warning untyped: it is wrong\n    at beta #/x\n    mend it\n",
    ],
    ["with a line", { origin: ORIGIN, line: 3 }, "a.yaml:3:1: warning untyped: it is wrong\n    at #/x\n    mend it\n"],
    [
      "with a column",
      { origin: ORIGIN, line: 3, column: 7 },
      "a.yaml:3:7: warning untyped: it is wrong\n    at #/x\n    mend it\n",
    ],
    [
      "with what cannot be seen",
      { message: "a\u0007b", action: "c\nd", origin: { file: "a\nb", pointer: "/\r" } },
      "a\\nb: warning untyped: a\\u0007b\n    at #/\\u000d\n    c\\nd\n",
    ],
  ])("has a finding %s", (_, more, text) => {
    expect(describeDiagnostic({ ...FOUND, ...more }, { pathOf: ({ origin }) => origin?.file, useColor: false })).toBe(
      text,
    );
    expect(render("text", { diagnostics: [{ ...FOUND, ...more }] })).toBe(
      `${text}findings: 0 errors, 1 warning, 0 repairs, 0 notes\n`,
    );
  });

  it.each([
    ["error", 31],
    ["warning", 33],
    ["repair", 36],
    ["note", 2],
  ] as const)("paints %s", (severity, color) => {
    const painted = describeDiagnostic({ ...FOUND, severity }, { pathOf: () => undefined, useColor: true });
    expect(painted).toContain(`\u001b[${String(color)}m${severity}\u001b`);
    expect(painted).toContain("\u001b[1muntyped\u001b");
  });

  it.each<[TextOptions["least"], readonly string[]]>([
    ["error", ["error"]],
    ["warning", ["error", "warning"]],
    ["repair", ["error", "warning", "repair"]],
    ["note", ["error", "warning", "repair", "note"]],
  ])("shows what is at least %s, and counts the rest", (least, shown) => {
    const diagnostics = (["error", "warning", "repair", "note"] as const).map((severity) => ({ ...FOUND, severity }));
    const text = lines({ diagnostics }, { least });
    expect(text.flatMap((line) => /^(\w+) untyped/u.exec(line)?.[1] ?? [])).toEqual(shown);
    expect(text.at(-1)).toBe(
      `findings: 1 error, 1 warning, 1 repair, 1 note${least === "note" ? "" : " (--verbose prints all)"}`,
    );
  });

  it.each<[string, Partial<Report>, readonly string[]]>([
    ["nothing but the count", {}, [NONE]],
    [
      "versions and files",
      {
        summary: {
          ...SUMMARY,
          operations: { beta: 2, v3: 1 },
          models: { beta: 4, v3: 3 },
          files: { written: 1, removed: 2, unchanged: 3 },
        },
      },
      ["operations: beta 2, v3 1", "models: beta 4, v3 3", "files: 1 written, 2 removed, 3 unchanged", NONE],
    ],
    [
      "versions without files",
      { summary: { ...SUMMARY, operations: { beta: 2 }, models: { beta: 4 } } },
      ["operations: beta 2", "models: beta 4", NONE],
    ],
    ["repairs", { summary: { ...SUMMARY, repairs: { a: 1, b: 2 } } }, ["repairs: a 1, b 2", NONE]],
    ["what is accepted", { accepted: [{ reason: "r", diagnostic: FOUND }] }, [NONE, "accepted by the baseline: 1"]],
    ["that nothing is accepted", { accepted: [] }, [NONE, "accepted by the baseline: 0"]],
    [
      "what is off",
      { summary: { ...SUMMARY, off: { untyped: 2, x: 1 } } },
      [NONE, "off by the configuration: untyped 2, x 1"],
    ],
    ["nothing of what is off and was not found", { summary: { ...SUMMARY, off: {} } }, [NONE]],
    [
      "public changes first",
      { changes: [{ version: "beta", kind: "new", thing: "model", what: "a\nb", name: "A" }] },
      ["public changes: 1", "  new: 1", "    beta model a\\nb, A", NONE],
    ],
  ])("sums up %s", (_, more, expected) => {
    expect(lines(more)).toEqual(expected);
  });
});

describe("lines of public changes", () => {
  const change = (more: Partial<PublicChange>): PublicChange => ({
    version: "beta",
    kind: "new",
    thing: "operation",
    what: "GET /a",
    name: "Get-A",
    ...more,
  });

  it.each<[string, Partial<PublicChange>, string]>([
    ["new", {}, "beta operation GET /a, Get-A"],
    ["renamed", { kind: "renamed", before: "Get-0", after: "Get-A" }, "beta operation GET /a: Get-0 -> Get-A"],
    ["moved", { kind: "moved", before: "GET /0", after: "GET /a" }, "beta operation GET /a, Get-A: GET /0 -> GET /a"],
    ["gone", { kind: "gone", note: "retired" }, "beta operation GET /a, Get-A (retired)"],
    ["half said", { kind: "id", before: "x" }, "beta operation GET /a, Get-A"],
    ["half said the other way", { kind: "id", after: "x" }, "beta operation GET /a, Get-A"],
  ])("that are %s", (_, more, line) => {
    expect(changeLines([change(more)])[2]).toBe(`    ${line}`);
  });

  it("are sorted by kind, those that break programs first", () => {
    const kinds = ["new", "back", "id", "tag", "moved", "renamed", "gone"] as const;
    expect(
      changeLines([...kinds, "gone" as const].map((kind) => change({ kind }))).filter((line) => /^ {2}\S/u.test(line)),
    ).toEqual([
      "  gone: 2",
      "  renamed: 1",
      "  moved, with the name it had: 1",
      "  another tag: 1",
      "  another operationId: 1",
      "  back: 1",
      "  new: 1",
    ]);
    expect(changeLines([])).toEqual([]);
  });
});

describe("the report for programs", () => {
  it("as JSON has findings with paths, what is accepted, changes and the summary", () => {
    const change: PublicChange = { version: "beta", kind: "new", thing: "model", what: "a", name: "A" };
    const at = { ...FOUND, origin: ORIGIN };
    const parse = (more: Partial<Report>): unknown => JSON.parse(render("json", more));
    expect(
      parse({ diagnostics: [at, FOUND], accepted: [{ reason: "r", diagnostic: at }], changes: [change] }),
    ).toStrictEqual({
      diagnostics: [{ ...at, path: "a.yaml" }, FOUND],
      accepted: [{ reason: "r", ...at, path: "a.yaml" }],
      changes: [change],
      summary: SUMMARY,
    });
    expect(parse({})).toStrictEqual({ diagnostics: [], changes: [], summary: SUMMARY });
  });

  it("as SARIF has suppressed results, changes, and the place that each finding has", () => {
    const at = { ...FOUND, origin: ORIGIN, version: "beta", line: 2 };
    const parsed = JSON.parse(
      render("sarif", {
        diagnostics: [at, FOUND, { ...FOUND, origin: ORIGIN }],
        accepted: [{ reason: "r", diagnostic: { ...FOUND, code: "default-value" } }],
      }),
    ) as Readonly<Record<string, unknown>> & {
      readonly runs: readonly (Readonly<Record<string, unknown>> & { readonly results: readonly object[] })[];
    };
    const {
      runs: [first],
      ...head
    } = parsed;
    expect(head).toEqual({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0" });
    expect(first).toMatchObject({
      tool: { driver: { name: "isc-sdkgen", rules: [{ id: "default-value" }, { id: "untyped" }] } },
      columnKind: "utf16CodeUnits",
      properties: { publicChanges: [] },
    });
    const base = { ruleId: "untyped", ruleIndex: 1, level: "warning", message: { text: "it is wrong; mend it" } };
    const logical = { logicalLocations: [{ fullyQualifiedName: "a.yaml#/x" }] };
    expect(first?.results).toStrictEqual([
      {
        ...base,
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: "a.yaml" }, region: { startLine: 2, startColumn: 1 } },
            ...logical,
          },
        ],
        properties: { severity: "warning", version: "beta" },
      },
      { ...base, properties: { severity: "warning" } },
      {
        ...base,
        locations: [{ physicalLocation: { artifactLocation: { uri: "a.yaml" } }, ...logical }],
        properties: { severity: "warning" },
      },
      {
        ...base,
        ruleId: "default-value",
        ruleIndex: 0,
        properties: { severity: "warning" },
        suppressions: [{ kind: "external", status: "accepted", justification: "r" }],
      },
    ]);
    const nowhere = JSON.parse(render("sarif", { diagnostics: [FOUND], pathOf: () => "b c.yaml" })) as {
      readonly runs: readonly { readonly results: readonly object[] }[];
    };
    expect(nowhere.runs[0]?.results[0]).toMatchObject({
      locations: [{ physicalLocation: { artifactLocation: { uri: "b%20c.yaml" } } }],
    });
    expect(JSON.stringify(nowhere)).not.toContain("logicalLocations");
  });

  it("for GitHub has one line for each finding but notes, and one for all changes", () => {
    const change: PublicChange = { version: "beta", kind: "new", thing: "model", what: "a", name: "A" };
    expect(
      render("github", {
        diagnostics: [{ ...FOUND, severity: "note" }, FOUND, { ...FOUND, origin: ORIGIN, line: 2 }],
        changes: [change],
      }),
    ).toBe(
      [
        "::warning title=untyped::it is wrong; mend it",
        "::warning file=a.yaml,line=2,col=1,title=untyped::it is wrong (#/x); mend it",
        "::notice title=public changes::public changes: 1%0A  new: 1%0A    beta model a, A",
        "",
      ].join("\n"),
    );
    expect(render("github")).toBe("");
  });
});

describe("a kind of diagnostic", () => {
  it("has the catalogue's severity or its own, and its sentences with holes", () => {
    const kind = defineDiagnostic<{ what: string }>({
      code: "untyped",
      message: ({ what }) => `${what} is wrong`,
      action: ({ what }) => `mend ${what}`,
    });
    expect(kind.severity).toBe(CATALOG.untyped.severity);
    expect(diagnose(kind, { what: "it" })).toStrictEqual({
      code: "untyped",
      severity: CATALOG.untyped.severity,
      message: "it is wrong",
      action: "mend it",
    });
    expect(diagnose(kind, { what: "it" }, { version: "beta", origin: ORIGIN })).toMatchObject({
      version: "beta",
      origin: ORIGIN,
    });
  });

  it("stops a run if it is an error that does not go on", () => {
    const codes = Object.keys(CATALOG) as DiagnosticCode[];
    for (const code of codes) {
      const { severity, also = [], goesOn } = CATALOG[code];
      expect(severitiesOf(code)).toEqual([severity, ...also]);
      expect(isError({ ...FOUND, code, severity: "error" })).toBe(goesOn !== true);
      expect(isError({ ...FOUND, code, severity: "warning" })).toBe(false);
      expect(isAlwaysError(code)).toBe(goesOn !== true && [severity, ...also].every((each) => each === "error"));
      expect(helpUriOf(code)).toBe(`https://unpkg.com/isc-sdkgen/docs/diagnostics.md#${code}`);
    }
    expect(new Set(codes.map(isAlwaysError))).toEqual(new Set([true, false]));
    expect([isCode("untyped"), isCode("toString"), isCode("none")]).toEqual([true, false, false]);
  });
});
