import { acceptsNull, statedTypes } from "../../load/schema-types.ts";
import { child, identityOf, isObject, type Cursor } from "../../load/tree.ts";
import type { Alternatives, TypeUse } from "../model.ts";
import { composeObject, hasShape, isStructural } from "./compose.ts";
import { listedNames } from "./rest.ts";
import { followIn, stepInto, type BuildState, type Context } from "./state.ts";
import { nonNullOptions, unionKeywords, unionMembers } from "./union.ts";

/**
 * Whether a schema is an object with alternatives: `oneOf` or `anyOf` beside properties, beside `allOf`, or beside each
 * other. Options that extend the schema (its heirs) already have all its properties, so the schema is then a plain
 * union.
 */
export function isObjectWithAlternatives(state: BuildState, cursor: Cursor): boolean {
  const keywords = unionKeywords(cursor);
  if (keywords.length === 0 || !isObject(cursor.value)) return false;
  const { properties, allOf } = cursor.value;
  const hasProperties = isObject(properties) && Object.keys(properties).length > 0;
  const hasParts = Array.isArray(allOf) && allOf.some(isStructural);
  return (
    (hasProperties || hasParts || keywords.length > 1) &&
    (alternativesApply(state, cursor) || (hasProperties && hasFreeOption(state, cursor)))
  );
}

/** Whether an option of a union has no shape, or only `required`. Such an option accepts every value of the object. */
export function hasFreeOption(state: BuildState, cursor: Cursor): boolean {
  const schema = cursor.value;
  return unionKeywords(cursor).some((keyword) => {
    const options = isObject(schema) ? schema[keyword] : undefined;
    return (
      Array.isArray(options) &&
      options.some((_, index) => {
        const target = followIn(state, child(cursor, keyword, index))?.value;
        if (target === true) return true;
        return isObject(target) && statedTypes(target).length === 0 && !acceptsNull(target) && !hasShape(target);
      })
    );
  });
}

/** Whether a schema is an object composed of several parts, at least one of which names properties or has alternatives. */
export function isComposedObject(state: BuildState, cursor: Cursor): boolean {
  if (!isObject(cursor.value) || !Array.isArray(cursor.value["allOf"])) return false;
  const parts = composeObject(state, cursor);
  if (parts === undefined) return false;
  return parts.some(
    (part) =>
      isObject(part.schema["properties"]) ||
      listedNames(state, part.cursor) !== undefined ||
      (unionKeywords(part.cursor).length > 0 && alternativesApply(state, part.cursor)),
  );
}

/**
 * Whether the unions of an object's part are alternatives of the object: all options are objects, and none of them is
 * an heir of the part.
 */
export function alternativesApply(state: BuildState, part: Cursor): boolean {
  return !hasHeirs(state, part) && isObjectLike(state, part, new Set());
}

/** Whether an option of a schema's unions extends the schema with `allOf`. */
export function hasHeirs(state: BuildState, cursor: Cursor): boolean {
  const id = identityOf(cursor);
  return unionKeywords(cursor).some((keyword) =>
    nonNullOptions(state, cursor, keyword).some((option) => extendsSchema(state, option, id)),
  );
}

/** Whether a schema extends the schema with the identity `id` through `allOf`, at any depth. */
export function extendsSchema(state: BuildState, cursor: Cursor, id: string, seen: Set<string> = new Set()): boolean {
  const target = followIn(state, cursor);
  if (target === undefined || !isObject(target.value) || seen.has(identityOf(target))) return false;
  seen.add(identityOf(target));
  const parts = target.value["allOf"];
  if (!Array.isArray(parts)) return false;
  return parts.some((_, index) => {
    const part = child(target, "allOf", index);
    const followed = followIn(state, part);
    return followed !== undefined && (identityOf(followed) === id || extendsSchema(state, part, id, seen));
  });
}

/**
 * Whether a schema describes objects: the schema states an object's shape, and so does each of its parts and options.
 */
function isObjectLike(state: BuildState, cursor: Cursor, seen: Set<string>): boolean {
  const target = followIn(state, cursor);
  if (target === undefined || !isObject(target.value)) return false;
  const id = identityOf(target);
  // A schema that was visited before does not change the result, because all visited schemas must be objects.
  if (seen.has(id)) return true;
  seen.add(id);
  const schema = target.value;
  const types = statedTypes(schema);
  if (types.length > 1 || (types.length === 1 && types[0] !== "object")) return false;
  if (schema["enum"] !== undefined || schema["const"] !== undefined || schema["items"] !== undefined) return false;
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  const isMadeOfObjects = parts.every((value: unknown, index) => {
    const isSilent = !isObject(value) || (value["$ref"] === undefined && !hasShape(value));
    return isSilent || isObjectLike(state, child(target, "allOf", index), seen);
  });
  const keywords = unionKeywords(target);
  const areOptionsObjects = keywords.every((keyword) =>
    nonNullOptions(state, target, keyword).every((option) => isObjectLike(state, option, seen)),
  );
  const saysObject =
    types.length === 1 ||
    isObject(schema["properties"]) ||
    schema["additionalProperties"] !== undefined ||
    schema["patternProperties"] !== undefined ||
    parts.length > 0 ||
    keywords.length > 0;
  return saysObject && isMadeOfObjects && areOptionsObjects;
}

/**
 * The alternatives that a part of an object adds to it, one entry for each union keyword. Inline options are declared
 * in the context of the part.
 */
export function alternativesOf(
  state: BuildState,
  part: Cursor,
  at: { context: Context; useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse },
): readonly Alternatives[] {
  const found = unionKeywords(part).map((keyword, index) => {
    const options = nonNullOptions(state, part, keyword);
    const context = index === 0 ? at.context : stepInto(at.context, { kind: "part", wire: keyword });
    return unionMembers(state, part, { ...at, context, options });
  });
  return found.filter(({ members }) => members.length > 0);
}
