/**
 * The name with the first free number from 2. This is the last resort, for names that differ only in invisible
 * characters, for example.
 */
export function numbered(name: string, isFree: (name: string) => boolean): string {
  let index = 2;
  while (!isFree(`${name}${String(index)}`)) index += 1;
  return `${name}${String(index)}`;
}

/** Words for signs, for names that differ only in signs: `created_at` and `created-at`. */
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

/** The signs of a text as words: `a-b_c` becomes `DashUnderscore`. */
export function spelledSigns(text: string): string {
  return [...text].map((sign) => SIGNS.get(sign) ?? "").join("");
}

/** The capitals of a text as words, for names that differ only in case. */
export function spelledCapitals(text: string): string {
  return [...text].map((sign) => (sign === sign.toLowerCase() ? "" : `Capital${sign}`)).join("");
}

/**
 * Names that distinguish a text from others with the same words: with its signs, with its signs and capitals, and with
 * `Small`.
 */
export function spelledOut(text: string, own: string): readonly string[] {
  const signs = spelledSigns(text);
  return [`${own}${signs}`, `${own}${signs}${spelledCapitals(text)}`, `${own}${signs}Small`];
}
