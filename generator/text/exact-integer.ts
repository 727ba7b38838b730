/** Whether a value is the text of an integer that a JavaScript number cannot hold exactly. */
export function isExactInteger(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{16,}$/u.test(value) && !Number.isSafeInteger(Number(value));
}
