import {
  CATALOG,
  CATALOG_SECTIONS,
  helpOf,
  severitiesOf,
  type DiagnosticCode,
  type Severity,
} from "../../generator/diagnostics/catalog.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "The run stops and writes nothing; the exit code is 1.",
  warning: "Something is lost or guessed, and a person should look.",
  repair: "The input contradicts itself, and a rule mended it.",
  note: "It is worth knowing, and nothing is to do.",
};

/** docs/diagnostics.md: the catalogue for people, one heading for each code. */
export function diagnosticsPage(): string {
  const rows = Object.entries(SEVERITIES).map(([severity, meaning]) => `| ${severity} | ${meaning} |`);
  const sections = CATALOG_SECTIONS.flatMap(({ title, entries }) => [
    `## ${title}`,
    ...(Object.keys(entries) as DiagnosticCode[]).sort().map(entryOf),
  ]);
  return [
    "# Diagnostics",
    "Every finding of `isc-sdkgen` has a code of this page. The text of a finding names the place and what was done there; this page says why the rule exists, what causes it, and what to do.",
    "Do not edit this page: `npx vitest run test/unit/diagnostics -u` writes it from `generator/diagnostics/catalog/`.",
    ["| severity | meaning |", "| --- | --- |", ...rows].join("\n"),
    ...sections,
    "",
  ].join("\n\n");
}

function entryOf(code: DiagnosticCode): string {
  const [usual, ...others] = severitiesOf(code);
  const severity = others.length === 0 ? usual : `${usual}, in some cases ${others.join(" or ")}`;
  return [`### ${code}`, `${CATALOG[code].title}.`, `**Severity:** ${severity}`, helpOf(code)].join("\n\n");
}
