import type { ApiVersion, Operation, TypeUse } from "../model/model.ts";
import { indexDeclarations } from "../model/uses.ts";
import type { VersionNaming } from "./version-naming.ts";

/** What a payload's parameter is called beside `Body`: the recorded published names, then the name of the model it takes. */
export function publishedBodyNames(
  operation: Operation,
  at: { readonly version: ApiVersion; readonly naming: VersionNaming; readonly recorded: readonly string[] },
): readonly string[] {
  const content = operation.body?.contents[0];
  if (content === undefined || content.fields.length > 0) return [];
  const given = operation.body?.givenName;
  const own = given === undefined ? modelOf(content.use, at) : given.charAt(0).toUpperCase() + given.slice(1);
  return [...new Set([...at.recorded, own])];
}

/** A list is called after its items; one of itself after nothing. */
function modelOf(
  use: TypeUse,
  at: { readonly version: ApiVersion; readonly naming: VersionNaming },
  depth = 0,
): string {
  if (depth > MAXIMUM_DEPTH) return "RequestBody";
  switch (use.kind) {
    case "nullable":
      return modelOf(use.of, at, depth + 1);
    case "list":
      return modelOf(use.item, at, depth + 1);
    case "ref": {
      const declaration = indexDeclarations(at.version).get(use.id);
      if (declaration?.kind === "alias") return modelOf(declaration.target, at, depth + 1);
      return at.naming.models.get(use.id)?.name ?? "RequestBody";
    }
    case "map":
    case "unknown":
    case "literal":
    case "scalar":
      return "RequestBody";
  }
}

const MAXIMUM_DEPTH = 50;
