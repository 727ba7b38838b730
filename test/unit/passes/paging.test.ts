import { describe, expect, it } from "vitest";
import type { Declaration, Operation, Paging, TypeUse } from "../../../generator/model/model.ts";
import { paging } from "../../../generator/passes/paging.ts";
import { operation } from "../names/make-model.ts";
import * as make from "./make.ts";

const { TEXT, INTEGER, NUMBER, BOOLEAN, UNKNOWN, ref, list, map, nullable, parameter, giving } = make;

const ITEM = ref("Thing");

/** How `GET /things` asks for its next page, where it gives `uses` and takes `parameters`. */
function pagingOf(
  uses: readonly TypeUse[],
  parameters: Operation["parameters"],
  more: { readonly operation?: Partial<Operation>; readonly declarations?: readonly Declaration[] } = {},
): Paging | undefined {
  const { version, findings } = make.runPass(paging, {
    operations: [{ ...operation("GET /things listThings"), success: giving(...uses), parameters, ...more.operation }],
    declarations: [make.object("Thing", { id: TEXT }), ...(more.declarations ?? [])],
  });
  expect(findings).toEqual([]);
  return version.operations[0]?.paging;
}

/** The same for an object with these properties. */
const pagingIn = (uses: make.Uses, parameters: Operation["parameters"]): Paging | undefined =>
  pagingOf([ref("Page")], parameters, { declarations: [make.object("Page", uses)] });

const LIMIT = parameter("query limit", INTEGER);
const OFFSET = parameter("query offset", INTEGER);
const USUAL = { pageSize: 250, fullPageSize: 250, item: ITEM };
const BY_OFFSET = { style: "offset", limit: "limit", offset: "offset", ...USUAL };

describe("pages by limit and offset", () => {
  it.each<[string, Operation["parameters"], unknown]>([
    ["both", [LIMIT, OFFSET], BY_OFFSET],
    ["with a count", [LIMIT, OFFSET, parameter("query count", BOOLEAN)], { ...BY_OFFSET, count: "count" }],
    ["with a count that is no truth value", [LIMIT, OFFSET, parameter("query count", INTEGER)], BY_OFFSET],
    ["with a count in a header", [LIMIT, OFFSET, parameter("header count", BOOLEAN)], BY_OFFSET],
    [
      "with a default and a maximum",
      [parameter("query limit", INTEGER, { default: 50, limits: { maximum: 100 } }), OFFSET],
      { ...BY_OFFSET, defaultLimit: 50, maxLimit: 100, pageSize: 50, fullPageSize: 100 },
    ],
    ["with a default that is a text", [parameter("query limit", INTEGER, { default: "50" }), OFFSET], BY_OFFSET],
    ["of numbers", [parameter("query limit", NUMBER), parameter("query offset", nullable(INTEGER))], BY_OFFSET],
    ["called start", [LIMIT, parameter("query start", INTEGER)], { ...BY_OFFSET, offset: "start" }],
    ["called startIndex", [LIMIT, parameter("query startIndex", INTEGER)], { ...BY_OFFSET, offset: "startIndex" }],
    ["with the first of several limits", [parameter("query size", INTEGER), LIMIT, OFFSET], BY_OFFSET],
    ["with a limit that is no number", [parameter("query limit", TEXT), OFFSET], undefined],
    ["with an offset that is no number", [LIMIT, parameter("query offset", TEXT)], undefined],
    ["without an offset", [LIMIT], undefined],
    ["without a limit", [OFFSET], undefined],
    ["with count as the only limit", [parameter("query count", INTEGER), OFFSET], undefined],
    ["in headers", [parameter("header limit", INTEGER), parameter("header offset", INTEGER)], undefined],
  ])("%s", (_, parameters, expected) => {
    expect(pagingOf([list(ITEM)], parameters)).toEqual(expected);
  });

  it.each(["limit", "page_size", "pageSize", "per_page", "perPage", "size", "max_results", "maxResults"])(
    "have the limit %s",
    (wire) => {
      expect(pagingOf([list(ITEM)], [parameter(`query ${wire}`, INTEGER), OFFSET])).toEqual({
        ...BY_OFFSET,
        limit: wire,
      });
    },
  );

  it.each<[string, Partial<Operation>]>([
    ["of an operation that changes something", { intent: "create" }],
    ["of what is no value", { success: { kind: "nothing", statuses: ["204"] } }],
  ])("are none %s", (_, more) => {
    expect(pagingOf([list(ITEM)], [LIMIT, OFFSET], { operation: more })).toBeUndefined();
  });
});

