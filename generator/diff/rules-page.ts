import { markdownTable } from "../emit/markdown/markdown-table.ts";
import type { Rule } from "./rule.ts";
import { RULE_GROUPS } from "./rules.ts";

/** The part of `docs/diff.md` that is made from the table of rules. A test compares the page with it. */
export function rulesMarkdown(): string {
  return RULE_GROUPS.map(({ title, rules }) => `### ${title}\n\n${rulesTable(rules)}`).join("\n\n");
}

function rulesTable(rules: Readonly<Record<string, Rule>>): string {
  const rows = Object.entries(rules).map(([id, rule]) => [
    `\`${id}\``,
    rule.title,
    classText(rule.classes.typescript),
    classText(rule.classes.powershell),
    rule.vendor ?? "",
    rule.why,
  ]);
  return markdownTable([["rule", "change", "TypeScript", "PowerShell", "vendor", "why"], ...rows]);
}

/** The class of both directions, as one word if they are equal. */
function classText({ request, response }: Rule["classes"]["typescript"]): string {
  return request === response ? request : `request: ${request}; response: ${response}`;
}
