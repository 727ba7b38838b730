import { STRUCTURAL_KEYWORDS } from "../../load/grammar-lookups.ts";
import { statedTypes } from "../../load/schema-types.ts";
import { child, isObject, identityOf, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import { followIn, type BuildState } from "./state.ts";

/** Whether a schema states more than a type name, documentation, nullability and `readOnly` or `writeOnly`. */
export function hasStructure(schema: RawObject): boolean {
  return STRUCTURAL_KEYWORDS.some((keyword) => {
    const value = schema[keyword];
    if (value === undefined) return false;
    return !(Array.isArray(value) && value.length === 0 && keyword === "required");
  });
}

/** Whether a schema states a shape; `required` alone does not count. */
export function hasShape(schema: RawObject): boolean {
  return hasStructure({ ...schema, required: undefined });
}

/**
 * Whether a member of an `allOf` is a reference or has structure. A member with documentation only is not structural.
 */
export function isStructural(member: unknown): member is RawObject {
  return isObject(member) && (member["$ref"] !== undefined || hasStructure(member));
}

/** A schema, and the members of its `allOf` with theirs, references followed: the parts that all apply to a value. */
export function partsOf(state: BuildState, cursor: Cursor, seen: Set<string> = new Set()): readonly Cursor[] {
  const target = followIn(state, cursor);
  if (target === undefined || !isObject(target.value) || seen.has(identityOf(target))) return [];
  seen.add(identityOf(target));
  const members = Array.isArray(target.value["allOf"]) ? target.value["allOf"] : [];
  return [...members.flatMap((_, index) => partsOf(state, child(target, "allOf", index), seen)), target];
}

/** One schema that contributes properties to a composed object. */
export interface ObjectPart {
  /** The schema that holds `properties` or `required`. */
  readonly cursor: Cursor;
  readonly schema: RawObject;
  /** The reference through which the part was reached, if the part is a referenced member of the `allOf`. */
  readonly reference?: Cursor;
}

/**
 * The parts of an object: the members of its `allOf` in the spec's order, references followed, and the schema itself
 * last. Returns undefined where a part is not an object (a scalar, a list), because such parts are not merged.
 */
export function composeObject(
  state: BuildState,
  cursor: Cursor,
  seen: Set<string> = new Set(),
): readonly ObjectPart[] | undefined {
  const target = followIn(state, cursor);
  if (target === undefined || !isObject(target.value)) return [];
  const id = identityOf(originOf(target));
  // A part that is reached a second time adds nothing.
  if (seen.has(id)) return [];
  seen.add(id);
  const schema = target.value;
  const types = statedTypes(schema);
  if (types.length > 0 && !types.includes("object")) return undefined;
  if (schema["enum"] !== undefined || schema["items"] !== undefined) return undefined;
  const parts: ObjectPart[] = [];
  const members = schema["allOf"];
  if (Array.isArray(members)) {
    for (const [index, value] of members.entries()) {
      const member = child(target, "allOf", index);
      const more = composeObject(state, member, seen);
      if (more === undefined) return undefined;
      declareMember(state, member);
      const isReference = isObject(value) && typeof value["$ref"] === "string";
      const last = more.at(-1);
      parts.push(...more.slice(0, -1));
      if (last !== undefined) parts.push(isReference ? { ...last, reference: member } : last);
    }
  }
  parts.push({ cursor: target, schema });
  return parts;
}

/**
 * The member of an `allOf` of strings, numbers, lists or enumerations that states the type most exactly. The other
 * members, and objects without properties, restrict the values and not the type. The caller has excluded composed
 * objects. Returns undefined where no member states a type.
 */
export function narrowestMember(state: BuildState, cursor: Cursor): Cursor | undefined {
  const members = isObject(cursor.value) ? cursor.value["allOf"] : undefined;
  if (!Array.isArray(members)) return undefined;
  let best: Cursor | undefined;
  let most = 0;
  for (const index of members.keys()) {
    const member = child(cursor, "allOf", index);
    const rank = exactness(followIn(state, member)?.value);
    if (rank > most) [best, most] = [member, rank];
  }
  return best;
}

/** Ranks how exactly a schema states its type; 0 means that it states none. */
function exactness(schema: unknown): number {
  if (!isObject(schema)) return 0;
  const { type, format, items } = schema;
  if (schema["const"] !== undefined || schema["enum"] !== undefined) return 4;
  if (hasShape(schema)) return items === undefined ? 2 : 3;
  return type === undefined ? 0 : typeof format === "string" ? 2 : 1;
}

/** A referenced member also becomes a declaration of its own, although its properties are merged into this object. */
function declareMember(state: BuildState, member: Cursor): void {
  if (!isObject(member.value) || typeof member.value["$ref"] !== "string") return;
  const target = followIn(state, member);
  if (target !== undefined) state.declareTarget(target);
}
