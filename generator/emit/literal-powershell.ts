import { powershellString } from "./escape-powershell.ts";

/** A value without parts as a PowerShell expression. */
export function powershellScalar(value: string | number | boolean | null): string {
  if (value === null) return "$null";
  if (typeof value === "boolean") return value ? "$true" : "$false";
  if (typeof value === "string") return powershellString(value);
  // An integer beyond the long ones would be read as a decimal, or not at all.
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `[double] ${powershellString(String(value))}`
    : String(value);
}

/** Whether keys are equal but for their case, or empty: a hashtable literal of them is a parse error. */
export function hasClashingKeys(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value).map((key) => key.toLowerCase());
  return keys.includes("") || new Set(keys).size < keys.length;
}
