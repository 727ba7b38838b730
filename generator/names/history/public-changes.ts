import type { PublicChange } from "../../diagnostics/report-types.ts";
import { compareText } from "../../model/order.ts";
import {
  entryOf,
  versionLedger,
  type Ledger,
  type LedgerAliases,
  type LedgerEvent,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";

/**
 * The changes between two ledgers that users of the SDKs see: what is new, gone or back, what moved or was renamed, and
 * which ids and tags changed. Sorted by version, kind and key.
 */
export function publicChanges(before: Ledger, after: Ledger): readonly PublicChange[] {
  const labels = [...new Set([...Object.keys(before.versions), ...Object.keys(after.versions)])].sort(compareText);
  return labels.flatMap((version): readonly PublicChange[] => {
    const [old, now] = [versionLedger(before, version), versionLedger(after, version)];
    const isOneSided = Object.hasOwn(before.versions, version) !== Object.hasOwn(after.versions, version);
    if (!isOneSided) return changesOf(version, old, now);
    // A version that is new or gone is one change.
    const kind = Object.hasOwn(after.versions, version) ? "new" : "gone";
    return [{ version, kind, thing: "version", what: version, name: sizeOf(kind === "new" ? now : old) }];
  });
}

function sizeOf({ operations, models }: VersionLedger): string {
  return `${String(Object.keys(operations).length)} operations, ${String(Object.keys(models).length)} models`;
}

function changesOf(version: string, before: VersionLedger, after: VersionLedger): readonly PublicChange[] {
  const operations = compare<LedgerOperation>({
    before: before.operations,
    after: after.operations,
    retiredBefore: before.retired.operations,
    retiredAfter: after.retired.operations,
  }).flatMap((pair) => operationChanges(version, pair));
  const models = compare<LedgerModel>({
    before: before.models,
    after: after.models,
    retiredBefore: before.retired.models,
    retiredAfter: after.retired.models,
    ownerBefore: formerOwners(before, after),
  }).flatMap((pair) => modelChanges(version, pair));
  const events = compare<LedgerEvent>({
    before: before.events,
    after: after.events,
    retiredBefore: {},
    retiredAfter: {},
  }).flatMap((pair) => eventChanges(version, pair));
  return [...operations, ...models, ...tagChanges(version, before, after), ...events];
}

/** The tags that are new or renamed, or whose class is gone or back. A class without methods is not written. */
function tagChanges(version: string, before: VersionLedger, after: VersionLedger): PublicChange[] {
  const [wasCalled, isCalled] = [calledTags(before), calledTags(after)];
  return keysOfBoth(before.tags, after.tags).flatMap((wire): PublicChange[] => {
    const [old, now] = [entryOf(before.tags, wire), entryOf(after.tags, wire)];
    const base = { version, thing: "tag", what: wire } as const;
    if (old === undefined && now !== undefined) {
      const former = (now.was ?? []).findLast((was) => isRenamed(was, before, after));
      return former === undefined
        ? [{ ...base, kind: "new", name: now.class }]
        : [{ ...base, kind: "renamed", name: now.class, before: former, after: wire, note: "the class stays" }];
    }
    if (old === undefined) return [];
    if (now === undefined)
      return Object.values(after.tags).some(({ was }) => was?.includes(wire) === true)
        ? []
        : [{ ...base, kind: "gone", name: old.class }];
    // A ledger of format 1 does not record the tags of operations.
    if (wasCalled === undefined || isCalled === undefined || wasCalled.has(wire) === isCalled.has(wire)) return [];
    return [{ ...base, kind: isCalled.has(wire) ? "back" : "gone", name: now.class }];
  });
}

function isRenamed(wire: string, before: VersionLedger, after: VersionLedger): boolean {
  return entryOf(before.tags, wire) !== undefined && entryOf(after.tags, wire) === undefined;
}

/** The tags whose class has a method, current or deprecated. Undefined where an entry does not record its tag. */
function calledTags({ operations }: VersionLedger): ReadonlySet<string> | undefined {
  const called = new Set<string>();
  for (const { absent, tag, formerCalls } of Object.values(operations)) {
    if (absent !== undefined) continue;
    if (tag === undefined) return undefined;
    for (const wire of [tag, ...Object.keys(formerCalls ?? {})]) called.add(wire);
  }
  return called;
}

/**
 * Returns the former key of an inline type whose operation or event moved. Such a type moved with its owner and is not
 * reported.
 */
function formerOwners(before: VersionLedger, after: VersionLedger): (key: string) => string | undefined {
  const former = new Map<string, string>();
  for (const { key, oldKey } of compare<LedgerOperation>({
    before: before.operations,
    after: after.operations,
    retiredBefore: before.retired.operations,
    retiredAfter: after.retired.operations,
  }))
    if (key !== oldKey) former.set(key, oldKey);
  for (const { key, oldKey } of compare<LedgerEvent>({
    before: before.events,
    after: after.events,
    retiredBefore: {},
    retiredAfter: {},
  }))
    if (key !== oldKey) former.set(`event ${key}`, `event ${oldKey}`);
  return (key) => {
    const owner = key.slice(0, key.indexOf("#"));
    const old = former.get(owner);
    return old === undefined ? undefined : old + key.slice(owner.length);
  };
}

/** An entry before and after; one of the two may be missing. */
interface Compared<Entry> {
  readonly key: string;
  readonly oldKey: string;
  readonly before?: Entry;
  readonly after?: Entry;
  /** Whether only the owner moved. The change is then reported for the owner. */
  readonly movedWithOwner: boolean;
  /** Whether the entry was a tombstone before. */
  readonly wasRetired: boolean;
  /** Whether the entry is a tombstone now. */
  readonly isRetired: boolean;
}

interface Sections<Entry> {
  readonly before: Readonly<Record<string, Entry>>;
  readonly after: Readonly<Record<string, Entry>>;
  readonly retiredBefore: Readonly<Record<string, Entry>>;
  readonly retiredAfter: Readonly<Record<string, Entry>>;
  /** The former key of an inline type whose owner moved. Its entry does not record it. */
  readonly ownerBefore?: (key: string) => string | undefined;
}

function compare<Entry extends { readonly was?: readonly string[] }>(
  sections: Sections<Entry>,
): readonly Compared<Entry>[] {
  const { before, after, retiredBefore, retiredAfter, ownerBefore } = sections;
  const found: Compared<Entry>[] = [];
  const matched = new Set<string>();
  for (const key of Object.keys(after).sort(compareText)) {
    const now = entryOf(after, key);
    if (now === undefined) continue;
    // A moved entry lists its former keys. Its key in the old ledger is the last one that the old ledger has.
    const isFormer = (was: string): boolean => entryOf(before, was) !== undefined && entryOf(after, was) === undefined;
    const isKnown = entryOf(before, key) !== undefined || entryOf(retiredBefore, key) !== undefined;
    const own = isKnown ? undefined : now.was?.findLast(isFormer);
    const owned = isKnown || own !== undefined ? undefined : ownerBefore?.(key);
    const isOwned = owned !== undefined && isFormer(owned);
    const oldKey = own ?? (isOwned ? owned : key);
    const live = entryOf(before, oldKey);
    const old = live ?? entryOf(retiredBefore, oldKey);
    matched.add(oldKey);
    found.push({
      key,
      oldKey,
      after: now,
      ...(old === undefined ? {} : { before: old }),
      movedWithOwner: isOwned,
      wasRetired: live === undefined && old !== undefined,
      isRetired: false,
    });
  }
  for (const key of Object.keys(before).sort(compareText)) {
    const old = entryOf(before, key);
    if (matched.has(key) || old === undefined) continue;
    const tombstone = entryOf(retiredAfter, key);
    const isRetired = tombstone !== undefined;
    found.push({ key, oldKey: key, before: old, movedWithOwner: false, wasRetired: false, isRetired });
  }
  return found;
}

function keysOfBoth(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort(compareText);
}

interface Stated {
  readonly absent?: string;
  readonly why?: string;
  readonly was?: readonly string[];
}

/** The changes of an entry as a whole: new, gone, back or moved. */
function stateChanges<Entry extends Stated>(
  base: Pick<PublicChange, "version" | "thing" | "what">,
  { before, after, oldKey, key, movedWithOwner, wasRetired, isRetired }: Compared<Entry>,
  nameOf: (entry: Entry) => string,
): PublicChange[] {
  if (after === undefined) {
    if (before === undefined || before.absent !== undefined) return [];
    return [{ ...base, kind: "gone", name: nameOf(before), ...(isRetired ? { note: "retired" } : {}) }];
  }
  const name = nameOf(after);
  if (before === undefined) {
    if (after.absent !== undefined) return [];
    return [{ ...base, kind: "new", name, ...(after.why === "qualified" ? { note: "its first name was taken" } : {}) }];
  }
  const wasThere = before.absent === undefined && !wasRetired;
  const isThere = after.absent === undefined;
  const changes: PublicChange[] = [];
  if (wasThere && !isThere) changes.push({ ...base, kind: "gone", name });
  if (!wasThere && isThere) changes.push({ ...base, kind: "back", name });
  if (oldKey !== key && !movedWithOwner) changes.push({ ...base, kind: "moved", name, before: oldKey, after: key });
  return changes;
}

function operationChanges(version: string, pair: Compared<LedgerOperation>): PublicChange[] {
  const base = { version, thing: "operation", what: pair.key } as const;
  const { before, after } = pair;
  const changes = stateChanges(base, pair, ({ cmdlet }) => cmdlet);
  if (before === undefined || after === undefined) return changes;
  const name = after.cmdlet;
  const renamed = (old: string, now: string, aliases: LedgerAliases | undefined): void => {
    if (old !== now)
      changes.push({ ...base, kind: "renamed", name: now, before: old, after: now, ...aliasNote(aliases, old) });
  };
  renamed(before.cmdlet, after.cmdlet, after.aliases);
  renamed(before.method, after.method, after.methodAliases);
  if (before.id !== after.id) changes.push({ ...base, kind: "id", name, before: before.id, after: after.id });
  if (before.tag !== undefined && after.tag !== undefined && before.tag !== after.tag)
    changes.push({ ...base, kind: "tag", name, before: before.tag, after: after.tag, ...callNote(after, before.tag) });
  if (after.absent === undefined && before.absent === undefined) changes.push(...parameterChanges(version, pair));
  return changes;
}

/**
 * The parameters that an operation gained, lost or renamed. Path parameters are identified by their position in the
 * path.
 */
function parameterChanges(version: string, { key, before, after }: Compared<LedgerOperation>): PublicChange[] {
  // A ledger of format 1 records neither tags nor parameters. An entry of format 2 without `takes` has no parameters.
  if (before?.tag === undefined || after?.tag === undefined) return [];
  const base = { version, thing: "parameter", what: key } as const;
  const isPath = (parameter: string): boolean => parameter.startsWith("path ");
  const [oldTakes, newTakes] = [before.takes ?? [], after.takes ?? []];
  const [oldPath, newPath] = [oldTakes.filter(isPath), newTakes.filter(isPath)];
  const changes: PublicChange[] = [];
  for (const [index, old] of oldPath.entries()) {
    const now = newPath[index];
    if (now !== undefined && now !== old)
      changes.push({ ...base, kind: "renamed", name: wireOf(now), before: wireOf(old), after: wireOf(now) });
  }
  const [oldOthers, newOthers] = [oldTakes, newTakes].map((takes) => takes.filter((one) => !isPath(one)));
  for (const old of oldOthers ?? [])
    if (newOthers?.includes(old) !== true) changes.push({ ...base, kind: "gone", name: old });
  for (const now of newOthers ?? [])
    if (oldOthers?.includes(now) !== true) changes.push({ ...base, kind: "new", name: now });
  return changes;
}

function wireOf(parameter: string): string {
  return parameter.slice(parameter.indexOf(" ") + 1);
}

function modelChanges(version: string, pair: Compared<LedgerModel>): PublicChange[] {
  const base = { version, thing: "model", what: pair.key } as const;
  const { before, after } = pair;
  const changes = stateChanges(base, pair, ({ name }) => name);
  if (before !== undefined && after !== undefined && before.name !== after.name)
    changes.push({
      ...base,
      kind: "renamed",
      name: after.name,
      before: before.name,
      after: after.name,
      ...aliasNote(after.aliases, before.name),
    });
  return changes;
}

function eventChanges(version: string, pair: Compared<LedgerEvent>): PublicChange[] {
  return stateChanges({ version, thing: "event", what: pair.key }, pair, ({ name }) => name);
}

function callNote({ formerCalls }: LedgerOperation, tag: string): Pick<PublicChange, "note"> {
  return formerCalls !== undefined && Object.hasOwn(formerCalls, tag)
    ? { note: "the old call is a deprecated method" }
    : {};
}

function aliasNote(aliases: LedgerAliases | undefined, old: string): Pick<PublicChange, "note"> {
  return aliases !== undefined && Object.hasOwn(aliases, old) ? { note: "the old name is an alias" } : {};
}
