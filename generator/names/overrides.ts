import { chosenCmdlet, chosenModel, methodName, type Grammar } from "./grammar.ts";

/** Names that no rule can find, as data. Every entry has a reason; see `specs/names.overrides.yaml`. */
export interface Overrides {
  readonly operations: readonly OperationOverride[];
  readonly models: readonly ModelOverride[];
}

interface OverrideBase {
  /** Labels of the versions it is for; absent when for all. */
  readonly versions?: readonly string[];
  readonly reason: string;
}

export interface OperationOverride extends OverrideBase {
  /** An operation key: `DELETE /sources/{}`. */
  readonly at: string;
  /** Only while the operation has this id. */
  readonly id?: string;
  /** Verb and noun without the version's prefix. */
  readonly cmdlet?: string;
  readonly method?: string;
}

export interface ModelOverride extends OverrideBase {
  /** A declaration's file, or file and pointer. */
  readonly at: string;
  readonly name: string;
}

export const NO_OVERRIDES: Overrides = { operations: [], models: [] };

export function isForVersion(override: OverrideBase, version: string): boolean {
  return override.versions === undefined || override.versions.includes(version);
}

/** Checks parsed overrides: unknown keys and missing reasons are errors, for a typo must not silently undo a name. */
export function parseOverrides(raw: unknown): { readonly value: Overrides } | { readonly problem: string } {
  if (raw === undefined || raw === null) return { value: NO_OVERRIDES };
  if (!isRecord(raw)) return { problem: "it is no mapping" };
  const unknown = Object.keys(raw).find((key) => key !== "operations" && key !== "models");
  if (unknown !== undefined) return { problem: `the section "${unknown}" is not known` };
  const problem =
    problemOfList(raw["operations"], "operations", OPERATION_KEYS) ??
    problemOfList(raw["models"], "models", MODEL_KEYS);
  if (problem !== undefined) return { problem };
  return {
    value: {
      operations: (raw["operations"] ?? []) as readonly OperationOverride[],
      models: (raw["models"] ?? []) as readonly ModelOverride[],
    },
  };
}

const OPERATION_KEYS: ReadonlySet<string> = new Set(["at", "id", "versions", "cmdlet", "method", "reason"]);
const MODEL_KEYS: ReadonlySet<string> = new Set(["at", "versions", "name", "reason"]);

function problemOfList(list: unknown, section: string, known: ReadonlySet<string>): string | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return `"${section}" is no list`;
  for (const [index, entry] of list.entries()) {
    const where = `entry ${index + 1} of "${section}"`;
    if (!isRecord(entry)) return `${where} is no mapping`;
    const unknown = Object.keys(entry).find((key) => !known.has(key));
    if (unknown !== undefined) return `${where} has the unknown key "${unknown}"`;
    const texts = Object.entries(entry).filter(([key]) => key !== "versions");
    const wrong = texts.find(([, value]) => typeof value !== "string" || value.trim() === "");
    if (wrong !== undefined) return `${where}: "${wrong[0]}" is no text`;
    if (entry["at"] === undefined || entry["reason"] === undefined) return `${where} has no "at" or no "reason"`;
    if (
      entry["versions"] !== undefined &&
      !(Array.isArray(entry["versions"]) && entry["versions"].every((label) => typeof label === "string"))
    )
      return `${where}: "versions" is no list of labels`;
    const wrongName = problemOfNames(entry, section);
    if (wrongName !== undefined) return `${where}: ${wrongName}`;
  }
  return undefined;
}

function problemOfNames(entry: Record<string, unknown>, section: string): string | undefined {
  if (section === "models")
    return typeof entry["name"] === "string" ? problemOfName(entry["name"], chosenModel) : 'it gives no "name"';
  const { cmdlet, method } = entry;
  if (cmdlet === undefined && method === undefined) return 'it gives neither "cmdlet" nor "method"';
  return (
    (typeof cmdlet === "string" ? problemOfName(cmdlet, chosenCmdlet) : undefined) ??
    (typeof method === "string" ? problemOfName(method, methodName) : undefined)
  );
}

function problemOfName(name: string, rule: Grammar): string | undefined {
  const problem = rule(name);
  return problem === undefined ? undefined : `${JSON.stringify(name)} ${problem}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
