import { byNumber, cleanLine } from "../../text/characters.ts";
import { codeSpan, link, plainText, quotedYaml } from "../../emit/markdown/escape-markdown.ts";
import type { TypeText } from "../../contract/publication.ts";
import type { DeclarationId } from "../../model/model.ts";

/** The text for a response without a body. */
export const EMPTY_BODY = "(empty response body)";

/** A type as Markdown: `[**Role**](../models/role)`, `**String**`, or the values of an enumeration. */
export function typeMarkdown(type: TypeText, hrefOf: (id: DeclarationId) => string): string {
  if (type.values !== undefined) return `**Enum** \\[ ${type.values.map(valueMarkdown).join(", ")} ]`;
  const text = `**${typeText(type.text)}**`;
  return type.model === undefined ? text : link(text, hrefOf(type.model));
}

function valueMarkdown(value: string | number | bigint): string {
  return plainText(typeof value === "string" ? `"${value}"` : String(value), true);
}

/**
 * A type is plain words with list brackets. The brackets stay unescaped, because they contain nothing that forms a
 * link.
 */
function typeText(text: string): string {
  return /^(?:\[\])*[\w.]+(?:\[\])*$/u.test(text) ? text : plainText(text, true);
}

/** The type in the table under "Responses", without a link. */
export function typeCell(type: TypeText | undefined): string {
  return type === undefined ? EMPTY_BODY : typeText(type.text);
}

/** A wire name or value as inline code. */
export function code(text: string): string {
  return codeSpan(visible(text), true);
}

/** A name in a table cell, not formatted as code. */
export function nameInCell(name: string): string {
  return plainText(visible(name), true);
}

/**
 * Quotes a text without visible characters, so that no cell looks empty. White space other than a space is written by
 * number.
 */
function visible(text: string): string {
  return cleanLine(text) === "" ? quotedYaml(text).replaceAll(/[^\S ]/gu, byNumber) : text;
}
