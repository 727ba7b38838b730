/**
 * Which characters of a spec's text are removed from prose, and how prose is cleaned. Escaping always comes after
 * cleaning: if a character between `*` and `/` were removed last, the two would close a comment.
 */

/**
 * Characters that end a line for some readers and not for others: VT, FF, CR, NEL (U+0085), and the line and paragraph
 * separators (U+2028, U+2029). In prose each of them, and CR LF together, becomes one line feed.
 */
const LINE_BREAKS = /\r\n|[\u000b\u000c\r\u0085\u2028\u2029]/gu;

/**
 * Invisible characters: controls, the soft hyphen, zero-width spaces, bidirectional controls (they make code read
 * differently from how it runs: CVE-2021-42574), the byte order mark, annotation marks, tags and noncharacters. The
 * zero-width joiners (U+200C, U+200D) and variation selectors are kept, because scripts and emoji need them.
 */
const UNSEEN =
  "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f" +
  "\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e007f}";

const UNSEEN_CHARACTERS = new RegExp(`[${UNSEEN}]`, "gu");

/** Includes joiners, variation selectors and fillers, which prose keeps and names do not. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Removes every invisible character. Two names that are equal after this look the same, and some systems treat them as
 * equal.
 */
export function withoutIgnorable(text: string): string {
  return text.replaceAll(IGNORABLE, "");
}

/** Lone surrogates: halves of a character, which no text encoding can represent. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * Characters that a literal writes by number or by a short escape (`\\n`), so that code reads as it runs: invisible
 * characters, tabs, line breaks and lone surrogates.
 */
export const WRITTEN_BY_NUMBER = `\\u0009-\\u000d\\u0085\\u2028\\u2029\\p{Surrogate}${UNSEEN}`;

/** Every character that {@link cleanText} changes. */
const UNTIDY = `[\\u000b-\\u000d\\u0085\\u2028\\u2029\\p{Surrogate}${UNSEEN}]`;

/** Most texts are plain ASCII. This class recognises them in a fraction of the time of the Unicode classes. */
const MAY_BE_UNTIDY = /[^\t\n -~]/;

/** One search for any untidy character; most other texts contain none. */
const HAS_UNTIDY = new RegExp(UNTIDY, "u");

/**
 * Cleans prose: line breaks become line feeds, invisible characters are removed, and lone surrogates become U+FFFD.
 * Tabs stay. Cleaning is idempotent: `cleanText(cleanText(text)) === cleanText(text)`.
 */
export function cleanText(text: string): string {
  if (!MAY_BE_UNTIDY.test(text) || !HAS_UNTIDY.test(text)) return text;
  return text.replaceAll(LINE_BREAKS, "\n").replaceAll(UNSEEN_CHARACTERS, "").replaceAll(LONE_SURROGATES, "\ufffd");
}

/** Characters that {@link cleanLine} may change: non-ASCII, line breaks, tabs, and several spaces. */
const MAY_NEED_LINE = /[^ -~]| {2}/;

/** Cleans prose and puts it on one line: white space of any kind becomes one space. */
export function cleanLine(text: string): string {
  if (!MAY_NEED_LINE.test(text)) return text.trim();
  return cleanText(text).replaceAll(/\s+/gu, " ").trim();
}

/** Shortens a text to at most `length` UTF-16 units, never inside a character. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A character by its number, as JavaScript and JSON (below U+10000) write it: `\u001b`, `\u{e0001}`. */
export function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

const SHOWN_BY_NUMBER = new RegExp(UNTIDY, "gu");

/**
 * Text for a terminal or a log. Characters that a terminal interprets are written by number; the escape character, for
 * example, starts commands that move the cursor and set the title. No character is removed, so that a person can find
 * the text in the spec.
 */
export function visibleText(text: string): string {
  if (!MAY_BE_UNTIDY.test(text)) return text;
  return text.replaceAll(SHOWN_BY_NUMBER, byNumber);
}

/**
 * {@link visibleText} on one line. A line feed is shown as `\n`, because otherwise a text could look like another
 * finding.
 */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll("\n", "\\n");
}

/** The JSON text of a value in which a bigint becomes a JSON number with all its digits. */
export function exactJson(value: unknown, indent?: number): string {
  try {
    // Nearly every value; a function that looks at each part takes twice as long.
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    // What it throws for a bigint. A cycle is thrown again below.
    if (!(error instanceof TypeError)) throw error;
  }
  let hasBigint = false;
  const plain = JSON.stringify(
    value,
    (_, part: unknown) => {
      hasBigint ||= typeof part === "bigint";
      return typeof part === "bigint" ? String(part) : part;
    },
    indent,
  );
  if (!hasBigint) return plain;
  // The mark before the digits must not occur elsewhere in the text.
  let mark = "integer";
  while (plain.includes(mark)) mark += ":";
  return JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? mark + String(part) : part),
    indent,
  ).replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "gu"), "$1");
}

/**
 * The JSON text of a value, with every invisible character written by number. This is a value context: parsing the text
 * returns the value, and cleaning the text as prose changes nothing.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = exactJson(value, indent);
  if (!MAY_BE_SPECIAL.test(text)) return text;
  // JSON has no `\u{…}`: a character above U+FFFF is written as its two surrogates, which `split` gives.
  return text.replaceAll(SPECIAL_IN_JSON, (character) => character.split("").map(byNumber).join(""));
}

/** Nothing of plain ASCII is special. */
const MAY_BE_SPECIAL = /[^\n -~]/;

/** `JSON.stringify` wrote line feeds and surrogates by number already; those that stand here are its own layout. */
const SPECIAL_IN_JSON = new RegExp(`(?!\\n)[${WRITTEN_BY_NUMBER}]`, "gu");
