import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion, Origin } from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import { takenAlias } from "../diagnostics.ts";
import {
  copyRecord,
  entryOf,
  type LedgerAliases,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";

/** The ledger without taken aliases, and the findings about them. */
export interface FreeAliases {
  readonly ledger: VersionLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Removes aliases that are the name of another live thing, because old programs would reach the wrong one. Each removal
 * is an error. Cmdlets and models are compared in their version, methods in the class of their tag. Of two equal
 * aliases, an alias in the operation's current class wins over a former call, then the first by key.
 */
export function withoutTakenAliases(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): FreeAliases {
  const at: Dropping = { version: version.label, holders: new Map(), diagnostics: [] };
  const operations = freeCalls(version, ledger, at);
  const models = freeModels(version, ledger, { ...at, keys });
  const isSame = at.diagnostics.length === 0;
  return { ledger: isSame ? ledger : { ...ledger, operations, models }, diagnostics: at.diagnostics };
}

interface Dropping {
  readonly version: string;
  /** The holder of each name, by space and name in lower case. */
  readonly holders: Map<string, string>;
  readonly diagnostics: Diagnostic[];
}

/** The space of an alias and the thing that has it. */
interface AliasPlace {
  readonly space: string;
  readonly what: string;
  readonly origin: Origin;
}

function hold(holders: Dropping["holders"], { space, what }: Omit<AliasPlace, "origin">, name: string): string {
  const key = `${space}\n${name.toLowerCase()}`;
  const holder = holders.get(key) ?? what;
  holders.set(key, holder);
  return holder;
}

function freeNames(aliases: LedgerAliases, place: AliasPlace, at: Dropping): LedgerAliases {
  const free = copyRecord<LedgerAliases[string]>({});
  for (const [alias, reason] of Object.entries(aliases)) {
    const holder = hold(at.holders, place, alias);
    if (holder === place.what) free[alias] = reason;
    else
      at.diagnostics.push(
        diagnose(
          takenAlias,
          { what: place.what, alias, holder, version: at.version },
          { version: at.version, origin: place.origin },
        ),
      );
  }
  return free;
}

function freeCalls(version: ApiVersion, ledger: VersionLedger, at: Dropping): VersionLedger["operations"] {
  const operations = copyRecord<LedgerOperation>(ledger.operations);
  const live = [...version.operations].sort((left, right) => compareText(left.key, right.key));
  for (const { key, tag } of live) {
    const entry = entryOf(operations, key);
    if (entry === undefined) continue;
    hold(at.holders, { space: "cmdlet", what: key }, entry.cmdlet);
    hold(at.holders, { space: methodSpace(tag), what: key }, entry.method);
  }
  for (const { key, tag, origin } of live) {
    const { aliases, methodAliases, ...rest } = entryOf(operations, key) ?? {};
    if (aliases === undefined && methodAliases === undefined) continue;
    operations[key] = {
      ...(rest as LedgerOperation),
      ...(aliases === undefined ? {} : { aliases: freeNames(aliases, { space: "cmdlet", what: key, origin }, at) }),
      ...(methodAliases === undefined
        ? {}
        : { methodAliases: freeNames(methodAliases, { space: methodSpace(tag), what: key, origin }, at) }),
    };
  }
  for (const { key, origin } of live) {
    const entry = entryOf(operations, key);
    if (entry?.formerCalls === undefined) continue;
    const formerCalls = copyRecord<LedgerAliases>({});
    for (const [tag, names] of Object.entries(entry.formerCalls))
      formerCalls[tag] = freeNames(names, { space: methodSpace(tag), what: key, origin }, at);
    operations[key] = { ...entry, formerCalls };
  }
  return operations;
}

function methodSpace(tag: string): string {
  return `method ${tag}`;
}

function freeModels(
  version: ApiVersion,
  ledger: VersionLedger,
  at: Dropping & { readonly keys: ModelKeys },
): VersionLedger["models"] {
  const models = copyRecord<LedgerModel>(ledger.models);
  const live = new Map<string, Origin>();
  for (const declaration of version.declarations) {
    const key = at.keys.placesOf(declaration).find((place) => entryOf(models, place) !== undefined);
    if (key !== undefined) live.set(key, declaration.origin);
  }
  const sorted = [...live].sort(([left], [right]) => compareText(left, right));
  for (const [key] of sorted) hold(at.holders, { space: "model", what: key }, entryOf(models, key)?.name ?? "");
  for (const [key, origin] of sorted) {
    const entry = entryOf(models, key);
    if (entry?.aliases !== undefined)
      models[key] = { ...entry, aliases: freeNames(entry.aliases, { space: "model", what: key, origin }, at) };
  }
  return models;
}
