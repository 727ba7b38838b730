import type { BodyContent, Declaration, DeclarationId, TypeUse } from "./model.ts";
import { objectOf, resolveUse } from "./uses.ts";

/**
 * Whether a payload is a JSON Patch (RFC 6902): a list of objects with `op` and `path`, whatever its media type. The
 * media type alone is not enough: v2024 sends lists of ids as `application/json-patch+json`.
 */
export function isJsonPatch(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  content: BodyContent | undefined,
): boolean {
  if (content === undefined || content.codec !== "json") return false;
  const list = resolveUse(declarations, content.use).use;
  return list.kind === "list" && isOperation(declarations, list.item, 0);
}

function isOperation(declarations: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse, depth: number): boolean {
  if (depth > MAXIMUM_DEPTH) return false;
  const { declaration } = resolveUse(declarations, use);
  if (declaration?.kind === "union")
    return (
      declaration.members.length > 0 &&
      declaration.members.every((member) => isOperation(declarations, member.use, depth + 1))
    );
  const properties = objectOf(declarations, use)?.properties ?? [];
  return ["op", "path"].every((name) => properties.some(({ wire }) => wire === name));
}

const MAXIMUM_DEPTH = 20;
