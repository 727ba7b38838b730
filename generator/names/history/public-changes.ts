import type { PublicChange } from "../../diagnostics/report-types.ts";
import { compareText } from "../../model/order.ts";
import {
  entryOf,
  versionLedger,
  type Ledger,
  type LedgerAliases,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";

/**
 * What changed for those who use the SDKs between two states of a ledger: what is new, gone or back, what moved, what
 * was renamed, and which ids and tags changed. In order of version, kind of thing and place.
 */
export function publicChanges(before: Ledger, after: Ledger): readonly PublicChange[] {
  const labels = [...new Set([...Object.keys(before.versions), ...Object.keys(after.versions)])].sort(compareText);
  return labels.flatMap((version): readonly PublicChange[] => {
    const [old, now] = [versionLedger(before, version), versionLedger(after, version)];
    const isOneSided = Object.hasOwn(before.versions, version) !== Object.hasOwn(after.versions, version);
    if (!isOneSided) return changesOf(version, old, now);
    // All of a version is new or gone with it.
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
  }).flatMap((pair) => modelChanges(version, pair));
  const tags = keysOfBoth(before.tags, after.tags).flatMap((wire): PublicChange[] => {
    const [old, now] = [entryOf(before.tags, wire), entryOf(after.tags, wire)];
    const base = { version, thing: "tag", what: wire } as const;
    if (old === undefined && now !== undefined) return [{ ...base, kind: "new", name: now.class }];
    if (old !== undefined && now === undefined) return [{ ...base, kind: "gone", name: old.class }];
    return [];
  });
  const events = keysOfBoth(before.events, after.events).flatMap((wire): PublicChange[] => {
    const [old, now] = [entryOf(before.events, wire), entryOf(after.events, wire)];
    const base = { version, thing: "event", what: wire } as const;
    if (old === undefined && now !== undefined) return [{ ...base, kind: "new", name: now.name }];
    if (old !== undefined && now === undefined) return [{ ...base, kind: "gone", name: old.name }];
    return [];
  });
  return [...operations, ...models, ...tags, ...events];
}

/** An entry before and after; one of them may be missing. */
interface Compared<Entry> {
  readonly key: string;
  readonly oldKey: string;
  readonly before?: Entry;
  readonly after?: Entry;
  /** Before: a tombstone. */
  readonly wasRetired: boolean;
  /** After: a tombstone. */
  readonly isRetired: boolean;
}

interface Sections<Entry> {
  readonly before: Readonly<Record<string, Entry>>;
  readonly after: Readonly<Record<string, Entry>>;
  readonly retiredBefore: Readonly<Record<string, Entry>>;
  readonly retiredAfter: Readonly<Record<string, Entry>>;
}

function compare<Entry extends { readonly was?: readonly string[] }>(
  sections: Sections<Entry>,
): readonly Compared<Entry>[] {
  const { before, after, retiredBefore, retiredAfter } = sections;
  const found: Compared<Entry>[] = [];
  const matched = new Set<string>();
  for (const key of Object.keys(after).sort(compareText)) {
    const now = entryOf(after, key);
    if (now === undefined) continue;
    // An entry that moved has its former keys; the last of those that the other ledger knows is where it was.
    const oldKey =
      entryOf(before, key) !== undefined || entryOf(retiredBefore, key) !== undefined
        ? key
        : ([...(now.was ?? [])]
            .reverse()
            .find((was) => entryOf(before, was) !== undefined && entryOf(after, was) === undefined) ?? key);
    const live = entryOf(before, oldKey);
    const old = live ?? entryOf(retiredBefore, oldKey);
    matched.add(oldKey);
    found.push({
      key,
      oldKey,
      after: now,
      ...(old === undefined ? {} : { before: old }),
      wasRetired: live === undefined && old !== undefined,
      isRetired: false,
    });
  }
  for (const key of Object.keys(before).sort(compareText)) {
    const old = entryOf(before, key);
    if (matched.has(key) || old === undefined) continue;
    const tombstone = entryOf(retiredAfter, key);
    found.push({ key, oldKey: key, before: old, wasRetired: false, isRetired: tombstone !== undefined });
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

/** What can happen to an entry as a whole. */
function stateChanges<Entry extends Stated>(
  base: Pick<PublicChange, "version" | "thing" | "what">,
  { before, after, oldKey, key, wasRetired, isRetired }: Compared<Entry>,
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
  if (oldKey !== key) changes.push({ ...base, kind: "moved", name, before: oldKey, after: key });
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

/** Parameters that a call takes or takes no more. Placeholders are told by their place in the path. */
function parameterChanges(version: string, { key, before, after }: Compared<LedgerOperation>): PublicChange[] {
  // Ledgers of format 1 know neither tag nor parameters. An entry of format 2 without parameters takes none.
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

function callNote({ formerCalls }: LedgerOperation, tag: string): Pick<PublicChange, "note"> {
  return formerCalls !== undefined && Object.hasOwn(formerCalls, tag)
    ? { note: "the old call is a deprecated method" }
    : {};
}

function aliasNote(aliases: LedgerAliases | undefined, old: string): Pick<PublicChange, "note"> {
  return aliases !== undefined && Object.hasOwn(aliases, old) ? { note: "the old name is an alias" } : {};
}
