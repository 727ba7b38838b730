/**
 * The only place that turns text from a spec into code, comments, Markdown or paths. Such text is hostile until it
 * has been through here.
 */

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/u;

/** Whether a text can stand as a property name or be read with a dot in TypeScript. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/**
 * A TypeScript string literal with the quotes prettier would choose: double ones, unless the text holds more double
 * than single quotes. Line and paragraph separators, lone surrogates and what turns the reading direction are escaped.
 */
export function stringLiteral(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quote = countOf(text, '"') > countOf(text, "'") ? "'" : '"';
  const special = quote === '"' ? SPECIAL_IN_DOUBLE : SPECIAL_IN_SINGLE;
  return `${quote}${text.replaceAll(special, escapeCharacter)}${quote}`;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES[character];
  return short ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** The quote, what cannot stand in a literal, separators of lines, and what makes code read otherwise than it runs. */
const SPECIAL_IN_DOUBLE = /["\\\u0000-\u001f\u007f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;
const SPECIAL_IN_SINGLE = /['\\\u0000-\u001f\u007f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/** Nothing to escape and nothing that decides on the quotes: nearly every text. */
const PLAIN = /^[ !#-&(-[\]-~]*$/u;

/** A property name: bare where that is possible, else quoted. `__proto__` is quoted in brackets, for bare it sets the prototype. */
export function propertyName(wire: string): string {
  if (wire === "__proto__") return '["__proto__"]';
  return isIdentifier(wire) ? wire : stringLiteral(wire);
}

/**
 * Text for a JSDoc comment: it cannot end the comment, open a tag or an inline tag, and its lines are trimmed at the
 * end. An `@` that would start a tag becomes its Markdown entity.
 */
export function docText(text: string): string {
  if (!UNTIDY.test(text)) return text.trim();
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replaceAll("*/", "*\\/")
    .replaceAll(/(^|[\s{(*])@(?=[A-Za-z])/gmu, "$1&#64;")
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u2028-\u202e\u2066-\u2069]/gu, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}

/** What {@link docText} changes inside a text: most texts hold nothing of it. */
const UNTIDY = /[\r@\u0000-\u0008\u000b\u000c\u000e-\u001f\u2028-\u202e\u2066-\u2069]|\*\/|\s\n|\n\n\n/u;

/** One line of text: white space folded. */
export function singleLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
