import type { Surface } from "../contract/surface-format.ts";

/** A former name that still works. */
export interface FormerName {
  /** Key of the operation, or id of the model. */
  readonly entry: string;
  readonly old: string;
}

export interface FormerNameLists {
  readonly operations: readonly FormerName[];
  readonly models: readonly FormerName[];
}

/**
 * The names that a target had before: of the package before this one, and of earlier releases. Names of other versions
 * are not former names: they belong to another API.
 */
export function formerNames(
  { operations, models }: Surface,
  { version, target }: { readonly version: string; readonly target: string },
): FormerNameLists {
  const former = (
    entry: string,
    names: { readonly aliases?: readonly { name: string; since: string }[] } | undefined,
  ) =>
    (names?.aliases ?? [])
      .filter(({ since }) => since !== "otherVersion")
      .map(({ name }): FormerName => ({ entry, old: name }));
  return {
    operations: operations
      .filter((operation) => operation.version === version)
      .flatMap(({ key, targets }) => former(key, targets[target])),
    models: models
      .filter((model) => model.version === version)
      .flatMap(({ id, targets }) => former(id, targets[target])),
  };
}
