import type { Operation, TypeUse } from "../../../model/model.ts";
import { indexDeclarations } from "../../../model/uses.ts";
import type { SettledNames } from "../../../names/target-naming.ts";

type Models = Pick<SettledNames, "version" | "modelOf">;

/** The aliases of the parameter `Body`: recorded published names, then the name of the model. */
export function publishedBodyNames(operation: Operation, at: Models, recorded: readonly string[]): readonly string[] {
  const content = operation.body?.contents[0];
  if (content === undefined || content.fields.length > 0) return [];
  const given = operation.body?.givenName;
  const own = given === undefined ? modelsOf(content.use, at) : [given.charAt(0).toUpperCase() + given.slice(1)];
  return [...new Set([...recorded, ...own])];
}

/**
 * The names of a body's type. A list has the name of its items. An alias of another model has its own name first, then
 * the other model's name. Any other type is `RequestBody`.
 */
function modelsOf(use: TypeUse, at: Models, depth = 0): readonly string[] {
  if (depth > MAXIMUM_DEPTH) return ["RequestBody"];
  switch (use.kind) {
    case "nullable":
      return modelsOf(use.of, at, depth + 1);
    case "list":
      return modelsOf(use.item, at, depth + 1);
    case "ref": {
      const declaration = indexDeclarations(at.version).get(use.id);
      const own = at.modelOf(use.id);
      if (declaration?.kind === "alias") {
        const passed = own !== undefined && declaration.target.kind === "ref" ? [own] : [];
        return [...passed, ...modelsOf(declaration.target, at, depth + 1)];
      }
      return [own ?? "RequestBody"];
    }
    case "map":
    case "unknown":
    case "never":
    case "literal":
    case "scalar":
      return ["RequestBody"];
  }
}

const MAXIMUM_DEPTH = 50;
