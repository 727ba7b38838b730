import { powershellKey, powershellString } from "../../emit/escape-powershell.ts";
import type { Json } from "../../model/model.ts";
import { FILE_CONTENT, isList, isRecord } from "./samples.ts";

/** A value as a PowerShell expression on one line. */
export function powershellValue(value: Json): string {
  if (value === FILE_CONTENT) return powershellString("./content.txt");
  if (value === null) return "$null";
  if (typeof value === "boolean") return value ? "$true" : "$false";
  if (typeof value === "number")
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? `[double] '${String(value)}'` : String(value);
  if (typeof value === "string") return powershellString(value);
  // The comma keeps a list inside a list of one.
  if (isList(value))
    return `@(${value.map((item) => `${isList(item) ? ", " : ""}${powershellValue(item)}`).join(", ")})`;
  if (!isRecord(value)) return "$null";
  if (hasClashingKeys(value)) return `(ConvertFrom-Json -AsHashtable ${powershellString(JSON.stringify(value))})`;
  const entries = Object.entries(value).map(([key, entry]) => `${powershellKey(key)} = ${powershellValue(entry)}`);
  return entries.length === 0 ? "@{}" : `@{ ${entries.join("; ")} }`;
}

/** Keys that are equal but for their case, or empty: a hashtable literal of them is a parse error. */
function hasClashingKeys(value: { readonly [key: string]: Json }): boolean {
  const keys = Object.keys(value).map((key) => key.toLowerCase());
  return keys.includes("") || new Set(keys).size < keys.length;
}

/** JSON text in a here-string, which stands on lines of its own and in which nothing is expanded. */
export function hereString(value: Json): string {
  return `@'\n${JSON.stringify(value, null, 2)}\n'@`;
}
