import { powershellString } from "../../emit/powershell/escape-powershell.ts";

/** The text of a completion. PowerShell inserts it unchanged, so a value with spaces or punctuation is quoted. */
export function completion(value: string): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_.:/-]*$/u.test(value) ? value : powershellString(value);
}
