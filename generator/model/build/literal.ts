import { isExactInteger } from "../../text/exact-integer.ts";
import type { TypeUse } from "../model.ts";

/** One value of a type. The digits of an integer are a text, which the type tells from any other text. */
export function literalUse(
  value: string | number | boolean,
  type: string | undefined,
): Extract<TypeUse, { kind: "literal" }> {
  return type === "integer" && isExactInteger(value)
    ? { kind: "literal", value, exact: true }
    : { kind: "literal", value };
}
