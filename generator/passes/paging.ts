import type {
  ApiVersion,
  Declaration,
  DeclarationId,
  ObjectDeclaration,
  Operation,
  Paging,
  Parameter,
  TypeUse,
} from "../model/model.ts";
import { indexDeclarations, resolveUse } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

/** Property names under which a response holds the items of a page, preferred first. */
const ITEM_NAMES = ["items", "results", "data", "values", "content", "records", "entries", "resources", "elements"];
const LIMIT_NAMES = [
  "limit",
  "page_size",
  "pageSize",
  "per_page",
  "perPage",
  "size",
  "count",
  "max_results",
  "maxResults",
];
const CURSOR_NAMES = [
  "next",
  "cursor",
  "pageToken",
  "page_token",
  "nextToken",
  "next_token",
  "continuationToken",
  "after",
];
const NEXT_NAMES = [
  "next",
  "nextCursor",
  "next_cursor",
  "cursor",
  "nextPageToken",
  "next_page_token",
  "nextToken",
  "next_token",
  "continuationToken",
];
const TOTAL_NAMES = ["total", "count", "totalCount", "total_count", "totalResults"];

/** Search rejects a request where offset + limit exceeds this number (the vendor's documentation of search). */
const SEARCH_WINDOW = 10_000;

/** The largest page of most lists. It is used where the spec states no maximum or default. */
const USUAL_PAGE_SIZE = 250;

/** Sets on each operation whose list comes in pages how to request the next page. */
export const paging: VersionPass = {
  id: "paging",
  title: "Operations that answer page by page say how the next page is asked for.",
  run: (version) => {
    const declarations = indexDeclarations(version);
    const operations = version.operations.map((operation) => {
      const found = pagingOf(operation, declarations);
      return found === undefined ? operation : { ...operation, paging: found };
    });
    return { value: { ...version, operations } satisfies ApiVersion, diagnostics: [] };
  },
};

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

function pagingOf(operation: Operation, declarations: Declarations): Paging | undefined {
  // Reading pages repeats the call, so only operations with the intent `read` are paged.
  if (operation.intent !== "read" || operation.success.kind !== "value") return undefined;
  const list = listOf(operation.success.uses, declarations);
  if (list === undefined) return undefined;
  const query = operation.parameters.filter((parameter) => parameter.place === "query");
  const find = (names: readonly string[]): Parameter | undefined =>
    names
      .map((name) => query.find((parameter) => parameter.wire === name))
      .find((parameter) => parameter !== undefined);
  const limit = find(LIMIT_NAMES.filter((name) => name !== "count"));
  const limits = bounds(limit);
  const count = query.find((parameter) => parameter.wire === "count" && isKind(parameter, "boolean"));
  const envelope =
    list.items === undefined ? {} : { items: list.items, ...(list.total === undefined ? {} : { total: list.total }) };
  const offset = query.find(
    (parameter) =>
      (parameter.wire === "offset" || parameter.wire === "start" || parameter.wire === "startIndex") &&
      isNumber(parameter),
  );
  const { item } = list;
  if (offset !== undefined && limit !== undefined && isNumber(limit)) {
    const common = {
      limit: limit.wire,
      offset: offset.wire,
      ...(count === undefined ? {} : { count: count.wire }),
      ...limits,
      item,
    };
    if (operation.method === "post" && list.items === undefined && hasSearchAfter(operation, declarations))
      // A search accepts pages of any size up to its window, but the service is slow where a page exceeds the default.
      return { style: "searchAfter", ...common, fullPageSize: common.pageSize, window: SEARCH_WINDOW };
    return { style: "offset", ...common, ...envelope };
  }
  const cursor = find(CURSOR_NAMES);
  if (cursor !== undefined && isKind(cursor, "string") && list.items !== undefined) {
    const next = NEXT_NAMES.find((name) =>
      list.holder?.properties.some((property) => property.wire === name && isText(declarations, property.use)),
    );
    if (next !== undefined)
      return {
        style: "cursor",
        cursor: cursor.wire,
        next,
        items: list.items,
        ...(limit === undefined ? {} : { limit: limit.wire }),
        ...limits,
        item,
      };
  }
  const page = query.find((parameter) => parameter.wire === "page" && isNumber(parameter));
  if (page !== undefined)
    return {
      style: "page",
      page: page.wire,
      ...(list.items === undefined ? {} : { items: list.items }),
      ...(limit === undefined ? {} : { limit: limit.wire }),
      ...limits,
      item,
    };
  return undefined;
}

