import { CATALOG, helpUriOf, isCode, severitiesOf, type DiagnosticCode } from "../diagnostics/catalog.ts";
import type { ChangeClass } from "../diff/change-class.ts";
import { RULED_TARGETS, type Rule } from "../diff/rule.ts";
import { RULES, type RuleId } from "../diff/rules.ts";
import { assertNever } from "../model/assert-never.ts";

export const EXPLAIN_FORMATS = ["text", "markdown", "json"] as const;

/** A value of `explain --format`. */
export type ExplainFormat = (typeof EXPLAIN_FORMATS)[number];

/** The explanation of a code: a diagnostic, a rule of `diff`, or both. */
interface Explanation {
  readonly code: string;
  readonly kind: "finding" | "rule of diff";
  readonly title: string;
  /** The name and the value of each fact, in reading order. */
  readonly facts: readonly (readonly [string, string])[];
}

/** Every code that can be explained. */
export function knownCodes(): readonly string[] {
  return [...new Set([...Object.keys(CATALOG), ...Object.keys(RULES)])].sort();
}

/** Explains a code from the catalogue of diagnostics and the table of rules; undefined if neither has it. */
export function explainCode(code: string, format: ExplainFormat): string | undefined {
  const found = [...(isCode(code) ? [ofFinding(code)] : []), ...(isRule(code) ? [ofRule(code, RULES[code])] : [])];
  if (found.length === 0) return undefined;
  switch (format) {
    case "text":
      return found.map(asText).join("\n");
    case "markdown":
      return found.map(asMarkdown).join("\n");
    case "json":
      return `${JSON.stringify(
        found.map(({ facts, ...entry }) => ({ ...entry, ...Object.fromEntries(facts) })),
        null,
        2,
      )}\n`;
    default:
      return assertNever(format);
  }
}

function isRule(code: string): code is RuleId {
  return Object.hasOwn(RULES, code);
}

function ofFinding(code: DiagnosticCode): Explanation {
  const { title, why, example, advice } = CATALOG[code];
  const [usual = "", ...others] = severitiesOf(code);
  return {
    code,
    kind: "finding",
    title,
    facts: [
      ["severity", others.length === 0 ? usual : `${usual}, in some cases ${others.join(" or ")}`],
      ["why", why],
      ["example", example],
      ["what to do", advice],
      ["page", helpUriOf(code)],
    ],
  };
}

function ofRule(code: RuleId, { title, classes, vendor, why, message, advice }: Rule): Explanation {
  return {
    code,
    kind: "rule of diff",
    title,
    facts: [
      ...RULED_TARGETS.map((target) => [target, classText(classes[target])] as const),
      ...(vendor === null ? [] : [["vendor", vendor] as const]),
      ["why", why],
      ["example", filled(message)],
      ["what to do", filled(advice)],
    ],
  };
}

/** Fills the holes of a template with placeholder words, so that it reads as a sentence. */
function filled(template: string): string {
  return template.replaceAll("{name}", "NAME").replaceAll("{before}", "OLD").replaceAll("{after}", "NEW");
}

function classText({ request, response }: Readonly<Record<"request" | "response", ChangeClass>>): string {
  return request === response ? request : `${request} in requests, ${response} in responses`;
}

function asText({ code, kind, title, facts }: Explanation): string {
  const lines = facts.map(([name, value]) => `  ${`${name}:`.padEnd(12)}${value}`);
  return `${[`${code} (${kind}): ${title}.`, ...lines].join("\n")}\n`;
}

function asMarkdown({ code, kind, title, facts }: Explanation): string {
  const lines = facts.map(([name, value]) => `- **${name}:** ${value}`);
  return `${[`### \`${code}\``, `${title}. (${kind})`, lines.join("\n")].join("\n\n")}\n`;
}
