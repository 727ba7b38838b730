import type { Declaration, Operation } from "../../model/model.ts";
import { ledgerId } from "../rules/bounds.ts";
import { fingerprint } from "./fingerprint.ts";
import { nameIn, withName, type NamedEntry, type Slot } from "./ledger-fields.ts";
import {
  copyRecord,
  entryOf,
  hold,
  type LedgerAddition,
  type LedgerAliases,
  type LedgerEvent,
  type LedgerModel,
  type LedgerOperation,
  type LedgerTag,
  type VersionLedger,
} from "./ledger.ts";
import { modelSpelling } from "../rules/model-name.ts";
import { isKnown } from "../history/moves.ts";
import { recordParameters, type Recording } from "./record-parameters.ts";
import { reservedTypes } from "../rules/reserved-names.ts";
import type { ReservedNames } from "../rules/reserved.ts";
import type { HeldNames } from "../settling/settle.ts";
import type { NameScope } from "../target-naming.ts";
import { publishedCamelize } from "../rules/words.ts";

/**
 * Adds everything that the run named for the first time to the ledger. Existing names stay. Returns the ledger and the
 * additions.
 */
export function recordVersion(
  ledger: VersionLedger,
  { version, naming, namings }: Omit<Recording, "add">,
): { readonly ledger: VersionLedger; readonly additions: readonly LedgerAddition[] } {
  const additions: LedgerAddition[] = [];
  const at: Recording = {
    version,
    naming,
    namings,
    add: (addition) => void additions.push({ version: version.label, ...addition }),
  };
  const { parameters, ownOf } = recordParameters(ledger, at);
  const operations = copyRecord(ledger.operations);
  for (const operation of version.operations) {
    const { key } = operation;
    const entry = entryOf(operations, key);
    operations[key] =
      entry === undefined
        ? newOperation(operation, ownOf(operation), at)
        : withMissing(withOtherName(entry, { ...at, of: "operation", key, what: key }), {
            ...at,
            of: "operation",
            key,
            what: key,
          });
  }
  const models = copyRecord(ledger.models);
  for (const declaration of version.declarations) recordModel(declaration, models, { ...at, ledger });
  const tags = copyRecord(ledger.tags);
  for (const { wire } of version.tags) {
    const entry = entryOf(tags, wire);
    const thing = { ...at, of: "tag", key: wire, what: wire } as const;
    if (entry !== undefined) tags[wire] = withMissing(entry, thing);
    else {
      const made = { ...fieldsOf(thing), ...fileFields(wire, at) } as unknown as LedgerTag;
      const { class: name, module, property } = made;
      tags[wire] = withNames<LedgerTag>({ class: name, module, property }, thing);
      at.add({ kind: "tag", what: wire, name });
    }
  }
  const events = copyRecord(ledger.events);
  for (const { wire } of version.events) {
    const entry = entryOf(events, wire);
    const thing = { ...at, of: "event", key: wire, what: wire } as const;
    if (entry !== undefined) events[wire] = withMissing(entry, thing);
    else {
      events[wire] = withNames<LedgerEvent>({ name: naming.eventOf(wire) }, thing);
      at.add({ kind: "event", what: wire, name: naming.eventOf(wire) });
    }
  }
  const files = copyRecord(ledger.files);
  for (const [key, name] of naming.markedFiles) {
    files[key] = name;
    at.add({ kind: "file", what: key, name });
  }
  return { ledger: { ...ledger, operations, models, parameters, tags, events, files }, additions };
}

/** A thing whose entry is made or completed. */
interface RecordedThing extends Recording {
  readonly of: NameScope["of"];
  /** The key of the thing in the scopes. */
  readonly key: string;
  /** The key of the thing in the ledger. */
  readonly what: string;
}

/** The scopes whose names the ledger keeps, with their targets. */
function* lockedScopes({ namings, of }: RecordedThing): Iterable<{ readonly slot: Slot; readonly scope: NameScope }> {
  for (const { target, scopes } of namings)
    for (const scope of scopes)
      if (scope.of === of && scope.isDerived !== true)
        yield {
          slot: { target, name: scope.name, ...(scope.field === undefined ? {} : { field: scope.field }) },
          scope,
        };
}

/** The names of a new entry that have a field in format 1. */
function fieldsOf(thing: RecordedThing): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const { slot, scope } of lockedScopes(thing)) {
    if (slot.field === undefined) continue;
    const nameOf = (name: string): string => thing.naming.nameOf(slot.target, name, thing.key);
    const name = nameOf(scope.name);
    const model = thing.naming.modelOf(thing.key) ?? "";
    Object.assign(
      fields,
      scope.recorded === undefined ? { [slot.field]: name } : scope.recorded(name, { nameOf, model }),
    );
  }
  return fields;
}

