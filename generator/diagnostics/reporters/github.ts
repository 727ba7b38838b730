import { changeLines } from "../change-lines.ts";
import { visibleText } from "../../text/characters.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Report } from "../report-types.ts";

const COMMANDS = { error: "error", warning: "warning", repair: "notice", note: "notice" } as const;

/**
 * Renders GitHub Actions workflow commands, one for each finding. Notes are omitted, because a workflow step shows only
 * ten annotations of a kind. The escapes follow "Workflow commands for GitHub Actions": % first, then CR and LF, and in
 * properties also : and ,
 */
export function reportGithub(report: Report): string {
  const shown = report.diagnostics.filter((diagnostic) => diagnostic.severity !== "note");
  const changes = changeLines(report.changes ?? []);
  return [
    ...shown.map((diagnostic) => annotation(diagnostic, report.pathOf(diagnostic))),
    // All changes are one notice, because a step shows only ten notices.
    ...(changes.length === 0 ? [] : [`::notice title=public changes::${data(changes.join("\n"))}`]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function annotation(diagnostic: Diagnostic, path: string | undefined): string {
  const properties = {
    ...(path === undefined ? {} : { file: path }),
    ...(diagnostic.line === undefined ? {} : { line: String(diagnostic.line), col: String(diagnostic.column ?? 1) }),
    title: diagnostic.code,
  };
  const pointer = diagnostic.origin === undefined ? "" : ` (#${diagnostic.origin.pointer})`;
  return githubCommand(
    COMMANDS[diagnostic.severity],
    properties,
    `${diagnostic.message}${pointer}; ${diagnostic.action}`,
  );
}

/** Renders one workflow command, escaped. */
export function githubCommand(
  level: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const parts = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${parts.join(",")}::${data(message)}`;
}

function data(text: string): string {
  return visibleText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
