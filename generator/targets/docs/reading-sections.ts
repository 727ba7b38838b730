import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import type { Paging } from "../../model/model.ts";
import { SECTIONS } from "./headings.ts";
import type { Entry } from "./library.ts";
import type { ExtraSection } from "./extra-section.ts";
import { code } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** The paging of a list: its parameters, its page sizes and its total count. */
export function pagingSection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { paging } = entry.operation;
  if (paging === undefined) return undefined;
  const rows: [string, string][] = [["Style", plainText(STYLE_TEXTS[paging.style])]];
  const add = (label: string, wire: string | undefined): void => {
    if (wire !== undefined) rows.push([label, code(parameterName(writer, entry, wire))]);
  };
  add("Page size parameter", paging.limit);
  if (paging.defaultLimit !== undefined) rows.push(["Default page size", String(paging.defaultLimit)]);
  if (paging.maxLimit !== undefined) rows.push(["Largest page size", String(paging.maxLimit)]);
  if ("offset" in paging) add("Position parameter", paging.offset);
  if (paging.style === "page") add("Page number parameter", paging.page);
  if (paging.style === "cursor") {
    add("Cursor parameter", paging.cursor);
    rows.push(["Next cursor", code(paging.next)]);
  }
  if ("count" in paging) add("Total parameter", paging.count);
  rows.push(["Total", totalText(paging)]);
  if ("items" in paging && paging.items !== undefined) rows.push(["Items", `in ${code(paging.items)} of the response`]);
  if (paging.style === "searchAfter")
    rows.push([
      "Window",
      `${String(paging.window)} items by position; further items need a sort that ends with ${code("id")}`,
    ]);
  const name = writer.language.operationName(entry);
  const how = writer.language.pagingText(name);
  const guide = link("how to read lists", writer.href({ page: [writer.language.id, "paging"] }));
  return { title: SECTIONS.paging, text: `${compactTable([["Setting", "Value"], ...rows])}\n\n${how} See ${guide}.` };
}

const STYLE_TEXTS: Readonly<Record<Paging["style"], string>> = {
  offset: "by position",
  page: "by page number",
  cursor: "by cursor",
  searchAfter: "by position, then after the last item",
};

function totalText(paging: Paging): string {
  if ("total" in paging && paging.total !== undefined) return `in ${code(paging.total)} of the response`;
  if ("count" in paging && paging.count !== undefined)
    return `in the header ${code("X-Total-Count")}, if the request asks for it`;
  return "not reported";
}

function parameterName({ language }: Writer, entry: Entry, wire: string): string {
  return language.queryArgument(entry, wire);
}

const VALUE_TEXTS = {
  string: "text",
  number: "number",
  boolean: "true or false",
  "date-time": "date and time",
  unknown: "not stated",
} as const;

/** The section on the filters of an operation; undefined if it has none. */
export function filtersSection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { filters } = entry.operation;
  if (filters === undefined) return undefined;
  const rows = filters.fields.map((field) => [
    code(field.wire),
    field.operators.map(code).join(", ") || "not stated",
    field.values.length === 0 ? VALUE_TEXTS[field.valueType] : `one of ${field.values.map(code).join(", ")}`,
  ]);
  const table = compactTable([["Field", "Operators", "Type"], ...rows]);
  const composites =
    filters.composites === undefined
      ? ""
      : filters.composites.length === 0
        ? "Conditions cannot be combined."
        : `Combine conditions with ${filters.composites.map((word) => codeSpan(word)).join(", ")}.`;
  const argument = codeSpan(parameterName(writer, entry, filters.parameter));
  const guide = link("how to write filters", writer.href({ page: [writer.language.id, "filtering"] }));
  const parts = [
    `${argument} accepts conditions on these fields; see ${guide}.`,
    table,
    composites,
    ...filters.remarks.map(writer.blocks),
  ];
  return { title: SECTIONS.filters, text: parts.filter((part) => part !== "").join("\n\n") };
}

/** The section on the sorters of an operation; undefined if it has none. */
export function sortersSection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { sorters } = entry.operation;
  if (sorters === undefined) return undefined;
  const argument = codeSpan(parameterName(writer, entry, sorters.parameter));
  const rows = sorters.fields.map((field) => [code(field), code(`-${field}`)]);
  const table = compactTable([["Ascending", "Descending"], ...rows]);
  const parts = [
    `${argument} accepts these fields, separated by commas.`,
    table,
    ...sorters.remarks.map(writer.blocks),
  ];
  return { title: SECTIONS.sorters, text: parts.filter((part) => part !== "").join("\n\n") };
}
