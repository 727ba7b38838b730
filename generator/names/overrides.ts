/** Names that no rule can find, as data. Every entry has a reason; see `specs/names.overrides.yaml`. */
export interface Overrides {
  readonly operations: readonly OperationOverride[];
  readonly models: readonly ModelOverride[];
}

interface OverrideBase {
  /** Labels of the versions it is for; absent when for all. */
  readonly versions?: readonly string[];
  readonly reason: string;
}

export interface OperationOverride extends OverrideBase {
  /** An operation key: `DELETE /sources/{}`. */
  readonly at: string;
  /** Only while the operation has this id. */
  readonly id?: string;
  /** Verb and noun without the version's prefix. */
  readonly cmdlet?: string;
  readonly method?: string;
}

export interface ModelOverride extends OverrideBase {
  /** A declaration's file, or file and pointer. */
  readonly at: string;
  readonly name: string;
}

export const NO_OVERRIDES: Overrides = { operations: [], models: [] };

export function isForVersion(override: OverrideBase, version: string): boolean {
  return override.versions === undefined || override.versions.includes(version);
}
