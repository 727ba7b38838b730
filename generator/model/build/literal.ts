import { isExactInteger } from "../../text/exact-integer.ts";
import type { TypeUse } from "../model.ts";

/** The use of one value. An integer beyond 2^53 is stored as its digits; the type distinguishes it from a string. */
export function literalUse(
  value: string | number | boolean,
  type: string | undefined,
): Extract<TypeUse, { kind: "literal" }> {
  return type === "integer" && isExactInteger(value)
    ? { kind: "literal", value, exact: true }
    : { kind: "literal", value };
}
