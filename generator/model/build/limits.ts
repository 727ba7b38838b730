import { BOUNDS } from "../../load/bounds.ts";
import type { RawObject } from "../../load/tree.ts";
import { isExactInteger } from "../../text/exact-integer.ts";
import type { Limits } from "../model.ts";

/** The bounds and the pattern that a schema states. */
export function limitsOf(schema: RawObject): Limits {
  const limits: { -readonly [key in keyof Limits]: Limits[key] } = {};
  for (const key of BOUNDS) {
    const value = schema[key];
    if (typeof value === "number" || isExactInteger(value)) limits[key] = value;
  }
  if (schema["exclusiveMinimum"] === true && limits.minimum !== undefined) limits.exclusiveMinimum = limits.minimum;
  if (schema["exclusiveMaximum"] === true && limits.maximum !== undefined) limits.exclusiveMaximum = limits.maximum;
  if (typeof schema["pattern"] === "string") limits.pattern = schema["pattern"];
  return limits;
}
