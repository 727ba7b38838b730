import { util } from "prettier";
import { WIDTH } from "../width.ts";

/** A table as prettier aligns it. The first row is the head; cells are Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  return alignedTable(rows, widthsOf(rows, Number.POSITIVE_INFINITY) ?? []);
}

/**
 * A table in prettier's style with `proseWrap: never`: aligned if the aligned rows fit the line, otherwise without
 * padding. `used` is the number of columns before the table, as in a list.
 */
export function compactTable(rows: readonly (readonly string[])[], used = 0): string {
  const widths = widthsOf(rows, WIDTH - used);
  if (widths !== undefined) return alignedTable(rows, widths);
  const columns = Array.from({ length: columnsOf(rows) }, (_, index) => index);
  const lines = rows.map((row) => `| ${columns.map((index) => textOf(row, index)).join(" | ")} |`);
  return withDelimiters(
    lines,
    columns.map(() => "---"),
  );
}

function columnsOf(rows: readonly (readonly string[])[]): number {
  return Math.max(1, ...rows.map((row) => row.length));
}

function textOf(row: readonly string[], index: number): string {
  return (row[index] ?? "").trim();
}

/**
 * The widths of the columns. Returns undefined for a table that is wider than `limit`. Most tables are, by one of their
 * first rows, and the cells after that row are not measured.
 */
function widthsOf(rows: readonly (readonly string[])[], limit: number): readonly number[] | undefined {
  const widths = Array.from({ length: columnsOf(rows) }, () => 3);
  for (const row of rows) {
    for (const [index, width] of widths.entries()) widths[index] = Math.max(width, widthOf(textOf(row, index)));
    if (widths.reduce((sum, width) => sum + width + 3, 1) > limit) return undefined;
  }
  return widths;
}

function alignedTable(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const lines = rows.map((row) => {
    const cells = widths.map((width, index) => {
      const text = textOf(row, index);
      return text + " ".repeat(width - widthOf(text));
    });
    return `| ${cells.join(" | ")} |`;
  });
  return withDelimiters(
    lines,
    widths.map((width) => "-".repeat(width)),
  );
}

function withDelimiters([head = "", ...lines]: readonly string[], delimiters: readonly string[]): string {
  return [head, `| ${delimiters.join(" | ")} |`, ...lines].join("\n");
}

function widthOf(text: string): number {
  return /^[ -~]*$/u.test(text) ? text.length : util.getStringWidth(text);
}
