import { propertyName, stringLiteral } from "../../../../emit/escape.ts";
import { atom, pretty, type Literal } from "../../../../emit/typescript/literal.ts";
import { numberText } from "../../../../emit/typescript/scalar.ts";
import type { Json } from "../../../../model/model.ts";
import { FILE_CONTENT, isList, isRecord } from "../../samples.ts";

/** A value as a literal. File content becomes an expression. */
export function literalOf(value: Json): Literal {
  if (value === FILE_CONTENT) return atom('new Blob(["content"])');
  if (isList(value)) return { kind: "list", items: value.map(literalOf) };
  if (isRecord(value))
    return {
      kind: "object",
      entries: Object.entries(value).map(([key, entry]) => [propertyName(key), literalOf(entry)]),
    };
  if (typeof value === "number" || typeof value === "bigint") return atom(numberText(value));
  return atom(typeof value === "string" ? stringLiteral(value) : String(value));
}

/** The code of a value that starts at column `used`. */
export function printValue(value: Json, used: number, isOpen = false): string {
  return pretty(literalOf(value), { indent: "", used, isOpen });
}
