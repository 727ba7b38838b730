import { link, plainText } from "../../emit/escape-markdown.ts";
import { isIdentifier, stringLiteral } from "../../emit/escape.ts";
import { powershellString } from "../../emit/escape-powershell.ts";
import { powershellArgument } from "../../emit/literal-powershell.ts";
import type { FilterField } from "../../model/model.ts";
import { parameterKey, tagNames } from "../../names/table.ts";
import { relativeUrl, type Address } from "./address.ts";
import type { Language } from "./language.ts";
import { operationTarget, type Entry, type Library, type Shelf } from "./library.ts";
import { powershellValue } from "./powershell-value.ts";
import { printValue } from "./typescript-value.ts";
import { parameterValue } from "./values.ts";

/** What guides show: operations of this API, or nothing where it has none of the kind. */
export interface GuideExamples {
  readonly list: ListExample | undefined;
  /** `list` where it can be filtered. */
  readonly filtered: ListExample | undefined;
  /** `list` where it can be sorted. */
  readonly sorted: ListExample | undefined;
  readonly single: SingleExample | undefined;
  /** An operation with a parameter whose objects take brackets. */
  readonly deep: Named | undefined;
}

interface Named {
  readonly api: string;
  readonly method: string;
  readonly cmdlet: string;
  /** A link to the operation's page. */
  readonly page: string;
}

export interface ListExample extends Named {
  readonly limit: string;
  readonly count: string | undefined;
  readonly filter: FilterExample | undefined;
  readonly sorters: string | undefined;
  readonly sorterText: string | undefined;
}

export interface FilterExample {
  readonly typescript: string;
  readonly text: string;
  readonly powershell: string;
}

export interface SingleExample extends Named {
  readonly arguments: string;
  readonly parameters: string;
}

export function guideExamples(library: Library, language: Language, from: Address): GuideExamples {
  const all = [...library.shelves]
    .reverse()
    .flatMap((shelf) => [...shelf.entries.values()].map((entry) => ({ shelf, entry })));
  const list =
    all.find(({ entry }) => isPlainList(entry) && entry.operation.sorters !== undefined) ??
    all.find(({ entry }) => isPlainList(entry));
  const single = all.find(({ entry }) => isPlainRead(entry));
  const deep = all.find(({ entry }) => entry.operation.parameters.some(({ style }) => style === "deepObject"));
  const example = list === undefined ? undefined : listExample(library, list, { language, from });
  return {
    list: example,
    filtered: example?.filter === undefined ? undefined : example,
    sorted: example?.sorters === undefined ? undefined : example,
    single: single === undefined ? undefined : singleExample(library, single, { language, from }),
    deep: deep === undefined ? undefined : named(deep, { language, from }),
  };
}

interface Place {
  readonly shelf: Shelf;
  readonly entry: Entry;
}

function isPlainList({ operation }: Entry): boolean {
  const { paging } = operation;
  return (
    operation.method === "get" &&
    operation.deprecation === undefined &&
    !operation.experimental &&
    paging?.style === "offset" &&
    operation.filters?.parameter === "filters" &&
    filterField(operation.filters.fields) !== undefined &&
    operation.parameters.every((parameter) => !parameter.required)
  );
}

function isPlainRead({ operation }: Entry): boolean {
  return (
    operation.method === "get" &&
    operation.deprecation === undefined &&
    !operation.experimental &&
    operation.paging === undefined &&
    operation.success.kind === "value" &&
    operation.parameters.length === 1 &&
    operation.parameters[0]?.place === "path" &&
    // What a repair sends elsewhere is no first example.
    operation.path === operation.requestPath
  );
}

function named({ shelf, entry }: Place, at: { readonly language: Language; readonly from: Address }): Named {
  const target = operationTarget(shelf, at.language.id, entry);
  const { property } = tagNames(shelf.names, entry.operation.tag).typescript;
  return {
    api: `isc.${shelf.names.typescript.property}.${property}`,
    method: entry.names.typescript.method,
    cmdlet: entry.names.powershell.cmdlet,
    page: link(plainText(at.language.operationName(entry)), relativeUrl(at.from, target)),
  };
}

function listExample(
  library: Library,
  place: Place,
  at: { readonly language: Language; readonly from: Address },
): ListExample {
  const { operation, names } = place.entry;
  const { paging, filters, sorters } = operation;
  const argument = (wire: string): string => names.typescript.parameters.get(parameterKey("query", wire)) ?? wire;
  const field = filters === undefined ? undefined : filterField(filters.fields);
  const [sorter] = sorters?.fields ?? [];
  return {
    ...named(place, at),
    limit: paging?.style === "offset" ? argument(paging.limit) : "limit",
    count: paging?.style === "offset" && paging.count !== undefined ? argument(paging.count) : undefined,
    filter: field === undefined ? undefined : filterExample(field),
    sorters: sorter === undefined ? undefined : stringLiteral(sorter),
    sorterText: sorter === undefined ? undefined : powershellString(sorter),
  };
}

/** A field that text is compared with. */
function filterField(fields: readonly FilterField[]): FilterField | undefined {
  const usable = fields.filter(
    (field) => field.valueType === "string" && field.values.length === 0 && isIdentifier(field.wire),
  );
  return usable.find((field) => operatorOf(field) === "sw") ?? usable.find((field) => operatorOf(field) !== undefined);
}

function operatorOf(field: FilterField): "sw" | "eq" | undefined {
  return (["sw", "eq"] as const).find((operator) => field.operators.includes(operator));
}

function filterExample(field: FilterField): FilterExample {
  const operator = operatorOf(field) ?? "eq";
  const text = `${field.wire} ${operator} "Eng"`;
  return {
    typescript: `(f) => f.${field.wire}.${operator}("Eng")`,
    text: stringLiteral(text),
    powershell: powershellString(text),
  };
}

function singleExample(
  library: Library,
  place: Place,
  at: { readonly language: Language; readonly from: Address },
): SingleExample {
  const { operation, names } = place.entry;
  const [parameter] = operation.parameters;
  const value = parameter === undefined ? "" : parameterValue(place.shelf, parameter);
  const key =
    parameter === undefined
      ? "id"
      : (names.typescript.parameters.get(parameterKey(parameter.place, parameter.wire)) ?? parameter.wire);
  const [own] = names.powershell.parameters;
  return {
    ...named(place, at),
    arguments: `{ ${key}: ${printValue(value, 0)} }`,
    parameters: `-${own?.name ?? "Id"} ${powershellArgument(powershellValue(value))}`,
  };
}
