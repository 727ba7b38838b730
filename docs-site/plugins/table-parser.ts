import type { PhrasingContent, Root, Table, TableCell, TableRow } from "mdast";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";

/** What a table is called while the rest of its page is parsed. */
const HIDDEN = "reference-table";
/** No cell begins a line, so a word before it keeps lists, quotes and headings from being read into it. */
const LEAD = "x ";
const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);

/**
 * Hides the tables of a page in fences. To parse tables is most of what a page costs,
 * and most cells stand on hundreds of pages: they are parsed once.
 */
export function hideTables(text: string): string {
  const result: string[] = [];
  const lines = text.split("\n");
  let fence = "";
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? "";
    const mark = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (mark !== undefined && fence === "") fence = mark;
    else if (mark?.startsWith(fence) === true) fence = "";
    const isTable = fence === "" && line.startsWith("|") && isRule(lines[place + 1]) && (lines[place - 1] ?? "") === "";
    if (!isTable) {
      result.push(line);
      continue;
    }
    const end = lines.findIndex((next, index) => index > place && !next.startsWith("|"));
    const rows = lines.slice(place, end === -1 ? undefined : end);
    const longest = Math.max(2, ...rows.flatMap((row) => [...row.matchAll(/~+/gu)].map(([run]) => run.length)));
    const around = "~".repeat(longest + 1);
    result.push(around + HIDDEN, ...rows, around);
    place += rows.length - 1;
  }
  return result.join("\n");
}

function isRule(line: string | undefined): boolean {
  return line !== undefined && /^\|(?:\s*:?-+:?\s*\|)+\s*$/u.test(line);
}

/** Puts the hidden tables of a page back as the nodes that a parser would have made. */
export function showTables(root: Root): void {
  root.children = root.children.map((node) =>
    node.type === "code" && node.lang === HIDDEN ? parseTable(node.value) : node,
  );
}

function parseTable(text: string): Table {
  const [head = "", rule = "", ...rows] = text.split("\n");
  const align = cutCells(rule).map((cell) => {
    if (cell.startsWith(":")) return cell.endsWith(":") ? "center" : "left";
    return cell.endsWith(":") ? "right" : null;
  });
  const children = [head, ...rows].map((row): TableRow => {
    // A row has as many cells as the head, as the parser reads it.
    const cells = cutCells(row).slice(0, align.length);
    return { type: "tableRow", children: cells.map(parseCell) };
  });
  return { type: "table", align, children };
}

function cutCells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/gu, "")
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

const known = new Map<string, readonly PhrasingContent[]>();

function parseCell(text: string): TableCell {
  let children = known.get(text);
  if (children === undefined) known.set(text, (children = text === "" ? [] : parseInline(text)));
  return { type: "tableCell", children: children.map(copy) };
}

function parseInline(text: string): PhrasingContent[] {
  const [paragraph] = parser.parse(LEAD + text).children;
  const children = paragraph?.type === "paragraph" ? paragraph.children : [];
  const [first, ...rest] = children;
  if (first?.type !== "text") throw new Error(`the cell ${text} is no text`);
  const value = first.value.slice(LEAD.length);
  return value === "" ? rest : [{ type: "text", value }, ...rest];
}

/** Later plugins change nodes in place: each table has its own. */
function copy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (key === "position" ? [] : [[key, copy(part)]])),
  ) as Value;
}
