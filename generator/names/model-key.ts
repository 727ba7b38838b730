import type { ApiVersion, Declaration } from "../model/model.ts";

/** Keys of declarations in the ledger. */
export interface ModelKeys {
  readonly byId: ReadonlyMap<string, Declaration>;
  readonly keyOf: (declaration: Declaration) => string;
}

/**
 * A declaration's key is its file and pointer; a tag's error body has the tag's, for which of the many places stands
 * for them depends on which operations the input has.
 */
export function modelKeys(version: ApiVersion): ModelKeys {
  const byId = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const keyOf = (declaration: Declaration, depth = 0): string => {
    const { place } = declaration;
    if (place.kind === "tagError" && place.steps.length === 0) return `tag ${place.tag}`;
    if (place.kind !== "member" || depth > 100) return declaration.id;
    const owner = byId.get(place.owner);
    if (owner === undefined || owner === declaration || !declaration.id.startsWith(owner.id)) return declaration.id;
    return keyOf(owner, depth + 1) + declaration.id.slice(owner.id.length);
  };
  return { byId, keyOf };
}
