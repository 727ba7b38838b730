/** The only place that turns text from a spec into PowerShell code or comments. */
import { cleanLine, cleanText, WRITTEN_BY_NUMBER } from "../../text/characters.ts";

/** Characters that end a string: PowerShell treats typographic quotes as quotes. */
const SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/gu;
const UNSEEN = new RegExp(`[${WRITTEN_BY_NUMBER}]`, "u");

/**
 * A string literal. It is single-quoted, so that nothing in it is expanded; a text with invisible characters is
 * double-quoted. This is a value context: the engine reads back exactly the text.
 */
export function powershellString(text: string): string {
  return UNSEEN.test(text) ? doubleQuoted(text) : `'${text.replaceAll(SINGLE_QUOTES, "$&$&")}'`;
}

function doubleQuoted(text: string): string {
  let literal = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    // Every character except the plainest is written by number, so that no rule of quoting applies.
    literal += /[A-Za-z0-9 ._/:-]/u.test(character) ? character : `\`u{${text.charCodeAt(index).toString(16)}}`;
  }
  return `"${literal}"`;
}

/**
 * A here-string, in which nothing is expanded and lines stay unchanged. A text that a here-string cannot hold (a line
 * that begins with a quote and `@`, or invisible characters) becomes a normal string literal.
 */
export function powershellHereString(text: string): string {
  const isHere = !UNSEEN.test(text.replaceAll("\n", "")) && !/(?:^|\n)['\u2018\u2019\u201a\u201b]@/u.test(text);
  return isHere ? `@'\n${text}\n'@` : powershellString(text);
}

/** A variable or parameter by name. Only letters, digits and underscores need no braces. */
export function powershellVariable(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) ? `$${name}` : `\${${name.replaceAll(/[`{}]/gu, "`$&")}}`;
}

/** The key of a hashtable. */
export function powershellKey(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) ? name : powershellString(name);
}

/**
 * Text of comment-based help, as prose: cleaned first, then escaped. It cannot end the comment. No line begins with a
 * dot and a word, because that would be a keyword of help and an unknown keyword invalidates the whole help.
 */
export function powershellComment(text: string): string {
  return cleanText(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim()
    .replaceAll("#>", "# >")
    .replaceAll("<#", "< #")
    .replaceAll(/^(\s*)\.(?=\s*\w)/gmu, "$1\u200b.");
}

/** {@link powershellComment} on one line. */
export function powershellCommentLine(text: string): string {
  return powershellComment(cleanLine(text));
}

/**
 * Whether XML 1.0 can represent a text exactly (section 2.2). Most controls and lone surrogates cannot be represented,
 * not even by number.
 */
export function isXmlText(text: string): boolean {
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u.test(text);
}

/** Text for XML content or an attribute. This is a value context for every text that {@link isXmlText} accepts. */
export function xmlText(text: string): string {
  return text.replaceAll(SPECIAL_IN_XML, (character) => {
    return XML_ENTITIES[character] ?? `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
  });
}

const XML_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const SPECIAL_IN_XML = new RegExp(`[&<>"${WRITTEN_BY_NUMBER}]`, "gu");
