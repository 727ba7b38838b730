import { util } from "prettier";
import { WIDTH } from "../width.ts";
import type { Json } from "../../model/model.ts";
import { jsonText } from "../../text/characters.ts";

/**
 * A value as JSON in prettier's style: objects and lists that fit are on one line, and the outermost object has one
 * line for each member.
 */
export function printJson(value: Json): string {
  return broken(value, { indent: "", used: 0, isOpen: true });
}

interface At {
  readonly indent: string;
  /** The columns taken before the value and by the comma after it. */
  readonly used: number;
  readonly isOpen?: boolean;
}

function broken(value: Json, { indent, used, isOpen = false }: At): string {
  if (!isList(value) && !isObject(value)) return textOf(value);
  const isWhole = isOpen && isObject(value) && Object.keys(value).length > 0;
  const text = isWhole ? undefined : flatWithin(value, WIDTH - used);
  if (text !== undefined && !mustBreak(value)) return text;
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length > 1 && value.every((item) => typeof item === "number")) return filled(value, indent);
    const items = value.map(
      (item, index) => `${inner}${broken(item, { indent: inner, used: inner.length + commaAt(index, value) })}`,
    );
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value);
  const members = entries.map(([name, member], index) => {
    const key = `${inner}${textOf(name)}: `;
    return `${key}${broken(member, { indent: inner, used: widthOf(key) + commaAt(index, entries) })}`;
  });
  return `{\n${members.join(",\n")}\n${indent}}`;
}

/** The columns of the comma after a part: the last part has none. */
function commaAt(index: number, parts: readonly unknown[]): number {
  return index === parts.length - 1 ? 0 : 1;
}

/** A list of numbers, with as many numbers on a line as fit. */
function filled(numbers: readonly Json[], indent: string): string {
  const lines: string[] = [];
  let line = `${indent} `;
  for (const [index, number] of numbers.entries()) {
    const part = ` ${textOf(number)}${index === numbers.length - 1 ? "" : ","}`;
    if (line.length + part.length > WIDTH && line.trim() !== "") {
      lines.push(line);
      line = `${indent} `;
    }
    line += part;
  }
  return `[\n${[...lines, line].join("\n")}\n${indent}]`;
}

/** A value on one line. Returns undefined for a value that takes more than `room` columns. */
function flatWithin(value: Json, room: number): string | undefined {
  if (!isList(value) && !isObject(value)) {
    const text = textOf(value);
    return widthOf(text) <= room ? text : undefined;
  }
  const isNamed = isObject(value);
  const parts: string[] = [];
  let left = room - 2;
  for (const [name, member] of Object.entries(value) as [string, Json][]) {
    const key = isNamed ? `${textOf(name)}: ` : "";
    // The spaces inside braces, or the comma before this part.
    left -= widthOf(key) + (parts.length > 0 || isNamed ? 2 : 0);
    const text = left < 0 ? undefined : flatWithin(member, left);
    if (text === undefined) return undefined;
    left -= widthOf(text);
    parts.push(key + text);
  }
  if (!isNamed) return `[${parts.join(", ")}]`;
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** A value without parts. A code block may contain only normal spaces; other spaces are written by number. */
function textOf(value: Json): string {
  // Prettier writes exponents without a plus.
  if (typeof value === "string" && /^[ !#-[\]-~]*$/.test(value)) return `"${value}"`;
  if (typeof value === "number") return JSON.stringify(value).replace("e+", "e");
  return jsonText(value).replaceAll("\u00a0", "\\u00a0");
}

/** Whether prettier breaks a list: it has several lists or several objects, each with more than one part. */
function mustBreak(value: Json): boolean {
  if (isList(value)) {
    const isUniform =
      value.length > 1 &&
      (value.every((item) => isList(item) && item.length > 1) ||
        value.every((item) => isObject(item) && Object.keys(item).length > 1));
    return isUniform || value.some(mustBreak);
  }
  return isObject(value) && Object.values(value).some(mustBreak);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}

function widthOf(text: string): number {
  return /^[ -~]*$/u.test(text) ? text.length : util.getStringWidth(text);
}
