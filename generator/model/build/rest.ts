import { appendPointer } from "../../load/pointer.ts";
import { child, identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type { DeclarationId, ObjectDeclaration, TypeUse } from "../model.ts";
import { declarationBase } from "./declaration-base.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { followIn, report, stepInto, type BuildState, type Context } from "./state.ts";

/** What the builders need for the type of additional properties. */
export interface RestBuilding {
  readonly context: Context;
  readonly useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse;
}

type Rest = ObjectDeclaration["rest"];

/** The keywords for additional properties. `unevaluatedProperties` counts where `additionalProperties` is absent. */
const REST_KEYWORDS = ["additionalProperties", "unevaluatedProperties"] as const;

/** Whether a schema states the type of properties that it does not list by name. */
export function typesFurtherProperties(schema: RawObject): boolean {
  return ["patternProperties", ...REST_KEYWORDS].some((keyword) => isObject(schema[keyword]));
}

/**
 * The type of the properties that a schema does not list: those that its patterns match, and all others. Returns
 * undefined where the schema states none.
 */
export function restOfSchema(state: BuildState, cursor: Cursor, building: RestBuilding): Rest | undefined {
  const schema = cursor.value as RawObject;
  const keyword = REST_KEYWORDS.find((key) => schema[key] !== undefined);
  const stated = keyword === undefined ? undefined : schema[keyword];
  const isTyped = isObject(stated) && Object.keys(stated).length > 0;
  const patterns = isObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  const places = [
    ...patterns.map((pattern) => child(cursor, "patternProperties", pattern)),
    ...(isTyped && keyword !== undefined ? [child(cursor, keyword)] : []),
  ].filter(({ value }) => value !== false);
  if (places.length === 0) {
    if (stated === undefined) return undefined;
    return stated === false ? "closed" : "open";
  }
  if (patterns.length > 0 && stated !== false && !isTyped) {
    const lacks = "the spec allows any value for properties whose names match no pattern";
    report(state, unsupportedKeyword, { keyword: "patternProperties", direction: "narrower", lacks }, cursor);
  }
  const uses = places.map((place, index) => {
    const step = places.length === 1 ? ({ kind: "value" } as const) : ({ kind: "option", ordinal: index + 1 } as const);
    return building.useOf(state, place, stepInto(building.context, step));
  });
  const distinct = [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
  const [only] = distinct;
  const free = distinct.find(({ kind }) => kind === "unknown");
  if (free !== undefined) return free;
  return distinct.length === 1 && only !== undefined ? only : declareUnion(state, cursor, { distinct, building });
}

/** The union of the types that several patterns state. */
function declareUnion(
  state: BuildState,
  cursor: Cursor,
  { distinct, building }: { distinct: readonly TypeUse[]; building: RestBuilding },
): TypeUse {
  const id: DeclarationId = identityOf({
    file: cursor.file,
    pointer: appendPointer(originOf(cursor).pointer, "patternProperties"),
  });
  if (!state.pending.has(id)) {
    state.pending.add(id);
    const { place } = stepInto(building.context, { kind: "value" });
    const base = declarationBase(state, { ...cursor, value: {} }, { id, place });
    const members = distinct.map((use) => ({ use: use.kind === "nullable" ? use.of : use, tagValues: [] }));
    state.declarations.set(id, { ...base, kind: "union", members });
  }
  const use: TypeUse = { kind: "ref", id };
  return distinct.some(({ kind }) => kind === "nullable") ? { kind: "nullable", of: use } : use;
}

/** The property names that `propertyNames` lists. Returns undefined where it lists none. */
export function listedNames(state: BuildState, cursor: Cursor): readonly string[] | undefined {
  const schema = cursor.value;
  if (!isObject(schema) || !isObject(schema["propertyNames"])) return undefined;
  const names = followIn(state, child(cursor, "propertyNames"))?.value;
  const values = isObject(names)
    ? (names["enum"] ?? (Object.hasOwn(names, "const") ? [names["const"]] : undefined))
    : [];
  if (!Array.isArray(values)) return undefined;
  const texts = values.filter((value): value is string => typeof value === "string");
  return texts.length === 0 ? undefined : texts;
}
