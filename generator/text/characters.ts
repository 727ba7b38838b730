/**
 * Which characters of a spec's text never reach prose, and how prose is cleaned of them. Escaping comes after cleaning,
 * always: `*`, a removed character and `/` would close a comment if the removal came last.
 */

/**
 * Characters that end a line in some reader and not in another: VT, FF, CR, NEL (U+0085), and the line and paragraph
 * separators (U+2028, U+2029). In prose each of them, and CR LF together, is one line feed.
 */
const LINE_BREAKS = /\r\n|[\u000b\u000c\r\u0085\u2028\u2029]/gu;

/**
 * Characters that nobody sees: controls, the soft hyphen, zero-width spaces, bidirectional controls (they make code
 * read otherwise than it runs: CVE-2021-42574), the byte order mark, annotation marks, tags and noncharacters. The
 * zero-width joiners (U+200C, U+200D) and variation selectors stay: scripts and emoji need them.
 */
const UNSEEN =
  "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f" +
  "\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e007f}";

const UNSEEN_CHARACTERS = new RegExp(`[${UNSEEN}]`, "gu");

/** Also joiners, variation selectors and fillers, which prose keeps and names do not. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/** A text without any character that a reader does not see: what two names look like, and some systems compare. */
export function withoutIgnorable(text: string): string {
  return text.replaceAll(IGNORABLE, "");
}

/** Lone surrogates: half a character, which no encoding of text can hold. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * What a literal writes by number or by a short escape (`\\n`), so that code reads as it runs: unseen characters, tabs,
 * line breaks and lone surrogates.
 */
export const WRITTEN_BY_NUMBER = `\\u0009-\\u000d\\u0085\\u2028\\u2029\\p{Surrogate}${UNSEEN}`;

/** Everything that {@link cleanText} changes. */
const UNTIDY = `[\\u000b-\\u000d\\u0085\\u2028\\u2029\\p{Surrogate}${UNSEEN}]`;

/** Most texts are plain ASCII, which this finds in a fraction of the time that Unicode classes take. */
const MAY_BE_UNTIDY = /[^\t\n -~]/;

/** Most others have nothing of it either, and this looks once. */
const HAS_UNTIDY = new RegExp(UNTIDY, "u");

/**
 * Text as prose: line breaks are line feeds, characters that nobody sees are gone, lone surrogates are U+FFFD. The
 * tab stays. Clean text is clean again: `cleanText(cleanText(text)) === cleanText(text)`.
 */
export function cleanText(text: string): string {
  if (!MAY_BE_UNTIDY.test(text) || !HAS_UNTIDY.test(text)) return text;
  return text.replaceAll(LINE_BREAKS, "\n").replaceAll(UNSEEN_CHARACTERS, "").replaceAll(LONE_SURROGATES, "\ufffd");
}

/** Characters that {@link cleanLine} may change: other than ASCII, breaks and tabs, and a row of blanks. */
const MAY_NEED_LINE = /[^ -~]| {2}/;

/** Clean text on one line: white space of any kind is one blank. */
export function cleanLine(text: string): string {
  if (!MAY_NEED_LINE.test(text)) return text.trim();
  return cleanText(text).replaceAll(/\s+/gu, " ").trim();
}

/** At most so many UTF-16 units of a text, never half a character. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** `\u001b`, `\u{e0001}`: a character by its number, as JavaScript and JSON (below U+10000) write it. */
export function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

const SHOWN_BY_NUMBER = new RegExp(UNTIDY, "gu");

/**
 * Text for a terminal or a log: what it must not interpret (the escape character starts commands that move the cursor
 * and set the title) stands there by number. Nothing is lost, so that a finding can be looked up in the spec.
 */
export function visibleText(text: string): string {
  if (!MAY_BE_UNTIDY.test(text)) return text;
  return text.replaceAll(SHOWN_BY_NUMBER, byNumber);
}

/** {@link visibleText} on one line: a line feed shows as `\n`, or a text could look like a finding of its own. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll("\n", "\\n");
}

/** JSON text of a value, in which a bigint is an integer that no number holds. */
export function exactJson(value: unknown, indent?: number): string {
  try {
    // Nearly every value; a function that looks at each part takes twice as long.
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    // What it throws for a bigint. A circle is thrown again below.
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
  // What stands before the digits stands nowhere else in the text.
  let mark = "integer";
  while (plain.includes(mark)) mark += ":";
  return JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? mark + String(part) : part),
    indent,
  ).replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "gu"), "$1");
}

/**
 * JSON text of a value in which everything that a reader would not see is written by number. A value context: parsing
 * it gives back the value, and cleaning it as prose changes nothing.
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
