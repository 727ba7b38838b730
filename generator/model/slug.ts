/**
 * The vendor's documentation slug of an operationId, an event or a title: its words in lower case, joined by hyphens.
 */
export function slugOf(text: string): string {
  return text
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1-$2")
    .replace(/([a-z\d])([A-Z])/gu, "$1-$2")
    .replaceAll(/[\s_]+/gu, "-")
    .toLowerCase();
}
