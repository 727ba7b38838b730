import { util } from "prettier";

/** A table as prettier aligns it. The first row is the head; cells are Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.map((row) => Array.from({ length: columns }, (_, index) => cellOf(row[index] ?? "")));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(3, ...cells.map((row) => row[index]?.width ?? 0)),
  );
  const lines = cells.map(
    (row) => `| ${row.map(({ text, width }, index) => text + " ".repeat((widths[index] ?? 0) - width)).join(" | ")} |`,
  );
  const delimiters = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0] ?? "", delimiters, ...lines.slice(1)].join("\n");
}

function cellOf(text: string): { readonly text: string; readonly width: number } {
  const line = text.trim();
  return { text: line, width: /^[ -~]*$/u.test(line) ? line.length : util.getStringWidth(line) };
}
