/**
 * What of our own printing is in prettier's style already. Everything this file claims is checked against prettier
 * itself, over all files of the real specs, in the tests.
 */

const WIDTH = 80;

/** Brings frequent long forms into prettier's shape without prettier: lists of imports and exports, method signatures. */
export function tidyChunk(chunk: string): string {
  if (/^(?:import|export) (?:type )?\{/u.test(chunk)) return chunk.split("\n").map(breakNameList).join("\n");
  if (chunk.includes("\n  ") && /^(?:\/\*\*[\s\S]*?\*\/\n)?export class /u.test(chunk)) return chunk.split("\n").map(breakSignature).join("\n");
  return chunk;
}

function breakNameList(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^((?:import|export) (?:type )?)\{ (.*) \}( from .*)$/u.exec(line);
  if (match === null) return line;
  const [, head = "", names = "", tail = ""] = match;
  // Prettier leaves a single name on its line, however long.
  if (!names.includes(",")) return line;
  return `${head}{\n${names.split(", ").map((name) => `  ${name},`).join("\n")}\n}${tail}`;
}

function breakSignature(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^ {2}(\w+)\((args: \w+(?: = \{\})?), (options\?: \w+)\): ([^{}]+) \{$/u.exec(line);
  if (match === null) return line;
  const [, name = "", args = "", options = "", result = ""] = match;
  const closing = `  ): ${result} {`;
  if (closing.length > WIDTH) return line;
  return `  ${name}(\n    ${args},\n    ${options},\n${closing}`;
}

/** Whether a statement is certain to come out of prettier as it goes in. */
export function isCanonical(chunk: string): boolean {
  const lines = codeLines(chunk);
  if (lines.some((line) => line.length > WIDTH || line.includes("\\\"") || line.includes("\\'"))) return false;
  const head = lines[0] ?? "";
  if (/^\/\//u.test(chunk)) return lines.every((line) => /^(?:\/\/|import |export |\}|  [\w$]+(?: as [\w$]+)?,$|  type [\w$]+(?: as [\w$]+)?,$)/u.test(line));
  if (/^(?:import|export) (?:type )?\{/u.test(head)) return true;
  if (/^export interface /u.test(head)) return lines.every((line) => !/[&{]$/u.test(line) || line === head) && lines.slice(1, -1).every((line) => /;$/u.test(line));
  if (/^export type \w+ = [^{&]*;$/u.test(head)) return lines.length === 1;
  return false;
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
