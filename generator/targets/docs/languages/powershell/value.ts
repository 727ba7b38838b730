import { exactJson, jsonText } from "../../../../text/characters.ts";
import {
  powershellHereString,
  powershellKey,
  powershellString,
} from "../../../../emit/powershell/escape-powershell.ts";
import { hasClashingKeys, powershellScalar } from "../../../../emit/powershell/literal-powershell.ts";
import type { Json } from "../../../../model/model.ts";
import { FILE_CONTENT, isList, isRecord } from "../../samples.ts";

/** A value as a PowerShell expression on one line. */
export function powershellValue(value: Json): string {
  if (value === FILE_CONTENT) return powershellString("./content.txt");
  if (value === null || typeof value !== "object") return powershellScalar(value);
  if (isList(value)) {
    // A one-item list that contains a list needs the comma. In a longer list the comma would add a level.
    const [first] = value;
    const comma = value.length === 1 && first !== undefined && isList(first) ? ", " : "";
    return `@(${comma}${value.map(powershellValue).join(", ")})`;
  }
  if (!isRecord(value)) return "$null";
  if (hasClashingKeys(value)) return `(ConvertFrom-Json -AsHashtable ${powershellString(exactJson(value))})`;
  const entries = Object.entries(value).map(([key, entry]) => `${powershellKey(key)} = ${powershellValue(entry)}`);
  return entries.length === 0 ? "@{}" : `@{ ${entries.join("; ")} }`;
}

/** JSON text in a single-quoted here-string. PowerShell expands nothing inside it. */
export function hereString(value: Json): string {
  return powershellHereString(jsonText(value, 2));
}
