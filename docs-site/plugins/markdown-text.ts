/** Reads what the plugins need from emitted Markdown without a parser: the pages are printed by one program in one shape. */

const BLOCK = /^---\n[\s\S]*?\n---\n/u;

export function withoutFrontMatter(text: string): string {
  return text.replace(BLOCK, "");
}

/** The cells of a table row, with escaped bars kept as text. */
export function readCells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/gu, "")
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** @returns the words of a piece of Markdown, without marks, links' targets and escapes. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[((?:[^[\]\\]|\\.)*)\]\([^)]*\)/gu, "$1")
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/\*\*|`/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** Cuts a page at its headings of one level; fences are no place for headings. The first section has no heading. */
export function cutSections(text: string, level: number): Section[] {
  const mark = `${"#".repeat(level)} `;
  const sections: { heading: string; lines: string[] }[] = [{ heading: "", lines: [] }];
  let fence = "";
  for (const line of text.split("\n")) {
    const opening = /^\s*(`{3,}|~{3,})/u.exec(line)?.[1];
    if (opening !== undefined && (fence === "" || line.trim().startsWith(fence))) fence = fence === "" ? opening : "";
    if (fence === "" && line.startsWith(mark)) sections.push({ heading: line.slice(mark.length).trim(), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ heading, lines }) => ({ heading, text: lines.join("\n") }));
}

/** The rows of every table whose first header cell is `first`, without header and rule. */
export function readRows(text: string, first: string): string[][] {
  const rows: string[][] = [];
  let isInside = false;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) isInside = false;
    else if (isInside) rows.push(readCells(line));
    else isInside = readCells(line)[0] === first;
  }
  return rows.filter((row) => !/^:?-+:?$/u.test(row[0] ?? ""));
}