describe("a search", () => {
  const search = (
    more: Partial<Operation>,
    uses: readonly TypeUse[] = [list(ITEM)],
    fields: make.Uses = { searchAfter: list(TEXT) },
  ): Paging | undefined => {
    const content = { use: ref("Search"), fields: [] } as unknown as NonNullable<Operation["body"]>["contents"][number];
    return pagingOf(
      uses,
      [
        parameter("query limit", INTEGER, { default: 10, limits: { maximum: 20 } }),
        OFFSET,
        parameter("query count", BOOLEAN),
      ],
      {
        operation: {
          method: "post",
          body: { contents: [content] } as unknown as NonNullable<Operation["body"]>,
          ...more,
        },
        declarations: [make.object("Search", fields), make.object("Page", { items: list(ITEM) })],
      },
    );
  };
  const COMMON = {
    limit: "limit",
    offset: "offset",
    count: "count",
    defaultLimit: 10,
    maxLimit: 20,
    pageSize: 10,
    item: ITEM,
  };

  it("goes on after the last item, in pages of the usual size", () => {
    expect(search({})).toEqual({ style: "searchAfter", ...COMMON, fullPageSize: 10, window: 10_000 });
  });

  it.each<[string, Paging | undefined]>([
    ["with GET", search({ method: "get" })],
    ["without searchAfter", search({}, undefined, { query: TEXT })],
  ])("counts by offset %s", (_, found) => {
    expect(found).toEqual({ style: "offset", ...COMMON, fullPageSize: 20 });
  });

  it("counts by offset without a body, with one that is no object, and where a page is an object", () => {
    const { body: _body, ...rest } = operation("POST /things search");
    expect(
      pagingOf([list(ITEM)], [LIMIT, OFFSET], {
        operation: { ...rest, success: giving(list(ITEM)), parameters: [LIMIT, OFFSET] },
      }),
    ).toEqual(BY_OFFSET);
    expect(search({}, [ref("Page")])).toMatchObject({ style: "offset", items: "items" });
    const text = { contents: [{ use: TEXT, fields: [] }] } as unknown as NonNullable<Operation["body"]>;
    expect(search({ body: text })).toMatchObject({ style: "offset" });
    expect(search({ body: { ...text, contents: [] } })).toMatchObject({ style: "offset" });
  });
});

describe("the list in a response", () => {
  const inPage = (uses: make.Uses): unknown => {
    const { items, total, item }: { items?: string; total?: string; item?: TypeUse } =
      pagingIn(uses, [LIMIT, OFFSET]) ?? {};
    const found = { ...(items === undefined ? {} : { items }), ...(total === undefined ? {} : { total }) };
    return item === undefined ? found : { ...found, item };
  };

  it.each(["items", "results", "data", "values", "content", "records", "entries", "resources", "elements"])(
    "is %s",
    (wire) => {
      expect(inPage({ other: list(TEXT), [wire]: nullable(list(ITEM)) })).toEqual({ items: wire, item: ITEM });
    },
  );

  it.each(["total", "count", "totalCount", "total_count", "totalResults"])("is any list beside %s", (wire) => {
    expect(inPage({ things: list(ITEM), [wire]: INTEGER })).toEqual({ items: "things", total: wire, item: ITEM });
    expect(inPage({ things: list(ITEM), [wire]: TEXT })).toEqual({ items: "things", item: ITEM });
  });

  it.each<[string, make.Uses, unknown]>([
    ["the first by the order of names", { data: list(TEXT), items: list(ITEM) }, { items: "items", item: ITEM }],
    ["none of a name that is no list", { items: TEXT }, {}],
    ["none of an unknown name", { things: list(ITEM) }, {}],
    ["none of two beside a total", { one: list(ITEM), two: list(ITEM), total: INTEGER }, {}],
    [
      "told with its total",
      { items: list(ITEM), count: NUMBER, total: nullable(INTEGER) },
      { items: "items", total: "total", item: ITEM },
    ],
  ])("is %s", (_, uses, expected) => {
    expect(inPage(uses)).toEqual(expected);
  });

  it.each<[string, readonly TypeUse[], boolean]>([
    ["behind an alias", [ref("Things")], true],
    ["beside a response of any shape", [UNKNOWN, list(ITEM)], true],
    ["beside a response with any properties", [list(ITEM), map(UNKNOWN)], true],
    ["beside a response with another shape", [list(ITEM), map(TEXT)], false],
    ["beside another list", [list(ITEM), list(TEXT)], false],
    ["that is missing", [ITEM], false],
    ["that is a union", [ref("Union")], false],
    ["alone of any shape", [UNKNOWN], false],
    ["nowhere", [], false],
  ])("is found %s: %s", (_, uses, isFound) => {
    const declarations = [make.alias("Things", list(ITEM)), make.union("Union", [list(ITEM)])];
    expect(pagingOf(uses, [LIMIT, OFFSET], { declarations }) !== undefined).toBe(isFound);
  });
});

