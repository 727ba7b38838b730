import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ApiVersion, Declaration, EventHook, Operation, Origin, Tag } from "../../model/model.ts";
import { clashLocked, clashNumbered, clashSettled } from "../diagnostics.ts";
import { nameIn, type NamedEntry } from "../ledger/ledger-fields.ts";
import { entryOf, hold, type VersionLedger } from "../ledger/ledger.ts";
import { isForVersion, type OperationOverride, type Overrides } from "../overrides/overrides.ts";
import { neighboursOf, readOperation, type Reading } from "../rules/reading.ts";
import { settle, yieldedBefore, type HeldNames, type NameRequest, type Settled } from "./settle.ts";
import type { NameScope, NamingAt, TargetNaming, WantedName } from "../target-naming.ts";

/** The names of a scope, by the thing's key: an operation's key, a declaration's id, or a wire name. */
export type ScopeNames = ReadonlyMap<string, Settled>;

/** The names of all scopes and files that are settled, by {@link scopeKey}. */
export type NamesOfScopes = Map<string, ScopeNames>;

/** The key of a scope: target and name. */
export function scopeKey(target: string, scope: string): string {
  return `${target} ${scope}`;
}

/** Returns the cached reading of each operation. A reading depends on all operations of the version. */
export function readingsOf(version: ApiVersion): (operation: Operation) => Reading {
  const neighbours = neighboursOf(version.operations);
  const readings = new Map<string, Reading>();
  return (operation) => {
    let reading = readings.get(operation.key);
    if (reading === undefined) readings.set(operation.key, (reading = readOperation(operation, neighbours)));
    return reading;
  };
}

/** Returns the override of an operation, if there is one. */
export function overrideFinder(
  { label }: ApiVersion,
  overrides: Overrides,
): (operation: Operation) => OperationOverride | undefined {
  const own = overrides.operations.filter((entry) => isForVersion(entry, label));
  const byKey = groupBy(own, ({ at }) => at);
  return (operation) => byKey.get(operation.key)?.find(({ id }) => id === undefined || id === operation.wireId);
}

/** A thing that a scope names. */
export type Thing = Operation | Declaration | Tag | EventHook;

/** The things of a kind, with their keys and their entries in the ledger. */
export interface ThingKind {
  readonly things: readonly Thing[];
  readonly keyOf: (thing: Thing) => string;
  readonly entryOf: (thing: Thing) => NamedEntry | undefined;
}

/** The input of {@link nameScope}. */
export interface ScopeNaming {
  readonly version: ApiVersion;
  readonly ledger: VersionLedger;
  readonly kind: ThingKind;
  /** All type names of the version. Scopes of types add theirs. */
  readonly types: HeldNames;
  /** The settled names. The scope adds its own. */
  readonly names: NamesOfScopes;
  readonly readingOf: (operation: Operation) => Reading;
  readonly overrideOf: (operation: Operation) => OperationOverride | undefined;
  readonly modelOf: (id: string) => string | undefined;
}

/**
 * Names the things of a scope: locked names first, then in each space the candidates of the target. Returns the
 * findings on clashes.
 */
export function nameScope(naming: TargetNaming, scope: NameScope, at: ScopeNaming): readonly Diagnostic[] {
  const { ledger, kind, names } = at;
  const own = new Map<string, Settled>();
  names.set(scopeKey(naming.target, scope.name), own);
  // A scope takes things and entries of its own kind, which the types cannot express here.
  const { request, held, locked, spaceOf, keeps } = scope as unknown as AnyScope;
  const spaces = groupBy(kind.things, (thing) => spaceOf?.(thing) ?? "");
  const slot = {
    target: naming.target,
    name: scope.name,
    ...(scope.field === undefined ? {} : { field: scope.field }),
  };
  const found: Diagnostic[] = [];
  for (const things of spaces.values()) {
    const taken: HeldNames = scope.isType === true ? at.types : new Map();
    for (const [name, holder] of held?.({ ledger, things }) ?? []) hold(taken, name, holder);
    const fresh: NameRequest[] = [];
    const kept: Thing[] = [];
    const wantedBy = (thing: Thing): WantedName => request(thing, contextOf(thing, naming.target, at));
    for (const thing of things) {
      const key = kind.keyOf(thing);
      const entry = kind.entryOf(thing);
      const name = entry === undefined ? undefined : locked === undefined ? nameIn(entry, slot) : locked(entry);
      if (name === undefined || keeps?.(thing, { ledger, things }) === false)
        fresh.push(requestOf(thing, wantedBy(thing), at));
      else {
        own.set(key, { name });
        kept.push(thing);
        hold(taken, name, `the ${scope.name} of ${key}`);
      }
    }
    const describe = scope.isType === true ? (key: string): string => `a type of ${key}` : undefined;
    for (const [key, settled] of settle(fresh, taken, describe).names) own.set(key, settled);
    if (scope.isReported !== true) continue;
    for (const thing of kept) {
      const key = kind.keyOf(thing);
      const name = own.get(key)?.name ?? "";
      const yielded = yieldedBefore(name, wantedBy(thing), taken);
      if (yielded !== undefined) own.set(key, { name, yielded, isLocked: true });
    }
  }
  if (scope.isReported === true) found.push(...clashes(at, own));
  return found;
}

