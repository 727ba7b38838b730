import { blankText, codeBlock, codeSpan, inlineMarkdown, plainText, type RewriteLink } from "./escape-markdown.ts";
import { parseBlocks, type Block } from "./markdown-blocks.ts";
import { compactTable } from "./markdown-table.ts";

/**
 * A description as Markdown blocks, safe in MDX and in prettier's style with `proseWrap: never`. Headings become bold
 * lines, because a heading would be an anchor of the page.
 */
export function markdownBlocks(text: string, rewrite: RewriteLink): string {
  const clean = blankText(text);
  return printBlocks(parseBlocks(clean), { rewrite, used: 0 });
}

/** A description as one table cell: blocks are separated by line breaks, and list items begin with bullets. */
export function markdownCell(text: string, rewrite: RewriteLink): string {
  const parts = cellParts(parseBlocks(blankText(text)), rewrite);
  return parts.filter((part) => part !== "").join("<br />");
}

interface BlockContext {
  readonly rewrite: RewriteLink;
  /** The columns before the block: marks of lists and quotes. */
  readonly used: number;
}

function printBlocks(blocks: readonly Block[], context: BlockContext): string {
  return blocks
    .map((block) => printBlock(block, context))
    .filter((text) => text !== "")
    .join("\n\n");
}

function printBlock(block: Block, context: BlockContext): string {
  const { rewrite, used } = context;
  const inline = (text: string): string => inlineMarkdown(text, { rewrite, isCell: false });
  switch (block.kind) {
    case "paragraph":
      return block.lines
        .map(inline)
        .filter((line) => line !== "")
        .join("\\\n");
    case "heading":
      return bold(block.text, false);
    case "code":
      return codeBlock("text", block.text);
    case "quote":
      return printBlocks(block.children, { rewrite, used: used + 2 })
        .split("\n")
        .map((line) => (line === "" ? ">" : `> ${line}`))
        .join("\n");
    case "note": {
      const title = block.title === "" ? "" : `[${plainText(block.title)}]`;
      const inner = printBlocks(block.children, context);
      return inner === "" ? "" : `:::${block.type}${title}\n\n${inner}\n\n:::`;
    }
    case "list":
      return printList(block, context);
    case "table":
      return specTable(block.rows, context);
  }
}

/**
 * A table from a spec, as wide as its head (GFM 4.10). An empty cell gets the same placeholder as in generated tables.
 */
function specTable(rows: readonly (readonly string[])[], { rewrite, used }: BlockContext): string {
  return compactTable(cellsOf(rows, rewrite), used);
}

function cellsOf(rows: readonly (readonly string[])[], rewrite: RewriteLink): readonly (readonly string[])[] {
  const [head = []] = rows;
  return rows.map((row) => head.map((_, index) => inlineMarkdown(row[index] ?? "", { rewrite, isCell: true }) || "–"));
}

/**
 * A table inside a cell. Markdown cannot express it, so it is written as elements, which MDX and HTML read in the same
 * way.
 */
function innerTable(rows: readonly (readonly string[])[], rewrite: RewriteLink): string {
  const [head = [], ...body] = cellsOf(rows, rewrite);
  const row = (cells: readonly string[], name: "th" | "td"): string =>
    `<tr>${cells.map((cell) => `<${name}>${cell}</${name}>`).join("")}</tr>`;
  const lines = body.map((cells) => row(cells, "td")).join("");
  return `<table><thead>${row(head, "th")}</thead>${lines === "" ? "" : `<tbody>${lines}</tbody>`}</table>`;
}

function bold(text: string, isCell: boolean): string {
  const inner = plainText(text.replaceAll(/[*_`]/gu, ""), isCell);
  return inner === "" ? "" : `**${inner}**`;
}

function printList(block: Extract<Block, { kind: "list" }>, { rewrite, used }: BlockContext): string {
  const markOf = (index: number): string => (block.start === undefined ? "- " : `${String(block.start + index)}. `);
  // Each block is printed once. Printing it for each of the two forms would double the work at each level of nesting.
  const items = block.items
    .map((item, index) => {
      const inside: BlockContext = { rewrite, used: used + markOf(index).length };
      return { item, texts: item.map((inner) => printBlock(inner, inside)).filter((text) => text !== "") };
    })
    .filter(({ texts }) => texts.length > 0);
  const isLoose = items.some(({ item }) => item.some((inner, index) => index > 0 && inner.kind !== "list"));
  return items
    .map(({ texts }, index) => {
      const mark = markOf(index);
      // Without blank lines, a paragraph and the list below it belong together.
      const body = texts.join(isLoose ? "\n\n" : "\n");
      return `${mark}${body.replaceAll(/\n(?=[^\n])/gu, `\n${" ".repeat(mark.length)}`)}`;
    })
    .join(isLoose ? "\n\n" : "\n");
}

function cellParts(blocks: readonly Block[], rewrite: RewriteLink): readonly string[] {
  const inline = (text: string): string => inlineMarkdown(text, { rewrite, isCell: true });
  return blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case "paragraph":
        return block.lines.map(inline);
      case "heading":
        return [bold(block.text, true)];
      case "code":
        return block.text.split("\n").map((line) => codeSpan(line, true));
      case "quote":
        return cellParts(block.children, rewrite);
      case "note": {
        const label = block.title === "" ? `${block.type.charAt(0).toUpperCase()}${block.type.slice(1)}` : block.title;
        const [first = "", ...others] = cellParts(block.children, rewrite);
        return [`${bold(`${label}:`, true)} ${first}`.trim(), ...others];
      }
      case "list":
        return block.items.flatMap((item, index) => {
          const mark = block.start === undefined ? "•" : `${String(block.start + index)}.`;
          const [first = "", ...others] = cellParts(item, rewrite);
          return first === "" ? [] : [`${mark} ${first}`, ...others];
        });
      case "table":
        return [innerTable(block.rows, rewrite)];
    }
  });
}
