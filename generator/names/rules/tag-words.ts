import { splitWords, startsWithDigit } from "./words.ts";

/** Words for signs, for tags that differ only in signs. */
const SIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ["+", " Plus "],
  ["#", " Sharp "],
  ["&", " And "],
  ["/", " Slash "],
  ["_", " Underscore "],
  ["-", " Dash "],
  [".", " Dot "],
]);

/** The words of a tag. The first one does not begin with a digit. */
export function tagWords(wire: string): readonly string[] {
  const words = splitWords(wire);
  if (words.length === 0) return ["Default"];
  return startsWithDigit(words[0] ?? "") ? ["Tag", ...words] : words;
}

/** The words of a tag, with words for its signs. */
export function spelledTag(wire: string): readonly string[] {
  return tagWords([...wire].map((sign) => SIGN_WORDS.get(sign) ?? sign).join(""));
}
