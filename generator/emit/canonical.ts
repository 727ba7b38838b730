/**
 * What of our own printing is in prettier's style already, and how the frequent long forms are brought into it without
 * prettier. Everything this file claims is checked against prettier itself, over all files of the real specs, in the
 * tests; whatever it does not know for certain goes through prettier.
 */

export const WIDTH = 80;

/** Brings frequent long forms into prettier's shape: lists of imports and exports, method signatures, unions. */
export function tidyChunk(chunk: string): string {
  const head = headOf(chunk);
  if (/^(?:\/\/|(?:import|export) (?:type )?\{)/u.test(head)) return chunk.split("\n").map(breakNameList).join("\n");
  if (head.startsWith("export class ")) return chunk.split("\n").map(breakMember).join("\n");
  if (head.startsWith("export interface ")) return chunk.split("\n").map(breakProperty).join("\n");
  if (head.startsWith("export type ")) return chunk.split("\n").map(breakAlias).join("\n");
  if (head.startsWith("export const ")) return chunk.split("\n").map(breakConstant).join("\n");
  return chunk;
}

/** The first line of code, behind the comment. */
function headOf(chunk: string): string {
  return codeLines(chunk)[0] ?? "";
}

function breakNameList(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^((?:import|export) (?:type )?)\{ (.*) \}( from .*)$/u.exec(line);
  if (match === null) return line;
  const [, head = "", names = "", tail = ""] = match;
  // Prettier leaves a single name on its line, however long.
  if (!names.includes(",")) return line;
  return `${head}{\n${names
    .split(", ")
    .map((name) => `  ${name},`)
    .join("\n")}\n}${tail}`;
}

function breakMember(line: string): string {
  if (line.length <= WIDTH) return line;
  const signature = /^ {2}([\w$]+)\((args: \w+(?: = \{\})?), (options\?: \w+)\): ([^{}]+) \{$/u.exec(line);
  if (signature !== null) {
    const [, name = "", args = "", options = "", result = ""] = signature;
    return `  ${name}(\n    ${args},\n    ${options},\n${breakResult(result)}`;
  }
  const call = /^ {4}return this\.(\w+)\((\w+), args, options\);$/u.exec(line);
  return call === null ? line : `    return this.${call[1]}(\n      ${call[2]},\n      args,\n      options,\n    );`;
}

/** `): Call<A | undefined> {`, its arguments on lines of their own where they do not fit. */
function breakResult(result: string): string {
  const closing = `  ): ${result} {`;
  const generic = /^(\w+)<(.*)>$/u.exec(result);
  if (closing.length <= WIDTH || generic === null) return closing;
  const inner = generic[2] ?? "";
  // One name stays beside its bracket, however long.
  if (/^[\w$]+(?:\[\])*$/u.test(inner)) return closing;
  return `  ): ${generic[1]}<\n${breakUnion(inner, "    ")}\n  > {`;
}

/** A union on one line where it fits, else a line for each member. */
function breakUnion(text: string, indent: string): string {
  if (indent.length + text.length <= WIDTH) return indent + text;
  const members = splitUnion(text);
  return members.length === 1 ? indent + text : members.map((member) => `${indent}| ${member}`).join("\n");
}

/** Splits at the bars outside brackets and quotes. */
function splitUnion(text: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (quote !== "") {
      if (character === "\\") index += 1;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if ("<({[".includes(character)) depth += 1;
    else if (">)}]".includes(character)) depth -= 1;
    else if (character === "|" && depth === 0) {
      members.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...members, text.slice(start).trim()];
}

function breakAlias(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^(export type \w+ =) (.*);$/u.exec(line);
  if (match === null) return line;
  const [, head = "", type = ""] = match;
  const generic = /^(Open|Closed)<(.*)>$/u.exec(type);
  if (generic !== null && splitUnion(type).length === 1) {
    const opening = `${head} ${generic[1]}<`;
    if (opening.length <= WIDTH && splitUnion(generic[2] ?? "").length > 1)
      return `${opening}\n${breakUnion(generic[2] ?? "", "  ")}\n>;`;
    return line;
  }
  const members = splitUnion(type);
  if (
    !members.every((member) =>
      /^(?:readonly )?[\w$]+(?:\[\])*$|^(?:"[^"]*"|'[^']*')$|^Record<string, unknown>$/u.test(member),
    )
  )
    return line;
  if (members.length === 1) return type.length + 3 <= WIDTH ? `${head}\n  ${type};` : line;
  if (type.length + 3 <= WIDTH) return `${head}\n  ${type};`;
  return `${head}\n${members.map((member) => `  | ${member}`).join("\n")};`;
}

/** `export const x: Operation<A, B> = {`: both type arguments on lines of their own where they do not fit. */
function breakConstant(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^(export const \w+: \w+)<(\w+), (.*)> = \{$/u.exec(line);
  if (match === null) return line;
  const [, head = "", first = "", second = ""] = match;
  // When only the brace is too much, prettier moves the whole object to the next line: that is left to it.
  if (line.length - 2 <= WIDTH) return line;
  const members = splitUnion(second);
  if (second.length + 2 > WIDTH && members.length > 1)
    return `${head}<\n  ${first},\n${members.map((member) => `  | ${member}`).join("\n")}\n> = {`;
  return `${head}<\n  ${first},\n  ${second}\n> = {`;
}

function breakProperty(line: string): string {
  if (line.length <= WIDTH || line.trimStart().startsWith("*") || line.trimStart().startsWith("/*")) return line;
  const match = /^( {2}(?:readonly )?(?:[\w$]+|"[^"]*")\??): (.*);$/u.exec(line);
  if (match === null) return line;
  const [, name = "", type = ""] = match;
  const filterable = /^Filterable<(.*), ([^,<>]*|Open<.*>)>$/u.exec(type);
  if (filterable !== null)
    return `${name}: Filterable<\n${breakUnion(filterable[1] ?? "", "    ")},\n${breakUnion(filterable[2] ?? "", "    ")}\n  >;`;
  const members = splitUnion(type);
  if (members.length === 1) return line;
  if (
    !members.every((member) =>
      /^(?:readonly )?[\w$]+(?:\[\])*$|^(?:"[^"]*"|'[^']*')$|^Record<string, unknown>$/u.test(member),
    )
  )
    return line;
  // A type or null stays beside the name, however long: that is left to prettier.
  if (members.length === 2 && members[1] === "null" && /^[\w$]+$/u.test(members[0] ?? "")) return line;
  if (type.length + 5 <= WIDTH) return `${name}:\n    ${type};`;
  return `${name}:\n${members.map((member) => `    | ${member}`).join("\n")};`;
}

/** Whether a statement is certain to come out of prettier as it goes in. */
export function isCanonical(chunk: string): boolean {
  const lines = codeLines(chunk);
  const head = lines[0] ?? "";
  // Descriptors and mocks are printed in prettier's style by their own code, long strings on lines of their own.
  const isData = head.startsWith("export const ") || head.startsWith("const ");
  const isNameList = /^(?:\/\/|(?:import|export) (?:type )?\{)/u.test(head);
  if (isNameList)
    return lines.every(
      (line) =>
        (line.length <= WIDTH && /^(?:\/\/|import |export |\})/u.test(line)) ||
        /^ {2}(?:type )?[\w$]+(?: as [\w$]+)?,$/u.test(line) ||
        /^(?:import|export) (?:type )?\{ [^,]* \} from "[^"]*";$/u.test(line),
    );
  if (lines.some((line) => line.length > WIDTH && !isUnbreakable(line, isData))) return false;
  if (!isData && lines.some((line) => line.includes('\\"') || line.includes("\\'"))) return false;
  if (head.startsWith("export class ")) return lines.every((line) => /^(?:export class | {2,6}\S|\})/u.test(line));
  if (head.startsWith("export interface "))
    return (
      lines.every((line) => !/[&{]$/u.test(line) || line === head) &&
      lines.slice(1, -1).every((line) => /;$|:$|^ {4}\| |Filterable<$|^ {4}.*[",]$|^ {4}\S/u.test(line))
    );
  if (/^export type \w+ =/u.test(head))
    return (
      !lines.some((line) => /[{&]/u.test(line)) &&
      (lines.length === 1 || lines.slice(1).every((line) => /^ {2}(?:\| )?\S|^>;$/u.test(line)))
    );
  return isData && /^(?:export const \w+ = \{$|export const \w+: \w+<|const \w+)/u.test(head);
}

/** A long line that prettier leaves: a text in data, a property of one name or of that or null, the head of a type. */
function isUnbreakable(line: string, isData: boolean): boolean {
  if (isData) return /^(?: {4}| {2}\w{1,4}: )(?:"|').*(?:"|'),$/u.test(line);
  return (
    /^ {2}(?:readonly )?[\w$]+\??: [\w$]+(?:\[\])*(?: \| null)?;$/u.test(line) ||
    /^export interface \w+ \{$/u.test(line)
  );
}

/** Lines outside block comments, which prettier leaves as they are. */
function codeLines(chunk: string): string[] {
  const lines: string[] = [];
  let isComment = false;
  for (const line of chunk.split("\n")) {
    const text = line.trim();
    if (!isComment && text.startsWith("/*")) isComment = true;
    if (!isComment && text !== "") lines.push(line);
    if (isComment && text.endsWith("*/")) isComment = false;
  }
  return lines;
}
