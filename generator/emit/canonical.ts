/**
 * What of our own printing is in prettier's style already, and how the frequent long forms are brought into it without
 * prettier. Everything this file claims is checked against prettier itself, over all files of the real specs, in the
 * tests; whatever it does not know for certain goes through prettier.
 */

import {
  layoutAlias,
  layoutAssignment,
  layoutConstant,
  layoutIntersected,
  layoutProperty,
  layoutResult,
} from "./type-layout.ts";
import { WIDTH } from "./width.ts";

/** A statement, and whether it is certain to come out of prettier as it is. */
export interface Tidied {
  readonly text: string;
  readonly isCertain: boolean;
}

/** Brings frequent long forms into prettier's shape: lists of imports and exports, method signatures, types. */
export function tidyChunk(chunk: string): Tidied {
  const head = headOf(chunk);
  if (chunk.endsWith(EMPTY_BLOCK)) return tidyChunk(`${chunk.slice(0, -EMPTY_BLOCK.length)} {}`);
  if (chunk.endsWith(",\n);") && LONE_ARGUMENT.test(chunk)) return { text: chunk, isCertain: false };
  if (/^(?:\/\/|(?:import|export) (?:type )?\{)/u.test(head)) return tidyLines(chunk, tidyNameList);
  if (head.startsWith("export class ")) return tidyLines(chunk, tidyMember);
  if (head.startsWith("export interface ")) return tidyLines(chunk, tidyProperty);
  if (head.startsWith("export type ")) return tidyLines(chunk, tidyAlias);
  if (/^(?:export )?const /u.test(head)) return tidyLines(chunk, tidyConstant);
  if (head.startsWith("export function ")) return tidyLines(chunk, tidyFunction);
  return { text: chunk, isCertain: false };
}

/** The end of an interface that has no members: an input of which only the service sets anything. */
const EMPTY_BLOCK = " {\n}";

/** Prettier would rather move a call of one short argument to the next line than break between its brackets. */
const LONE_ARGUMENT = /\(\n {2}\w+,\n\);$/u;

/** A line in prettier's shape; undefined where that is not known. */
type TidyLine = (line: string) => string | undefined;

function tidyLines(chunk: string, tidy: TidyLine): Tidied {
  let isCertain = true;
  let isComment = false;
  const lines = chunk.split("\n");
  for (const [index, line] of lines.entries()) {
    const start = indentOf(line);
    if (start === line.length) continue;
    // Comments stay as they are.
    if (!isComment && line.startsWith("/*", start) && !line.startsWith("/* @__PURE__", start)) isComment = true;
    if (isComment) {
      if (line.trimEnd().endsWith("*/")) isComment = false;
      continue;
    }
    // Signs of other scripts may be two columns wide, and names of them need no quotes.
    const tidied = isAscii(line) ? tidy(line) : undefined;
    if (tidied === undefined) isCertain = false;
    else lines[index] = tidied;
  }
  return { text: lines.join("\n"), isCertain };
}

/** How many characters of white space a line starts with. */
function indentOf(line: string): number {
  const start = line.search(/\S/u);
  return start === -1 ? line.length : start;
}

function isAscii(text: string): boolean {
  // Without the flag for Unicode, which would make it slower and no difference.
  return !/[^\0-\x7f]/.test(text);
}

/** The first line of code, behind the comment. */
function headOf(chunk: string): string {
  let isComment = false;
  for (let start = 0, end; start < chunk.length; start = end + 1) {
    end = chunk.indexOf("\n", start);
    if (end === -1) end = chunk.length;
    const line = chunk.slice(start, end);
    const text = line.trim();
    if (!isComment && text.startsWith("/*")) isComment = true;
    if (!isComment && text !== "") return line;
    if (isComment && text.endsWith("*/")) isComment = false;
  }
  return "";
}

function tidyNameList(line: string): string | undefined {
  const match = /^((?:import|export) (?:type )?)\{ (.*) \}( from "[^"]*";)$/u.exec(line);
  if (match === null) return line.startsWith("//") && line.length <= WIDTH ? line : undefined;
  if (line.length <= WIDTH) return line;
  const [, head = "", names = "", tail = ""] = match;
  // Prettier leaves a single name on its line, however long.
  if (!names.includes(",")) return line;
  return `${head}{\n${names
    .split(", ")
    .map((name) => `  ${name},`)
    .join("\n")}\n}${tail}`;
}

function tidyMember(line: string): string | undefined {
  if (line.length <= WIDTH) return /^(?:export class | {2}|\})/u.test(line) ? line : undefined;
  // A name has nowhere to break.
  if (/^ {2}(?:declare )?(?:readonly )?#?[\w$]+: [\w$]+;$/u.test(line)) return line;
  const assignment = /^ {4}(this\.[\w$]+) = (new \w+)\((\w+)\);$/u.exec(line);
  if (assignment !== null) return layoutAssignment(assignment[1] ?? "", assignment[2] ?? "", [assignment[3] ?? ""]);
  // The descriptor in a method's body.
  if (line.startsWith("      ")) return isData(line) ? line : undefined;
  const signature = /^ {2}([\w$]+(?:<[^()]*>)?)\(([^()]*)\): ([^{}]+) \{$/u.exec(line);
  if (signature !== null) {
    const [, name = "", parameters = "", result = ""] = signature;
    const lines = parameters.split(", ").map((parameter) => `    ${parameter},`);
    if (lines.some((parameter) => parameter.length > WIDTH)) return undefined;
    const end = layoutResult(result);
    return end === undefined ? undefined : `  ${name}(\n${lines.join("\n")}\n${end}`;
  }
  return undefined;
}

function tidyProperty(line: string): string | undefined {
  // Nearly all are short and plain.
  if (line.length <= WIDTH && line.startsWith("  ") && line.endsWith(";") && !/[({\\]/u.test(line)) return line;
  if (/^export interface [\w$]+ \{\}?$/u.test(line) || line === "}") return line;
  const match = /^ {2}((?:readonly )?(?:[\w$]+|"[^"\\]*")\??:|\[\w+: \w+\]:) (.*);$/u.exec(line);
  if (match === null || hasEscapedQuote(line)) return undefined;
  const [, head = "", type = ""] = match;
  return line.length <= WIDTH && !/[({]/u.test(type) ? line : layoutProperty(head, type);
}

function tidyAlias(line: string): string | undefined {
  if (/^export type [\w$]+ = \{$/u.test(line)) return line.length <= WIDTH ? line : undefined;
  if (line.startsWith("  ")) return tidyProperty(line);
  if (hasEscapedQuote(line)) return undefined;
  const intersected = /^\} & \((.*)\);$/u.exec(line);
  if (intersected !== null) return layoutIntersected(intersected[1] ?? "");
  const match = /^(export type [\w$]+) = (.*);$/u.exec(line);
  if (match === null) return undefined;
  const [, head = "", type = ""] = match;
  return line.length <= WIDTH && !/[({]/u.test(type) ? line : layoutAlias(head, type);
}

/** Prettier chooses quotes by what stands between them. */
function hasEscapedQuote(line: string): boolean {
  return line.includes('\\"') || line.includes("\\'");
}

/** `export const x: Operation<A, B> = call(c, d);`, and the lines of objects, which are printed in prettier's style. */
function tidyConstant(line: string): string | undefined {
  if (!/^(?:export )?const /u.test(line)) return isData(line) ? line : undefined;
  if (line.length <= WIDTH || /^export const \w+ =$/u.test(line)) return line;
  const match = /^(export const \w+: \w+)<(.*)> = ((?:\/\* @__PURE__ \*\/ )?\w+)\((\w+, "[^"\\]*")\);$/u.exec(line);
  if (match === null) return undefined;
  const [, head = "", types = "", callee = "", parts = ""] = match;
  return layoutConstant({ head, types, callee, parts: parts.split(", ") });
}

/** A line of data: in prettier's style, a long text on a line of its own. */
function isData(line: string): boolean {
  // A text may be megabytes long: only its ends are looked at.
  return line.length <= WIDTH || (/^ *(?:\w{1,4}: )?["']/u.test(line) && /^["'],$/u.test(line.slice(-2)));
}

function tidyFunction(line: string): string | undefined {
  return line.length <= WIDTH && /^(?:export function [^{}]* \{| {2}return \S.*;|\})$/u.test(line) ? line : undefined;
}
