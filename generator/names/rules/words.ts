import { withoutIgnorable } from "../../text/characters.ts";
import { ACRONYMS, CANONICAL_WORDS, JOINED_WORDS } from "./acronyms.ts";

/**
 * Cuts a name into words at separators, at changes of case and at digits: `setMFAKBAConfig` is set, MFA, KBA, Config.
 * The words keep the letters they have; `pascalCase` and `camelCase` spell them.
 */
export function splitWords(text: string): readonly string[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const words = cutWords(text);
  if (remembered.size < MEMORY) remembered.set(text, words);
  return words;
}

/** Names repeat: `id` stands in hundreds of operations. Cutting is a function of the text alone, so remembering is safe. */
const remembered = new Map<string, readonly string[]>();
const MEMORY = 20_000;

function cutWords(text: string): readonly string[] {
  const plain = nameable(text.normalize("NFC"))
    // A mark that stands on no letter begins no word.
    .replaceAll(/(?<![\p{L}\p{M}])\p{M}+/gu, "")
    .split(NO_NAME)
    .filter((part) => part !== "");
  return plain.flatMap((part) => joinKnownPairs(cutAtCase(part).flatMap(cutAcronyms)));
}

/** Not every letter, mark and number may stand in an identifier: ² and the mark of a keycap may not. */
const NO_NAME = /[^\p{L}\p{Nd}\p{Nl}\p{Mn}\p{Mc}]+|\u2e2f/u;

/** A text with what may stand in names: ² is 2, 21 in a circle is 21. */
function nameable(text: string): string {
  return PLAIN.test(text) ? text : withoutIgnorable(text).replaceAll(/\p{No}/gu, (number) => number.normalize("NFKC"));
}

const PLAIN = /^\p{ASCII}*$/u;

/** In this order: plural acronyms (IDs), runs of capitals (URL of URLFor), capitalised and small words, numbers. */
const WORD =
  /\p{Lu}{2,}s(?![\p{Ll}\p{Lo}])|\p{Lu}+(?![\p{Ll}\p{Lo}\p{M}])|\p{Lu}[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{N}+|\p{Lu}/gu;

/** `URLFor` is URL and For; `formID2` is form, ID and 2. */
function cutAtCase(part: string): string[] {
  return part.match(WORD) ?? [];
}

/** A run of capitals that consists of known acronyms alone is cut into them. */
function cutAcronyms(word: string): string[] {
  if (word.length < 4 || word !== word.toUpperCase()) return [word];
  return acronymParts(word.toLowerCase(), word) ?? [word];
}

function acronymParts(lower: string, word: string): string[] | undefined {
  if (lower === "") return [];
  for (let length = lower.length; length >= 2; length -= 1) {
    if (!ACRONYMS.has(lower.slice(0, length))) continue;
    const rest = acronymParts(lower.slice(length), word.slice(length));
    if (rest !== undefined) return [word.slice(0, length), ...rest];
  }
  return undefined;
}

function joinKnownPairs(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    const isPair =
      previous !== undefined &&
      JOINED_WORDS.some(([left, right]) => left === previous.toLowerCase() && right === word.toLowerCase());
    if (isPair) joined[joined.length - 1] = previous + word;
    else joined.push(word);
  }
  return joined;
}

/** One word with a capital first letter, or in its canonical spelling. */
export function capitalise(word: string): string {
  return CANONICAL_WORDS.get(word.toLowerCase()) ?? word.charAt(0).toUpperCase() + word.slice(1);
}

/** Whether a name starts with a digit, as no identifier may. */
export function startsWithDigit(name: string): boolean {
  return /^\p{N}/u.test(name);
}

/**
 * Whether PowerShell reads `-name` as a parameter: only after a letter, an underscore or a question mark, and it looks
 * at one unit of UTF-16 alone, so a letter of two units is none.
 */
export function canFollowDash(name: string): boolean {
  return /^[\p{L}_?]/u.test(name) && (name.codePointAt(0) ?? 0) <= 0xffff;
}

/** `for-subadmin` is ForSubadmin, `formDefinitionID` is FormDefinitionId. */
export function pascalCase(words: readonly string[]): string {
  return words.map(capitalise).join("");
}

/** `formDefinitionID` is formDefinitionId. A first word in capitals becomes small: `ID` is id. */
export function camelCase(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  const head =
    CANONICAL_WORDS.has(first.toLowerCase()) || first === first.toUpperCase()
      ? first.toLowerCase()
      : first.charAt(0).toLowerCase() + first.slice(1);
  return head + pascalCase(rest);
}

/** `Public Identities` is public-identities; for folders and subpaths. */
export function kebabCase(words: readonly string[]): string {
  return words.map((word) => word.toLowerCase()).join("-");
}

/** The words of a model's or tag's name as the published SDKs join them: the first letters rise, the rest stays as written. */
export function publishedCamelize(text: string): string {
  return nameable(text)
    .split(/[^\p{L}\p{Nd}\p{Nl}]+|\u2e2f/u)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/**
 * The published pages' slugs and anchors: links into the live site depend on this algorithm, odd results included
 * (`OAuthClients` is `o-auth-clients`).
 */
export function publishedKebab(text: string): string {
  return text
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1-$2")
    .replace(/([a-z\d])([A-Z])/gu, "$1-$2")
    .replace(/[^A-Za-z\d]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .toLowerCase();
}
