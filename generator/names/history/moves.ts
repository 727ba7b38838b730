import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion, Declaration, Origin } from "../../model/model.ts";
import { doubtfulMove, movedOperation, movedSchema } from "../diagnostics.ts";
import { fingerprint } from "../ledger/fingerprint.ts";
import { followTags, keepPathNames } from "./follow-details.ts";
import { followEvents } from "./follow-events.ts";
import { pairOperations } from "./pair-operations.ts";
import { pairWholes } from "./pair-wholes.ts";
import { mergeModels, moveModels, moveOperation, rekeyOldPlaces } from "./rekey.ts";
import { reviveRetired } from "./revive.ts";
import { sketchOf } from "./sketch.ts";
import { referrersOf, shapeSketch } from "./traits.ts";
import { wholeKeyOf, wholesOfDeclarations, wholesOfEntries, type Whole } from "./wholes.ts";
import { pairWrittenOut, type NewType } from "./written-out.ts";
import { copyRecord, entryOf, type VersionLedger } from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";

/** An entry that got another key. */
export interface Move {
  readonly kind: "operation" | "model";
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** The result of {@link followMoves}. */
export interface Moves {
  /** The ledger with moved entries under their new keys. */
  readonly ledger: VersionLedger;
  readonly moved: readonly Move[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Updates the keys of the ledger to the input. A tombstone of a thing that the input has again becomes live. A thing
 * that moved gets its entry under the new key. A sure move is done and noted; a doubtful one is reported with the
 * command that confirms it. Where the input is a part of its API, nothing counts as moved.
 */
export function followMoves(
  version: ApiVersion,
  ledger: VersionLedger,
  { keys, isPartial = false }: { readonly keys: ModelKeys; readonly isPartial?: boolean },
): Moves {
  const known = withTags(version, rekeyOldPlaces(version, reviveRetired(version, ledger, keys), keys));
  const nothing = { ledger: known, moved: [], diagnostics: [] };
  const operations = isPartial ? nothing : followOperations(version, known);
  const events = isPartial ? nothing : followEvents(version, operations.ledger);
  const models = isPartial ? nothing : followModels(version, events.ledger, keys);
  const tags = followTags(version, keepPathNames(version, models.ledger));
  return {
    ledger: tags.ledger,
    moved: [...operations.moved, ...models.moved],
    diagnostics: [...operations.diagnostics, ...events.diagnostics, ...models.diagnostics, ...tags.diagnostics],
  };
}

/**
 * Adds the tags of the input's operations to the ledger, because format 1 has none. Only absent entries lack a tag
 * then.
 */
function withTags(version: ApiVersion, ledger: VersionLedger): VersionLedger {
  const untagged = version.operations.filter(({ key }) => {
    const entry = entryOf(ledger.operations, key);
    return entry !== undefined && entry.tag === undefined;
  });
  if (untagged.length === 0) return ledger;
  const operations = copyRecord(ledger.operations);
  for (const { key, tag } of untagged) {
    const entry = entryOf(operations, key);
    if (entry !== undefined) operations[key] = { ...entry, tag };
  }
  return { ...ledger, operations };
}

/** Whether the ledger has an entry for a declaration, under any of its keys. */
export function isKnown(ledger: VersionLedger, declaration: Declaration, keys: ModelKeys): boolean {
  return keys.placesOf(declaration).some((key) => entryOf(ledger.models, key) !== undefined);
}

function followOperations(version: ApiVersion, ledger: VersionLedger): Moves {
  const present = new Map(version.operations.map((operation) => [operation.key, operation]));
  const came = version.operations.filter(({ key }) => entryOf(ledger.operations, key) === undefined);
  if (came.length === 0) return { ledger, moved: [], diagnostics: [] };
  const gone = Object.entries(ledger.operations)
    .filter(([key]) => !present.has(key))
    .map(([key, entry]) => ({ key, entry }));
  const liveIds = new Set(
    version.operations.filter(({ key }) => entryOf(ledger.operations, key) !== undefined).map(({ wireId }) => wireId),
  );
  let next = ledger;
  const moved: Move[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { gone: from, came: to, evidence, isSure } of pairOperations(gone, came, liveIds)) {
    const facts = { from: from.key, to: to.key, evidence, name: from.entry.cmdlet };
    const at = { version: version.label, origin: to.origin };
    if (!isSure) diagnostics.push(diagnose(doubtfulMove, { ...facts, version: version.label }, at));
    else {
      next = moveOperation(next, from.key, to.key);
      moved.push({ kind: "operation", ...facts });
      diagnostics.push(diagnose(movedOperation, facts, at));
    }
  }
  return { ledger: next, moved, diagnostics };
}

function followModels(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): Moves {
  const unknown = version.declarations.filter((declaration) => !isKnown(ledger, declaration, keys));
  if (unknown.length === 0) return { ledger, moved: [], diagnostics: [] };
  const present = new Set(version.declarations.flatMap(keys.placesOf));
  const [absent, live]: [[string, VersionLedger["models"][string]][], Set<string>] = [[], new Set()];
  for (const [key, entry] of Object.entries(ledger.models))
    if (present.has(key)) live.add(entry.print);
    else absent.push([key, entry]);
  if (absent.length === 0) return { ledger, moved: [], diagnostics: [] };
  const presentWholes = wholesOfDeclarations(version.declarations, { keys, traitsOf: () => ({ print: "" }) });
  const gone = [...wholesOfEntries(absent).values()].filter(({ key }) => !presentWholes.has(key));
  const referrers = referrersOf(version, (id) => nameOf(id, ledger, keys));
  const came = [
    ...wholesOfDeclarations(unknown, {
      keys,
      traitsOf: (declaration) => {
        const places = referrers.get(declaration.id);
        return {
          print: fingerprint(declaration),
          shape: shapeSketch(declaration),
          ...(places === undefined || places.size === 0 ? {} : { from: sketchOf(places) }),
        };
      },
    }).values(),
  ].filter(({ key }) => isNew(key, ledger));
  const origins = new Map<string, Origin>(unknown.map((declaration) => [keys.keyOf(declaration), declaration.origin]));
  const targets = new Map<string, string>();
  const moved: Move[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const pair of pairWholes(gone, came, { common: live })) {
    const from = pair.gone.key;
    const to = pair.came.key;
    const name = entryOf(ledger.models, from)?.name ?? from;
    const facts = { from, to, evidence: pair.evidence, name };
    const origin = origins.get(to) ?? originOfPart(pair.came, origins);
    const at = { version: version.label, ...(origin === undefined ? {} : { origin }) };
    if (!pair.isSure) diagnostics.push(diagnose(doubtfulMove, { ...facts, version: version.label }, at));
    else {
      targets.set(from, to);
      moved.push({ kind: "model", from, to, name });
      diagnostics.push(diagnose(movedSchema, facts, at));
    }
  }
  const isLeft = ([key]: readonly [string, unknown]): boolean =>
    !targets.has(key) && !targets.has(wholeKeyOf(key) ?? "");
  const arrived = new Set(targets.values());
  const written = pairWrittenOut(absent.filter(isLeft), newTypes(unknown, { keys, referrers, arrived }), {
    ledger,
    common: live,
  });
  const merged = new Map<string, string>();
  for (const { from, to, also, evidence } of written) {
    targets.set(from, to);
    for (const key of also) merged.set(key, to);
    const name = entryOf(ledger.models, from)?.name ?? from;
    const origin = origins.get(to);
    const at = { version: version.label, ...(origin === undefined ? {} : { origin }) };
    moved.push({ kind: "model", from, to, name });
    diagnostics.push(diagnose(movedSchema, { from, to, evidence, name }, at));
  }
  return { ledger: mergeModels(moveModels(ledger, targets), merged), moved, diagnostics };
}

/** The new types of the input that are not part of a moved file or component. */
function newTypes(
  unknown: readonly Declaration[],
  at: {
    readonly keys: ModelKeys;
    readonly referrers: ReturnType<typeof referrersOf>;
    readonly arrived: ReadonlySet<string>;
  },
): readonly NewType[] {
  return unknown.flatMap((declaration) => {
    const key = at.keys.keyOf(declaration);
    if (at.arrived.has(key) || at.arrived.has(wholeKeyOf(key) ?? "")) return [];
    const places = at.referrers.get(declaration.id) ?? new Set<string>();
    return [{ key, print: fingerprint(declaration), shape: shapeSketch(declaration), places }];
  });
}

/** Whether the ledger has no entry for the file or component. */
function isNew(key: string, ledger: VersionLedger): boolean {
  return entryOf(ledger.models, key) === undefined;
}

function originOfPart({ key, parts }: Whole, origins: ReadonlyMap<string, Origin>): Origin | undefined {
  return [...parts.keys()].map((way) => origins.get(key + way)).find((origin) => origin !== undefined);
}

function nameOf(id: string, ledger: VersionLedger, keys: ModelKeys): string | undefined {
  const declaration = keys.byId.get(id);
  if (declaration === undefined) return undefined;
  for (const key of keys.placesOf(declaration)) {
    const entry = entryOf(ledger.models, key);
    if (entry !== undefined) return entry.name;
  }
  return undefined;
}
