/** Whether a text is an integer that a JavaScript number cannot hold: the exact form of one. */
export function isExactInteger(value: unknown): value is string {
  return typeof value === "string" && /^-?\d{16,}$/u.test(value) && !Number.isSafeInteger(Number(value));
}
