import type { DeclarationId } from "../model/model.ts";

/**
 * The frozen result of the naming stage: every name of every target, decided at once. Views look names up here with
 * the functions at the end; a missing name throws, for nobody else makes one.
 */
export interface NameTable {
  readonly versions: ReadonlyMap<string, VersionNames>;
}

export interface VersionNames {
  readonly label: string;
  readonly typescript: {
    /** Folder and subpath segment: `beta`. */
    readonly module: string;
    /** Property of the client: `beta`. */
    readonly property: string;
    /** Class of the version's client: `BetaClient`. */
    readonly client: string;
  };
  readonly powershell: {
    /** Stands between verb and noun: `Beta`. */
    readonly prefix: string;
  };
  /** By the tag as the spec writes it. */
  readonly tags: ReadonlyMap<string, TagNames>;
  /** By operation key. */
  readonly operations: ReadonlyMap<string, OperationNames>;
  readonly declarations: ReadonlyMap<DeclarationId, DeclarationNames>;
  /** By the event as the spec writes it. */
  readonly events: ReadonlyMap<string, EventNames>;
}

export interface TagNames {
  readonly typescript: {
    /** File and subpath segment: `public-identities` in `isc-sdk/v2024/public-identities`. */
    readonly module: string;
    /** `PublicIdentitiesApi`. */
    readonly class: string;
    /** Property of the version's client: `publicIdentities`. */
    readonly property: string;
  };
  /** `id`: of the page, unique over versions: `beta-public-identities`. `title`: as published, capital runs included. */
  readonly docs: { readonly title: string; readonly id: string; readonly slug: string };
}

export interface AliasName {
  readonly name: string;
  /** `published`: what the published SDK called it. `otherVersion`: the same endpoint's spelling elsewhere. `renamed`: an earlier name of ours. */
  readonly reason: "published" | "otherVersion" | "renamed";
}

export interface OperationNames {
  readonly typescript: {
    /** `getIdentity`. */
    readonly method: string;
    readonly aliases: readonly AliasName[];
    /** Type of the arguments object: `GetIdentityArgs`. Unique in its tag's module, also against the models. */
    readonly arguments: string;
    /** Type of the declared filter fields: `ListIdentitiesFilters`. */
    readonly filters: string;
    /** Type of the declared sorter fields: `ListIdentitiesSorters`. */
    readonly sorters: string;
    /** By `parameterKey(place, wire)`: the argument's key; `body` is reserved. */
    readonly parameters: ReadonlyMap<string, string>;
  };
  readonly powershell: {
    /** `Get-BetaIdentity`. */
    readonly cmdlet: string;
    readonly aliases: readonly AliasName[];
    /** In the order of the operation's parameters, then form fields or the body. */
    readonly parameters: readonly PowerShellParameterNames[];
    /** Parameters of the published cmdlet that no parameter of the operation stands for. */
    readonly kept: readonly KeptParameterNames[];
    /** Set where the published module gave this cmdlet's name to another operation too, which answered to it. */
    readonly former?: FormerNames;
  };
  readonly docs: { readonly anchor: string };
}

/** A published parameter that the spec does not have: taken, so that old calls bind. */
export interface KeptParameterNames {
  readonly name: string;
  /** What it is called in the query; absent: it never reached the service, and is ignored. */
  readonly wire?: string;
}

/** The operation that a cmdlet's name meant in the published module. */
export interface FormerNames {
  /** Its operation key. */
  readonly key: string;
  /** Its cmdlet today. */
  readonly cmdlet: string;
  /** What tells a call of the one from a call of the other. */
  readonly told: FormerTold;
}

/**
 * `path`: the published call lacks these parameters of the path, by wire name. `body`: it gives its payload under this
 * name. `nothing`: no call can be told from the other.
 */
export type FormerTold =
  | { readonly by: "path"; readonly wires: readonly string[] }
  | { readonly by: "body"; readonly name: string }
  | { readonly by: "nothing" };

export interface PowerShellParameterNames {
  readonly in: "path" | "query" | "header" | "cookie" | "body" | "form";
  /** Null for a body. */
  readonly wire: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Where it stands among what is given without a name; absent: it has to be named. */
  readonly position?: number;
}

export interface DeclarationNames {
  readonly typescript: {
    /** `Role`. */
    readonly name: string;
    /** `RoleInput`: the request form, where it differs. Reserved for every declaration. */
    readonly input: string;
    readonly aliases: readonly AliasName[];
  };
  readonly powershell: {
    /** Model name without prefix: `Role`. */
    readonly name: string;
    readonly aliases: readonly AliasName[];
    /** Of `Initialize-<Prefix><Model>`, in the order of the properties; empty unless the model is an object. */
    readonly parameters: readonly ModelParameterNames[];
  };
  /** `redirects`: slugs of the aliases. */
  readonly docs: { readonly slug: string; readonly redirects: readonly string[] };
}

export interface ModelParameterNames {
  readonly wire: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface EventNames {
  readonly typescript: { readonly name: string };
  readonly docs: { readonly slug: string };
}

/** The key of a parameter in an operation's name maps. */
export function parameterKey(place: string, wire: string): string {
  return `${place} ${wire}`;
}

/** Looks a version's names up. Throws when there are none: that is a bug of the naming stage. */
export function versionNames(table: NameTable, version: string): VersionNames {
  return must(table.versions.get(version), `version ${version}`);
}

export function tagNames(names: VersionNames, tag: string): TagNames {
  return must(names.tags.get(tag), `tag ${tag} of ${names.label}`);
}

export function operationNames(names: VersionNames, key: string): OperationNames {
  return must(names.operations.get(key), `operation ${key} of ${names.label}`);
}

export function declarationNames(names: VersionNames, id: DeclarationId): DeclarationNames {
  return must(names.declarations.get(id), `declaration ${id} of ${names.label}`);
}

export function eventNames(names: VersionNames, event: string): EventNames {
  return must(names.events.get(event), `event ${event} of ${names.label}`);
}

/** The argument key of a parameter. */
export function argumentName(names: OperationNames, place: string, wire: string): string {
  return must(names.typescript.parameters.get(parameterKey(place, wire)), `parameter ${place} ${wire}`);
}

function must<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the naming stage made no name for ${what}`);
  return value;
}
