import { chosenModel, type NameGrammar } from "../rules/grammar.ts";
import {
  NO_OVERRIDES,
  overrideKey,
  type ModelOverride,
  type OperationOverride,
  type Overrides,
  type ParameterOverride,
} from "./overrides.ts";
import { reservedTypes } from "../rules/reserved-names.ts";
import type { TargetNaming } from "../target-naming.ts";

/**
 * Checks parsed overrides. Unknown keys and missing reasons are errors, because a typo would silently undo a name.
 * Returns the overrides or the first problem.
 */
export function parseOverrides(
  raw: unknown,
  namings: readonly TargetNaming[],
): { readonly value: Overrides } | { readonly problem: string } {
  if (raw === undefined || raw === null) return { value: NO_OVERRIDES };
  if (!isRecord(raw)) return { problem: "it is not a mapping" };
  const unknown = Object.keys(raw).find((key) => !["operations", "models", "parameters"].includes(key));
  if (unknown !== undefined)
    return { problem: `it has the unknown section "${unknown}"; the sections are operations, models and parameters` };
  const problem =
    problemOfList(raw["operations"], { section: "operations", known: OPERATION_KEYS, namings }) ??
    problemOfList(raw["models"], { section: "models", known: MODEL_KEYS, namings }) ??
    problemOfList(raw["parameters"], { section: "parameters", known: PARAMETER_KEYS, namings });
  if (problem !== undefined) return { problem };
  return {
    value: {
      operations: ((raw["operations"] ?? []) as readonly Readonly<Record<string, unknown>>[]).map(withNames),
      models: (raw["models"] ?? []) as readonly ModelOverride[],
      parameters: (raw["parameters"] ?? []) as readonly ParameterOverride[],
    },
  };
}

/** Moves the names of an entry into `names`. */
function withNames(entry: Readonly<Record<string, unknown>>): OperationOverride {
  const parts = Object.entries(entry);
  return {
    ...Object.fromEntries(parts.filter(([key]) => OPERATION_KEYS.has(key))),
    names: Object.fromEntries(parts.filter(([key]) => !OPERATION_KEYS.has(key))),
  } as unknown as OperationOverride;
}

/** The grammars for the names of operations that a person may choose, by override key. */
function chosenNames(namings: readonly TargetNaming[]): ReadonlyMap<string, NameGrammar> {
  return new Map(
    namings.flatMap(({ target, scopes }) =>
      scopes.flatMap((scope): [string, NameGrammar][] =>
        scope.of === "operation" && scope.chosen !== undefined ? [[overrideKey(target, scope), scope.chosen]] : [],
      ),
    ),
  );
}

const OPERATION_KEYS: ReadonlySet<string> = new Set(["at", "id", "versions", "reason"]);
const MODEL_KEYS: ReadonlySet<string> = new Set(["at", "versions", "name", "reason"]);
const PARAMETER_KEYS: ReadonlySet<string> = new Set(["at", "versions", "published", "order", "positions", "reason"]);
/** Keys whose values are not strings. Each is checked separately. */
const OTHER_KEYS: ReadonlySet<string> = new Set(["versions", "published", "order", "positions"]);

interface Section {
  readonly section: "operations" | "models" | "parameters";
  readonly known: ReadonlySet<string>;
  readonly namings: readonly TargetNaming[];
}

function problemOfList(list: unknown, { section, known, namings }: Section): string | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return `"${section}" is not a list`;
  const chosen = section === "operations" ? chosenNames(namings) : new Map<string, NameGrammar>();
  for (const [index, entry] of list.entries()) {
    const where = `entry ${index + 1} of "${section}"`;
    if (!isRecord(entry)) return `${where} is not a mapping`;
    const unknown = Object.keys(entry).find((key) => !known.has(key) && !chosen.has(key));
    if (unknown !== undefined) return `${where} has the unknown key "${unknown}"`;
    const texts = Object.entries(entry).filter(([key]) => !OTHER_KEYS.has(key));
    const wrong = texts.find(([, value]) => typeof value !== "string" || value.trim() === "");
    if (wrong !== undefined) return `${where}: "${wrong[0]}" is not a string, or is empty`;
    if (entry["at"] === undefined || entry["reason"] === undefined) return `${where} needs both "at" and "reason"`;
    if (entry["versions"] !== undefined && !isTexts(entry["versions"]))
      return `${where}: "versions" is not a list of labels`;
    const wrongName =
      section === "operations" ? problemOfChosen(entry, chosen) : problemOfNames(entry, { section, namings });
    if (wrongName !== undefined) return `${where}: ${wrongName}`;
  }
  return undefined;
}

function problemOfChosen(
  entry: Readonly<Record<string, unknown>>,
  chosen: ReadonlyMap<string, NameGrammar>,
): string | undefined {
  const given = [...chosen].flatMap(([key, rule]) => {
    const name = entry[key];
    return typeof name === "string" ? [problemOfName(name, rule)] : [];
  });
  if (given.length === 0) return `it has neither ${[...chosen.keys()].map((key) => `"${key}"`).join(" nor ")}`;
  return given.find((problem) => problem !== undefined);
}

function problemOfNames(
  entry: Readonly<Record<string, unknown>>,
  { section, namings }: Omit<Section, "known" | "section"> & { readonly section: "models" | "parameters" },
): string | undefined {
  if (section === "parameters") return problemOfParameters(entry, namings);
  return typeof entry["name"] === "string"
    ? problemOfName(entry["name"], chosenModel(reservedTypes(namings)))
    : 'it has no "name"';
}

const MEANING = /^(?:body|ignored|(?:path|query|header|cookie|form) \S.*)$/u;

/** Checks an override of parameters. Only cmdlets have published parameters. */
function problemOfParameters(
  { published, order, positions }: Readonly<Record<string, unknown>>,
  namings: readonly TargetNaming[],
): string | undefined {
  const declared = namings.flatMap(({ fields }) => fields?.parameter?.["cmdlet"]?.grammar ?? []);
  const further = namings.flatMap(({ fields }) => fields?.operation?.["body"]?.grammar ?? []);
  const problemIn = (name: string, rules: readonly NameGrammar[]): string | undefined =>
    rules.map((rule) => problemOfName(name, rule)).find((problem) => problem !== undefined);
  if (published === undefined && order === undefined && positions === undefined)
    return 'it has neither "published" nor "order" nor "positions"';
  if (order !== undefined && !isTexts(order)) return '"order" is not a list of names of parameters';
  if (positions !== undefined && !isTexts(positions)) return '"positions" is not a list of parameters';
  if (published === undefined) return undefined;
  if (!isRecord(published)) return '"published" is not a mapping';
  for (const [name, meaning] of Object.entries(published)) {
    const wrongName = problemIn(name, further);
    if (wrongName !== undefined) return wrongName;
    if (typeof meaning !== "string" || !MEANING.test(meaning))
      return `"${name}" must mean "body", "ignored", or a location and a name such as "query limit"`;
    // A name that means `ignored` or a query parameter may be declared as a variable, so it must satisfy the grammar of
    // cmdlet parameters. Other names are aliases.
    const problem = meaning === "ignored" || meaning.startsWith("query ") ? problemIn(name, declared) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function problemOfName(name: string, rule: NameGrammar): string | undefined {
  const problem = rule(name);
  return problem === undefined ? undefined : `${JSON.stringify(name)} ${problem}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
