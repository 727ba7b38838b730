import {
  copyRecord,
  entryOf,
  versionLedger,
  type Ledger,
  type LedgerAliases,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";
import { leaveTag } from "./former-calls.ts";
import { moveModels, moveOperation, withFormerKey } from "./rekey.ts";

/** The changed ledger with the keys that changed, or the reason why nothing was changed. */
export type EntryChange =
  { readonly ledger: Ledger; readonly changed: readonly string[] } | { readonly problem: string };

/** An entry and its new key. */
export interface EntryPlace {
  readonly version: string;
  readonly from: string;
  readonly to: string;
}

/**
 * `names move`: records that an absent entry and a new key are the same thing. The entry gets the new key, and so do
 * its inline types. If the new key has an entry already, its names become aliases, because programs may use them.
 */
export function moveEntry(ledger: Ledger, { version: label, from, to }: EntryPlace): EntryChange {
  if (!Object.hasOwn(ledger.versions, label)) return { problem: `the ledger has no version ${label}` };
  const version = restored(versionLedger(ledger, label), from);
  if (Object.hasOwn(version.events, from)) return moveEvent(ledger, version, { version: label, from, to });
  const operation = entryOf(version.operations, from);
  const isModel = operation === undefined && Object.keys(version.models).some((key) => isOf(key, from));
  if (operation === undefined && !isModel) return { problem: `${label} has no entry ${from}` };
  if (from === to) return { problem: `${from} is there already` };
  const state = operation ?? entryOf(version.models, from) ?? firstWithin(version.models, from);
  if (state?.absent === undefined)
    return { problem: `${from} is still in the spec; only what is gone can be somewhere else` };
  if ((operation !== undefined) !== /^[A-Z]+ \//u.test(to))
    return { problem: `${to} is not ${operation === undefined ? "a model" : "an operation"}` };
  const next = operation === undefined ? moveModel(version, from, to) : moveCall(version, from, to);
  return { ledger: withVersion(ledger, label, next), changed: [`${from} -> ${to}`] };
}

/** Moves an event. An event has one name, which programs compare with, so the newer name is dropped and reported. */
function moveEvent(ledger: Ledger, version: VersionLedger, { version: label, from, to }: EntryPlace): EntryChange {
  const entry = entryOf(version.events, from);
  const newcomer = entryOf(version.events, to);
  if (entry === undefined || from === to) return { problem: `${from} is there already` };
  if (entry.absent === undefined)
    return { problem: `${from} is still in the spec; only what is gone can be somewhere else` };
  if (newcomer === undefined) return { problem: `the ledger has no event ${to}; run isc-sdkgen generate first` };
  const { absent: _absent, id: _id, print: _print, ...rest } = withFormerKey(entry, from, to);
  const { id, print } = newcomer;
  const events = copyRecord(version.events);
  delete events[from];
  events[to] = { ...rest, ...(id === undefined ? {} : { id }), ...(print === undefined ? {} : { print }) };
  const next = moveModel({ ...version, events }, `event ${from}`, `event ${to}`);
  const changed = `${from} -> ${to} (${newcomer.name} is ${entry.name} now, and has no alias: an event has one name)`;
  return { ledger: withVersion(ledger, label, next), changed: [changed] };
}

function moveCall(version: VersionLedger, from: string, to: string): VersionLedger {
  const newcomer = entryOf(version.operations, to);
  const cleared = withoutEntry(version, "operations", to);
  const moved = moveOperation(moveAside(cleared, version, to), from, to);
  const entry = entryOf(moved.operations, to);
  if (entry === undefined || newcomer === undefined) return moved;
  const operations = copyRecord(moved.operations);
  const here = newcomer.tag === undefined ? entry : leaveTag(entry, newcomer.tag);
  operations[to] = presentAs(
    {
      ...here,
      ...aliasField("aliases", here.aliases, [newcomer.cmdlet, newcomer.aliases], here.cmdlet),
      ...aliasField("methodAliases", here.methodAliases, [newcomer.method, newcomer.methodAliases], here.method),
      ...(newcomer.formerCalls === undefined ? {} : { formerCalls: { ...newcomer.formerCalls, ...here.formerCalls } }),
    },
    newcomer,
  );
  return adoptParts({ ...moved, operations }, version, to);
}

function moveModel(version: VersionLedger, from: string, to: string): VersionLedger {
  return adoptParts(moveModels(moveAside(version, version, to), new Map([[from, to]])), version, to);
}

/** Removes the entries at a key and below it, so that other entries can take their keys. */
function moveAside(version: VersionLedger, before: VersionLedger, to: string): VersionLedger {
  const models = copyRecord<LedgerModel>({});
  for (const [key, entry] of Object.entries(before.models)) if (!isOf(key, to)) models[key] = entry;
  return { ...version, models };
}

/** Restores the removed entries. Where another entry now has the key, the restored names become its aliases. */
function adoptParts(version: VersionLedger, before: VersionLedger, to: string): VersionLedger {
  const models = copyRecord(version.models);
  for (const [key, newcomer] of Object.entries(before.models)) {
    if (!isOf(key, to)) continue;
    const entry = entryOf(models, key);
    models[key] =
      entry === undefined
        ? newcomer
        : presentAs(
            { ...entry, ...aliasField("aliases", entry.aliases, [newcomer.name, newcomer.aliases], entry.name) },
            newcomer,
          );
  }
  return { ...version, models };
}

/** The entry with the state and the traits (id, tag, parameters, sketches) of the newer entry. */
function presentAs<Entry extends LedgerOperation | LedgerModel>(entry: Entry, newcomer: Entry): Entry {
  const { absent: _absent, ...rest } = entry;
  const looks = ["id", "tag", "takes", "print", "shape", "from"].flatMap((field) => {
    const value = (newcomer as unknown as Readonly<Record<string, unknown>>)[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...(rest as unknown as Entry), ...Object.fromEntries(looks) };
}

function aliasField<Field extends string>(
  field: Field,
  own: LedgerAliases | undefined,
  [name, others]: readonly [string, LedgerAliases | undefined],
  present: string,
): Partial<Record<Field, LedgerAliases>> {
  const aliases = { ...others, ...own, ...(name === present ? {} : { [name]: "renamed" as const }) };
  return Object.keys(aliases).length === 0 ? {} : ({ [field]: aliases } as Record<Field, LedgerAliases>);
}

/** `names restore`: makes a tombstone live again, with its inline types. */
export function restoreEntry(
  ledger: Ledger,
  { version: label, what }: { readonly version: string; readonly what: string },
): EntryChange {
  if (!Object.hasOwn(ledger.versions, label)) return { problem: `the ledger has no version ${label}` };
  const before = versionLedger(ledger, label);
  const key = tombstoneOf(before, what);
  if (key === undefined) return { problem: `${label} has no tombstone ${what}` };
  const next = restored(before, key);
  if (next === before) return { problem: `${key} has an entry already` };
  const changed = [
    ...Object.keys(before.retired.operations).filter((other) => other === key),
    ...Object.keys(before.retired.models).filter((other) => isOf(other, key)),
  ];
  return { ledger: withVersion(ledger, label, next), changed };
}

/** The key of a tombstone, found by its key or by one of its names. */
function tombstoneOf({ retired }: VersionLedger, what: string): string | undefined {
  const key = what.replace(/\{[^{}]*\}/gu, "{}");
  if (Object.hasOwn(retired.operations, key)) return key;
  if (Object.hasOwn(retired.models, what)) return what;
  const lower = what.toLowerCase();
  const found = [
    ...Object.entries(retired.operations).filter(([, { cmdlet, method }]) =>
      [cmdlet, method].some((name) => name.toLowerCase() === lower),
    ),
    ...Object.entries(retired.models).filter(([, { name }]) => name.toLowerCase() === lower),
  ].map(([place]) => place);
  return found.length === 1 ? found[0] : undefined;
}

function restored(version: VersionLedger, what: string): VersionLedger {
  const { retired } = version;
  const operations = take(version.operations, retired.operations, (key) => key === what);
  const models = take(version.models, retired.models, (key) => isOf(key, what));
  if (operations === undefined && models === undefined) return version;
  return {
    ...version,
    operations: operations?.entries ?? version.operations,
    models: models?.entries ?? version.models,
    retired: {
      operations: operations?.retired ?? retired.operations,
      models: models?.retired ?? retired.models,
    },
  };
}

function take<Entry>(
  entries: Readonly<Record<string, Entry>>,
  retired: Readonly<Record<string, Entry>>,
  picks: (key: string) => boolean,
): { readonly entries: Record<string, Entry>; readonly retired: Record<string, Entry> } | undefined {
  const picked = Object.entries(retired).filter(([key]) => picks(key) && entryOf(entries, key) === undefined);
  if (picked.length === 0) return undefined;
  const [living, dead] = [copyRecord(entries), copyRecord(retired)];
  for (const [key, entry] of picked) {
    living[key] = entry;
    delete dead[key];
  }
  return { entries: living, retired: dead };
}

function withoutEntry(version: VersionLedger, section: "operations", key: string): VersionLedger {
  const entries = copyRecord(version[section]);
  delete entries[key];
  return { ...version, [section]: entries };
}

function firstWithin(models: VersionLedger["models"], whole: string): LedgerModel | undefined {
  return Object.entries(models).find(([key]) => isOf(key, whole))?.[1];
}

/** Whether a key is that of `whole` or of an inline type in it. */
function isOf(key: string, whole: string): boolean {
  return key === whole || key.startsWith(whole.includes("#") ? `${whole}/` : `${whole}#`);
}

function withVersion(ledger: Ledger, label: string, version: VersionLedger): Ledger {
  return { ...ledger, versions: { ...ledger.versions, [label]: version } };
}
