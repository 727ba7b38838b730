/** A value of a document as a finding shows it: its JSON, at most 60 characters. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
