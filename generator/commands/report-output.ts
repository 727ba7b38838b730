import { closeSync, openSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { renderReport, type Report, type ReportFormat } from "../diagnostics/report.ts";
import { makeFolders } from "../files/make-folders.ts";
import { refusePlace } from "../files/refused-places.ts";
import { statusOf } from "../files/status.ts";
import { explainSystemError } from "../files/system-error.ts";
import type { Host } from "./host.ts";

/** The options of a command's report. */
export interface ReportOptions {
  readonly report: ReportFormat;
  readonly reportFile?: string;
  readonly verbose?: boolean;
  readonly timings?: boolean;
}

/** Checks that the report can be written before anything else is written. Returns a sentence if it cannot. */
export function prepareReport({ reportFile }: Pick<ReportOptions, "reportFile">, cwd: string): string | undefined {
  if (reportFile === undefined) return undefined;
  try {
    const full = resolve(cwd, reportFile);
    // Standard output and similar streams have file names too (`/dev/stdout`).
    if (statusOf(full)?.isFile() !== false) {
      refusePlace(full);
      makeFolders(dirname(full));
    }
    closeSync(openSync(full, "a"));
    return undefined;
  } catch (error) {
    return `error: the report cannot be written to ${reportFile}: ${explainSystemError(error).reason}\n`;
  }
}

/** Writes the report to its file or to standard output. If it goes to a file, standard output shows the errors. */
export async function writeReport(report: Report, options: ReportOptions, host: Host): Promise<void> {
  const { reportFile } = options;
  host.noteFindings?.(report.diagnostics);
  const text = renderReport(report, options.report, {
    useColor: reportFile === undefined && host.hasColor,
    least: options.verbose === true ? "note" : "warning",
    hasTimings: options.timings === true,
  });
  if (reportFile === undefined) {
    host.print(text);
    return;
  }
  await writeFile(resolve(host.cwd, reportFile), text);
  // A person still needs to see the result.
  host.print(
    renderReport(report, "text", { useColor: host.hasColor, least: "error", hasTimings: options.timings === true }),
  );
}
