import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { relativeUrl, type Address } from "./address.ts";
import { textFilter } from "./filter-sample.ts";
import type { Language, ListTexts } from "./language.ts";
import { operationTarget, type Entry, type Library, type Shelf } from "./library.ts";
import { parameterValue } from "./values.ts";

/** The operations that guides use as examples. An entry is undefined if the API has no such operation. */
export interface GuideExamples {
  readonly list: Named | undefined;
  /** The operation of `list`, if it has filters. */
  readonly filtered: Named | undefined;
  /** The operation of `list`, if it has sorters. */
  readonly sorted: Named | undefined;
  readonly single: Named | undefined;
  /** An operation with a `deepObject` parameter. */
  readonly deep: Named | undefined;
  /** An operation that starts a job, with the operation that reads its status. */
  readonly job: (Named & { readonly poll: Named; readonly status: string }) | undefined;
}

interface Named {
  /** A link to the operation's page. */
  readonly page: string;
  /** The scopes that a token needs for the operation; "" if the spec names none. */
  readonly access: string;
}

/** The examples of a language. Its guides are in one folder, so their links are equal. */
export function guideExamples(library: Library, language: Language): GuideExamples {
  const from: Address = [language.id, "_"];
  const all = [...library.shelves]
    .reverse()
    .flatMap((shelf) => [...shelf.entries.values()].map((entry) => ({ shelf, entry })));
  const list =
    all.find(({ entry }) => isPlainList(entry) && entry.operation.sorters !== undefined) ??
    all.find(({ entry }) => isPlainList(entry));
  const single = all.find(({ entry }) => isPlainRead(entry));
  const deep = all.find(({ entry }) => entry.operation.parameters.some(({ style }) => style === "deepObject"));
  const example = list === undefined ? undefined : listExample(list, { language, from });
  return {
    list: example,
    filtered: example?.filter === undefined ? undefined : example,
    sorted: list?.entry.operation.sorters?.fields[0] === undefined ? undefined : example,
    single: single === undefined ? undefined : singleExample(single, library, { language, from }),
    job: jobExample(library, all, { language, from }),
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
    textFilter(operation.filters.fields) !== undefined &&
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
    // An operation whose request path a repair changed is a poor first example.
    operation.path === operation.requestPath
  );
}

interface At {
  readonly language: Language;
  readonly from: Address;
}

function named({ shelf, entry }: Place, { language, from }: At): Named {
  return {
    ...language.guide.call(shelf, entry),
    access: accessText(entry),
    page: link(plainText(language.operationName(entry)), relativeUrl(from, operationTarget(shelf, language.id, entry))),
  };
}

/**
 * Prefers an operation whose path ends in `export`, because most programs wait for exports. Otherwise returns the first
 * operation that starts a job with an id of its own.
 */
function jobExample(library: Library, all: readonly Place[], at: At): GuideExamples["job"] {
  const places = all.filter(
    ({ entry: { operation } }) =>
      operation.job?.takes.length !== 0 && operation.job !== undefined && !operation.experimental,
  );
  const found = places.find(({ entry }) => /export$/u.test(entry.operation.path)) ?? places[0];
  const poll = found?.shelf.entries.get(found.entry.operation.job?.poll ?? "");
  if (found === undefined || poll === undefined) return undefined;
  const { shelf, entry } = found;
  return {
    ...named(found, at),
    ...at.language.guide.job(library, shelf, entry),
    poll: { ...named({ shelf, entry: poll }, at), ...at.language.guide.job(library, shelf, poll) },
    status: entry.operation.job?.status.at(-1) ?? "",
  };
}

function accessText({ operation }: Entry): string {
  if (operation.anonymous) return "";
  const scopes = new Set(operation.security.flatMap(({ schemes }) => schemes.flatMap((scheme) => scheme.scopes)));
  const shown = [...scopes].map((scope) => codeSpan(scope));
  if (shown.length === 0) return "";
  return shown.length === 1
    ? `It needs the scope ${shown.join("")}.`
    : `It needs one of the scopes ${shown.join(", ")}.`;
}

function listExample(place: Place, at: At): Named & ListTexts {
  const { filters, sorters } = place.entry.operation;
  const filter = filters === undefined ? undefined : textFilter(filters.fields);
  return { ...named(place, at), ...at.language.guide.list(place.entry, { filter, sorter: sorters?.fields[0] }) };
}

function singleExample({ shelf, entry }: Place, { config }: Library, at: At): Named {
  const [parameter] = entry.operation.parameters;
  const { int64 } = at.language.product(config);
  const valued = { declarations: shelf.declarations, ...(int64 === undefined ? {} : { int64 }) };
  const value = parameter === undefined ? "" : parameterValue(valued, entry.operation, parameter);
  return { ...named({ shelf, entry }, at), ...at.language.guide.single(entry, value) };
}
