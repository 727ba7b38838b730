import type { ReservedNames } from "./reserved.ts";
import type { TargetNaming } from "../target-naming.ts";

/** The names that no model and no event may have, because some target cannot declare them. */
export function reservedTypes(namings: readonly TargetNaming[]): ReservedNames {
  return new Map(namings.flatMap(({ reservedTypes: own }) => [...(own ?? [])]));
}

/** The names that no version's folder may have. */
export function reservedFolders(namings: readonly TargetNaming[]): ReservedNames {
  return new Map(namings.flatMap(({ reservedFolders: own }) => [...(own ?? [])]));
}
