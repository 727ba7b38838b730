import { appendToken } from "../../load/pointer.ts";
import { assertNever } from "../../model/assert-never.ts";
import * as grammar from "../rules/grammar.ts";
import type { NameGrammar } from "../rules/grammar.ts";
import type { LedgerField, LedgerFields } from "./ledger-fields.ts";
import { reservedTypes } from "../rules/reserved-names.ts";
import type { NameScope, TargetNaming } from "../target-naming.ts";

/** A problem in a ledger, with its pointer. */
export interface LedgerProblem {
  readonly pointer: string;
  readonly problem: string;
}

/** A problem with its position in the text. Without a position it concerns the whole file. */
export interface PlacedProblem {
  readonly problem: string;
  readonly place?: { readonly pointer: string; readonly line: number; readonly column: number };
}

/** A check of a value. Returns the problems at and below the pointer. */
type Check = (value: unknown, pointer: string) => readonly LedgerProblem[];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function say(pointer: string, problem: string): readonly LedgerProblem[] {
  return [{ pointer, problem }];
}

/** Checks that a value is a string which satisfies a grammar. */
function named(rule: NameGrammar): Check {
  return (value, pointer) => {
    if (typeof value !== "string") return say(pointer, "it is not a string");
    const problem = rule(value);
    return problem === undefined ? [] : say(pointer, `${JSON.stringify(value)} ${problem}`);
  };
}

const anyText: Check = (value, pointer) => (typeof value === "string" ? [] : say(pointer, "it is not a string"));

/** Checks that a value is a mapping, its keys against a grammar and its values against a check. */
function mapping(key: NameGrammar, value: Check): Check {
  return (record, pointer) => {
    if (!isRecord(record)) return say(pointer, "it is not a mapping");
    return Object.entries(record).flatMap(([name, entry]) => {
      const at = appendToken(pointer, name);
      const problem = key(name);
      return [
        ...(problem === undefined ? [] : say(at, `the key ${JSON.stringify(name)} ${problem}`)),
        ...value(entry, at),
      ];
    });
  };
}

function list(item: Check): Check {
  return (value, pointer) =>
    Array.isArray(value)
      ? value.flatMap((entry: unknown, index) => item(entry, appendToken(pointer, String(index))))
      : say(pointer, "it is not a list");
}

/** Checks that a value is a mapping with known keys, of which `required` must be present. */
function entry(known: Readonly<Record<string, Check>>, required: readonly string[]): Check {
  const checks = new Map(Object.entries(known));
  return (record, pointer) => {
    if (!isRecord(record)) return say(pointer, "it is not a mapping");
    const missing = required.filter((key) => !Object.hasOwn(record, key));
    return [
      ...(missing.length === 0 ? [] : say(pointer, `it has no ${missing.join(" and no ")}`)),
      ...Object.entries(record).flatMap(([key, value]) => {
        const at = appendToken(pointer, key);
        return checks.get(key)?.(value, at) ?? say(at, `the key ${JSON.stringify(key)} is not known`);
      }),
    ];
  };
}

/** Keys that come from a spec: file and pointer, tags, wire names. They are data and never become code. */
const ANY_KEY: NameGrammar = () => undefined;
const OPERATION_KEY: NameGrammar = (key) =>
  /^[A-Z]+ \//u.test(key) ? undefined : "is not a method and a path (GET /roles/{})";
const PLACED_KEY: NameGrammar = (key) =>
  /^(?:path|query|header|cookie|form|body) /u.test(key) ? undefined : "is not a location and a name (query limit)";
const REASON = (reason: string): string | undefined =>
  ["published", "otherVersion", "renamed"].includes(reason)
    ? undefined
    : "is not the reason of an alias (published, otherVersion, renamed)";

/** Empty for an inline type that a repair made. */
const FINGERPRINT: NameGrammar = (print) => (/^[a-z0-9]*$/u.test(print) ? undefined : "is not a fingerprint");

/** The fields of an entry that record its state. */
const stateFields = {
  was: list(anyText),
  absent: named(grammar.versionLabel),
  back: named(grammar.versionLabel),
  seen: named(grammar.versionLabel),
};

/** Checks a sketch: short hashes with dots between them. */
const SKETCH: NameGrammar = (sketch) => (/^[a-z0-9.]*$/u.test(sketch) ? undefined : "is not a sketch");

/** The fields of the targets in entries of a kind, and which of them are required. */
function fieldsOf(
  namings: readonly TargetNaming[],
  kind: keyof LedgerFields,
): { readonly checks: Readonly<Record<string, Check>>; readonly required: readonly string[] } {
  const fields = namings.flatMap(({ fields }) => Object.entries(fields?.[kind] ?? {}));
  return {
    checks: Object.fromEntries(fields.map(([name, field]) => [name, checkOf(field)])),
    required: fields.filter(([, field]) => field.isRequired === true).map(([name]) => name),
  };
}

