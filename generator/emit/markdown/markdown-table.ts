import { util } from "prettier";
import { WIDTH } from "../width.ts";

/** A table as prettier aligns it. The first row is the head; cells are Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  return alignedTable(readTable(rows));
}

/**
 * A table in prettier's style with `proseWrap: never`: aligned if the aligned rows fit the line, otherwise without
 * padding. `used` is the number of columns before the table, as in a list.
 */
export function compactTable(rows: readonly (readonly string[])[], used = 0): string {
  const table = readTable(rows);
  const width = table.widths.reduce((sum, own) => sum + own + 3, 1);
  if (width + used <= WIDTH) return alignedTable(table);
  const lines = table.cells.map((row) => `| ${row.map(({ text }) => text).join(" | ")} |`);
  const delimiters = `| ${table.widths.map(() => "---").join(" | ")} |`;
  return [lines[0] ?? "", delimiters, ...lines.slice(1)].join("\n");
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

interface Table {
  readonly cells: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
}

function readTable(rows: readonly (readonly string[])[]): Table {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.map((row) => Array.from({ length: columns }, (_, index) => cellOf(row[index] ?? "")));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(3, ...cells.map((row) => row[index]?.width ?? 0)),
  );
  return { cells, widths };
}

function alignedTable({ cells, widths }: Table): string {
  const lines = cells.map(
    (row) => `| ${row.map(({ text, width }, index) => text + " ".repeat((widths[index] ?? 0) - width)).join(" | ")} |`,
  );
  const delimiters = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0] ?? "", delimiters, ...lines.slice(1)].join("\n");
}

function cellOf(text: string): Cell {
  const line = text.trim();
  return { text: line, width: /^[ -~]*$/u.test(line) ? line.length : util.getStringWidth(line) };
}
