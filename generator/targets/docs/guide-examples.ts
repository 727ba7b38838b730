import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { relativeUrl, type Address } from "./address.ts";
import { textFilter } from "./filter-sample.ts";
import type { Language, ListTexts } from "./language.ts";
import { operationTarget, type Entry, type Library, type Shelf } from "./library.ts";
import { parameterValue } from "./values.ts";

/** What guides show: operations of this API, or nothing where it has none of the kind. */
export interface GuideExamples {
  readonly list: Named | undefined;
  /** `list` where it can be filtered. */
  readonly filtered: Named | undefined;
  /** `list` where it can be sorted. */
  readonly sorted: Named | undefined;
  readonly single: Named | undefined;
  /** An operation with a parameter whose objects take brackets. */
  readonly deep: Named | undefined;
  /** A call that starts a job, and the operation that tells how far it is. */
  readonly job: (Named & { readonly poll: Named; readonly status: string }) | undefined;
}

interface Named {
  /** A link to the operation's page. */
  readonly page: string;
  /** Which scopes a token needs for it; "" where the spec names none. */
  readonly access: string;
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
    // What a repair sends elsewhere is no first example.
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

/** An export is what most programs wait for; else the first call that starts a job with an id of its own. */
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
