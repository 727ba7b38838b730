import { SCHEMA_GRAMMAR } from "../grammar.ts";
import { isObject, type RawObject } from "../tree.ts";

/** The OpenAPI version that a bundle is written in. */
export type Dialect = "3.0" | "3.1";

/** The dialect of a root document. */
export function dialectOf({ openapi }: RawObject): Dialect {
  return String(openapi).startsWith("3.0") ? "3.0" : "3.1";
}

const NEW_KEYWORDS: ReadonlySet<string> = new Set(
  Object.entries(SCHEMA_GRAMMAR).flatMap(([key, keyword]) => ("isNew" in keyword ? [key] : [])),
);

/** Keys that only serve references. In a bundle every reference names a component, so these keys are dropped. */
const ONLY_FOR_REFERENCES = [
  "$id",
  "$anchor",
  "$dynamicAnchor",
  "$recursiveAnchor",
  "$schema",
  "$vocabulary",
  "$comment",
  "$defs",
  "definitions",
];

/**
 * Rewrites a copied schema in the keywords of a dialect. `leftOut` is called for each keyword that the dialect lacks.
 */
export function inDialect(schema: RawObject, dialect: Dialect, leftOut: (keyword: string) => void): RawObject {
  const result = { ...schema };
  for (const key of ONLY_FOR_REFERENCES) delete result[key];
  return dialect === "3.0" ? asOld(result, leftOut) : asNew(result);
}

/** Rewrites a schema for OpenAPI 3.1, where null is a type and an exclusive bound is a number. */
function asNew(schema: RawObject): RawObject {
  const { nullable, ...rest } = schema;
  for (const [exclusive, bound] of BOUNDS) {
    if (typeof rest[exclusive] !== "boolean") continue;
    if (rest[exclusive] && typeof rest[bound] === "number") {
      rest[exclusive] = rest[bound];
      delete rest[bound];
    } else delete rest[exclusive];
  }
  if (nullable !== true) return rest;
  const types = typesOf(rest);
  if (types.length > 0) {
    const values: unknown = rest["enum"];
    const withNull = Array.isArray(values) && !values.includes(null) ? { enum: [...(values as unknown[]), null] } : {};
    return { ...rest, type: types.includes("null") ? rest["type"] : [...types, "null"], ...withNull };
  }
  if (Array.isArray(rest["oneOf"])) return { ...rest, oneOf: [...(rest["oneOf"] as unknown[]), { type: "null" }] };
  if (Array.isArray(rest["anyOf"])) return { ...rest, anyOf: [...(rest["anyOf"] as unknown[]), { type: "null" }] };
  const { allOf, title, description, deprecated, readOnly, writeOnly, ...others } = rest;
  if (allOf === undefined) return rest;
  const said = { title, description, deprecated, readOnly, writeOnly };
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...kept, anyOf: [{ allOf, ...others }, { type: "null" }] };
}

const BOUNDS = [
  ["exclusiveMinimum", "minimum"],
  ["exclusiveMaximum", "maximum"],
] as const;

/** Rewrites a schema for OpenAPI 3.0, which has a single type, `nullable`, and booleans for exclusive bounds. */
function asOld(schema: RawObject, leftOut: (keyword: string) => void): RawObject {
  const result: RawObject = {};
  for (const [key, value] of Object.entries(schema)) if (!NEW_KEYWORDS.has(key)) result[key] = value;
  for (const [exclusive, bound] of BOUNDS) {
    const value = result[exclusive];
    if (typeof value !== "number") continue;
    const other = result[bound];
    const isTighter = typeof other !== "number" || (bound === "minimum" ? value >= other : value <= other);
    if (isTighter) Object.assign(result, { [bound]: value, [exclusive]: true });
    else delete result[exclusive];
  }
  if (result["nullable"] === false) delete result["nullable"];
  const types = typesOf(result);
  const others = types.filter((type) => type !== "null");
  if (types.includes("null")) result["nullable"] = true;
  if (others.length === 1) result["type"] = others[0];
  else delete result["type"];
  if (others.length > 1) {
    const options = {
      anyOf: others.map((type) => (type === "array" ? { type, items: result["items"] ?? {} } : { type })),
    };
    if (others.includes("array")) delete result["items"];
    if (result["anyOf"] === undefined) Object.assign(result, options);
    else result["allOf"] = [...listIn(result, "allOf"), options];
  }
  // The schema accepts only null. OpenAPI 3.0 requires a type beside `nullable`.
  if (types.length > 0 && others.length === 0) Object.assign(result, { type: "string", enum: [null] });
  if (schema["const"] !== undefined) result["enum"] ??= [schema["const"]];
  if (result["example"] === undefined && Array.isArray(schema["examples"]) && schema["examples"].length > 0)
    result["example"] = (schema["examples"] as unknown[])[0];
  const { patternProperties, prefixItems, contentEncoding, contentMediaType } = schema;
  if (isObject(patternProperties)) {
    const values = Object.values(patternProperties);
    const stated = result["additionalProperties"];
    if (stated === undefined || stated === false || stated === true)
      result["additionalProperties"] =
        values.length === 1 && stated === false ? values[0] : stated === false ? { anyOf: values } : {};
  }
  if (Array.isArray(prefixItems) && prefixItems.length > 0) {
    const rest = schema["items"];
    result["items"] = { anyOf: [...(prefixItems as unknown[]), ...(isObject(rest) ? [rest] : [])] };
  }
  if (result["type"] === "array") result["items"] ??= {};
  if (result["format"] === undefined && result["type"] === "string") {
    if (contentEncoding === "base64") result["format"] = "byte";
    else if (contentMediaType !== undefined) result["format"] = "binary";
  }
  for (const key of Object.keys(schema)) if (NEW_KEYWORDS.has(key) && !SAID_OTHERWISE.has(key)) leftOut(key);
  return result;
}

/** New keywords that {@link asOld} expresses with keywords of OpenAPI 3.0. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set([
  "const",
  "examples",
  "patternProperties",
  "prefixItems",
  "contentEncoding",
  "contentMediaType",
]);

function typesOf({ type }: RawObject): readonly string[] {
  return [type].flat().filter((one) => typeof one === "string");
}

/** The list that a key holds; an empty list for any other value. */
export function listIn(schema: RawObject, key: string): readonly unknown[] {
  return Array.isArray(schema[key]) ? (schema[key] as readonly unknown[]) : [];
}
