import { exactJson } from "../text/characters.ts";
import type { BodyContent, Declaration, DeclarationId, Json } from "../model/model.ts";
import { resolveUse } from "../model/uses.ts";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/**
 * Whether a JSON request body is always a string. The runtime then sends a given string as the value, and does not read
 * it as JSON.
 */
export function isJsonText(declarations: Declarations, content: BodyContent): boolean {
  if (content.codec !== "json" || content.isPatch) return false;
  const { declaration, use } = resolveUse(declarations, content.use);
  if (declaration !== undefined) return declaration.kind === "enum" && declaration.scalar === "string";
  return use.kind === "scalar"
    ? use.scalar === "string"
    : use.kind === "literal" && typeof use.value === "string" && use.exact !== true;
}

/**
 * The request body in an example. If the body may be a string or another type, the runtime reads every string as JSON,
 * so the example is JSON text.
 */
export function bodyArgument(declarations: Declarations, content: BodyContent, value: Json): Json {
  const isJson = content.codec === "json";
  return isJson && typeof value === "string" && !isJsonText(declarations, content) ? exactJson(value) : value;
}
