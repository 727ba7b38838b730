import type { MoreNames } from "./ledger-fields.ts";
import type { HeldNames } from "../settling/settle.ts";
import type { AliasName } from "../table.ts";

/** Why an alias exists; see {@link AliasName}. */
export type AliasReason = AliasName["reason"];
/** Aliases with their reasons. */
export type LedgerAliases = Readonly<Record<string, AliasReason>>;

/**
 * The committed lock of names: a name that was given stays. Cmdlets are stored without the version's prefix. An entry
 * has fields for TypeScript and PowerShell; the names of other targets are under `names`, by target and scope. Format 2
 * also records state and traits of each entry. Format 1 can be read, and keeps every name.
 */
export interface Ledger {
  readonly format: 2;
  readonly versions: Readonly<Record<string, VersionLedger>>;
}

/** The entries of one version. */
export interface VersionLedger {
  /** By operation key: `GET /identities/{}`. */
  readonly operations: Readonly<Record<string, LedgerOperation>>;
  /** By key: `beta/schemas/Role.yaml#/properties/owner`. See `modelKeys`. */
  readonly models: Readonly<Record<string, LedgerModel>>;
  /** The cmdlet parameter and the argument for each wire name, where the operation has no entry of its own for it. */
  readonly parameters: Readonly<Record<string, LedgerParameter>>;
  readonly tags: Readonly<Record<string, LedgerTag>>;
  readonly events: Readonly<Record<string, LedgerEvent>>;
  /** Names of files that differ from what the rules want, by `fileKey`. */
  readonly files: Readonly<Record<string, string>>;
  /** Tombstones: retired entries. Their names are never given again. */
  readonly retired: {
    readonly operations: Readonly<Record<string, LedgerOperation>>;
    readonly models: Readonly<Record<string, LedgerModel>>;
  };
  /** Model names that are never given, with the reason: published names that several schemas had. */
  readonly reserved: Readonly<Record<string, string>>;
}

/** The entry of an operation. */
export interface LedgerOperation {
  /** The current operation id. The name does not change with it. */
  readonly id: string;
  /** Former ids. */
  readonly ids?: readonly string[];
  /** The operation's tag. Class, property, module and page are in the tag's entry. */
  readonly tag?: string;
  /** The parameters and the body, in the operation's order: `path id`, `query limit`, `form file`, `body`. */
  readonly takes?: readonly string[];
  readonly cmdlet: string;
  readonly method: string;
  /** The start of the names of the operation's inline types, where it is not the method in PascalCase. */
  readonly types?: string;
  /** The name in the published module, where it differs. */
  readonly published?: string;
  /** A reason code (see docs/names.md). Absent where the published name was kept. */
  readonly why?: string;
  readonly aliases?: LedgerAliases;
  readonly methodAliases?: LedgerAliases;
  /** By former tag, the deprecated methods in that tag's class. */
  readonly formerCalls?: Readonly<Record<string, LedgerAliases>>;
  /** Published names of the body's parameter. */
  readonly body?: readonly string[];
  /** Names of parameters that differ from the version's `parameters`, by `parameterKey`. */
  readonly parameters?: Readonly<Record<string, LedgerParameter>>;
  readonly names?: MoreNames;
  /** Operations of other versions with the same endpoint under another key: `beta GET /roles/{}`. */
  readonly twins?: readonly string[];
  /** Former keys. */
  readonly was?: readonly string[];
  /** The label of the first spec that lacked the operation. Absent while the spec has it. */
  readonly absent?: string;
  /** The label of the spec in which it came back. */
  readonly back?: string;
  /** The label of the input where it was first seen. */
  readonly seen: string;
}

/** The entry of a declaration. */
export interface LedgerModel {
  readonly name: string;
  /** The name of the request form, where it is not `<Name>Input`. */
  readonly input?: string;
  readonly aliases?: LedgerAliases;
  readonly why?: string;
  /** Fingerprint of the structure, to recognise a schema that moved. */
  readonly print: string;
  readonly names?: MoreNames;
  /** A sketch of its contents, to recognise a schema that moved and changed; see `sketchOf`. */
  readonly shape?: string;
  /** A sketch of the places that refer to it. */
  readonly from?: string;
  /** Former keys. */
  readonly was?: readonly string[];
  readonly absent?: string;
  readonly back?: string;
  readonly seen: string;
}

/** The names of a parameter. */
export interface LedgerParameter {
  readonly argument: string;
  readonly cmdlet: string;
  readonly names?: MoreNames;
  /** Former wire names of a renamed placeholder. */
  readonly was?: readonly string[];
}

/** The names that all operations of a tag share. */
export interface LedgerTag {
  readonly class: string;
  readonly module: string;
  readonly property: string;
  readonly names?: MoreNames;
  /** Former names of the tag. */
  readonly was?: readonly string[];
}

/** The entry of an event. */
export interface LedgerEvent {
  readonly name: string;
  /** The trigger id, where it differs from the event's key. */
  readonly id?: string;
  /** Fingerprint of the payload, to recognise an event that was renamed. */
  readonly print?: string;
  readonly names?: MoreNames;
  /** Former keys. */
  readonly was?: readonly string[];
  readonly absent?: string;
  readonly back?: string;
}

/** Something that a run added to the ledger. */
export interface LedgerAddition {
  readonly version: string;
  readonly kind: "operation" | "model" | "alias" | "tag" | "event" | "file" | "parameter" | "moved" | "name";
  readonly what: string;
  readonly name: string;
  /** The target whose name was added to an existing entry. */
  readonly target?: string;
  /** For a moved entry, its kind and its former key. */
  readonly thing?: "operation" | "model";
  readonly from?: string;
}

/** A version without entries. */
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

/** A ledger without versions. */
export const EMPTY_LEDGER: Ledger = { format: 2, versions: {} };

/** The entries of a version; empty where the ledger lacks the version. */
export function versionLedger(ledger: Ledger | undefined, version: string): VersionLedger {
  const versions = ledger?.versions ?? {};
  return Object.hasOwn(versions, version) ? (versions[version] ?? EMPTY_VERSION_LEDGER) : EMPTY_VERSION_LEDGER;
}

/** The own property of a record. Keys come from specs, so `constructor` must not be found. */
export function entryOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * A copy of a record without a prototype. On a plain object the key `__proto__` would set the prototype and be lost.
 */
export function copyRecord<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  const copy = Object.create(null) as Record<string, Value>;
  for (const [key, value] of Object.entries(record)) copy[key] = value;
  return copy;
}

/** Model names that no schema may get: aliases and reserved names. */
export function heldAliases(ledger: VersionLedger): HeldNames {
  const held: HeldNames = new Map();
  for (const [id, entry] of [...Object.entries(ledger.models), ...Object.entries(ledger.retired.models)]) {
    for (const alias of Object.keys(entry.aliases ?? {})) hold(held, alias, `an alias of ${id}`);
  }
  for (const [name, reason] of Object.entries(ledger.reserved)) hold(held, name, `kept free: ${reason}`);
  return held;
}

/** Marks a name as taken, unless it is taken already. */
export function hold(held: HeldNames, name: string, holder: string): void {
  const key = name.toLowerCase();
  if (!held.has(key)) held.set(key, holder);
}
