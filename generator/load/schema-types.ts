import { isExactInteger } from "../text/exact-integer.ts";
import { isObject, type RawObject } from "./tree.ts";

/** The types that a schema states, without `null`. Empty where it states none. */
export function statedTypes(schema: RawObject): readonly string[] {
  const type = schema["type"];
  if (typeof type === "string") return type === "null" ? [] : [type];
  if (!Array.isArray(type)) return [];
  return type.filter((entry): entry is string => typeof entry === "string" && entry !== "null");
}

/** The type of a schema that states exactly one; otherwise undefined. */
export function soleType(schema: RawObject): string | undefined {
  const types = statedTypes(schema);
  return types.length === 1 ? types[0] : undefined;
}

/** Whether two types have values in common: an integer is a number too. */
export function areOneType(one: string, other: string): boolean {
  const [first, second] = [one, other].map((type) => (type === "integer" ? "number" : type));
  return first === second;
}

/** Whether a schema accepts null: `nullable` (OpenAPI 3.0) or `null` among its types (3.1). */
export function acceptsNull(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (schema["nullable"] === true || schema["type"] === "null") return true;
  return Array.isArray(schema["type"]) && schema["type"].includes("null");
}

/** The JSON Schema type of a value. */
export function typeOfValue(value: unknown): "null" | "boolean" | "integer" | "number" | "string" | "array" | "object" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return Number.isInteger(value) ? "integer" : "number";
    case "string":
      return "string";
    default:
      return "object";
  }
}

/** Whether a value has the stated type. An integer is a number too. */
export function isOfType(value: unknown, type: string): boolean {
  const actual = typeOfValue(value);
  // An integer beyond 2^53 is stored as its digits.
  if (type === "integer" && isExactInteger(value)) return true;
  return actual === type || (type === "number" && actual === "integer");
}

/**
 * Converts a value to a scalar type without loss (`"false"` to a boolean, `12` to a string). Returns undefined where
 * that is impossible.
 */
export function coerce(value: unknown, type: string): string | number | boolean | undefined {
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (typeof value !== "string") return undefined;
  if (type === "boolean") return value === "true" ? true : value === "false" ? false : undefined;
  if (type !== "integer" && type !== "number") return undefined;
  const parsed = Number(value);
  if (value.trim() === "" || !Number.isFinite(parsed)) return undefined;
  return type === "integer" && !Number.isSafeInteger(parsed) ? undefined : parsed;
}

/** Whether a value contains a number that JSON lacks: YAML's `.inf` and `.nan`, or `1e400`. */
export function holdsInfinity(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsInfinity);
}
