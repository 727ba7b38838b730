import { byNumber, cleanLine } from "../../text/characters.ts";
import { codeSpan, link, plainText, quotedYaml } from "../../emit/markdown/escape-markdown.ts";
import type { TypeText } from "../../contract/publication.ts";
import type { DeclarationId } from "../../model/model.ts";

/** What stands where an answer has nothing. */
export const EMPTY_BODY = "(empty response body)";

/** `[**Role**](../models/role)`, `**String**`, or the values of an enumeration. */
export function typeMarkdown(type: TypeText, hrefOf: (id: DeclarationId) => string): string {
  if (type.values !== undefined) return `**Enum** \\[ ${type.values.map(valueMarkdown).join(", ")} ]`;
  const text = `**${typeText(type.text)}**`;
  return type.model === undefined ? text : link(text, hrefOf(type.model));
}

function valueMarkdown(value: string | number | bigint): string {
  return plainText(typeof value === "string" ? `"${value}"` : String(value), true);
}

/** Types are plain words; brackets of lists may stand as they are, for they hold nothing that could be a link. */
function typeText(text: string): string {
  return /^(?:\[\])*[\w.]+(?:\[\])*$/u.test(text) ? text : plainText(text, true);
}

/** As it stands under Responses: without a link. */
export function typeCell(type: TypeText | undefined): string {
  return type === undefined ? EMPTY_BODY : typeText(type.text);
}

/** A wire name or value inside text. */
export function code(text: string): string {
  return codeSpan(visible(text), true);
}

/** A name in a cell that is no code. */
export function nameInCell(name: string): string {
  return plainText(visible(name), true);
}

/** A text that nobody would see stands in quotes, with its blanks but the usual one by number: no cell is empty. */
function visible(text: string): string {
  return cleanLine(text) === "" ? quotedYaml(text).replaceAll(/[^\S ]/gu, byNumber) : text;
}
