import { assertNever } from "../model/assert-never.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { reportGithub } from "./reporters/github.ts";
import { reportJson } from "./reporters/json.ts";
import { reportSarif } from "./reporters/sarif.ts";
import { reportText } from "./reporters/text.ts";

export const REPORT_FORMATS = ["text", "json", "sarif", "github"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a report tells besides the findings. */
export interface RunSummary {
  readonly command: string;
  readonly operations: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  readonly files: { readonly written: number; readonly removed: number; readonly unchanged: number };
  /** Repairs by rule id. */
  readonly repairs: Readonly<Record<string, number>>;
  /** Milliseconds by stage, in order. */
  readonly stages: readonly { readonly stage: string; readonly milliseconds: number }[];
}

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: RunSummary;
  /** Turns a diagnostic's file into a path that a person or a machine can open. */
  readonly pathOf: (diagnostic: Diagnostic) => string | undefined;
}

export interface TextOptions {
  readonly useColor: boolean;
  /** Findings below this are counted and not printed. */
  readonly least: Severity;
}

/** Renders a report. Every format has all findings, but text, which leaves out those below `least`. */
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
