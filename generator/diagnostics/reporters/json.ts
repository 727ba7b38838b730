import { jsonText } from "../../text/characters.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Report } from "../report-types.ts";

/** Renders the findings with their paths, the public changes and the summary as one JSON document. */
export function reportJson(report: Report): string {
  const withPath = (diagnostic: Diagnostic): object => ({
    ...diagnostic,
    ...(report.pathOf(diagnostic) === undefined ? {} : { path: report.pathOf(diagnostic) }),
  });
  const { accepted, changes = [], summary } = report;
  const document = {
    diagnostics: report.diagnostics.map(withPath),
    ...(accepted === undefined
      ? {}
      : { accepted: accepted.map(({ reason, diagnostic }) => ({ reason, ...withPath(diagnostic) })) }),
    changes,
    summary,
  };
  return `${jsonText(document, 2)}\n`;
}
