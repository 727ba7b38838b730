/**
 * The only place that turns text from a spec into code, comments, Markdown or paths. Such text is hostile until a
 * function of this file has escaped it.
 */

import { byNumber, cleanLine, cleanText, WRITTEN_BY_NUMBER } from "../text/characters.ts";

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/u;

/** Whether a text can be a property name without quotes, and be read with a dot, in TypeScript. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** The names that ECMAScript accepts for a declaration: letters of every script (ECMA-262, IdentifierName). */
const DECLARED_NAME = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u;

/** Whether a text can be the name of a declaration without a change. */
export function isDeclaredName(text: string): boolean {
  return DECLARED_NAME.test(text);
}

/**
 * A TypeScript string literal with the quotes that prettier would choose: double quotes, unless the text contains more
 * double than single quotes. This is a value context: nothing is cleaned, and evaluating the literal returns exactly
 * the text. Invisible characters, line breaks and lone surrogates are written by number.
 */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quote = countOf(text, '"') > countOf(text, "'") ? "'" : '"';
  const special = quote === '"' ? SPECIAL_IN_DOUBLE : SPECIAL_IN_SINGLE;
  return `${quote}${text.replaceAll(special, escapeCharacter)}${quote}`;
}

/**
 * The text of a template literal between its backticks and substitutions. This is a value context: the cooked text is
 * exactly the given text. `String.raw` would return another text.
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
/** Texts that need no escape and do not affect the choice of quotes; almost all texts match. */
const PLAIN = /^[ !#-&(-[\]-~]*$/u;

/**
 * A property name, without quotes if possible. `__proto__` is quoted in brackets, because without brackets it sets the
 * prototype.
 */
export function propertyName(wire: string): string {
  if (wire === "__proto__") return '["__proto__"]';
  return isIdentifier(wire) ? wire : stringLiteral(wire);
}

/**
 * Text of a JSDoc comment, as prose: cleaned first, then escaped. It cannot end the comment or start a tag or an inline
 * tag. White space at the ends of lines is removed. An `@` that would start a tag becomes its entity.
 */
export function docText(text: string): string {
  if (PLAIN_PROSE.test(text)) return text.trim();
  // Lines are trimmed one by one: a pattern for spaces before the end of a line takes quadratic time for the spaces
  // inside a line.
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
 * The text between the delimiters of a comment that another printer made from prose: cleaned first, then escaped. The
 * lines keep their position after their stars.
 */
export function rawComment(text: string): string {
  return cleanText(text)
    .replaceAll(/\n(?! \*(?:\s|$)| $)/gu, "\n * ")
    .replaceAll("*/", "*\\/");
}

/** {@link docText} on one line, for tags and for comments that must stay on one line. */
export function docLine(text: string): string {
  return docText(cleanLine(text));
}

/**
 * Texts without a line break, without characters that {@link docText} escapes, and without characters that it removes;
 * most texts match.
 */
const PLAIN_PROSE = /^[ -)+-?A-~]*$/u;
