import type { DeclarationId } from "../model/model.ts";

/**
 * The frozen result of the naming stage: every name of every target, decided at once. Views look names up here with
 * the functions at the end; a missing name throws, for nobody else makes one.
 *
 * What stands in a row is a target's own: its `naming/table.ts` adds a member of the target's name to these interfaces
 * (`declare module`), and its naming makes the value.
 */
export interface NameTable {
  readonly versions: ReadonlyMap<string, VersionNames>;
}

export interface VersionNames {
  readonly label: string;
  /** Folder and subpath segment in every target: `beta`. */
  readonly folder: string;
  /** By the tag as the spec writes it. */
  readonly tags: ReadonlyMap<string, TagNames>;
  /** By operation key. */
  readonly operations: ReadonlyMap<string, OperationNames>;
  readonly declarations: ReadonlyMap<DeclarationId, DeclarationNames>;
  /** By the event as the spec writes it. */
  readonly events: ReadonlyMap<string, EventNames>;
}

export interface TagNames {
  readonly wire: string;
}

export interface OperationNames {
  readonly key: string;
}

export interface DeclarationNames {
  readonly id: DeclarationId;
}

export interface EventNames {
  readonly wire: string;
}

export interface AliasName {
  readonly name: string;
  /** `published`: what the published SDK called it. `otherVersion`: the same endpoint's spelling elsewhere. `renamed`: an earlier name of ours. */
  readonly reason: "published" | "otherVersion" | "renamed";
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

function must<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the naming stage made no name for ${what}`);
  return value;
}
