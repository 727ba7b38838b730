import { assertNever } from "../model/assert-never.ts";
import type { Report, TextOptions } from "./report-types.ts";
import { reportGithub } from "./reporters/github.ts";
import { reportJson } from "./reporters/json.ts";
import { reportSarif } from "./reporters/sarif.ts";
import { reportText } from "./reporters/text.ts";

export type { AcceptedFinding, PublicChange, Report, RunSummary, TextOptions } from "./report-types.ts";

export const REPORT_FORMATS = ["text", "json", "sarif", "github"] as const;

/** A value of `--report`. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Renders a report. Every format contains all findings, except text, which omits the findings below `least`. */
export function renderReport(report: Report, format: ReportFormat, options: TextOptions): string {
  switch (format) {
    case "text":
      return reportText(report, options);
    case "json":
      return reportJson(report);
    case "sarif":
      return reportSarif(report);
    case "github":
      return reportGithub(report);
    default:
      return assertNever(format);
  }
}
