import type { AliasPublication } from "../contract/publication.ts";
import type { SurfaceModel, SurfaceOperation, SurfaceVersionNames } from "../contract/surface-format.ts";
import type { Change } from "../diff/change.ts";

/**
 * The changes that a program for one version needs to run on another. Every list is sorted, so that equal surfaces
 * produce equal facts.
 */
export interface MigrationFacts {
  readonly from: VersionFacts;
  readonly to: VersionFacts;
  /** The targets that both sides have, sorted. */
  readonly targets: readonly string[];
  readonly operations: readonly MatchedOperation[];
  /** Operations of the old version that the new one does not have. */
  readonly removedOperations: readonly RemovedOperation[];
  readonly addedOperations: readonly SingleOperation[];
  readonly models: readonly MatchedModel[];
  readonly removedModels: readonly SingleModel[];
  readonly addedModels: readonly SingleModel[];
  /** Changes of events. */
  readonly events: readonly MigrationChange[];
}

/** One side of a migration: a version, and its names in each target. */
export interface VersionFacts {
  /** The label. */
  readonly version: string;
  readonly basePath: string;
  readonly targets: Readonly<Record<string, SurfaceVersionNames>>;
}

/** The parts of an operation that are the same in every target. */
export type OperationIdentity = Pick<SurfaceOperation, "key" | "method" | "path" | "id" | "tag">;

/** A change in the words of one target; the rule is from `docs/diff.md`. */
export type MigrationChange = Pick<
  Change,
  "rule" | "class" | "target" | "name" | "before" | "after" | "message" | "advice" | "directions"
>;

/** An operation that both versions have. */
export interface MatchedOperation {
  readonly from: OperationIdentity;
  readonly to: OperationIdentity;
  /** What the two operations share: the endpoint, otherwise the operation id, otherwise the public name. */
  readonly matchedBy: MatchedBy;
  /** Whether the path differs in more than the version and the names of placeholders. */
  readonly isMoved: boolean;
  /** By target. */
  readonly targets: Readonly<Record<string, CallMove>>;
  readonly changes: readonly MigrationChange[];
}

/** The evidence that two operations are the same: method and path, the operation id, or the public name. */
export type MatchedBy = "endpoint" | "id" | "name";

/** A call before and after. */
export interface CallMove {
  readonly from: CallNames;
  readonly to: CallNames;
  /** Whether the name differs in more than the prefix of the version, or the method belongs to another class. */
  readonly isRenamed: boolean;
  /** Every parameter; null on the side that lacks it. */
  readonly parameters: readonly ParameterMove[];
}

/** The names of a call in one target. */
export interface CallNames {
  readonly module: string;
  readonly name: string;
  /** Other names that work on this side. */
  readonly aliases: readonly AliasPublication[];
  /** TypeScript only. */
  readonly class?: string;
  readonly property?: string;
  readonly arguments?: string;
  readonly filters?: string;
  readonly sorters?: string;
}

/** A parameter before and after; null on the side that lacks it. */
export interface ParameterMove {
  readonly from: ParameterName | null;
  readonly to: ParameterName | null;
}

/** A parameter of a call in one target, on one side. */
export interface ParameterName {
  /** See `ParameterPlaceOrBody`. */
  readonly place: string;
  /** Null for a request body. */
  readonly wire: string | null;
  readonly name: string;
  readonly required: boolean;
}

/** An operation of one side, with its names by target. */
export interface SingleOperation {
  readonly place: OperationIdentity;
  readonly targets: Readonly<Record<string, CallNames>>;
}

/** An operation that only the old version has. */
export interface RemovedOperation extends SingleOperation {
  /** The operation that replaces it: the spec names it, or it has the same endpoint. */
  readonly replacement?: OperationIdentity;
}

/** A model that both versions have. */
export interface MatchedModel {
  /** File and pointer. */
  readonly from: string;
  readonly to: string;
  readonly kind: { readonly from: SurfaceModel["kind"]; readonly to: SurfaceModel["kind"] };
  readonly targets: Readonly<Record<string, ModelMove>>;
  /** The removed and the added values of an enumeration. */
  readonly values?: { readonly removed: readonly (string | number)[]; readonly added: readonly (string | number)[] };
  readonly changes: readonly MigrationChange[];
}

/** A model's names in one target, before and after. */
export interface ModelMove {
  readonly from: ModelNames;
  readonly to: ModelNames;
  /** Whether the name differs. The name of the request form does not count. */
  readonly isRenamed: boolean;
}

/** The names of a model in one target, on one side. */
export interface ModelNames {
  readonly name: string;
  readonly aliases: readonly AliasPublication[];
  /** The type of the request form, if it has its own name. */
  readonly input?: string;
  /** The names of the functions that make or read the model. */
  readonly functions: readonly string[];
}

/** A model of one side, with its names by target. */
export interface SingleModel {
  /** File and pointer. */
  readonly id: string;
  readonly kind: SurfaceModel["kind"];
  readonly targets: Readonly<Record<string, ModelNames>>;
}
