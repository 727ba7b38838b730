/** A text of a spec without white space around it; "" for anything else. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
