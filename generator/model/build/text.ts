/** A string of the spec without surrounding white space; "" for any other value. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
