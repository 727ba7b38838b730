import { Ajv, type ErrorObject } from "ajv";
import { readYaml } from "../load/yaml.ts";
import type { Change } from "./change.ts";
import { RULES } from "./rules.ts";

/** An entry of an ignore file: the accepted changes and the reason. An absent key matches any value. */
export interface IgnoreEntry {
  readonly rule?: string;
  readonly target?: string;
  readonly version?: string;
  readonly place?: string;
  readonly name?: string;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly reason: string;
}

/** An entry that matches no change, with its number in the file. */
export interface UnusedEntry {
  readonly index: number;
  readonly reason: string;
}

const KEYS = ["rule", "target", "version", "place", "name", "before", "after"] as const;

const SCHEMA = {
  type: "array",
  items: {
    type: "object",
    required: ["reason"],
    // An entry that has only a reason would accept every change.
    minProperties: 2,
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(KEYS.map((key) => [key, { type: "string" }])),
      rule: { enum: Object.keys(RULES) },
      before: { type: ["string", "null"] },
      after: { type: ["string", "null"] },
      reason: { type: "string", pattern: "\\S" },
    },
  },
};

/** Reads an ignore file, YAML or JSON: a list of entries. Returns the entries, or a sentence for each problem. */
export function readIgnore(
  text: string,
): { readonly entries: readonly IgnoreEntry[] } | { readonly problems: readonly string[] } {
  const { value, problems } = readYaml(text);
  if (problems.some(({ kind }) => kind === "unreadable"))
    return { problems: problems.map(({ line, message }) => `line ${String(line)}: ${message}`) };
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<readonly IgnoreEntry[]>(SCHEMA);
  if (validate(value ?? [])) return { entries: (value ?? []) as readonly IgnoreEntry[] };
  return { problems: (validate.errors ?? []).map(problemText) };
}

function problemText({ instancePath, message, keyword, params }: ErrorObject): string {
  const [, index] = instancePath.split("/");
  const where = index === undefined ? "the file" : `entry ${String(Number(index) + 1)}`;
  if (keyword === "minProperties") return `${where}: it must say which changes it accepts, not only a reason`;
  if (keyword === "enum") return `${where}: the rule does not exist; docs/diff.md lists the rules`;
  if (keyword === "pattern") return `${where}: the reason is empty; say why the changes are accepted`;
  if (keyword === "type" && instancePath === "") return "the file must be a list of entries, each with a reason";
  const extra = (params as { readonly additionalProperty?: string }).additionalProperty;
  return `${where}: ${message ?? "is wrong"}${extra === undefined ? "" : ` (${extra})`}`;
}

/** Separates the accepted changes from the others. */
export function applyIgnore(
  changes: readonly Change[],
  entries: readonly IgnoreEntry[],
): {
  readonly changes: readonly Change[];
  readonly ignored: readonly { readonly reason: string; readonly change: Change }[];
  readonly unused: readonly UnusedEntry[];
} {
  const used = new Set<IgnoreEntry>();
  const kept: Change[] = [];
  const ignored: { reason: string; change: Change }[] = [];
  for (const change of changes) {
    const matching = entries.filter((entry) => matches(entry, change));
    for (const entry of matching) used.add(entry);
    const [first] = matching;
    if (first === undefined) kept.push(change);
    else ignored.push({ reason: first.reason, change });
  }
  const unused = entries.flatMap((entry, index) => (used.has(entry) ? [] : [{ index, reason: entry.reason }]));
  return { changes: kept, ignored, unused };
}

function matches(entry: IgnoreEntry, change: Change): boolean {
  return KEYS.every((key) => entry[key] === undefined || entry[key] === change[key]);
}
