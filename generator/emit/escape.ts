/**
 * The only place that turns text from a spec into code, comments, Markdown or paths. Such text is hostile until it
 * has been through here.
 */

import { byNumber, cleanLine, cleanText, WRITTEN_BY_NUMBER } from "../text/characters.ts";

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/u;

/** Whether a text can stand as a property name or be read with a dot in TypeScript. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** What ECMAScript takes for the name of a declaration: letters of every script (ECMA-262, IdentifierName). */
const DECLARED_NAME = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u;

/** Whether a text can be the name of a declaration as it is: data cannot pass for one. */
export function isDeclaredName(text: string): boolean {
  return DECLARED_NAME.test(text);
}

/**
 * A TypeScript string literal with the quotes prettier would choose: double ones, unless the text holds more double
 * than single quotes. A value context: nothing is cleaned, and reading the literal gives back exactly the text.
 * Characters that nobody sees, line breaks and lone surrogates are written by number.
 */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quote = countOf(text, '"') > countOf(text, "'") ? "'" : '"';
  const special = quote === '"' ? SPECIAL_IN_DOUBLE : SPECIAL_IN_SINGLE;
  return `${quote}${text.replaceAll(special, escapeCharacter)}${quote}`;
}

/**
 * The text of a template literal between its backticks and substitutions. A value context: `String.raw` is not meant,
 * the cooked text is exactly the one given.
 */
export function templateText(text: string): string {
  return text.replaceAll(SPECIAL_IN_TEMPLATE, escapeCharacter);
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? byNumber(character);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  "`": "\\`",
  $: "\\$",
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const SPECIAL_IN_DOUBLE = new RegExp(`["\\\\${WRITTEN_BY_NUMBER}]`, "gu");
const SPECIAL_IN_SINGLE = new RegExp(`['\\\\${WRITTEN_BY_NUMBER}]`, "gu");
const SPECIAL_IN_TEMPLATE = new RegExp(`[\`$\\\\${WRITTEN_BY_NUMBER}]`, "gu");
/** Nothing to escape and nothing that decides on the quotes: nearly every text. */
const PLAIN = /^[ !#-&(-[\]-~]*$/u;

/** A property name: bare where that is possible, else quoted. `__proto__` is quoted in brackets, for bare it sets the prototype. */
export function propertyName(wire: string): string {
  if (wire === "__proto__") return '["__proto__"]';
  return isIdentifier(wire) ? wire : stringLiteral(wire);
}

/**
 * Text for a JSDoc comment, as prose: clean first, then escape. It cannot end the comment or open a tag or an inline
 * tag, and its lines are trimmed at the end. An `@` that would start a tag becomes its Markdown entity.
 */
export function docText(text: string): string {
  if (PLAIN_PROSE.test(text)) return text.trim();
  // Lines are trimmed one by one: a pattern for blanks before a line's end is quadratic in the blanks inside a line.
  return cleanText(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim()
    .replaceAll("*/", "*\\/")
    .replaceAll(/(^|[\s{(*])@(?=[\p{L}_$])/gmu, "$1&#64;");
}

/**
 * The text between the signs of a comment that another printer made of prose: clean first, then escape. Its lines keep
 * their place behind their stars.
 */
export function rawComment(text: string): string {
  return cleanText(text)
    .replaceAll(/\n(?! \*(?:\s|$)| $)/gu, "\n * ")
    .replaceAll("*/", "*\\/");
}

/** {@link docText} on one line: for tags, and for a comment that must stay one line. */
export function docLine(text: string): string {
  return docText(cleanLine(text));
}

/** No line break, no sign that {@link docText} escapes and nothing that it removes: most texts. */
const PLAIN_PROSE = /^[ -)+-?A-~]*$/u;
