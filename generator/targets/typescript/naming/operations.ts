import type { Operation } from "../../../model/model.ts";
import { entryOf, type LedgerOperation } from "../../../names/ledger/ledger.ts";
import { longerNouns } from "../../../names/rules/path-noun.ts";
import type { Reading } from "../../../names/rules/reading.ts";
import type { HeldName, NamingAt, OperationScope, SpaceAt } from "../../../names/target-naming.ts";
import { camelCase, splitWords, startsWithDigit } from "../../../names/rules/words.ts";
import { declaredType, methodName } from "./grammar.ts";
import { TYPESCRIPT_MEMBER_NAMES } from "./reserved.ts";

/** The suffixes of the types that accompany an operation. The long suffix is used if the short name is taken. */
export const COMPANIONS = [
  { name: "arguments", word: "Args", long: "Arguments" },
  { name: "filters", word: "Filters", long: "FilterFields" },
  { name: "sorters", word: "Sorters", long: "SorterFields" },
] as const;

/** The prefix of the type names of an operation in the ledger. */
export function companionBase(entry: Pick<LedgerOperation, "types" | "method">): string {
  return entry.types ?? capitalFirst(entry.method);
}

export const operationScopes: readonly OperationScope[] = [
  {
    of: "operation",
    name: "method",
    field: "method",
    grammar: methodName,
    chosen: methodName,
    isReported: true,
    role: "call",
    // Methods are unique in their class, ignoring case, because wrappers and file names are derived from them.
    spaceOf: ({ tag }) => tag,
    keeps: keepsMethod,
    held: heldMethods,
    request: (operation, at) => {
      const wanted = wantedMethod(operation, at);
      return { candidates: [wanted], more: () => longerMethods(operation, wanted) };
    },
  },
  {
    of: "operation",
    name: "types",
    field: "types",
    grammar: declaredType,
    // Type names are unique in the version, because models and argument types of all tags share one namespace.
    role: "typeBase",
    locked: companionBase,
    recorded: (name, { nameOf }) => (name === capitalFirst(nameOf("method")) ? {} : { types: name }),
    held: ({ ledger, things }) =>
      things.flatMap(({ key }): HeldName[] => {
        const entry = entryOf(ledger.operations, key);
        return entry === undefined ? [] : [[companionBase(entry), `the types of ${key}`]];
      }),
    request: (operation, at) => {
      const method = at.settled("method");
      const own = method?.yielded === undefined ? wantedBase(operation, at) : capitalFirst(method.name);
      return { candidates: [own], more: () => longerBases(operation, own) };
    },
  },
  ...COMPANIONS.map(({ name, word, long }): OperationScope => ({
    of: "operation",
    name,
    grammar: declaredType,
    isType: true,
    isDerived: true,
    yieldsToModels: true,
    request: (_operation, at) => {
      const base = at.settled("types")?.name ?? "";
      return { candidates: [base + word, base + long, `${base}Operation${long}`], rank: "" };
    },
  })),
];

function* heldMethods({ ledger, things }: SpaceAt<Operation>): Iterable<HeldName> {
  yield* TYPESCRIPT_MEMBER_NAMES;
  for (const { key } of things) {
    const entry = entryOf(ledger.operations, key);
    if (entry !== undefined) yield [entry.method, `the method of ${key}`];
  }
  const tag = things[0]?.tag;
  const present = new Set(things.map(({ key }) => key));
  for (const section of [ledger.operations, ledger.retired.operations])
    for (const [key, entry] of Object.entries(section)) {
      const isThere = present.has(key);
      // An entry without a tag was removed before the ledger recorded tags. Its method is then reserved in every class.
      if (!isThere && entry.tag !== undefined && entry.tag !== tag) continue;
      if (!isThere) yield [entry.method, `the method of ${key}, which is gone`];
      for (const alias of Object.keys(entry.methodAliases ?? {})) yield [alias, `an alias of ${key}`];
    }
  // Programs may still call an operation in the class of its former tag.
  for (const section of [ledger.operations, ledger.retired.operations])
    for (const [key, { formerCalls }] of Object.entries(section))
      for (const name of Object.keys(entryOf(formerCalls ?? {}, tag ?? "") ?? {}))
        yield [name, `a former call of ${key}`];
}

/**
 * Whether an operation keeps its method name. An operation from another class keeps it unless an operation of the new
 * class has that name.
 */
function keepsMethod({ key, tag }: Operation, { ledger }: SpaceAt<Operation>): boolean {
  const own = entryOf(ledger.operations, key);
  if (own?.tag === undefined || own.tag === tag) return true;
  return [ledger.operations, ledger.retired.operations].every((section) =>
    Object.entries(section).every(
      ([other, entry]) =>
        other === key ||
        entry.tag !== tag ||
        // The other operation left the class in this run.
        Object.hasOwn(entry.formerCalls ?? {}, tag) ||
        entry.method.toLowerCase() !== own.method.toLowerCase(),
    ),
  );
}

function wantedMethod(operation: Operation, at: NamingAt<LedgerOperation>): string {
  return at.overrideOf(operation)?.names["method"] ?? methodOf(at.readingOf(operation));
}

/** The method name of an operation. It is the operationId unchanged, if that is an identifier. */
function methodOf({ call, asWritten }: Reading): string {
  return asWritten !== undefined && /^[A-Za-z_$][\w$]*$/u.test(asWritten) ? asWritten : startable(camelCase(call));
}

function longerMethods({ path, method }: Operation, wanted: string): readonly string[] {
  const [first = "get"] = splitWords(wanted);
  return [...longerNouns(path).map((noun) => camelCase([first]) + noun), `${wanted}With${capitalFirst(method)}`];
}

function wantedBase(operation: Operation, at: NamingAt<LedgerOperation>): string {
  const chosen = at.overrideOf(operation)?.names["method"];
  if (chosen !== undefined) return capitalFirst(chosen);
  const reading = at.readingOf(operation);
  const name = reading.whole === undefined ? methodOf(reading) : startable(camelCase(reading.whole));
  const base = capitalFirst(name);
  return startsWithDigit(base) ? `Operation${base}` : base;
}

function longerBases({ path, method, tag }: Operation, own: string): readonly string[] {
  return [
    `${splitWords(tag).map(capitalFirst).join("")}${own}`,
    ...longerNouns(path).map((noun) => capitalFirst(method) + noun),
  ];
}

/** Prefixes a name that starts with a digit. */
function startable(name: string): string {
  return startsWithDigit(name) ? `operation${name}` : name;
}

function capitalFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