/** The names of files that have a field in the entry of a tag. */
function fileFields(wire: string, { naming, namings }: Recording): Readonly<Record<string, string>> {
  return Object.fromEntries(
    namings.flatMap(({ target, files = [] }) =>
      files.flatMap(({ name, field }) => (field === undefined ? [] : [[field, naming.nameOf(target, name, wire)]])),
    ),
  );
}

/** A new entry with the names that have no field in format 1. */
function withNames<Entry extends NamedEntry>(entry: Entry, thing: RecordedThing): Entry {
  let { names } = entry;
  for (const { slot } of lockedScopes(thing))
    if (slot.field === undefined && names?.[slot.target]?.[slot.name] === undefined)
      names = withName(names, slot, thing.naming.nameOf(slot.target, slot.name, thing.key));
  return names === entry.names || names === undefined ? entry : { ...entry, names };
}

/** An entry with a new name, where the thing could not keep its locked name. */
function withOtherName(entry: LedgerOperation, thing: RecordedThing): LedgerOperation {
  const isOther = [...lockedScopes(thing)].some(
    ({ slot, scope }) =>
      scope.keeps !== undefined &&
      slot.field !== undefined &&
      nameIn(entry, slot) !== thing.naming.nameOf(slot.target, slot.name, thing.key),
  );
  return isOther ? { ...entry, ...fieldsOf(thing) } : entry;
}

/** An entry with the names of targets that were added after the entry. Each name is recorded as an addition. */
function withMissing<Entry extends NamedEntry>(entry: Entry, thing: RecordedThing): Entry {
  const filled = withNames(entry, thing);
  if (filled === entry) return entry;
  for (const { slot } of lockedScopes(thing)) {
    const { target, name } = slot;
    if (slot.field !== undefined || entry.names?.[target]?.[name] !== undefined) continue;
    thing.add({ kind: "name", what: thing.what, name: thing.naming.nameOf(target, name, thing.key), target });
  }
  return filled;
}

function newOperation(operation: Operation, own: LedgerOperation["parameters"], at: Recording): LedgerOperation {
  const { version, naming, namings } = at;
  const { key, wireId } = operation;
  const thing = { ...at, of: "operation", key, what: key } as const;
  const fields = fieldsOf(thing) as unknown as Pick<LedgerOperation, "cmdlet" | "method" | "types">;
  const reason = naming.overrideOf(operation)?.reason ?? naming.readingOf(operation).rule;
  const facts = namings.map(({ operationFacts }) => operationFacts?.(operation, naming) ?? {});
  at.add({ kind: "operation", what: key, name: fields.cmdlet });
  const entry: LedgerOperation = {
    id: ledgerId(wireId),
    ...fields,
    ...(reason === "as-written" ? {} : { why: codeOf(reason) }),
    ...Object.assign({}, ...facts),
    ...(own === undefined ? {} : { parameters: own }),
  };
  return { ...withNames(entry, thing), seen: version.label };
}

function recordModel(
  declaration: Declaration,
  models: Record<string, LedgerModel>,
  at: Recording & { readonly ledger: VersionLedger },
): void {
  const { version, naming, namings, ledger } = at;
  const named = naming.models.get(declaration.id);
  if (named === undefined) return;
  const { keyOf } = naming.keys;
  const key = keyOf(declaration);
  const thing = { ...at, of: "model", key: declaration.id, what: key } as const;
  if (isKnown(ledger, declaration, naming.keys)) {
    const held = naming.keys.placesOf(declaration).find((id) => entryOf(models, id) !== undefined);
    const entry = held === undefined ? undefined : entryOf(models, held);
    if (held !== undefined && entry !== undefined) models[held] = withMissing(entry, { ...thing, what: held });
    return;
  }
  const aliases = componentAliases(declaration, naming.types, reservedTypes(namings));
  const entry: Omit<LedgerModel, "seen"> = {
    name: named.name,
    ...fieldsOf(thing),
    ...(Object.keys(aliases).length === 0 ? {} : { aliases }),
    ...(named.why === "place" ? {} : { why: codeOf(named.why) }),
    print: fingerprint(declaration),
  };
  models[key] = { ...withNames(entry, thing), seen: version.label };
  at.add({ kind: "model", what: key, name: named.name });
}

/** The name that a root's components use for a file becomes an alias, unless another thing has that name. */
function componentAliases({ place }: Declaration, types: HeldNames, reserved: ReservedNames): LedgerAliases {
  const aliases = copyRecord<LedgerAliases[string]>({});
  if (place.kind !== "file") return aliases;
  for (const key of place.componentKeys) {
    const alias = modelSpelling(publishedCamelize(key), reserved);
    if (types.has(alias.toLowerCase())) continue;
    hold(types, alias, `an alias of ${place.file}`);
    aliases[alias] = "published";
  }
  return aliases;
}

/** The reason code at the start of a reason. The ledger stores the code; the overrides file has the sentence. */
export function codeOf(why: string): string {
  return why.split(":")[0] ?? why;
}
