import { withoutIgnorable } from "../../text/characters.ts";
import { ACRONYMS, CANONICAL_WORDS, JOINED_WORDS } from "./acronyms.ts";

/**
 * Splits a name into words at separators, changes of case and digits: `setMFAKBAConfig` becomes set, MFA, KBA, Config.
 * The words keep their letters; `pascalCase` and `camelCase` change the case.
 */
export function splitWords(text: string): readonly string[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const words = cutWords(text);
  if (remembered.size < MEMORY) remembered.set(text, words);
  return words;
}

/** Cached, because names repeat: `id` occurs in hundreds of operations. The result depends on the text alone. */
const remembered = new Map<string, readonly string[]>();
const MEMORY = 20_000;

function cutWords(text: string): readonly string[] {
  const plain = nameable(text.normalize("NFC"))
    // A combining mark without a letter starts no word.
    .replaceAll(/(?<![\p{L}\p{M}])\p{M}+/gu, "")
    .split(NO_NAME)
    .filter((part) => part !== "");
  return plain.flatMap((part) => joinKnownPairs(cutAtCase(part).flatMap(cutAcronyms)));
}

/** Characters that no identifier may contain. Some numbers and marks are among them: ², and the mark of a keycap. */
const NO_NAME = /[^\p{L}\p{Nd}\p{Nl}\p{Mn}\p{Mc}]+|\u2e2f/u;

/** The text with numbers that identifiers allow: ² becomes 2, a circled 21 becomes 21. */
function nameable(text: string): string {
  return PLAIN.test(text) ? text : withoutIgnorable(text).replaceAll(/\p{No}/gu, (number) => number.normalize("NFKC"));
}

const PLAIN = /^\p{ASCII}*$/u;

/**
 * The order matters: plural acronyms (IDs), runs of capitals (URL of URLFor), capitalised and lower-case words,
 * numbers.
 */
const WORD =
  /\p{Lu}{2,}s(?![\p{Ll}\p{Lo}])|\p{Lu}+(?![\p{Ll}\p{Lo}\p{M}])|\p{Lu}[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{N}+|\p{Lu}/gu;

/** Splits at changes of case: `URLFor` becomes URL and For; `formID2` becomes form, ID and 2. */
function cutAtCase(part: string): string[] {
  return part.match(WORD) ?? [];
}

/** Splits a run of capitals into known acronyms, if it consists of them. */
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

/** The word with a capital first letter, or in its canonical spelling. */
export function capitalise(word: string): string {
  return CANONICAL_WORDS.get(word.toLowerCase()) ?? word.charAt(0).toUpperCase() + word.slice(1);
}

/** Whether a name starts with a digit, which no identifier may. */
export function startsWithDigit(name: string): boolean {
  return /^\p{N}/u.test(name);
}

/**
 * Whether PowerShell reads `-name` as a parameter. It must begin with a letter, an underscore or a question mark.
 * PowerShell checks only one UTF-16 unit, so a letter of two units does not count.
 */
export function canFollowDash(name: string): boolean {
  return /^[\p{L}_?]/u.test(name) && (name.codePointAt(0) ?? 0) <= 0xffff;
}

/** The words in PascalCase: `for-subadmin` becomes ForSubadmin, `formDefinitionID` becomes FormDefinitionId. */
export function pascalCase(words: readonly string[]): string {
  return words.map(capitalise).join("");
}

/**
 * The words in camelCase: `formDefinitionID` becomes formDefinitionId. A first word in capitals becomes lower case:
 * `ID` becomes id.
 */
export function camelCase(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  const head =
    CANONICAL_WORDS.has(first.toLowerCase()) || first === first.toUpperCase()
      ? first.toLowerCase()
      : first.charAt(0).toLowerCase() + first.slice(1);
  return head + pascalCase(rest);
}

/** The words in kebab-case, for folders and subpaths: `Public Identities` becomes public-identities. */
export function kebabCase(words: readonly string[]): string {
  return words.map((word) => word.toLowerCase()).join("-");
}

/**
 * The name of a model or tag as the published SDKs write it: each part starts with a capital and otherwise keeps its
 * case.
 */
export function publishedCamelize(text: string): string {
  return nameable(text)
    .split(/[^\p{L}\p{Nd}\p{Nl}]+|\u2e2f/u)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/**
 * The slugs and anchors of the published pages. Links into the live site depend on this algorithm, odd results included
 * (`OAuthClients` becomes `o-auth-clients`).
 */
export function publishedKebab(text: string): string {
  return text
    .replace(/([A-Z]+)([A-Z][a-z])/gu, "$1-$2")
    .replace(/([a-z\d])([A-Z])/gu, "$1-$2")
    .replace(/[^A-Za-z\d]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .toLowerCase();
}
