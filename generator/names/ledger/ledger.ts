import type { MoreNames } from "./ledger-fields.ts";
import type { HeldNames } from "../settling/settle.ts";
import type { AliasName } from "../table.ts";

/** Why an alias exists; see `AliasName`. */
export type AliasReason = AliasName["reason"];
/** Alias to reason. */
export type LedgerAliases = Readonly<Record<string, AliasReason>>;

/**
 * The committed lock of names: what was given once stays. Names of cmdlets stand without the version's prefix. An entry
 * has fields for TypeScript and PowerShell; the names of every other target stand under `names`, by target and scope.
 * Format 2 knows the state of each entry and what it looked like; format 1 is read, and keeps every name.
 */
export interface Ledger {
  readonly format: 2;
  readonly versions: Readonly<Record<string, VersionLedger>>;
}

export interface VersionLedger {
  /** By operation key: `GET /identities/{}`. */
  readonly operations: Readonly<Record<string, LedgerOperation>>;
  /** By file and pointer: `beta/schemas/Role.yaml#/properties/owner`. */
  readonly models: Readonly<Record<string, LedgerModel>>;
  /** Cmdlet parameter and argument by wire name, for operations that do not say otherwise. */
  readonly parameters: Readonly<Record<string, LedgerParameter>>;
  readonly tags: Readonly<Record<string, LedgerTag>>;
  readonly events: Readonly<Record<string, LedgerEvent>>;
  /** Names of files that could not be as the rules want them, by {@link fileKey}. */
  readonly files: Readonly<Record<string, string>>;
  /** Tombstones: entries that were live once. Their names are never given again. */
  readonly retired: {
    readonly operations: Readonly<Record<string, LedgerOperation>>;
    readonly models: Readonly<Record<string, LedgerModel>>;
  };
  /** Model names that stay free, with the reason: published names that stood for several schemas. */
  readonly reserved: Readonly<Record<string, string>>;
}

export interface LedgerOperation {
  /** The operation's id as the spec has it now; the name does not follow when it changes. */
  readonly id: string;
  /** Ids that it had before. */
  readonly ids?: readonly string[];
  /** Its tag: class, property, module and page are the tag's. */
  readonly tag?: string;
  /** What it takes, in the operation's order: `path id`, `query limit`, `form file`, `body`. */
  readonly takes?: readonly string[];
  readonly cmdlet: string;
  readonly method: string;
  /** What types named after the operation begin with, when it is not the method with a capital. */
  readonly types?: string;
  /** What the published module calls it, where that differs. */
  readonly published?: string;
  /** A reason code (see docs/names.md); absent when the published name was kept. */
  readonly why?: string;
  readonly aliases?: LedgerAliases;
  readonly methodAliases?: LedgerAliases;
  /** By a tag that it had before: what programs call in the class of that tag, and what is a deprecated method there. */
  readonly formerCalls?: Readonly<Record<string, LedgerAliases>>;
  /** Published names of the body's parameter. */
  readonly body?: readonly string[];
  /** Parameters that the version's table does not describe, by `parameterKey`. */
  readonly parameters?: Readonly<Record<string, LedgerParameter>>;
  readonly names?: MoreNames;
  /** Operations of other versions with this endpoint under another key: `beta GET /roles/{}`. */
  readonly twins?: readonly string[];
  /** Keys that the entry had before. */
  readonly was?: readonly string[];
  /** The label of the first spec that did not have it any more; absent while the spec has it. */
  readonly absent?: string;
  /** The label of the spec that it came back with. */
  readonly back?: string;
  /** The label of the input it was first seen in. */
  readonly seen: string;
}

export interface LedgerModel {
  readonly name: string;
  /** The request form's name, when it is not `<Name>Input`. */
  readonly input?: string;
  readonly aliases?: LedgerAliases;
  readonly why?: string;
  /** Fingerprint of the structure, to follow a schema that moved. */
  readonly print: string;
  readonly names?: MoreNames;
  /** A sketch of what it holds, to know it again when it changed and moved at once; see `sketchOf`. */
  readonly shape?: string;
  /** A sketch of the places that refer to it. */
  readonly from?: string;
  /** Keys that the entry had before. */
  readonly was?: readonly string[];
  readonly absent?: string;
  readonly back?: string;
  readonly seen: string;
}

export interface LedgerParameter {
  readonly argument: string;
  readonly cmdlet: string;
  readonly names?: MoreNames;
  /** Wire names that it had before, of a placeholder that was renamed. */
  readonly was?: readonly string[];
}

export interface LedgerTag {
  readonly class: string;
  readonly module: string;
  readonly property: string;
  readonly names?: MoreNames;
  /** What the tag was called before. */
  readonly was?: readonly string[];
}

/** The event's name; with the names of further targets where they have some. */
export interface LedgerEvent {
  readonly name: string;
  /** The id that the service sends it under, where that is not the event's key. */
  readonly id?: string;
  /** Fingerprint of what it sends, to know an event again that was renamed. */
  readonly print?: string;
  readonly names?: MoreNames;
  /** What the event was called before. */
  readonly was?: readonly string[];
  readonly absent?: string;
  readonly back?: string;
}

/** A line that a run added to the ledger. */
export interface LedgerAddition {
  readonly version: string;
  readonly kind: "operation" | "model" | "alias" | "tag" | "event" | "file" | "parameter" | "moved" | "name";
  readonly what: string;
  readonly name: string;
  /** Of a target that was named after the thing was first seen: `name` is new, the thing is not. */
  readonly target?: string;
  /** Of something that moved: what it is, and the key that it had. */
  readonly thing?: "operation" | "model";
  readonly from?: string;
}

export const EMPTY_VERSION_LEDGER: VersionLedger = {
  operations: {},
  models: {},
  parameters: {},
  tags: {},
  events: {},
  files: {},
  retired: { operations: {}, models: {} },
  reserved: {},
};

export const EMPTY_LEDGER: Ledger = { format: 2, versions: {} };

export function versionLedger(ledger: Ledger | undefined, version: string): VersionLedger {
  const versions = ledger?.versions ?? {};
  return Object.hasOwn(versions, version) ? (versions[version] ?? EMPTY_VERSION_LEDGER) : EMPTY_VERSION_LEDGER;
}

/** A record's own entry; keys come from specs, so `constructor` must not find anything. */
export function entryOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A copy of a record that any key may be set in: on a plain object `__proto__` would set the prototype and be lost. */
export function copyRecord<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  const copy = Object.create(null) as Record<string, Value>;
  for (const [key, value] of Object.entries(record)) copy[key] = value;
  return copy;
}

/** Model names that no schema of the version has and none may get. */
export function heldAliases(ledger: VersionLedger): HeldNames {
  const held: HeldNames = new Map();
  for (const [id, entry] of [...Object.entries(ledger.models), ...Object.entries(ledger.retired.models)]) {
    for (const alias of Object.keys(entry.aliases ?? {})) hold(held, alias, `an alias of ${id}`);
  }
  for (const [name, reason] of Object.entries(ledger.reserved)) hold(held, name, `kept free: ${reason}`);
  return held;
}

export function hold(held: HeldNames, name: string, holder: string): void {
  const key = name.toLowerCase();
  if (!held.has(key)) held.set(key, holder);
}
