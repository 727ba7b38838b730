import pc from "picocolors";
import { changeLines } from "../change-lines.ts";
import { visibleLine } from "../../text/characters.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { Report, TextOptions } from "../report-types.ts";

const ORDER: readonly Severity[] = ["note", "repair", "warning", "error"];

/**
 * Renders each finding as `file:line:column severity code` and three indented lines: where, what, and what was done or
 * is to do.
 */
export function reportText(report: Report, { useColor, least, hasTimings = false }: TextOptions): string {
  const colors = pc.createColors(useColor);
  const lines: string[] = [];
  const shown = report.diagnostics.filter((diagnostic) => ORDER.indexOf(diagnostic.severity) >= ORDER.indexOf(least));
  for (const diagnostic of shown) lines.push(...describe(diagnostic, report, colors));
  lines.push(
    ...changeLines(report.changes ?? []).map(visibleLine),
    ...summarise(report, shown.length),
    ...timings(report, hasTimings),
  );
  return `${lines.join("\n")}\n`;
}

/** Renders one finding as text with a line end: its place, what is wrong, and what was done or is to do. */
export function describeDiagnostic(
  diagnostic: Diagnostic,
  { pathOf, useColor }: Pick<Report, "pathOf"> & Pick<TextOptions, "useColor">,
): string {
  return `${describe(diagnostic, { pathOf }, pc.createColors(useColor)).join("\n")}\n`;
}

function describe(
  diagnostic: Diagnostic,
  report: Pick<Report, "pathOf">,
  colors: ReturnType<typeof pc.createColors>,
): string[] {
  const paint = { error: colors.red, warning: colors.yellow, repair: colors.cyan, note: colors.dim }[
    diagnostic.severity
  ];
  const path = report.pathOf(diagnostic);
  const place =
    path === undefined
      ? ""
      : `${path}${diagnostic.line === undefined ? "" : `:${diagnostic.line}:${diagnostic.column ?? 1}`}: `;
  const pointer =
    diagnostic.origin === undefined
      ? []
      : [
          `    at ${diagnostic.version === undefined ? "" : `${diagnostic.version} `}#${visibleLine(diagnostic.origin.pointer)}`,
        ];
  return [
    `${visibleLine(place)}${paint(diagnostic.severity)} ${colors.bold(diagnostic.code)}: ${visibleLine(diagnostic.message)}`,
    ...pointer,
    `    ${visibleLine(diagnostic.action)}`,
  ];
}

function summarise({ diagnostics, accepted, summary }: Report, shown: number): string[] {
  const lines: string[] = [];
  const versions = Object.keys(summary.operations);
  if (versions.length > 0) {
    lines.push(`operations: ${versions.map((version) => `${version} ${summary.operations[version]}`).join(", ")}`);
    lines.push(`models: ${versions.map((version) => `${version} ${summary.models[version]}`).join(", ")}`);
    if (summary.files !== undefined)
      lines.push(
        `files: ${summary.files.written} written, ${summary.files.removed} removed, ${summary.files.unchanged} unchanged`,
      );
  }
  const repairs = Object.entries(summary.repairs);
  if (repairs.length > 0) lines.push(`repairs: ${repairs.map(([rule, count]) => `${rule} ${count}`).join(", ")}`);
  const counts = [...ORDER].reverse().map((severity) => ({
    severity,
    count: diagnostics.filter((diagnostic) => diagnostic.severity === severity).length,
  }));
  lines.push(
    `findings: ${counts.map(({ severity, count }) => `${count} ${severity}${count === 1 ? "" : "s"}`).join(", ")}${shown < diagnostics.length ? " (--verbose prints all)" : ""}`,
  );
  if (accepted !== undefined) lines.push(`accepted by the baseline: ${String(accepted.length)}`);
  const off = Object.entries(summary.off ?? {});
  if (off.length > 0)
    lines.push(`off by the configuration: ${off.map(([code, count]) => `${code} ${count}`).join(", ")}`);
  return lines;
}

function shortTime({ stage, milliseconds, besideMilliseconds: beside }: Report["summary"]["stages"][number]): string {
  const more = beside === undefined ? "" : ` (+${String(Math.round(beside))} ms in the second thread)`;
  return `${stage} ${String(Math.round(milliseconds))} ms${more}`;
}

function timings({ summary: { stages } }: Report, isTable: boolean): readonly string[] {
  if (stages.length === 0) return [];
  if (!isTable) return [`time: ${stages.map(shortTime).join(", ")}`];
  const hasBeside = stages.some(({ besideMilliseconds }) => besideMilliseconds !== undefined);
  const inMilliseconds = (figure: number): string => `${String(Math.round(figure))} ms`;
  const rows = [
    ["stage", "time", "CPU", "memory", ...(hasBeside ? ["2nd thread"] : [])],
    ...stages.map(({ stage, milliseconds, cpuMilliseconds, peakMemory, besideMilliseconds }) => [
      stage,
      inMilliseconds(milliseconds),
      inMilliseconds(cpuMilliseconds),
      `${String(Math.round(peakMemory / 2 ** 20))} MiB`,
      ...(besideMilliseconds === undefined ? [] : [inMilliseconds(besideMilliseconds)]),
    ]),
  ];
  return rows.map(([stage = "", ...figures]) =>
    [stage.padEnd(16), ...figures.map((figure) => figure.padStart(10))].join(" "),
  );
}
