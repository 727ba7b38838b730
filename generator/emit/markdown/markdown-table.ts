import { util } from "prettier";
import { WIDTH } from "../width.ts";

/** A table as prettier aligns it. The first row is the head; cells are Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const table = tableOf(rows);
  return alignedTable(table, widthsOf(table, Number.POSITIVE_INFINITY) ?? []);
}

/**
 * A table in prettier's style with `proseWrap: never`: aligned if the aligned rows fit the line, otherwise without
 * padding. `used` is the number of columns before the table, as in a list.
 */
export function compactTable(rows: readonly (readonly string[])[], used = 0): string {
  const table = tableOf(rows);
  const widths = widthsOf(table, WIDTH - used);
  if (widths !== undefined) return alignedTable(table, widths);
  const delimiters = Array.from({ length: table.columns }, () => "---");
  return linesOf(table.rows, delimiters);
}

interface Table {
  readonly columns: number;
  /** Trimmed cells, in each row one for each column. */
  readonly rows: readonly (readonly string[])[];
}

function tableOf(given: readonly (readonly string[])[]): Table {
  let columns = 1;
  for (const row of given) columns = Math.max(columns, row.length);
  const rows = given.map((row) => {
    const cells = row.map((cell) => cell.trim());
    while (cells.length < columns) cells.push("");
    return cells;
  });
  return { columns, rows };
}

/**
 * The widths of the columns. Returns undefined for a table that is wider than `limit`. Most tables are, by one of their
 * first rows, and the cells after that row are not measured.
 */
function widthsOf({ columns, rows }: Table, limit: number): readonly number[] | undefined {
  const widths: number[] = Array.from({ length: columns }, () => 3);
  let total = 1 + 6 * columns;
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      const wider = widthOf(cell) - (widths[index] ?? 0);
      if (wider <= 0) continue;
      widths[index] = (widths[index] ?? 0) + wider;
      total += wider;
    }
    if (total > limit) return undefined;
  }
  return widths;
}

function alignedTable({ rows }: Table, widths: readonly number[]): string {
  const lines = rows.map((row) => row.map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell))));
  return linesOf(
    lines,
    widths.map((width) => "-".repeat(width)),
  );
}

function linesOf([head = [], ...rows]: readonly (readonly string[])[], delimiters: readonly string[]): string {
  return [head, delimiters, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function widthOf(text: string): number {
  return /^[ -~]*$/u.test(text) ? text.length : util.getStringWidth(text);
}
