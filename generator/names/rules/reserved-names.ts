import type { ReservedNames } from "./reserved.ts";
import type { TargetNaming } from "../target-naming.ts";

/** The names that no model and no event may have, because some target cannot declare them. */
export function reservedTypes(namings: readonly TargetNaming[]): ReservedNames {
  let types = typesOf.get(namings);
  if (types === undefined)
    typesOf.set(namings, (types = new Map(namings.flatMap(({ reservedTypes: own }) => [...(own ?? [])]))));
  return types;
}

/** The reserved types by namings: a run asks for them for each model, always with the same namings. */
const typesOf = new WeakMap<readonly TargetNaming[], ReservedNames>();

/** The names that no version's folder may have. */
export function reservedFolders(namings: readonly TargetNaming[]): ReservedNames {
  return new Map(namings.flatMap(({ reservedFolders: own }) => [...(own ?? [])]));
}
