import { codeSpan, link, plainText } from "../../emit/escape-markdown.ts";
import type { DeclarationId } from "../../model/model.ts";

/** A type as a page tells it: its text, the model it is about, and the values where it is one of a few. */
export interface TypeName {
  readonly text: string;
  readonly model?: DeclarationId;
  readonly values?: readonly (string | number)[];
}

/** What stands where an answer has nothing. */
export const EMPTY_BODY = "(empty response body)";

/** `[**Role**](../models/role)`, `**String**`, or the values of an enumeration. */
export function typeMarkdown(type: TypeName, hrefOf: (id: DeclarationId) => string): string {
  if (type.values !== undefined) return `**Enum** \\[ ${type.values.map(valueMarkdown).join(", ")} ]`;
  const text = `**${typeText(type.text)}**`;
  return type.model === undefined ? text : link(text, hrefOf(type.model));
}

function valueMarkdown(value: string | number): string {
  return plainText(typeof value === "string" ? `"${value}"` : String(value), true);
}

/** Types are plain words; brackets of lists may stand as they are, for they hold nothing that could be a link. */
function typeText(text: string): string {
  return /^(?:\[\])*[\w.]+(?:\[\])*$/u.test(text) ? text : plainText(text, true);
}

/** As it stands under Responses: without a link. */
export function typeCell(type: TypeName | undefined): string {
  return type === undefined ? EMPTY_BODY : typeText(type.text);
}

/** A wire name or value inside text. */
export function code(text: string): string {
  return codeSpan(text, true);
}
