import { codeSpan, plainText } from "../../emit/markdown/escape-markdown.ts";
import { markdownTable } from "../../emit/markdown/markdown-table.ts";
import type { ChangeClass } from "../change-class.ts";
import { countClasses } from "../compare.ts";
import type { DiffReport } from "../report.ts";
import { groupBy } from "../../model/group-by.ts";
import { joinTargets, type ShownChange } from "./group.ts";

const TITLES: Readonly<Record<ChangeClass, string>> = {
  breaking: "Breaking",
  compatible: "Compatible",
  docs: "Docs",
};

/** Renders all changes as Markdown, for a changelog, a pull request or a release. Text from the spec is escaped. */
export function renderMarkdown(report: DiffReport): string {
  const shown = joinTargets(report.changes);
  const parts = [
    `# ${codeSpan(report.old)} to ${codeSpan(report.new)}`,
    verdictTable(report),
    ...(["breaking", "compatible"] as const).flatMap((value) =>
      classPart(
        value,
        shown.filter((entry) => entry.class === value),
      ),
    ),
    ...docsPart(shown.filter((entry) => entry.class === "docs")),
    ...ignoredPart(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

function verdictTable({ verdict, changes }: DiffReport): string {
  const rows = Object.entries(verdict).map(([target, value]) => {
    const counts = countClasses(changes.filter((change) => change.target === target));
    return [target, `**${value}**`, ...Object.values(counts).map(String)];
  });
  return markdownTable([["package", "verdict", "breaking", "compatible", "docs"], ...rows]);
}

function classPart(value: ChangeClass, changes: readonly ShownChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const parts = [`## ${TITLES[value]}`];
  for (const [version, ofVersion] of groupBy(changes, ({ change }) => change.version)) {
    parts.push(`### ${plainText(version) || "All versions"}`);
    for (const [place, ofPlace] of groupBy(ofVersion, ({ change }) => change.place)) {
      parts.push(codeSpan(place), ofPlace.map((entry) => changeLine(entry)).join("\n"));
    }
  }
  return parts;
}

/** One change with its advice. If the targets word it differently, each target has its own text. */
function changeLine({ parts, classes }: ShownChange): string {
  const texts = groupBy(parts, ({ message, advice }) => `${plainText(message)} ${plainText(advice)}`);
  return [...texts]
    .map(([text, same]) => {
      const isAll = same.length === classes.size && classes.size > 1;
      const origin = same[0]?.origin === "generator" ? " Not from the spec." : "";
      return `- ${isAll ? "" : `${same.map(({ target }) => target).join(", ")}: `}${text}${origin}`;
    })
    .join("\n");
}

function docsPart(changes: readonly ShownChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = [...groupBy(changes, ({ change }) => change.version)].map(([version, list]) => [
    plainText(version, true),
    String(list.length),
  ]);
  return [`## ${TITLES.docs}`, markdownTable([["version", "entries that read differently"], ...rows])];
}

function ignoredPart({ ignored }: DiffReport): readonly string[] {
  if (ignored.length === 0) return [];
  const lines = ignored.map(({ reason, change }) => `- ${plainText(change.message)} ${plainText(reason)}`);
  return ["## Accepted", [...new Set(lines)].join("\n")];
}