interface FoundList {
  readonly item: TypeUse;
  readonly items?: string;
  readonly total?: string;
  readonly holder?: ObjectDeclaration;
}

/** The list that a response is, or the list in an object that wraps it. Undefined where neither exists. */
function listOf(uses: readonly TypeUse[], declarations: Declarations): FoundList | undefined {
  // A 202 may declare a body without a known shape beside the list. Such a body is not a second type of response.
  const [use, ...others] = uses.length > 1 ? uses.filter((each) => !isShapeless(declarations, each)) : uses;
  if (use === undefined || others.length > 0) return undefined;
  const resolved = resolveUse(declarations, use);
  if (resolved.use.kind === "list") return { item: resolved.use.item };
  const holder = resolved.declaration;
  if (holder?.kind !== "object") return undefined;
  const lists = holder.properties.flatMap((property) => {
    const inner = resolveUse(declarations, property.use).use;
    return inner.kind === "list" ? [{ wire: property.wire, item: inner.item }] : [];
  });
  const named = ITEM_NAMES.map((name) => lists.find((list) => list.wire === name)).find((list) => list !== undefined);
  const chosen =
    named ??
    (lists.length === 1 && holder.properties.some((property) => TOTAL_NAMES.includes(property.wire))
      ? lists[0]
      : undefined);
  if (chosen === undefined) return undefined;
  const total = TOTAL_NAMES.find((name) =>
    holder.properties.some((property) => property.wire === name && isNumberUse(declarations, property.use)),
  );
  return { item: chosen.item, items: chosen.wire, ...(total === undefined ? {} : { total }), holder };
}

/** Whether a use accepts any JSON, or any object. */
function isShapeless(declarations: Declarations, use: TypeUse): boolean {
  const resolved = resolveUse(declarations, use).use;
  return resolved.kind === "unknown" || (resolved.kind === "map" && resolved.value.kind === "unknown");
}

type PageSizes = Pick<Paging, "defaultLimit" | "maxLimit" | "pageSize" | "fullPageSize">;

function bounds(limit: Parameter | undefined): PageSizes {
  const stated = typeof limit?.default === "number" ? limit.default : undefined;
  const maximum = limit?.limits.maximum;
  // Digits are a bound beyond 2^53, which is none.
  const largest = typeof maximum === "number" ? maximum : undefined;
  return {
    ...(stated === undefined ? {} : { defaultLimit: stated }),
    ...(largest === undefined ? {} : { maxLimit: largest }),
    pageSize: stated ?? USUAL_PAGE_SIZE,
    fullPageSize: largest ?? USUAL_PAGE_SIZE,
  };
}

function isKind(parameter: Parameter, scalar: string): boolean {
  const use = parameter.use.kind === "nullable" ? parameter.use.of : parameter.use;
  return use.kind === "scalar" && use.scalar === scalar;
}

function isNumber(parameter: Parameter): boolean {
  return isKind(parameter, "integer") || isKind(parameter, "number");
}

function isNumberUse(declarations: Declarations, use: TypeUse): boolean {
  const resolved = resolveUse(declarations, use).use;
  return resolved.kind === "scalar" && (resolved.scalar === "integer" || resolved.scalar === "number");
}

function isText(declarations: Declarations, use: TypeUse): boolean {
  const resolved = resolveUse(declarations, use).use;
  return resolved.kind === "scalar" && resolved.scalar === "string";
}

function hasSearchAfter(operation: Operation, declarations: Declarations): boolean {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return false;
  const { declaration } = resolveUse(declarations, content.use);
  return declaration?.kind === "object" && declaration.properties.some((property) => property.wire === "searchAfter");
}
