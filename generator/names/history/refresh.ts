import type { ApiVersion, Declaration, Operation } from "../../model/model.ts";
import { ledgerId } from "../rules/bounds.ts";
import { fingerprint, payloadPrint } from "../ledger/fingerprint.ts";
import {
  copyRecord,
  entryOf,
  type LedgerEvent,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";
import { keyOf, takesBody, wantedParameters } from "../settling/parameter-places.ts";
import { sketchOf } from "./sketch.ts";
import { referrersOf, shapeSketch } from "./traits.ts";
import { wholeKeyOf } from "./wholes.ts";

/** The input of {@link refreshVersion}. */
export interface Refreshing {
  readonly keys: ModelKeys;
  /** The name of a declaration. */
  readonly nameOf: (id: string) => string | undefined;
  /** The label of the spec, recorded for entries that are absent or back. */
  readonly spec: string;
  /** Whether the input is a part of its API. Entries that it lacks are then not absent, and recorded traits stay. */
  readonly isPartial: boolean;
}

/**
 * Refreshes the traits of all entries: the tag, the parameters, the fingerprint, and whether the spec has the thing. No
 * name changes.
 */
export function refreshVersion(version: ApiVersion, ledger: VersionLedger, at: Refreshing): VersionLedger {
  return {
    ...ledger,
    operations: refreshOperations(version, ledger, at),
    models: refreshModels(version, ledger, at),
    events: refreshEvents(version, ledger, at),
  };
}

function refreshEvents(version: ApiVersion, ledger: VersionLedger, at: Refreshing): VersionLedger["events"] {
  const present = new Map(version.events.map((event) => [event.wire, event]));
  const declarations = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const events = copyRecord<LedgerEvent>({});
  for (const [wire, entry] of Object.entries(ledger.events)) {
    const event = present.get(wire);
    if (event === undefined) events[wire] = missed(entry, at);
    else if (at.isPartial && entry.print !== undefined) events[wire] = entry;
    else {
      const { id: _id, print: _print, ...rest } = entry;
      const id = event.triggerId === wire ? {} : { id: event.triggerId };
      events[wire] = seen({ ...rest, ...id, print: payloadPrint(event.payload, (key) => declarations.get(key)) }, at);
    }
  }
  return events;
}

function refreshOperations(version: ApiVersion, ledger: VersionLedger, at: Refreshing): VersionLedger["operations"] {
  const present = new Map(version.operations.map((operation) => [operation.key, operation]));
  const operations = copyRecord<LedgerOperation>({});
  for (const [key, entry] of Object.entries(ledger.operations)) {
    const operation = present.get(key);
    operations[key] = operation === undefined ? missed(entry, at) : refreshOperation(entry, operation, at);
  }
  return operations;
}

function refreshOperation(entry: LedgerOperation, operation: Operation, at: Refreshing): LedgerOperation {
  // The tag comes from the operation itself, so a part of the API has it too.
  if (at.isPartial && entry.takes !== undefined) return { ...entry, tag: operation.tag };
  const id = ledgerId(operation.wireId);
  const takes = [...wantedParameters(operation).map(keyOf), ...(takesBody(operation) ? ["body"] : [])];
  const ids = [...(entry.ids ?? []), ...(entry.id === id || entry.id === "" ? [] : [entry.id])];
  const former = [...new Set(ids)].filter((other) => other !== id);
  const { ids: _ids, takes: _takes, ...rest } = entry;
  return seen(
    {
      ...rest,
      id,
      tag: operation.tag,
      ...(former.length === 0 ? {} : { ids: former }),
      ...(takes.length === 0 ? {} : { takes }),
    },
    at,
  );
}

function refreshModels(version: ApiVersion, ledger: VersionLedger, at: Refreshing): VersionLedger["models"] {
  const referrers = referrersOf(version, at.nameOf);
  const present = new Map<string, Declaration>();
  const others = new Set<string>();
  for (const declaration of version.declarations) {
    const places = at.keys.placesOf(declaration);
    const held = places.find((key) => entryOf(ledger.models, key) !== undefined);
    if (held !== undefined) present.set(held, declaration);
    for (const place of places) others.add(place);
  }
  const models = copyRecord<LedgerModel>({});
  for (const [key, entry] of Object.entries(ledger.models)) {
    const declaration = present.get(key);
    if (declaration !== undefined) models[key] = refreshModel(entry, declaration, { ...at, key, referrers });
    // A copy of a file belongs to a declaration whose entry has another key.
    else models[key] = others.has(key) ? seen(entry, at) : missed(entry, at);
  }
  return models;
}

function refreshModel(
  entry: LedgerModel,
  declaration: Declaration,
  at: Refreshing & { readonly key: string; readonly referrers: ReturnType<typeof referrersOf> },
): LedgerModel {
  const isWhole = wholeKeyOf(at.key) === at.key;
  if (at.isPartial && (!isWhole || entry.shape !== undefined)) return entry;
  const { shape: _shape, from: _from, ...rest } = entry;
  const places = [...(at.referrers.get(declaration.id) ?? [])];
  return seen(
    {
      ...rest,
      print: fingerprint(declaration),
      ...(isWhole ? { shape: shapeSketch(declaration) } : {}),
      ...(isWhole && places.length > 0 ? { from: sketchOf(places) } : {}),
    },
    at,
  );
}

interface Stated {
  readonly absent?: string;
  readonly back?: string;
}

/** The entry of a thing that the spec has. An absent one is marked as back; the mark stays until it is absent again. */
function seen<Entry extends Stated>(entry: Entry, { spec, isPartial }: Refreshing): Entry {
  if (isPartial || entry.absent === undefined) return entry;
  const { absent: _absent, ...rest } = entry;
  return { ...(rest as unknown as Entry), back: spec };
}

/** The entry of a thing that the spec lacks, marked as absent. */
function missed<Entry extends Stated>(entry: Entry, { spec, isPartial }: Refreshing): Entry {
  if (isPartial || entry.absent !== undefined) return entry;
  const { back: _back, ...rest } = entry;
  return { ...(rest as unknown as Entry), absent: spec };
}
