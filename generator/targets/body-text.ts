import { exactJson } from "../text/characters.ts";
import type { BodyContent, Declaration, DeclarationId, Json } from "../model/model.ts";
import { resolveUse } from "../model/uses.ts";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** Whether a JSON payload is always a text: the runtime then takes a text for the value and not for JSON. */
export function isJsonText(declarations: Declarations, content: BodyContent): boolean {
  if (content.codec !== "json" || content.isPatch) return false;
  const { declaration, use } = resolveUse(declarations, content.use);
  if (declaration !== undefined) return declaration.kind === "enum" && declaration.scalar === "string";
  return use.kind === "scalar"
    ? use.scalar === "string"
    : use.kind === "literal" && typeof use.value === "string" && use.exact !== true;
}

/**
 * What an example gives for the payload: where it may be a text among others, the runtime reads every text as JSON, so
 * the example is JSON text.
 */
export function bodyArgument(declarations: Declarations, content: BodyContent, value: Json): Json {
  const isJson = content.codec === "json";
  return isJson && typeof value === "string" && !isJsonText(declarations, content) ? exactJson(value) : value;
}
