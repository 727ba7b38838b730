import { withoutIgnorable } from "../../text/characters.ts";
import { powershellString } from "./escape-powershell.ts";

/** A value without parts as a PowerShell expression. */
export function powershellScalar(value: string | number | bigint | boolean | null): string {
  if (value === null) return "$null";
  if (typeof value === "boolean") return value ? "$true" : "$false";
  if (typeof value === "string") return powershellString(value);
  if (typeof value === "bigint") return powershellInteger(value);
  // An integer beyond the long ones would be read as a decimal, or not at all; `Infinity` would be a command.
  const isPlain = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isPlain ? String(value) : `[double] ${powershellString(String(value))}`;
}

/** Written plainly, an integer beyond the long ones would be read with fewer digits. */
function powershellInteger(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return String(value);
  const text = powershellString(String(value));
  return BigInt.asIntN(96, value) === value ? `[decimal] ${text}` : `[System.Numerics.BigInteger]::Parse(${text})`;
}

/**
 * An expression as the argument of a command. Arguments are read by other rules than expressions: `-1` is taken for a
 * parameter and `[double]` for a text. What is not a string, variable, list, hashtable or plain number, or in
 * parentheses already, gets them.
 */
export function powershellArgument(expression: string): string {
  return /^(?:['"$@(]|\d+(?:\.\d+)?$)/u.test(expression) ? expression : `(${expression})`;
}

/** Whether keys are equal but for their case, or empty: a hashtable literal of them is a parse error. */
export function hasClashingKeys(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value).map(foldedKey);
  return keys.includes("") || new Set(keys).size < keys.length;
}

/** Hashtables compare keys by the rules of a culture, which sees no difference in case, composition or unseen characters. */
function foldedKey(key: string): string {
  return withoutIgnorable(key.normalize("NFC")).toLowerCase();
}
