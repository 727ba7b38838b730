import { exactJson } from "../../text/characters.ts";
import { powershellKey, powershellString } from "../../emit/powershell/escape-powershell.ts";
import { hasClashingKeys, powershellScalar } from "../../emit/powershell/literal-powershell.ts";
import type { Json } from "../../model/model.ts";

/**
 * A JSON value as a PowerShell expression. A value is written as JSON text if it holds an object whose keys clash in a
 * hashtable.
 */
export function powershellLiteral(value: Json, indent = ""): string {
  if (holdsClashingKeys(value)) return powershellString(exactJson(value));
  return literal(value, indent);
}

function literal(value: Json, indent: string): string {
  if (value === null || typeof value !== "object") return powershellScalar(value);
  const inner = `${indent}    `;
  if (isList(value)) {
    if (value.length === 0) return "@()";
    const isShort = value.every((item) => item === null || typeof item !== "object");
    // Each line of the array is a statement, and PowerShell would flatten a list on it. The comma keeps the list.
    const items = value.map((item) =>
      item !== null && typeof item === "object" && isList(item) ? `, ${literal(item, inner)}` : literal(item, inner),
    );
    return isShort ? `@(${items.join(", ")})` : `@(\n${items.map((item) => `${inner}${item}`).join("\n")}\n${indent})`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "@{}";
  return `@{\n${entries.map(([key, entry]) => `${inner}${powershellKey(key)} = ${literal(entry, inner)}`).join("\n")}\n${indent}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether any object in the value cannot be a hashtable. */
function holdsClashingKeys(value: Json): boolean {
  if (value === null || typeof value !== "object") return false;
  if (isList(value)) return value.some(holdsClashingKeys);
  return hasClashingKeys(value) || Object.values(value).some(holdsClashingKeys);
}
