/** Text from a spec as PowerShell: the only place that makes it code or a comment there. */

/** PowerShell takes typographic quotes for quotes: each of these ends a string. */
const SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/gu;
/** Controls, separators of lines, and what makes code read otherwise than it runs. */
const UNSEEN = /[\u0000-\u001f\u007f\u0085\u2028-\u202e\u2066-\u2069]/u;
const TURNS = /[\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** A string literal: single-quoted, so that nothing in it is expanded; with unseen characters a double-quoted one. */
export function powershellString(text: string): string {
  if (!UNSEEN.test(text) && text.search(LONE_SURROGATES) < 0) {
    return `'${text.replaceAll(SINGLE_QUOTES, "$&$&")}'`;
  }
  let literal = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    // Everything but the plainest characters by number: no rule of quoting has to be known.
    literal += /[A-Za-z0-9 ._/:-]/u.test(character) ? character : `\`u{${text.charCodeAt(index).toString(16)}}`;
  }
  return `"${literal}"`;
}

/** A variable or parameter by name; only letters, digits and underscores stand without braces. */
export function powershellVariable(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) ? `$${name}` : `\${${name.replaceAll(/[`{}]/gu, "`$&")}}`;
}

/** The key of a hashtable. */
export function powershellKey(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) ? name : powershellString(name);
}

/**
 * Text for comment-based help: it cannot end the comment, and no line of it begins with a dot and a word, which
 * would be a keyword of help and make the whole help vanish. What turns the reading direction is left out.
 */
export function powershellComment(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[\r\u0085\u2028\u2029]/gu, "\n")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, "")
    .replaceAll(TURNS, "")
    .replaceAll(LONE_SURROGATES, "\ufffd")
    .replaceAll("#>", "# >")
    .replaceAll("<#", "< #")
    .split("\n")
    .map((line) => line.trimEnd().replace(/^(\s*)\.(?=\s*\w)/u, "$1\u200b."))
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}

/** Text for XML content or an attribute. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "")
    .replaceAll(LONE_SURROGATES, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(TURNS, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
