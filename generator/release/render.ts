import { codeSpan } from "../emit/markdown/escape-markdown.ts";
import { markdownTable } from "../emit/markdown/markdown-table.ts";
import { countClasses } from "../diff/compare.ts";
import { jsonText, visibleLine } from "../text/characters.ts";
import { isReleased, RELEASE_FORMAT_VERSION, type PackageRelease, type ReleaseReport } from "./report.ts";
import { breakingLine } from "./sections.ts";

/** GitHub accepts 65,536 characters for the text of a pull request; the rest is left for people to add text. */
const MAXIMUM_PULL_REQUEST = 60_000;
/** GitHub accepts 125,000 characters for the text of a release. */
const MAXIMUM_NOTES = 120_000;

/** The paths that were or would be written, in a form that a person can open. */
export interface Written {
  readonly isDry: boolean;
  readonly paths: readonly string[];
  /** The number of changed files in the output folder. */
  readonly outputs: number;
  readonly out: string;
}

/** Renders a few lines for a person: each package with its versions, and what is written. */
export function releaseText({ from, packages }: ReleaseReport, { isDry, paths, outputs, out }: Written): string {
  const width = Math.max(...packages.map(({ target }) => target.length));
  const lines = packages.map((entry) => `${entry.target.padEnd(width)}  ${entry.name}  ${packageLine(entry)}`);
  const files = [
    ...paths,
    ...(outputs === 0 ? [] : [`${out} (${String(outputs)} ${outputs === 1 ? "file" : "files"})`]),
  ];
  const state = packages.some(isReleased)
    ? files.length === 0
      ? "Everything is written already."
      : `${isDry ? "would write" : "wrote"}: ${files.join(", ")}`
    : "Nothing to release.";
  return [`compared with ${from}`, ...lines, state].map((line) => `${visibleLine(line)}\n`).join("");
}

function packageLine(entry: PackageRelease): string {
  const { from, to, verdict, reason, changes } = entry;
  if (reason === "none") return `${to}: no change`;
  if (from === null) return `${to}: the first release`;
  const counts = Object.entries(countClasses(changes))
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${String(count)} ${name}`);
  const why = {
    ...{ changes: "", notes: "notes below Unreleased", asked: "asked for" },
    ...{ promoted: "the prerelease ends", first: "", none: "" },
  }[reason];
  return `${from} -> ${to}  ${verdict}  (${[...counts, ...(why === "" ? [] : [why])].join(", ")})`;
}

/** Renders the release as JSON, for programs. */
export function releaseJson({ from, date, packages }: ReleaseReport, { isDry, paths, outputs }: Written): string {
  const document = { format: RELEASE_FORMAT_VERSION, from, date, dryRun: isDry, packages, files: paths, outputs };
  return `${jsonText(document, 2)}\n`;
}

/**
 * Renders the text of a pull request: a table, and each breaking change with its advice. The changelogs contain the
 * rest.
 */
export function pullRequestBody(report: ReleaseReport): string {
  const released = report.packages.filter(isReleased);
  const rows = report.packages.map((entry) => {
    const counts = countClasses(entry.changes);
    return [
      codeSpan(entry.name, true),
      entry.from ?? "",
      isReleased(entry) ? `**${entry.to}**` : "no change",
      entry.verdict,
      ...Object.values(counts).map(String),
    ];
  });
  const table = markdownTable([["package", "from", "to", "verdict", ...Object.keys(countClasses([]))], ...rows]);
  const parts = released.map((entry) => {
    const lines = [...new Set(entry.changes.filter(({ class: of }) => of === "breaking").map(breakingLine))];
    const body = lines.length === 0 ? ["No breaking change."] : lines;
    const rest = `The whole list is in ${codeSpan(entry.changelog)}.`;
    return { title: `### ${codeSpan(entry.name)} ${entry.to}`, lines: body, rest };
  });
  const head = [
    `Releases ${released.map((entry) => `${codeSpan(entry.name)} ${entry.to}`).join(", ") || "nothing"}.`,
    table,
  ];
  return bounded(head, parts, MAXIMUM_PULL_REQUEST);
}

/** Renders release notes: the entries of the changelogs, one after the other. */
export function releaseNotes({ packages }: ReleaseReport): string {
  const parts = packages.filter(isReleased).map((entry) => ({
    title: `## ${codeSpan(entry.name)} ${entry.to}`,
    lines: entry.notes.split("\n"),
    rest: `The whole list is in ${codeSpan(entry.changelog)}.`,
  }));
  return bounded([], parts, MAXIMUM_NOTES);
}

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  /** The place of the complete text. It is named if lines were omitted, and always in a pull request. */
  readonly rest: string;
}

/**
 * Joins parts to a text of limited length. Whole lines of the longest parts are omitted, and the text says how many.
 */
function bounded(head: readonly string[], parts: readonly Part[], maximum: number): string {
  const share = Math.floor((maximum - head.join("\n\n").length) / Math.max(1, parts.length)) - 300;
  const texts = parts.map(({ title, lines, rest }) => {
    let length = title.length;
    const end = lines.findIndex((line) => (length += line.length + 1) > share);
    const shown = end === -1 ? lines : lines.slice(0, end);
    const left = lines.length - shown.length;
    const more = left === 0 ? [] : [`${String(left)} more ${left === 1 ? "line is" : "lines are"} left out here.`];
    return [title, shown.join("\n"), ...(more.length > 0 || head.length > 0 ? [[...more, rest].join(" ")] : [])].join(
      "\n\n",
    );
  });
  return `${[...head, ...texts].join("\n\n")}\n`;
}
