import { appendToken } from "../load/pointer.ts";
import * as grammar from "./grammar.ts";
import type { Grammar } from "./grammar.ts";

/** Something wrong in a ledger, by its pointer there. */
export interface LedgerProblem {
  readonly pointer: string;
  readonly problem: string;
}

/** The same with its place in the text; without a place it is about the whole file. */
export interface PlacedProblem {
  readonly problem: string;
  readonly place?: { readonly pointer: string; readonly line: number; readonly column: number };
}

/** A check of a value; tells what is wrong below the pointer it is given. */
type Check = (value: unknown, pointer: string) => readonly LedgerProblem[];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function say(pointer: string, problem: string): readonly LedgerProblem[] {
  return [{ pointer, problem }];
}

/** A text that a grammar holds for. */
function named(rule: Grammar): Check {
  return (value, pointer) => {
    if (typeof value !== "string") return say(pointer, "it is no text");
    const problem = rule(value);
    return problem === undefined ? [] : say(pointer, `${JSON.stringify(value)} ${problem}`);
  };
}

const anyText: Check = (value, pointer) => (typeof value === "string" ? [] : say(pointer, "it is no text"));

/** A mapping whose keys obey one rule and whose values obey another. */
function mapping(key: Grammar, value: Check): Check {
  return (record, pointer) => {
    if (!isRecord(record)) return say(pointer, "it is no mapping");
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
      : say(pointer, "it is no list");
}

/** A mapping of known keys; those of `required` must be there. */
function entry(known: Readonly<Record<string, Check>>, required: readonly string[]): Check {
  const checks = new Map(Object.entries(known));
  return (record, pointer) => {
    if (!isRecord(record)) return say(pointer, "it is no mapping");
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

/** Keys that are a spec's own: places, tags, wire names. They are data and never code. */
const ANY_KEY: Grammar = () => undefined;
const OPERATION_KEY: Grammar = (key) => (/^[A-Z]+ \//u.test(key) ? undefined : "is no method and path (GET /roles/{})");
const PLACED_KEY: Grammar = (key) =>
  /^(?:path|query|header|cookie|form|body) /u.test(key) ? undefined : "is no place and name (query limit)";
const REASON = (reason: string): string | undefined =>
  ["published", "otherVersion", "renamed"].includes(reason) ? undefined : "is no reason of an alias";

/** An inline type that a repair has made has none. */
const FINGERPRINT: Grammar = (print) => (/^[a-z0-9]*$/u.test(print) ? undefined : "is no fingerprint");

const parameter = entry({ argument: named(grammar.argumentKey), cmdlet: named(grammar.cmdletParameter) }, [
  "argument",
  "cmdlet",
]);

const operation = entry(
  {
    id: named(grammar.operationId),
    cmdlet: named(grammar.cmdletName),
    method: named(grammar.methodName),
    types: named(grammar.typeName),
    published: named(grammar.cmdletAlias),
    why: named(grammar.plainWord),
    aliases: mapping(grammar.cmdletAlias, named(REASON)),
    methodAliases: mapping(grammar.methodName, named(REASON)),
    body: list(named(grammar.parameterAlias)),
    parameters: mapping(PLACED_KEY, parameter),
    seen: named(grammar.versionLabel),
  },
  ["cmdlet", "method"],
);

const model = entry(
  {
    name: named(grammar.typeName),
    input: named(grammar.typeName),
    aliases: mapping(grammar.typeAlias, named(REASON)),
    why: named(grammar.plainWord),
    print: named(FINGERPRINT),
    seen: named(grammar.versionLabel),
  },
  ["name"],
);

const tag = entry(
  {
    class: named(grammar.typeName),
    module: named(grammar.fileStem),
    property: named(grammar.clientProperty),
  },
  ["class", "module", "property"],
);

const version = entry(
  {
    operations: mapping(OPERATION_KEY, operation),
    models: mapping(ANY_KEY, model),
    parameters: mapping(ANY_KEY, parameter),
    tags: mapping(ANY_KEY, tag),
    events: mapping(ANY_KEY, named(grammar.typeName)),
    files: mapping(ANY_KEY, named(grammar.fileStem)),
    retired: entry({ operations: mapping(ANY_KEY, operation), models: mapping(ANY_KEY, model) }, []),
    reserved: mapping(grammar.typeAlias, anyText),
  },
  [],
);

const ledger = entry(
  {
    format: (value, pointer) => (value === 1 ? [] : say(pointer, 'the format is not "format": 1')),
    versions: mapping(grammar.versionLabel, version),
  },
  ["format", "versions"],
);

/** Everything that is wrong with a parsed ledger, in its order. */
export function problemsOfLedger(value: unknown): readonly LedgerProblem[] {
  return ledger(value, "");
}
