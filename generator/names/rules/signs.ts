/**
 * A name with the first number, from 2 on, that makes it free: the last resort, for names that nothing tells apart but
 * their order (invisible signs, say).
 */
export function numbered(name: string, isFree: (name: string) => boolean): string {
  let index = 2;
  while (!isFree(`${name}${String(index)}`)) index += 1;
  return `${name}${String(index)}`;
}

/** How signs are said, for names that differ in them alone: `created_at` beside `created-at`. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["_", "Underscore"],
  ["-", "Dash"],
  [".", "Dot"],
  ["[", "Of"],
  ["$", "Dollar"],
  ["@", "At"],
  [":", "Colon"],
  ["<", "Before"],
  [">", "After"],
  ["!", "Not"],
  ["*", "Star"],
  ["~", "Like"],
  ["/", "Slash"],
  ["«", "Guillemet"],
  ["(", "Paren"],
  ["{", "Brace"],
  ["+", "Plus"],
  ["#", "Sharp"],
  ["&", "And"],
  ["|", "Or"],
  ["%", "Percent"],
  ["=", "Equals"],
  ["?", "Question"],
  [" ", "Space"],
]);

/** The signs of a text as words: `a-b_c` gives `DashUnderscore`. */
export function spelledSigns(text: string): string {
  return [...text].map((sign) => SIGNS.get(sign) ?? "").join("");
}

/** The capitals of a text as words, for names that differ in their case alone. */
export function spelledCapitals(text: string): string {
  return [...text].map((sign) => (sign === sign.toLowerCase() ? "" : `Capital${sign}`)).join("");
}

/** Names that tell a text from others of the same words: by its signs, by its capitals too, or by having none. */
export function spelledOut(text: string, own: string): readonly string[] {
  const signs = spelledSigns(text);
  return [`${own}${signs}`, `${own}${signs}${spelledCapitals(text)}`, `${own}${signs}Small`];
}