/** A scope without the type of its things. */
interface AnyScope {
  readonly locked?: (entry: NamedEntry) => string | undefined;
  readonly spaceOf?: (thing: Thing) => string;
  readonly keeps?: (thing: Thing, at: { readonly ledger: VersionLedger; readonly things: readonly Thing[] }) => boolean;
  readonly held?: (at: {
    readonly ledger: VersionLedger;
    readonly things: readonly Thing[];
  }) => Iterable<readonly [string, string]>;
  readonly request: (thing: Thing, at: NamingAt<NamedEntry>) => WantedName;
}

function contextOf(thing: Thing, target: string, at: ScopeNaming): NamingAt<NamedEntry> {
  const key = at.kind.keyOf(thing);
  return {
    entry: at.kind.entryOf(thing),
    readingOf: at.readingOf,
    overrideOf: at.overrideOf,
    settled: (scope) => at.names.get(scopeKey(target, scope))?.get(key),
    model: at.modelOf(key) ?? "",
  };
}

function requestOf(thing: Thing, wanted: WantedName, at: ScopeNaming): NameRequest {
  const { candidates, more } = wanted;
  const rank = wanted.rank ?? ("wireId" in thing ? rankOf(thing, at.overrideOf(thing) !== undefined) : "");
  return { id: at.kind.keyOf(thing), rank, candidates, ...(more === undefined ? {} : { more }) };
}

/**
 * Of operations that want the same name, the one with the shortest path gets it. A new operation with a deeper path
 * then takes no name away.
 */
function rankOf({ path, method }: Operation, isOverridden: boolean): string {
  const depth = path.split("/").length;
  return `${isOverridden ? 0 : 1} ${String(depth).padStart(3, "0")} ${path} ${method}`;
}

function clashes({ version, kind }: ScopeNaming, names: ScopeNames): readonly Diagnostic[] {
  const origins = new Map<string, Origin>(
    kind.things.flatMap((thing) => ("origin" in thing ? [[kind.keyOf(thing), thing.origin] as const] : [])),
  );
  return [...names].flatMap(([key, { name, yielded, isIndexed, isLocked }]) => {
    if (yielded === undefined) return [];
    const origin = origins.get(key);
    const clash = isLocked === true ? clashLocked : isIndexed === true ? clashNumbered : clashSettled;
    const facts = { what: key, wanted: yielded.wanted, holder: yielded.holder, name };
    return [diagnose(clash, facts, { version: version.label, ...(origin === undefined ? {} : { origin }) })];
  });
}

/** The kinds of things in a version. */
export function thingKinds(
  version: ApiVersion,
  ledger: VersionLedger,
  modelEntry: (declaration: Declaration) => NamedEntry | undefined,
): Readonly<Record<NameScope["of"], ThingKind>> {
  return {
    operation: {
      things: version.operations,
      keyOf: (thing) => (thing as Operation).key,
      entryOf: (thing) => entryOf(ledger.operations, (thing as Operation).key),
    },
    model: {
      things: version.declarations,
      keyOf: (thing) => (thing as Declaration).id,
      entryOf: (thing) => modelEntry(thing as Declaration),
    },
    tag: {
      things: version.tags,
      keyOf: (thing) => (thing as Tag).wire,
      entryOf: (thing) => entryOf(ledger.tags, (thing as Tag).wire),
    },
    event: {
      things: version.events,
      keyOf: (thing) => (thing as EventHook).wire,
      entryOf: (thing) => entryOf(ledger.events, (thing as EventHook).wire),
    },
  };
}
