import { ledgerId } from "./bounds.ts";
import { chosenCmdlet, chosenModel, cmdletParameter, methodName, parameterAlias, type Grammar } from "./grammar.ts";

/** Names that no rule can find, as data. Every entry has a reason; see `specs/names.overrides.yaml`. */
export interface Overrides {
  readonly operations: readonly OperationOverride[];
  readonly models: readonly ModelOverride[];
  readonly parameters: readonly ParameterOverride[];
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

/** Facts about the parameters of a published cmdlet that nothing in the specs tells. */
export interface ParameterOverride extends OverrideBase {
  /** An operation key. */
  readonly at: string;
  /** What a published parameter means: `body`, a parameter as `<place> <wire name>`, or `ignored`. */
  readonly published?: Readonly<Record<string, string>>;
  /** Wire names of the path parameters in the order in which the published cmdlet takes them by position; others must be named. */
  readonly order?: readonly string[];
}

export const NO_OVERRIDES: Overrides = { operations: [], models: [], parameters: [] };

export function isForVersion(override: OverrideBase, version: string): boolean {
  return override.versions === undefined || override.versions.includes(version);
}

/** Whether an override is for an entry of the ledger, whose id may be cut or cleaned. */
export function isForEntry(
  { at, id, ...override }: OperationOverride,
  entry: { readonly version: string; readonly key: string; readonly id: string },
): boolean {
  return at === entry.key && isForVersion(override, entry.version) && (id === undefined || ledgerId(id) === entry.id);
}

/** Checks parsed overrides: unknown keys and missing reasons are errors, for a typo must not silently undo a name. */
export function parseOverrides(raw: unknown): { readonly value: Overrides } | { readonly problem: string } {
  if (raw === undefined || raw === null) return { value: NO_OVERRIDES };
  if (!isRecord(raw)) return { problem: "it is no mapping" };
  const unknown = Object.keys(raw).find((key) => !["operations", "models", "parameters"].includes(key));
  if (unknown !== undefined) return { problem: `the section "${unknown}" is not known` };
  const problem =
    problemOfList(raw["operations"], "operations", OPERATION_KEYS) ??
    problemOfList(raw["models"], "models", MODEL_KEYS) ??
    problemOfList(raw["parameters"], "parameters", PARAMETER_KEYS);
  if (problem !== undefined) return { problem };
  return {
    value: {
      operations: (raw["operations"] ?? []) as readonly OperationOverride[],
      models: (raw["models"] ?? []) as readonly ModelOverride[],
      parameters: (raw["parameters"] ?? []) as readonly ParameterOverride[],
    },
  };
}

const OPERATION_KEYS: ReadonlySet<string> = new Set(["at", "id", "versions", "cmdlet", "method", "reason"]);
const MODEL_KEYS: ReadonlySet<string> = new Set(["at", "versions", "name", "reason"]);
const PARAMETER_KEYS: ReadonlySet<string> = new Set(["at", "versions", "published", "order", "reason"]);
/** Keys whose values are no texts; each is looked at on its own. */
const OTHER_KEYS: ReadonlySet<string> = new Set(["versions", "published", "order"]);

function problemOfList(list: unknown, section: string, known: ReadonlySet<string>): string | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return `"${section}" is no list`;
  for (const [index, entry] of list.entries()) {
    const where = `entry ${index + 1} of "${section}"`;
    if (!isRecord(entry)) return `${where} is no mapping`;
    const unknown = Object.keys(entry).find((key) => !known.has(key));
    if (unknown !== undefined) return `${where} has the unknown key "${unknown}"`;
    const texts = Object.entries(entry).filter(([key]) => !OTHER_KEYS.has(key));
    const wrong = texts.find(([, value]) => typeof value !== "string" || value.trim() === "");
    if (wrong !== undefined) return `${where}: "${wrong[0]}" is no text`;
    if (entry["at"] === undefined || entry["reason"] === undefined) return `${where} has no "at" or no "reason"`;
    if (entry["versions"] !== undefined && !isTexts(entry["versions"]))
      return `${where}: "versions" is no list of labels`;
    const wrongName = problemOfNames(entry, section);
    if (wrongName !== undefined) return `${where}: ${wrongName}`;
  }
  return undefined;
}

function problemOfNames(entry: Record<string, unknown>, section: string): string | undefined {
  if (section === "parameters") return problemOfParameters(entry);
  if (section === "models")
    return typeof entry["name"] === "string" ? problemOfName(entry["name"], chosenModel) : 'it gives no "name"';
  const { cmdlet, method } = entry;
  if (cmdlet === undefined && method === undefined) return 'it gives neither "cmdlet" nor "method"';
  return (
    (typeof cmdlet === "string" ? problemOfName(cmdlet, chosenCmdlet) : undefined) ??
    (typeof method === "string" ? problemOfName(method, methodName) : undefined)
  );
}

const MEANING = /^(?:body|ignored|(?:path|query|header|cookie|form) \S.*)$/u;

function problemOfParameters({ published, order }: Record<string, unknown>): string | undefined {
  if (published === undefined && order === undefined) return 'it gives neither "published" nor "order"';
  if (order !== undefined && !isTexts(order)) return '"order" is no list of wire names';
  if (published === undefined) return undefined;
  if (!isRecord(published)) return '"published" is no mapping';
  for (const [name, meaning] of Object.entries(published)) {
    const wrongName = parameterAlias(name);
    if (wrongName !== undefined) return `${JSON.stringify(name)} ${wrongName}`;
    if (typeof meaning !== "string" || !MEANING.test(meaning))
      return `"${name}" means neither "body" nor "ignored", nor a place and a wire name`;
    // Such a name is declared where the spec has no parameter for it, and so a variable; others are aliases.
    const problem =
      meaning === "ignored" || meaning.startsWith("query ") ? problemOfName(name, cmdletParameter) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function problemOfName(name: string, rule: Grammar): string | undefined {
  const problem = rule(name);
  return problem === undefined ? undefined : `${JSON.stringify(name)} ${problem}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
