import { withoutIgnorable } from "../../text/characters.ts";
import { powershellString } from "./escape-powershell.ts";

/** A scalar value as a PowerShell expression. */
export function powershellScalar(value: string | number | bigint | boolean | null): string {
  if (value === null) return "$null";
  if (typeof value === "boolean") return value ? "$true" : "$false";
  if (typeof value === "string") return powershellString(value);
  if (typeof value === "bigint") return powershellInteger(value);
  // A larger integer would be parsed as a decimal or not at all, and `Infinity` would be a command.
  const isPlain = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isPlain ? String(value) : `[double] ${powershellString(String(value))}`;
}

/** A bigint as a PowerShell expression; a plain literal beyond 64 bits would lose digits. */
function powershellInteger(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return String(value);
  const text = powershellString(String(value));
  return BigInt.asIntN(96, value) === value ? `[decimal] ${text}` : `[System.Numerics.BigInteger]::Parse(${text})`;
}

/**
 * An expression as the argument of a command. Arguments are parsed by other rules than expressions: `-1` is read as a
 * parameter and `[double]` as a string. An expression that is not a string, variable, list, hashtable, plain number or
 * parenthesised expression gets parentheses.
 */
export function powershellArgument(expression: string): string {
  return /^(?:['"$@(]|\d+(?:\.\d+)?$)/u.test(expression) ? expression : `(${expression})`;
}

/** Whether a key is empty, or two keys differ only in case. A hashtable literal with such keys is a parse error. */
export function hasClashingKeys(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value).map(foldedKey);
  return keys.includes("") || new Set(keys).size < keys.length;
}

/**
 * A key in the form in which hashtables compare it: their culture ignores case, composition and invisible characters.
 */
function foldedKey(key: string): string {
  return withoutIgnorable(key.normalize("NFC")).toLowerCase();
}