describe("pages by cursor", () => {
  const page = (next: string, use: TypeUse = TEXT): make.Uses => ({ items: list(ITEM), [next]: use });

  it.each(["next", "cursor", "pageToken", "page_token", "nextToken", "next_token", "continuationToken", "after"])(
    "take %s",
    (wire) => {
      expect(pagingIn(page("next"), [parameter(`query ${wire}`)])).toEqual({
        style: "cursor",
        cursor: wire,
        next: "next",
        items: "items",
        ...USUAL,
      });
    },
  );

  it.each([
    "next",
    "nextCursor",
    "next_cursor",
    "cursor",
    "nextPageToken",
    "next_page_token",
    "nextToken",
    "next_token",
    "continuationToken",
  ])("give %s", (wire) => {
    expect(pagingIn(page(wire, nullable(TEXT)), [parameter("query cursor")])).toMatchObject({
      style: "cursor",
      next: wire,
    });
  });

  it.each<[string, make.Uses, Operation["parameters"], unknown]>([
    [
      "with a limit",
      page("next"),
      [parameter("query after"), parameter("query size", INTEGER, { default: 5 })],
      {
        style: "cursor",
        cursor: "after",
        next: "next",
        items: "items",
        limit: "size",
        defaultLimit: 5,
        ...USUAL,
        pageSize: 5,
      },
    ],
    ["not of a cursor that is no text", page("next"), [parameter("query cursor", INTEGER)], undefined],
    ["not of a next that is no text", page("next", INTEGER), [parameter("query cursor")], undefined],
    ["not without a next", { items: list(ITEM) }, [parameter("query cursor")], undefined],
    ["not with a cursor in a header", page("next"), [parameter("header cursor")], undefined],
  ])("%s", (_, uses, parameters, expected) => {
    expect(pagingIn(uses, parameters)).toEqual(expected);
  });

  it("need an object around the list", () => {
    expect(pagingOf([list(ITEM)], [parameter("query cursor")])).toBeUndefined();
  });
});

describe("pages by number", () => {
  const PAGE = parameter("query page", INTEGER);

  it("take the number of the page", () => {
    expect(pagingOf([list(ITEM)], [PAGE])).toEqual({ style: "page", page: "page", ...USUAL });
    expect(pagingIn({ items: list(ITEM) }, [PAGE, LIMIT])).toEqual({
      style: "page",
      page: "page",
      items: "items",
      limit: "limit",
      ...USUAL,
    });
    expect(pagingOf([list(ITEM)], [parameter("query page", TEXT)])).toBeUndefined();
    expect(pagingOf([list(ITEM)], [parameter("header page", INTEGER)])).toBeUndefined();
  });
});

it("an operation without pages stays as it is", () => {
  const own = operation("GET /things/{id} getThing");
  expect(make.runPass(paging, { operations: [own] }).version.operations[0]).toBe(own);
});
