/** How text and questions become words. The index and the questions must be cut alike. */

const STOP = new Set([
  "a",
  "an",
  "the",
  "of",
  "to",
  "for",
  "by",
  "in",
  "on",
  "with",
  "and",
  "or",
  "is",
  "do",
  "how",
  "i",
]);

/** Words that mean the same to a reader who looks for a call. */
const SAME: readonly (readonly string[])[] = [
  ["get", "list", "read", "fetch", "find", "show"],
  ["create", "new", "add", "make"],
  ["delete", "remove"],
  ["update", "patch", "set", "put", "change", "edit", "replace"],
  ["start", "run", "launch"],
  ["search", "query"],
  ["retry", "retries"],
  ["paging", "pagination", "paginate"],
  ["login", "authenticate", "authentication", "credential"],
];
const SYNONYMS = new Map(SAME.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)])));

/** @returns lower-case words: names are cut at capitals, digits stay with their word, plurals lose their ending. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/[’']s\b/gu, "")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !STOP.has(word))
    .map(stem);
}

/** @returns the words in one piece: what is equal here was written in another case or with other marks only. */
export function compact(text: string): string {
  return wordsOf(text).join("");
}

/** @returns the letters and digits alone, endings kept: what is equal here is the same name. */
export function spelled(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

export function synonymsOf(word: string): readonly string[] {
  return SYNONYMS.get(word) ?? [];
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ss|x|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !/(?:ss|us|is)$/u.test(word)) return word.slice(0, -1);
  return word;
}
