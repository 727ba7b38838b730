import type { Surface } from "../contract/surface-format.ts";

/** A former name that still works. */
export interface FormerName {
  /** Key of the operation, or id of the model. */
  readonly entry: string;
  readonly old: string;
}

/** The former names of one target in one version. */
export interface FormerNameLists {
  readonly operations: readonly FormerName[];
  readonly models: readonly FormerName[];
}

/**
 * The former names of a target: names of the published package and of earlier releases. A name that belongs to another
 * version is not a former name, because it belongs to another API.
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
