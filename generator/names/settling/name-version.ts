import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion, DeclarationId, Operation } from "../../model/model.ts";
import { ledgerEntryOf, nameModels, type ModelName } from "./assign-models.ts";
import { fileKey, nameFiles, type FileNames } from "./file-names.ts";
import { entryOf, heldAliases, hold, type LedgerAddition, type VersionLedger } from "../ledger/ledger.ts";
import { heldTypes } from "./held-types.ts";
import type { Spellings } from "../rules/lower-case.ts";
import { modelKeys, type ModelKeys } from "../ledger/model-key.ts";
import { followMoves } from "../history/moves.ts";
import { eventBase, nameEvents } from "./name-events.ts";
import {
  nameScope,
  overrideFinder,
  readingsOf,
  scopeKey,
  thingKinds,
  type NamesOfScopes,
  type ScopeNaming,
} from "./name-scopes.ts";
import type { OperationOverride, Overrides } from "../overrides/overrides.ts";
import type { Reading } from "../rules/reading.ts";
import { reservedTypes } from "../rules/reserved-names.ts";
import type { HeldNames } from "./settle.ts";
import type { FileScope, NameScope, SettledNames, TargetNaming } from "../target-naming.ts";

/** The names of one version, before they are locked and put into the table. */
export interface VersionNaming extends SettledNames {
  readonly keys: ModelKeys;
  readonly models: ReadonlyMap<DeclarationId, ModelName>;
  readonly readingOf: (operation: Operation) => Reading;
  readonly overrideOf: (operation: Operation) => OperationOverride | undefined;
  /** Every type name of the version with its holder. */
  readonly types: HeldNames;
  /** Names of files that differ from the preferred ones and are not in the ledger yet, by {@link fileKey}. */
  readonly markedFiles: ReadonlyMap<string, string>;
}

/** The names of a version, and the ledger they were made from. */
export interface NamedVersion {
  readonly naming: VersionNaming;
  /** The ledger with moved entries under their new keys. */
  readonly known: VersionLedger;
  readonly moved: readonly LedgerAddition[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Names everything in a version, in this order: operations by the scopes of each target, the models that all targets
 * share, the names that yield to models, tags, events and files.
 */
export function nameVersion(
  version: ApiVersion,
  at: {
    readonly ledger: VersionLedger;
    readonly overrides: Overrides;
    readonly namings: readonly TargetNaming[];
    /** Whether the input is a part of its API; see {@link followMoves}. */
    readonly isPartial: boolean;
    readonly spellings: Spellings;
  },
): NamedVersion {
  const { overrides, namings } = at;
  const keys = modelKeys(version);
  const moves = followMoves(version, at.ledger, { keys, isPartial: at.isPartial });
  const known = moves.ledger;
  const diagnostics: Diagnostic[] = [...moves.diagnostics];
  const names: NamesOfScopes = new Map();
  const types: HeldNames = new Map();
  const kinds = thingKinds(version, known, (declaration) => ledgerEntryOf(known, declaration, keys));
  let models: ReadonlyMap<DeclarationId, ModelName> = new Map();
  const shared = {
    version,
    ledger: known,
    types,
    names,
    readingOf: readingsOf(version),
    overrideOf: overrideFinder(version, overrides),
    modelOf: (id: string): string | undefined => models.get(id)?.name,
  };
  const nameAll = (picks: (scope: NameScope) => boolean): void => {
    for (const naming of namings)
      for (const scope of naming.scopes.filter(picks)) {
        const settling: ScopeNaming = { ...shared, kind: kinds[scope.of] };
        diagnostics.push(...nameScope(naming, scope, settling));
      }
  };
  nameAll((scope) => scope.of === "operation" && scope.yieldsToModels !== true);
  const nameInRole = (role: "call" | "typeBase"): ((key: string) => string | undefined) => {
    const own = namings.flatMap(({ target, scopes }) =>
      scopes.flatMap((scope) =>
        scope.of === "operation" && scope.role === role ? [scopeKey(target, scope.name)] : [],
      ),
    )[0];
    return (key) => (own === undefined ? undefined : names.get(own)?.get(key)?.name);
  };
  const named = nameModels({
    version,
    ledger: known,
    overrides,
    keys,
    held: heldTypes(known, namings),
    reserved: reservedTypes(namings),
    spellings: at.spellings,
    typeBaseOf: nameInRole("typeBase"),
    eventNameOf: eventBase,
  });
  models = named.names;
  diagnostics.push(...named.diagnostics);
  for (const [id, { name }] of models) hold(types, name, `the name of ${id}`);
  for (const [name, holder] of heldAliases(known)) hold(types, name, holder);
  nameAll(({ of }) => of === "model");
  nameAll((scope) => scope.of === "operation" && scope.yieldsToModels === true);
  nameAll(({ of }) => of === "tag");
  const events = nameEvents(version, known, types);
  nameAll(({ of }) => of === "event");
  const marked = new Map<string, string>();
  const wholes: Readonly<Record<FileScope["of"], readonly string[]>> = {
    operation: version.operations.map(({ key }) => key),
    model: [...new Set([...models.values()].map(({ name }) => name))],
    tag: version.tags.map(({ wire }) => wire),
    event: [...new Set(events.values())],
  };
  for (const { target, files = [] } of namings)
    for (const scope of files) {
      const found = filesOf(scope, { version, ledger: known, wholes: wholes[scope.of] });
      names.set(scopeKey(target, scope.name), new Map([...found.names].map(([whole, name]) => [whole, { name }])));
      // The entry of a tag keeps the names that have a field.
      if (scope.field === undefined) for (const [key, name] of found.marked) marked.set(key, name);
      diagnostics.push(...found.diagnostics);
    }
  const call = nameInRole("call");
  return {
    naming: {
      version,
      keys,
      models,
      types,
      readingOf: shared.readingOf,
      overrideOf: shared.overrideOf,
      modelOf: shared.modelOf,
      eventOf: (wire) => events.get(wire) ?? missing(`event ${wire} of ${version.label}`),
      callOf: ({ key, method }) => call(key) ?? method,
      nameOf: (target, scope, key) =>
        names.get(scopeKey(target, scope))?.get(key)?.name ??
        missing(`${key} of ${version.label} (${target} ${scope})`),
      markedFiles: marked,
    },
    known,
    moved: moves.moved.map(({ kind, from, to, name }) => ({
      version: version.label,
      kind: "moved",
      thing: kind,
      from,
      what: to,
      name,
    })),
    diagnostics,
  };
}

function filesOf(
  { kind, field, held, request }: FileScope,
  at: { readonly version: ApiVersion; readonly ledger: VersionLedger; readonly wholes: readonly string[] },
): FileNames {
  const { version, ledger, wholes } = at;
  const taken: HeldNames = new Map();
  for (const [name, holder] of held?.({ ledger, wholes }) ?? []) hold(taken, name, holder);
  return nameFiles(
    wholes.map((whole) => ({ whole, ...request(whole) })),
    {
      version,
      kind,
      held: taken,
      locked: (whole) =>
        field === undefined ? entryOf(ledger.files, fileKey(kind, whole)) : entryOf(ledger.tags, whole)?.[field],
    },
  );
}

function missing(what: string): never {
  throw new Error(`the naming stage made no name for ${what}`);
}
