import { jsonText } from "../../text/characters.ts";
import type { Report } from "../report-types.ts";

/** The findings with their paths, the public changes and the summary, as one JSON document. */
export function reportJson(report: Report): string {
  const diagnostics = report.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    ...(report.pathOf(diagnostic) === undefined ? {} : { path: report.pathOf(diagnostic) }),
  }));
  return `${jsonText({ diagnostics, changes: report.changes ?? [], summary: report.summary }, 2)}\n`;
}
