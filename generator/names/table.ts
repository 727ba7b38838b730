import type { DeclarationId } from "../model/model.ts";

/**
 * The result of the naming stage: every name of every target. Targets look names up with the functions below. A missing
 * name throws, because no other stage makes names.
 *
 * Each target declares its own part of a row: its `naming/table.ts` adds a member with the target's name to these
 * interfaces (`declare module`), and its naming makes the value.
 */
export interface NameTable {
  readonly versions: ReadonlyMap<string, VersionNames>;
}

/** The names of one version. */
export interface VersionNames {
  readonly label: string;
  /** The folder and subpath of the version in every target: `beta`. */
  readonly folder: string;
  /** By the tag as the spec writes it. */
  readonly tags: ReadonlyMap<string, TagNames>;
  /** By operation key. */
  readonly operations: ReadonlyMap<string, OperationNames>;
  readonly declarations: ReadonlyMap<DeclarationId, DeclarationNames>;
  /** By the event's key in the spec. */
  readonly events: ReadonlyMap<string, EventNames>;
}

/** The names of a tag. */
export interface TagNames {
  readonly wire: string;
}

/** The names of an operation. */
export interface OperationNames {
  readonly key: string;
}

/** The names of a declaration. */
export interface DeclarationNames {
  readonly id: DeclarationId;
}

/** The names of an event. */
export interface EventNames {
  readonly wire: string;
}

/** A deprecated name that still works. */
export interface AliasName {
  readonly name: string;
  /**
   * `published`: the name in the published SDK. `otherVersion`: the name of the same endpoint in another version.
   * `renamed`: a former name.
   */
  readonly reason: "published" | "otherVersion" | "renamed";
}

/** The key of a parameter in the names of an operation. */
export function parameterKey(place: string, wire: string): string {
  return `${place} ${wire}`;
}

/** The names of a version. Throws where there are none, which is a bug of the naming stage. */
export function versionNames(table: NameTable, version: string): VersionNames {
  return must(table.versions.get(version), `version ${version}`);
}

/** The names of a tag. Throws where there are none. */
export function tagNames(names: VersionNames, tag: string): TagNames {
  return must(names.tags.get(tag), `tag ${tag} of ${names.label}`);
}

/** The names of an operation. Throws where there are none. */
export function operationNames(names: VersionNames, key: string): OperationNames {
  return must(names.operations.get(key), `operation ${key} of ${names.label}`);
}

/** The names of a declaration. Throws where there are none. */
export function declarationNames(names: VersionNames, id: DeclarationId): DeclarationNames {
  return must(names.declarations.get(id), `declaration ${id} of ${names.label}`);
}

/** The names of an event. Throws where there are none. */
export function eventNames(names: VersionNames, event: string): EventNames {
  return must(names.events.get(event), `event ${event} of ${names.label}`);
}

function must<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the naming stage made no name for ${what}`);
  return value;
}
