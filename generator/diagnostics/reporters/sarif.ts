import { cleanText, jsonText } from "../../text/characters.ts";
import { CATALOG, helpOf, helpUriOf, type DiagnosticCode } from "../catalog.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Report } from "../report-types.ts";

const LEVELS = { error: "error", warning: "warning", repair: "note", note: "note" } as const;

/** Renders SARIF 2.1.0 (OASIS) with one run, for code scanning services. */
export function reportSarif(report: Report): string {
  const accepted = report.accepted ?? [];
  const all = [...report.diagnostics, ...accepted.map(({ diagnostic }) => diagnostic)];
  const codes = [...new Set(all.map((diagnostic) => diagnostic.code))].sort();
  const resultOf = (diagnostic: Diagnostic): object =>
    result(diagnostic, codes.indexOf(diagnostic.code), report.pathOf(diagnostic));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "isc-sdkgen", rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        results: [
          ...report.diagnostics.map(resultOf),
          // SARIF 3.27.23: a viewer knows suppressed results and does not count them.
          ...accepted.map(({ reason, diagnostic }) => ({
            ...resultOf(diagnostic),
            suppressions: [{ kind: "external", status: "accepted", justification: reason }],
          })),
        ],
        // SARIF has no place for facts that are not findings; a property bag may hold anything (3.8).
        properties: { publicChanges: report.changes ?? [] },
      },
    ],
  };
  return `${jsonText(document, 2)}\n`;
}

/** The description of a code that a viewer shows beside its findings. */
function rule(code: DiagnosticCode): object {
  const { title, why, advice, severity } = CATALOG[code];
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: advice, markdown: helpOf(code) },
    helpUri: helpUriOf(code),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(diagnostic: Diagnostic, ruleIndex: number, path: string | undefined): object {
  return {
    ruleId: diagnostic.code,
    ruleIndex,
    level: LEVELS[diagnostic.severity],
    message: { text: `${diagnostic.message}; ${diagnostic.action}` },
    ...(path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: encodeURI(cleanText(path)) }, ...region(diagnostic) },
              ...logical(diagnostic),
            },
          ],
        }),
    properties: {
      severity: diagnostic.severity,
      ...(diagnostic.version === undefined ? {} : { version: diagnostic.version }),
    },
  };
}

function region(diagnostic: Diagnostic): object {
  return diagnostic.line === undefined
    ? {}
    : { region: { startLine: diagnostic.line, startColumn: diagnostic.column ?? 1 } };
}

function logical(diagnostic: Diagnostic): object {
  return diagnostic.origin === undefined
    ? {}
    : { logicalLocations: [{ fullyQualifiedName: `${diagnostic.origin.file}#${diagnostic.origin.pointer}` }] };
}
