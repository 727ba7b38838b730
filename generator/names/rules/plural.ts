/** Singulars and plurals that no ending shows. */
const IRREGULAR: readonly (readonly [singular: string, plural: string])[] = [
  ["person", "people"],
  ["child", "children"],
  ["index", "indices"],
  ["matrix", "matrices"],
  ["criterion", "criteria"],
  ["analysis", "analyses"],
  ["alias", "aliases"],
  ["status", "statuses"],
];

/** Words that are their own plural, or only look like a plural. */
const UNCHANGED: ReadonlySet<string> = new Set([
  "access",
  "address",
  "analytics",
  "settings",
  "metadata",
  "data",
  "status",
  "news",
  "series",
  "sms",
  "dns",
  "https",
  "tls",
  "aws",
  "ios",
  "process",
  "class",
  "business",
  "success",
  "progress",
  "canvas",
  "bus",
  "gas",
  "this",
  "previous",
  "media",
  "information",
  "history",
  "insights",
]);

const PLURAL_OF = new Map(IRREGULAR);
const SINGULAR_OF = new Map(IRREGULAR.map(([singular, plural]) => [plural, singular]));

/** The singular of a word, in the same case: Sources becomes Source, Policies becomes Policy. */
export function singular(word: string): string {
  const lower = word.toLowerCase();
  const known = SINGULAR_OF.get(lower);
  if (known !== undefined) return matchCase(word, known);
  if (UNCHANGED.has(lower) || PLURAL_OF.has(lower) || !lower.endsWith("s") || lower.endsWith("ss") || lower.length < 3)
    return word;
  if (lower.endsWith("ies") && lower.length > 4) return `${word.slice(0, -3)}${word.endsWith("S") ? "Y" : "y"}`;
  if (/(?:ss|sh|ch|x|z)es$/u.test(lower)) return word.slice(0, -2);
  if (/(?:us|is)$/u.test(lower)) return word;
  return word.slice(0, -1);
}

/** The plural of a word, in the same case. A plural stays as it is. */
export function plural(word: string): string {
  const lower = word.toLowerCase();
  const known = PLURAL_OF.get(lower);
  if (known !== undefined) return matchCase(word, known);
  if (isPlural(word) || UNCHANGED.has(lower)) return word;
  if (/[^aeiou]y$/u.test(lower)) return `${word.slice(0, -1)}ies`;
  if (/(?:s|sh|ch|x|z)$/u.test(lower)) return `${word}es`;
  return `${word}s`;
}

/** Whether a word is a plural. */
export function isPlural(word: string): boolean {
  return SINGULAR_OF.has(word.toLowerCase()) || singular(word) !== word;
}

function matchCase(like: string, word: string): string {
  const first = like.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
