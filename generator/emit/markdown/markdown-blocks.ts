/** The blocks of a description, parsed line by line. */
export type Block =
  /** Every line except the last ends in a hard break. */
  | { readonly kind: "paragraph"; readonly lines: readonly string[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "note"; readonly type: NoteType; readonly title: string; readonly children: readonly Block[] }
  | { readonly kind: "list"; readonly start: number | undefined; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

/**
 * The types of a note in the output (`:::tip`): the admonitions of Docusaurus. `NOTE_TYPES` has the words of the specs.
 */
export type NoteType = "note" | "tip" | "info" | "warning" | "danger";

const FENCE = /^\s*(`{3,}|~{3,})/u;
const HEADING = /^\s{0,3}#{1,6}\s+(.*)$/u;
const RULE = /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/u;
const UNDERLINE = /^\s{0,3}(?:=+|-{2,})\s*$/u;
const QUOTE = /^\s{0,3}>\s?(.*)$/u;
const NOTE = /^\s*:{3,}\s*([A-Za-z]+)(.*)$/u;
const NOTE_END = /^\s*:{3,}\s*$/u;
const ITEM = /^(\s*)([-*+•]|\d{1,9}[.)])(?:\s+(.*)|)$/u;
const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;

const NOTE_TYPES: ReadonlyMap<string, NoteType> = new Map([
  ["note", "note"],
  ["tip", "tip"],
  ["success", "tip"],
  ["info", "info"],
  ["important", "info"],
  ["warning", "warning"],
  ["caution", "warning"],
  ["danger", "danger"],
]);

interface Lines {
  readonly lines: readonly string[];
  index: number;
}

/** Deeper nesting than any real description has is read as text. */
const DEEPEST = 12;

/** Splits Markdown text into its blocks: paragraphs, lists, quotes, tables and code. */
export function parseBlocks(text: string): readonly Block[] {
  return blocksOf(text.split("\n"), 0);
}

function blocksOf(lines: readonly string[], depth: number): readonly Block[] {
  const at: Lines = { lines, index: 0 };
  const blocks: Block[] = [];
  while (at.index < lines.length) {
    const line = lines[at.index] ?? "";
    if (line.trim() === "") at.index += 1;
    else add(blocks, depth >= DEEPEST ? readParagraph(at) : readBlock(at, depth));
  }
  return blocks;
}

/** Adds a block. Two lists of the same kind with nothing between them become one list. */
function add(blocks: Block[], block: Block | undefined): void {
  const last = blocks.at(-1);
  if (block === undefined) return;
  if (last?.kind === "list" && block.kind === "list" && (last.start === undefined) === (block.start === undefined))
    blocks[blocks.length - 1] = { ...last, items: [...last.items, ...block.items] };
  else blocks.push(block);
}

function readBlock(at: Lines, depth: number): Block | undefined {
  const line = at.lines[at.index] ?? "";
  if (FENCE.test(line)) return readCode(at);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    at.index += 1;
    return { kind: "heading", text: withoutClosing(heading[1] ?? "") };
  }
  if (RULE.test(line)) {
    at.index += 1;
    return undefined;
  }
  if (QUOTE.test(line)) return { kind: "quote", children: blocksOf(takeQuote(at), depth + 1) };
  const note = NOTE.exec(line);
  if (note !== null) return readNote(at, depth, note);
  if (NOTE_END.test(line)) {
    at.index += 1;
    return undefined;
  }
  if (startsTable(at)) return readTable(at);
  if (ITEM.test(line)) return readList(at, depth);
  return readParagraph(at);
}

/**
 * The text of a heading without its closing `#` characters. The loop starts at the end, because a pattern would try
 * each run of `#`.
 */
function withoutClosing(text: string): string {
  const whole = text.trimEnd();
  let end = whole.length;
  while (whole.charAt(end - 1) === "#") end -= 1;
  return whole.slice(0, end).trimEnd();
}

/** The maximum number of columns. A wider table is read as text, because each row would be filled up to that width. */
const WIDEST = 100;

/** Whether a table starts here. A table may follow a paragraph without a blank line (GFM 4.10). */
function startsTable({ lines, index }: Lines): boolean {
  const next = lines[index + 1] ?? "";
  return (lines[index] ?? "").includes("|") && next.includes("|") && isDelimiter(next);
}

function isDelimiter(line: string): boolean {
  // Runs of spaces are collapsed, because the pattern could match them in many ways.
  return DELIMITERS.test(line.replaceAll(/\s+/gu, " ")) && line.split("|").length <= WIDEST + 2;
}

function readCode(at: Lines): Block {
  const first = at.lines[at.index] ?? "";
  const [, mark = "```"] = FENCE.exec(first) ?? [];
  const indent = first.search(/\S/u);
  const code: string[] = [];
  for (at.index += 1; at.index < at.lines.length; at.index += 1) {
    const line = at.lines[at.index] ?? "";
    if (line.trim().startsWith(mark) && /^(?:`+|~+)$/u.test(line.trim())) {
      at.index += 1;
      break;
    }
    code.push(line.slice(Math.min(indent, Math.max(0, line.search(/\S|$/u)))).trimEnd());
  }
  return { kind: "code", text: code.join("\n") };
}

function takeQuote(at: Lines): string[] {
  const inner: string[] = [];
  for (; at.index < at.lines.length; at.index += 1) {
    const match = QUOTE.exec(at.lines[at.index] ?? "");
    if (match === null) break;
    inner.push(match[1] ?? "");
  }
  return inner;
}

function readNote(at: Lines, depth: number, [, type = "", rest = ""]: RegExpExecArray): Block {
  const plain = rest.trim();
  const isBracketed = plain.startsWith("[") && plain.endsWith("]") && plain.length > 1;
  const title = isBracketed ? plain.slice(1, -1) : plain;
  const inner: string[] = [];
  for (at.index += 1; at.index < at.lines.length; at.index += 1) {
    const line = at.lines[at.index] ?? "";
    if (NOTE_END.test(line)) {
      at.index += 1;
      break;
    }
    inner.push(line);
  }
  const known = NOTE_TYPES.get(type.toLowerCase());
  return { kind: "note", type: known ?? "note", title, children: blocksOf(inner, depth + 1) };
}

function readTable(at: Lines): Block {
  const rows: string[][] = [];
  for (let count = 0; at.index < at.lines.length; at.index += 1, count += 1) {
    const line = at.lines[at.index] ?? "";
    if (!line.includes("|")) break;
    if (count !== 1) rows.push(cellsOf(line));
  }
  return { kind: "table", rows };
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/u, "")
    .replace(/(?<!\\)\|$/u, "");
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.replaceAll("\\|", "|").trim());
}

function readList(at: Lines, depth: number): Block {
  const [, , marker = "-"] = ITEM.exec(at.lines[at.index] ?? "") ?? [];
  const isOrdered = /\d/u.test(marker);
  const items: (readonly Block[])[] = [];
  const outer = indentOf(at.lines[at.index] ?? "");
  while (at.index < at.lines.length) {
    const match = ITEM.exec(at.lines[at.index] ?? "");
    if (match === null || (match[1] ?? "").length > outer + 1) break;
    if ((match[1] ?? "").length < outer || /\d/u.test(match[2] ?? "") !== isOrdered) break;
    if (RULE.test(at.lines[at.index] ?? "")) break;
    items.push(blocksOf(takeItem(at, outer, match[3] ?? ""), depth + 1));
    skipBlanks(at);
  }
  return { kind: "list", start: isOrdered ? Number.parseInt(marker, 10) : undefined, items };
}

/**
 * The lines of a list item: lines indented deeper than its mark, and lines that continue the last one without a mark.
 */
function takeItem(at: Lines, outer: number, first: string): string[] {
  const inner = [first];
  let isBlank = false;
  for (at.index += 1; at.index < at.lines.length; at.index += 1) {
    const line = at.lines[at.index] ?? "";
    if (line.trim() === "") {
      isBlank = true;
      inner.push("");
      continue;
    }
    const isInside = indentOf(line) > outer;
    if (!isInside && (isBlank || startsBlock(line))) break;
    if (ITEM.test(line) && indentOf(line) <= outer + 1) break;
    inner.push(isInside ? line.slice(Math.min(indentOf(line), outer + 2)) : line);
    isBlank = false;
  }
  return inner;
}

function skipBlanks(at: Lines): void {
  let ahead = at.index;
  while (ahead < at.lines.length && (at.lines[ahead] ?? "").trim() === "") ahead += 1;
  at.index = ahead;
}

function indentOf(line: string): number {
  return Math.max(0, line.search(/\S/u));
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || NOTE.test(line) || ITEM.test(line);
}

function readParagraph(at: Lines): Block {
  const lines: string[] = [];
  let current = "";
  for (let count = 0; at.index < at.lines.length; at.index += 1, count += 1) {
    const line = at.lines[at.index] ?? "";
    if (line.trim() === "") break;
    if (count > 0 && UNDERLINE.test(line) && lines.length === 0) {
      at.index += 1;
      return { kind: "heading", text: current };
    }
    const isOtherBlock = startsBlock(line) && !/^\s*(?:\d{2,}|[02-9])[.)]/u.test(line);
    if (count > 0 && (isOtherBlock || RULE.test(line) || startsTable(at))) break;
    current = current === "" ? line.trim() : `${current} ${line.trim()}`;
    if (/\S( {2,}|\\)$/u.test(line)) {
      lines.push(current.replace(/\\$/u, ""));
      current = "";
    }
  }
  return { kind: "paragraph", lines: current === "" ? lines : [...lines, current] };
}