function checkOf({ holds, grammar: rule }: LedgerField): Check {
  switch (holds) {
    case "name":
      return named(rule);
    case "names":
      return list(named(rule));
    case "aliases":
      return mapping(rule, named(REASON));
    case "aliasesByTag":
      return mapping(ANY_KEY, mapping(rule, named(REASON)));
    default:
      return assertNever(holds);
  }
}

/**
 * Checks the names under `names`. A target of this run checks its own names; names of other targets are only checked
 * with {@link grammar.anyName}.
 */
function moreNames(namings: readonly TargetNaming[], kind: NameScope["of"] | "parameter"): Check {
  const rules = new Map(
    namings.flatMap(({ target, scopes, parameters }) => [
      ...scopes
        .filter((scope) => scope.of === kind)
        .map((scope): [string, NameGrammar] => [`${target} ${scope.name}`, scope.grammar]),
      ...(kind === "parameter" && parameters !== undefined
        ? [[`${target} ${parameters.name}`, parameters.grammar] as [string, NameGrammar]]
        : []),
    ]),
  );
  return (value, pointer) => {
    if (!isRecord(value)) return say(pointer, "it is not a mapping");
    return Object.entries(value).flatMap(([target, names]) => {
      const at = appendToken(pointer, target);
      if (!isRecord(names)) return say(at, "it is not a mapping");
      return Object.entries(names).flatMap(([scope, name]) => [
        ...keyProblem(grammar.plainWord, target, at),
        ...keyProblem(grammar.plainWord, scope, at),
        ...named(rules.get(`${target} ${scope}`) ?? grammar.anyName)(name, appendToken(at, scope)),
      ]);
    });
  };
}

function keyProblem(rule: NameGrammar, key: string, at: string): readonly LedgerProblem[] {
  const problem = rule(key);
  return problem === undefined ? [] : say(at, `the key ${JSON.stringify(key)} ${problem}`);
}

/** The check of a whole ledger with the fields of these targets. */
function ledgerCheck(namings: readonly TargetNaming[]): Check {
  const type = named(grammar.typeName(reservedTypes(namings)));
  const ofOperations = fieldsOf(namings, "operation");
  const ofModels = fieldsOf(namings, "model");
  const ofTags = fieldsOf(namings, "tag");
  const ofParameters = fieldsOf(namings, "parameter");
  const { was, absent, back } = stateFields;
  const parameter = entry(
    { ...ofParameters.checks, was, names: moreNames(namings, "parameter") },
    ofParameters.required,
  );
  const operation = entry(
    {
      ...ofOperations.checks,
      ...stateFields,
      id: named(grammar.operationId),
      ids: list(named(grammar.operationId)),
      tag: anyText,
      takes: list(anyText),
      twins: list(anyText),
      why: named(grammar.plainWord),
      parameters: mapping(PLACED_KEY, parameter),
      names: moreNames(namings, "operation"),
    },
    ofOperations.required,
  );
  const model = entry(
    {
      ...ofModels.checks,
      ...stateFields,
      name: type,
      aliases: mapping(grammar.typeAlias, named(REASON)),
      why: named(grammar.plainWord),
      print: named(FINGERPRINT),
      shape: named(SKETCH),
      from: named(SKETCH),
      names: moreNames(namings, "model"),
    },
    ["name"],
  );
  const tag = entry({ ...ofTags.checks, was, names: moreNames(namings, "tag") }, ofTags.required);
  const event = entry(
    { name: type, id: anyText, print: named(FINGERPRINT), was, absent, back, names: moreNames(namings, "event") },
    ["name"],
  );
  const version = entry(
    {
      operations: mapping(OPERATION_KEY, operation),
      models: mapping(ANY_KEY, model),
      parameters: mapping(ANY_KEY, parameter),
      tags: mapping(ANY_KEY, tag),
      events: mapping(ANY_KEY, (value, pointer) => (isRecord(value) ? event : type)(value, pointer)),
      files: mapping(ANY_KEY, named(grammar.fileStem)),
      retired: entry({ operations: mapping(ANY_KEY, operation), models: mapping(ANY_KEY, model) }, []),
      reserved: mapping(grammar.typeAlias, anyText),
    },
    [],
  );
  return entry(
    {
      format: (value, pointer) =>
        value === 1 || value === 2 ? [] : say(pointer, 'the format is neither "format": 1 nor 2'),
      versions: mapping(grammar.versionLabel, version),
    },
    ["format", "versions"],
  );
}

/** All problems of a parsed ledger, in document order. */
export function problemsOfLedger(value: unknown, namings: readonly TargetNaming[]): readonly LedgerProblem[] {
  return ledgerCheck(namings)(value, "");
}
