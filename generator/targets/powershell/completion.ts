import { powershellString } from "../../emit/powershell/escape-powershell.ts";

/** A completion is put into the line as it is: a value with blanks or signs needs its quotes. */
export function completion(value: string): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_.:/-]*$/u.test(value) ? value : powershellString(value);
}
