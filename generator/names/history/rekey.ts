import type { ApiVersion } from "../../model/model.ts";
import { copyRecord, entryOf, type LedgerModel, type LedgerOperation, type VersionLedger } from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";

/** Moves an operation's entry to another key, with its inline types. */
export function moveOperation(ledger: VersionLedger, from: string, to: string): VersionLedger {
  const entry = entryOf(ledger.operations, from);
  if (entry === undefined) return ledger;
  const operations = copyRecord<LedgerOperation>({});
  for (const [key, other] of Object.entries(ledger.operations)) if (key !== from) operations[key] = other;
  operations[to] = withFormerKey(entry, from, to);
  return moveModels({ ...ledger, operations }, new Map([[from, to]]));
}

/**
 * Moves the entries of files and components to other keys, with their inline types. `targets` maps old keys to new
 * ones.
 */
export function moveModels(ledger: VersionLedger, targets: ReadonlyMap<string, string>): VersionLedger {
  if (targets.size === 0) return ledger;
  const models = copyRecord<LedgerModel>({});
  const owners = [...targets.keys()];
  for (const [key, entry] of Object.entries(ledger.models)) {
    const from = targets.has(key) ? key : owners.find((owner) => isWithin(key, owner));
    const to = from === undefined ? undefined : withWay(targets.get(from) ?? from, key.slice(from.length));
    // An entry that already has the new key stays.
    if (to === undefined || entryOf(ledger.models, to) !== undefined) models[key] = entry;
    else models[to] = key === from ? withFormerKey(entry, key, to) : entry;
  }
  return { ...ledger, models };
}

/**
 * Merges entries whose types are one type now. `targets` maps the key of each merged entry to the key of the remaining
 * one, which gets the merged names as aliases. Inline types are merged where the remaining entry has the same ones.
 */
export function mergeModels(ledger: VersionLedger, targets: ReadonlyMap<string, string>): VersionLedger {
  if (targets.size === 0) return ledger;
  const models = copyRecord(ledger.models);
  const owners = [...targets.keys()];
  for (const [key, { name, aliases }] of Object.entries(ledger.models)) {
    const from = targets.has(key) ? key : owners.find((owner) => isWithin(key, owner));
    if (from === undefined) continue;
    const to = withWay(targets.get(from) ?? from, key.slice(from.length));
    const one = entryOf(models, to);
    if (one === undefined) continue;
    delete models[key];
    const merged = { ...aliases, ...one.aliases, ...(name === one.name ? {} : { [name]: "renamed" as const }) };
    models[to] = withFormerKey({ ...one, aliases: merged }, key, to);
  }
  return { ...ledger, models };
}

/** Joins a key and a pointer below it. The pointer begins with `#` where the key is a file. */
function withWay(key: string, way: string): string {
  // The payload of an event has an empty pointer.
  if (way === "#") return `${key}#`;
  const pointer = way.startsWith("#") ? way.slice(1) : way;
  return pointer === "" || key.includes("#") ? key + pointer : `${key}#${pointer}`;
}

/**
 * Whether a key lies in an owner: `Role.yaml#/properties/owner` in Role.yaml, `GET /roles#/answers/200` in GET /roles.
 */
function isWithin(key: string, owner: string): boolean {
  return (
    key.length > owner.length &&
    key.startsWith(owner) &&
    (key[owner.length] === "#" || (owner.includes("#") && key[owner.length] === "/"))
  );
}

/** An entry for another key; its former key is added to `was`. */
export function withFormerKey<Entry extends { readonly was?: readonly string[] }>(
  entry: Entry,
  from: string,
  to: string,
): Entry {
  const { was = [], ...rest } = entry;
  return { ...(rest as unknown as Entry), was: [...was.filter((key) => key !== from && key !== to), from] };
}

/**
 * Updates the keys of inline types of operations: ledgers of format 1 have their file and pointer. First come the types
 * whose file and pointer are unchanged, then those whose file moved or whose placeholder was renamed, if only one entry
 * matches.
 */
export function rekeyOldPlaces(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): VersionLedger {
  const present = new Set(version.declarations.map(({ id }) => id));
  const targets = new Map<string, string>();
  const lost = new Map<string, string[]>();
  for (const key of Object.keys(ledger.models)) {
    if (present.has(key) || !PLACE_IN_PATHS.test(key)) continue;
    const plain = plainPlace(key);
    lost.set(plain, [...(lost.get(plain) ?? []), key]);
  }
  for (const declaration of version.declarations) {
    const key = keys.keyOf(declaration);
    if (key === declaration.id || !/^[A-Z]+ \//u.test(key) || entryOf(ledger.models, key) !== undefined) continue;
    if (entryOf(ledger.models, declaration.id) !== undefined) targets.set(declaration.id, key);
    else {
      const [only, ...others] = lost.get(plainPlace(declaration.id)) ?? [];
      if (only !== undefined && others.length === 0) targets.set(only, key);
    }
  }
  if (targets.size === 0) return ledger;
  const models = copyRecord<LedgerModel>({});
  for (const [key, entry] of Object.entries(ledger.models)) models[targets.get(key) ?? key] = entry;
  return { ...ledger, models };
}

/** Matches a pointer into an operation: in a path file, or in a document of paths. */
const PLACE_IN_PATHS = /#\/(?:paths\/[^/]+\/)?(?:get|put|post|delete|options|head|patch|trace)\//u;

/** The file name and pointer, without the folder and without the names of placeholders. */
function plainPlace(id: string): string {
  const hash = id.indexOf("#");
  const file = id.slice(0, hash).split("/").at(-1) ?? "";
  return `${file.toLowerCase()}${id.slice(hash).replaceAll(/\{[^{}]*\}/gu, "{}")}`;
}
