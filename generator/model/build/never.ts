import { UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { statedTypes } from "../../load/schema-types.ts";
import { child, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { TypeUse } from "../model.ts";
import { partsOf } from "./compose.ts";
import { contradiction } from "./diagnostics.ts";
import { intersectionOf } from "./intersection.ts";
import { isNullable, isNullOnly, unionKeyword } from "./union.ts";
import { followIn, report, type BuildState } from "./state.ts";

/**
 * The use of a schema that contradicts itself; reports the contradiction. `parts` describes the constraints that
 * exclude each other.
 */
export function neverUse(
  state: BuildState,
  at: Cursor,
  { what, parts }: { what: string; parts: readonly string[] },
): TypeUse {
  report(state, contradiction, { what, parts }, at);
  return { kind: "never", reason: parts.join(" and ") };
}

/**
 * The use of a schema that no value matches: with the part `false` in its `allOf`, only `false` in a union, parts that
 * exclude each other, or `not: {}`, which says so on purpose and has no finding. Undefined for any other schema.
 */
export function impossibleUse(state: BuildState, at: Cursor): TypeUse | undefined {
  const schema = at.value;
  if (!isObject(schema)) return undefined;
  if (excludesAll(schema)) return { kind: "never", reason: "no value is valid here" };
  const isFalse = (keyword: string, index: number): boolean =>
    followIn(state, child(at, keyword, index))?.value === false;
  const parts = schema["allOf"];
  const never = (...excluding: string[]): TypeUse => neverUse(state, at, { what: "the schema", parts: excluding });
  if (Array.isArray(parts) && parts.some((_, index) => isFalse("allOf", index)))
    return never("a composition with a part that accepts no value");
  for (const keyword of UNION_KEYWORDS) {
    const options = schema[keyword];
    if (Array.isArray(options) && options.length > 0 && options.every((_, index) => isFalse(keyword, index)))
      return never("a union without an option that accepts a value");
  }
  if (!Array.isArray(parts)) return undefined;
  const left = intersectionOf(state, [at]);
  if (left?.kind === "never") return never(...left.parts);
  const all = partsOf(state, at);
  if (!all.some(({ value }) => isNull(value))) return undefined;
  const other = all.find((part) => excludesNull(state, part));
  return other === undefined ? undefined : never("null", typeText(other));
}

/** Whether a schema is `not: {}` or `not: true`: no value matches it. */
export function excludesAll({ not }: RawObject): boolean {
  return not === true || (isObject(not) && Object.keys(not).every((key) => key === "description" || key === "title"));
}

/** Whether a schema accepts only null, without the keyword `nullable`, which adds null to the other parts. */
function isNull(schema: unknown): boolean {
  return isObject(schema) && schema["nullable"] !== true && isNullOnly(schema);
}

function excludesNull(state: BuildState, part: Cursor): boolean {
  const schema = part.value as RawObject;
  const { allOf: _, ...own } = schema;
  if (isNull(schema) || isNullable(state, { ...part, value: own })) return false;
  const values = Array.isArray(schema["enum"]) ? (schema["enum"] as unknown[]) : undefined;
  if (values !== undefined) return !values.includes(null);
  return statedTypes(schema).length > 0 || Object.hasOwn(schema, "const") || unionKeyword(part) !== undefined;
}

function typeText({ value }: Cursor): string {
  const types = statedTypes(value as RawObject);
  return types.length === 0 ? "not null" : types.join(" or ");
}
