import type { Element, ElementContent } from "hast";
import { findAll, h, isElement, slugOf, textOf } from "./hast";

/** From this many characters on, a cell makes its column too wide for the other ones. */
const LONG = 60;
const NOTHING = new Set(["", "(no description)"]);

/** Columns in the order in which readers ask for them; a column that is not named keeps its place after these. */
const FIRST = ["Name"];

interface Column {
  readonly index: number;
  readonly name: string;
  readonly isBelow: boolean;
}

/**
 * A table of the pages in the site's shape: each row is a group, long text stands below it at full width,
 * and a row whose type is a model has a tree that opens. Cells carry their column's name for narrow screens.
 */
export function shapeTable(table: Element, anchor: string): Element {
  const [headRow, ...rows] = findAll(table, "tr");
  if (headRow === undefined) return table;
  const names = cellsOf(headRow).map((cell) => textOf(cell).trim());
  const columns = orderColumns(names, rows);
  const beside = columns.filter((column) => !column.isBelow);
  const isOfFields = names.includes("Name") && (names.includes("Data Type") || names.includes("Type"));
  const groups = rows.map((row) => {
    const cells = cellsOf(row);
    const name = isOfFields ? textOf(cells[names.indexOf("Name")] ?? row).trim() : "";
    const model = isOfFields ? linkToModel(row) : undefined;
    const below = columns
      .filter((column) => column.isBelow)
      .map((column) => ({ column, cell: cells[column.index] }))
      .filter(({ cell }) => cell !== undefined && !NOTHING.has(textOf(cell).trim()));
    return h(
      "tbody",
      name === "" ? {} : { id: `${anchor}${slugOf(name)}` },
      h(
        "tr",
        {},
        ...beside.map((column, place) =>
          h(
            place === 0 ? "th" : "td",
            { dataLabel: column.name, ...(place === 0 ? { scope: "row" } : {}) },
            ...(cells[column.index]?.children ?? []),
          ),
        ),
      ),
      ...below.map(({ column, cell }) =>
        belowRow(beside.length, [
          ...(column.name === "Description" ? [] : [h("span", { className: ["below-label"] }, `${column.name}: `)]),
          ...(cell?.children ?? []),
        ]),
      ),
      ...(model === undefined ? [] : [belowRow(beside.length, [createTree(model)])]),
    );
  });
  return h(
    "table",
    { className: isOfFields ? ["shaped", "fields"] : ["shaped"] },
    h("thead", {}, h("tr", {}, ...beside.map((column) => h("th", { scope: "col" }, column.name)))),
    ...groups,
  );
}

/** Properties of a model, read from its page when a reader opens them: no page carries another one's text. */
export function createTree(model: { readonly href: string; readonly name: string }): Element {
  return h(
    "details",
    { className: ["tree"], dataTree: model.href },
    h("summary", {}, `Properties of ${model.name}`),
    h("p", {}, h("a", { href: model.href }, `Read the page of ${model.name}`)),
  );
}

export function linkToModel(node: Element): { readonly href: string; readonly name: string } | undefined {
  for (const link of findAll(node, "a")) {
    const href = String(link.properties["href"] ?? "");
    if (/\/models\/[^/#]+$/u.test(href)) return { href, name: textOf(link).replace(/[[\]]|readonly | \| null/gu, "") };
  }
  return undefined;
}

function orderColumns(names: readonly string[], rows: readonly Element[]): Column[] {
  const columns = names.map((name, index) => ({
    index,
    name,
    isBelow: names.length > 2 && index > 0 && rows.some((row) => isLong(cellsOf(row)[index])),
  }));
  // Fields of all pages look alike, however short their texts happen to be.
  if (names.includes("Name"))
    for (const column of columns) if (column.name === "Description") column.isBelow = names.length > 2;
  const rank = (column: Column): number => (FIRST.includes(column.name) ? 0 : 1);
  return columns.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
}

function isLong(cell: Element | undefined): boolean {
  return cell !== undefined && !isTypeCell(cell) && textOf(cell).length > LONG;
}

/** A type that is a link wraps; it never needs a row of its own. */
function isTypeCell(cell: Element): boolean {
  return linkToModel(cell) !== undefined;
}

function belowRow(span: number, children: readonly ElementContent[]): Element {
  return h("tr", { className: ["below"] }, h("td", { colSpan: span }, ...children));
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((child): child is Element => isElement(child, "td", "th"));
}
