import { codeSpan, plainText } from "../emit/markdown/escape-markdown.ts";
import type { Change } from "../diff/change.ts";
import { groupBy } from "../model/group-by.ts";
import { ruleOf, type RuleId } from "../diff/rules.ts";

/** The headings of Keep a Changelog, in the order of an entry. */
export const CHANGELOG_SECTIONS = ["Changed", "Removed", "Deprecated", "Added", "Fixed", "Security"] as const;

/** A heading of Keep a Changelog 1.1.0. */
export type SectionTitle = (typeof CHANGELOG_SECTIONS)[number];

/** Lines of Markdown by heading. */
export type Sections = ReadonlyMap<SectionTitle, readonly string[]>;

/** Rules whose ids end like additions and removals but that change an existing entry. */
const OF_WHAT_STAYS: ReadonlySet<RuleId> = new Set<RuleId>([
  "experimental-added",
  "experimental-removed",
  "scopes-added",
  "scopes-removed",
  "user-levels-added",
  "user-levels-removed",
  "paging-added",
  "paging-removed",
  "parameter-position-added",
  "omission-added",
  "omission-removed",
]);

/** The heading of a change: added, removed, deprecated, or changed. */
export function sectionOf({ rule, class: of }: Change): SectionTitle {
  if (OF_WHAT_STAYS.has(rule)) return "Changed";
  if (rule.endsWith("-deprecated")) return "Deprecated";
  if (rule.endsWith("-removed")) return "Removed";
  return /-added(?:-required)?$/u.test(rule) && of !== "breaking" ? "Added" : "Changed";
}

/**
 * The changes of one package as lines by heading. Each breaking change has its advice. The others are grouped by rule
 * with the names that have them, and changes of descriptions are counted. Text from the spec is escaped.
 */
export function sectionsOf(changes: readonly Change[]): Sections {
  const lines = new Map<SectionTitle, string[]>();
  const add = (section: SectionTitle, line: string): void => {
    const list = lines.get(section) ?? [];
    if (!list.includes(line)) list.push(line);
    lines.set(section, list);
  };
  for (const change of changes) if (change.class === "breaking") add(sectionOf(change), breakingLine(change));
  const compatible = changes.filter((change) => change.class === "compatible");
  for (const [, group] of groupBy(compatible, ({ rule, version }) => `${rule} ${version}`)) {
    const [first] = group;
    if (first !== undefined) add(sectionOf(first), groupLine(first, group));
  }
  const docs = new Set(
    changes.filter(({ class: of }) => of === "docs").map(({ version, place }) => `${version} ${place}`),
  );
  if (docs.size > 0)
    add(
      "Changed",
      `- The documentation of ${docs.size === 1 ? "one entry" : `${String(docs.size)} entries`} reads differently.`,
    );
  return new Map(
    CHANGELOG_SECTIONS.flatMap((title) => (lines.has(title) ? [[title, lines.get(title) ?? []] as const] : [])),
  );
}

/** One breaking change with its message and its advice. */
export function breakingLine({ version, message, advice, origin }: Change): string {
  const source = origin === "generator" ? " The service is as before." : "";
  return `- **Breaking:** ${versionText(version)}${plainText(message)} ${plainText(advice)}${source}`;
}

function groupLine(first: Change, group: readonly Change[]): string {
  const names = [...new Set(group.map(({ name }) => codeSpan(name)))];
  const [only] = group;
  if (group.length === 1 && only !== undefined) return `- ${versionText(only.version)}${plainText(only.message)}`;
  return `- ${versionText(first.version)}${ruleOf(first.rule).title}: ${names.join(", ")}.`;
}

function versionText(version: string): string {
  return version === "" ? "" : `${plainText(version)}: `;
}
