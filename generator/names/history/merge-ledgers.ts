import { compareText } from "../../model/order.ts";
import {
  copyRecord,
  entryOf,
  versionLedger,
  type Ledger,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";

/** Three states of a ledger: the common base of two branches, and the state in each branch. */
export interface LedgerBranches {
  readonly base: Ledger;
  readonly ours: Ledger;
  readonly theirs: Ledger;
}

/** The merged ledger of two branches. */
export interface LedgerMerge {
  readonly ledger: Ledger;
  /** The contradictions of the branches, as sentences. In each, the merged ledger has our value. */
  readonly conflicts: readonly string[];
}

/**
 * Merges the ledgers of two branches entry by entry. A merge by lines would fail: both branches add lines at the same
 * position and refresh the same entries. Only contradictions are conflicts: two names for one thing, one name for two
 * things, or one thing moved to two keys.
 */
export function mergeLedgers({ base, ours, theirs }: LedgerBranches): LedgerMerge {
  const labels = [...new Set([ours, theirs].flatMap(({ versions }) => Object.keys(versions)))].sort(compareText);
  const conflicts: string[] = [];
  const versions = copyRecord<VersionLedger>({});
  for (const label of labels) {
    const at: Merging = { label, conflicts };
    versions[label] = mergeVersion(at, {
      base: versionLedger(base, label),
      ours: versionLedger(ours, label),
      theirs: versionLedger(theirs, label),
    });
  }
  return { ledger: { format: 2, versions }, conflicts };
}

interface Merging {
  readonly label: string;
  readonly conflicts: string[];
}

interface Three<Value> {
  readonly base: Value;
  readonly ours: Value;
  readonly theirs: Value;
}

function mergeVersion(at: Merging, three: Three<VersionLedger>): VersionLedger {
  const section = <Entry>(what: string, pick: (version: VersionLedger) => Readonly<Record<string, Entry>>) =>
    mergeRecord<Entry>(at, what, { base: pick(three.base), ours: pick(three.ours), theirs: pick(three.theirs) });
  const merged: VersionLedger = {
    operations: section<LedgerOperation>("operation", ({ operations }) => operations),
    models: section<LedgerModel>("model", ({ models }) => models),
    parameters: section("parameter", ({ parameters }) => parameters),
    tags: section("tag", ({ tags }) => tags),
    events: section("event", ({ events }) => events),
    files: section("file", ({ files }) => files),
    retired: {
      operations: section<LedgerOperation>("tombstone", ({ retired }) => retired.operations),
      models: section<LedgerModel>("tombstone", ({ retired }) => retired.models),
    },
    reserved: section("reserved name", ({ reserved }) => reserved),
  };
  tellDoubles(at, merged, [three.ours, three.theirs]);
  return merged;
}

/** The fields that every run refreshes. A difference in them is no conflict, because the next run sets them again. */
const STATED: ReadonlySet<string> = new Set([
  "tag",
  "takes",
  "print",
  "shape",
  "from",
  "id",
  "twins",
  "absent",
  "back",
  "seen",
]);

function mergeRecord<Entry>(
  at: Merging,
  what: string,
  { base, ours, theirs }: Three<Readonly<Record<string, Entry>>>,
): Record<string, Entry> {
  const merged = copyRecord<Entry>({});
  for (const key of [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort(compareText)) {
    const entry = mergeEntry(at, `${what} ${key}`, {
      base: entryOf(base, key),
      ours: entryOf(ours, key),
      theirs: entryOf(theirs, key),
    });
    if (entry !== undefined) merged[key] = entry;
  }
  return merged;
}

function mergeEntry<Entry>(
  at: Merging,
  what: string,
  { base, ours, theirs }: Three<Entry | undefined>,
): Entry | undefined {
  if (sameEntry(ours, theirs) || sameEntry(theirs, base)) return ours;
  if (sameEntry(ours, base)) return theirs;
  // Both branches changed the entry. If one removed it and the other only refreshed it, it stays removed.
  if (ours === undefined || theirs === undefined) {
    if (sameNames(ours ?? theirs, base)) return undefined;
    at.conflicts.push(`${at.label}: the ${what} is gone on one side and has other names on the other`);
    return ours;
  }
  return mergeFields(at, what, { base, ours, theirs });
}

function mergeFields<Entry>(at: Merging, what: string, three: Three<Entry | undefined>): Entry {
  // The name of a file and a reserved name are texts without fields.
  if (typeof three.ours !== "object") return tellBoth(at, what, three.ours, three.theirs) as Entry;
  const recordOf = (entry: Entry | undefined): Readonly<Record<string, unknown>> => entry ?? {};
  const [left, right, old] = [recordOf(three.ours), recordOf(three.theirs), recordOf(three.base)];
  const merged: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [mine, yours, before] = [left[field], right[field], old[field]];
    const value =
      same(mine, yours) || same(yours, before)
        ? mine
        : same(mine, before)
          ? yours
          : (joined(field, mine, yours) ??
            (STATED.has(field) ? mine : tellBoth(at, `${field} of the ${what}`, mine, yours)));
    if (value !== undefined) merged[field] = value;
  }
  return merged as Entry;
}

/** Former names and keys of both branches together. Returns undefined for other fields. */
function joined(field: string, mine: unknown, yours: unknown): unknown {
  if (field === "aliases" || field === "methodAliases") return { ...(yours as object), ...(mine as object) };
  if (field === "formerCalls") return joinedCalls((mine ?? {}) as FormerCalls, (yours ?? {}) as FormerCalls);
  if (["was", "ids", "body"].includes(field))
    return [...new Set([...((mine ?? []) as string[]), ...((yours ?? []) as string[])])];
  if (field === "parameters" || field === "names") return { ...(yours as object), ...(mine as object) };
  return undefined;
}

type FormerCalls = NonNullable<LedgerOperation["formerCalls"]>;

function joinedCalls(mine: FormerCalls, yours: FormerCalls): FormerCalls {
  const calls = copyRecord<FormerCalls[string]>({});
  for (const tag of new Set([...Object.keys(yours), ...Object.keys(mine)]))
    calls[tag] = { ...entryOf(yours, tag), ...entryOf(mine, tag) };
  return calls;
}

/** Reports two values of one thing, and returns ours. */
function tellBoth(at: Merging, what: string, mine: unknown, yours: unknown): unknown {
  at.conflicts.push(
    `${at.label}: the ${what} is ${JSON.stringify(mine)} on one side and ${JSON.stringify(yours)} on the other`,
  );
  return mine;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function sameEntry(left: unknown, right: unknown): boolean {
  return same(fieldsOf(left), fieldsOf(right));
}

/** Whether two entries differ only in the fields that every run refreshes. */
function sameNames(left: unknown, right: unknown): boolean {
  return same(fieldsOf(left, STATED), fieldsOf(right, STATED));
}

/** The fields of an entry in one order, without those to leave out. A text has no fields. */
function fieldsOf(entry: unknown, leftOut: ReadonlySet<string> = new Set()): unknown {
  if (typeof entry !== "object") return entry;
  return Object.entries(entry as object)
    .filter(([field]) => !leftOut.has(field))
    .sort(([one], [other]) => compareText(one, other));
}

/** Reports names of two entries, and former keys of two entries, that neither branch alone has. */
function tellDoubles({ label, conflicts }: Merging, merged: VersionLedger, sides: readonly VersionLedger[]): void {
  const known = new Set(sides.flatMap((side) => claimsOf(side).flatMap(({ pairs }) => doublesIn(pairs))));
  for (const { what, pairs } of claimsOf(merged))
    for (const double of doublesIn(pairs)) if (!known.has(double)) conflicts.push(`${label}: the ${what} ${double}`);
}

interface Claims {
  readonly what: string;
  /** Pairs of a name and the key of its entry. */
  readonly pairs: readonly (readonly [string, string])[];
}

function claimsOf(version: VersionLedger): readonly Claims[] {
  const operations = [...Object.entries(version.operations), ...Object.entries(version.retired.operations)];
  const models = [...Object.entries(version.models), ...Object.entries(version.retired.models)];
  const all = (name: string, aliases: object | undefined): readonly string[] => [name, ...Object.keys(aliases ?? {})];
  return [
    {
      what: "cmdlet",
      pairs: operations.flatMap(([key, { cmdlet, aliases }]) =>
        all(cmdlet, aliases).map((name) => [name, key] as const),
      ),
    },
    {
      what: "method",
      pairs: operations.flatMap(([key, { method, methodAliases, formerCalls, tag }]) => [
        ...(tag === undefined
          ? []
          : all(method, methodAliases).map((name) => [`${name} of the tag ${tag}`, key] as const)),
        ...Object.entries(formerCalls ?? {}).flatMap(([former, names]) =>
          Object.keys(names).map((name) => [`${name} of the tag ${former}`, key] as const),
        ),
      ]),
    },
    {
      what: "model",
      pairs: models.flatMap(([key, { name, aliases }]) => all(name, aliases).map((own) => [own, key] as const)),
    },
    { what: "class", pairs: Object.entries(version.tags).map(([wire, tag]) => [tag.class, wire] as const) },
    {
      what: "former key",
      pairs: [...operations, ...models].flatMap(([key, { was = [] }]) =>
        was.slice(-1).map((last) => [last, key] as const),
      ),
    },
  ];
}

/** The names that two keys have, each as a sentence without its start. */
function doublesIn(pairs: Claims["pairs"]): readonly string[] {
  const holders = new Map<string, string>();
  const found: string[] = [];
  for (const [name, key] of [...pairs].sort(([, one], [, other]) => compareText(one, other))) {
    const lower = name.toLowerCase();
    const holder = holders.get(lower);
    if (holder === undefined) holders.set(lower, key);
    else if (holder !== key) found.push(`${lower} is of ${holder} and of ${key}`);
  }
  return found;
}
