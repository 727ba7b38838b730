import { compactTable } from "./markdown-table.ts";

/**
 * Lays out Markdown that a template has printed, as prettier does with `proseWrap: never`. A template cannot know how
 * wide its tables become, and a section that it leaves out leaves its blank lines. Everything else is in prettier's
 * style in the template.
 */
export function tidyMarkdown(text: string): string {
  const tidy: string[] = [];
  let table: string[] = [];
  /** The marks that opened the code block; "" outside one. */
  let fence = "";
  const closeTable = (): void => {
    if (table.length > 0) tidy.push(compactTable(table.filter((line) => !isDelimiters(line)).map(cellsOf)));
    table = [];
  };
  for (const line of text.split("\n")) {
    if (fence === "" && line.startsWith("|")) {
      table.push(line);
      continue;
    }
    closeTable();
    const [marks = ""] = /^`{3,}/u.exec(line) ?? [];
    if (fence === "") fence = marks;
    else if (line === marks && marks.length >= fence.length) fence = "";
    const isCode = fence !== "";
    const isAfterBlank = tidy.length === 0 || tidy.at(-1) === "";
    if (!isCode && line === "" && isAfterBlank) continue;
    if (!isCode && /^#+ /u.test(line) && !isAfterBlank) tidy.push("");
    tidy.push(line);
  }
  closeTable();
  return tidy.join("\n").trimEnd();
}

/** The line of a table between its head and its rows. */
function isDelimiters(line: string): boolean {
  return /^\|(?: *-+ *\|)+$/u.test(line);
}

/** The cells of a row. A bar after a backslash belongs to a cell. */
function cellsOf(line: string): readonly string[] {
  return line.split(/(?<!\\)\|/u).slice(1, -1);
}
