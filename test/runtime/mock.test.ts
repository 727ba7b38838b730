import { expect, test } from "vitest";
import { Api } from "../../generator/runtime/typescript/api.js";
import { acceptCall } from "../../generator/runtime/typescript/bodies/accept.js";
import { eventCall } from "../../generator/runtime/typescript/bodies/reconnect.js";
import { operationOf } from "../../generator/runtime/typescript/operation-of.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  ConnectionError,
  SdkError,
} from "../../generator/runtime/typescript/errors.js";
import {
  createMock,
  type Mock,
} from "../../generator/runtime/typescript/mock.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import {
  type PageOptions,
  Pages,
} from "../../generator/runtime/typescript/paging/pages.js";
import {
  cursorPaging,
  offsetPages,
  offsetPaging,
  pagePaging,
} from "../../generator/runtime/typescript/paging/paging.js";
import { queryParameter } from "../../generator/runtime/typescript/request/query.js";
import { searchPaging } from "../../generator/runtime/typescript/paging/search-paging.js";
import { createJumpingClock } from "./support.js";

interface Item {
  readonly id: string;
  readonly name?: { readonly first: string };
}

const base: Operation = {
  id: "list",
  method: "GET",
  path: "/beta/list",
  query: ["limit", "offset", "count"],
};
const offsets: Operation<object, readonly Item[]> = {
  ...base,
  types: undefined!,
  paging: offsetPages,
};
const search = { ...offsets, method: "POST", read: true } as const;

/** `size` items, none like another. */
const make = (size: number): Item[] =>
  Array.from({ length: size }, (_, index) => ({
    id: `i${index}`,
    name: { first: "x" },
  }));

function pagesOf(
  mock: Mock,
  operation: Operation,
  args: object = {},
  options?: PageOptions,
): Pages<Item> {
  const core = createCore({
    baseUrl: "https://a.test",
    fetch: mock.fetch,
    auth: "token",
    clock: createJumpingClock(),
  });
  return new Pages<Item>(core, operation, args, options);
}

async function collect(items: AsyncIterable<Item>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

/** Each style, the answer that stands for a list, and the arguments of a small page. */
const styles: [
  string,
  Operation,
  (items: readonly Item[]) => unknown,
  object,
][] = [
  ["limit and offset", offsets, (items) => items, { limit: 2 }],
  [
    "an envelope with its total, by start",
    {
      ...base,
      query: ["limit", "start"],
      paging: offsetPaging({ items: "items", total: "count", offset: "start" }),
    },
    (items) => ({ items, count: 0 }),
    { limit: 2 },
  ],
  [
    "arguments that are called otherwise on the wire",
    {
      ...base,
      query: [
        queryParameter("filters", "filters", (value) => String(value)),
        queryParameter("pageSize", "page size"),
        queryParameter("from", "$from"),
      ],
      paging: offsetPaging({ limit: "pageSize", offset: "from" }),
    },
    (items) => items,
    { pageSize: 2 },
  ],
  [
    "a page's number",
    {
      ...base,
      query: ["page", "per_page"],
      paging: pagePaging({ limit: "per_page" }),
    },
    (items) => items,
    { per_page: 2 },
  ],
  [
    "a cursor, and an example that has one",
    { ...base, query: ["limit", "next"], paging: cursorPaging() },
    (items) => ({ items, next: "eyJpZCI6MX0" }),
    { limit: 2 },
  ],
  [
    "a cursor of other names",
    {
      ...base,
      query: ["limit", "after"],
      paging: cursorPaging({
        items: "results",
        cursor: "nextToken",
        argument: "after",
      }),
    },
    (items) => ({ results: items, nextToken: "x" }),
    { limit: 2 },
  ],
  [
    "a search by offset",
    { ...search, paging: searchPaging({ size: 250, window: 10_000 }) },
    (items) => items,
    { limit: 2, body: { indices: ["identities"] } },
  ],
  [
    "a search by searchAfter",
    { ...search, paging: searchPaging({ size: 250, window: 10_000 }) },
    (items) => items,
    { limit: 2, body: { sort: ["-name.first.exact", "id"] } },
  ],
];

test.each(styles)(
  "a list is served page by page: %s",
  async (_, operation, answer, small) => {
    const {
      limit: _limit,
      pageSize: _size,
      per_page: _page,
      ...whole
    } = small as Record<string, unknown>;
    for (const size of [0, 1, 2, 3, 4, 5]) {
      const items = make(size);
      const ids = items.map(({ id }) => id);
      const mocks = [
        createMock({
          operations: [operation],
          examples: { list: answer(items) },
        }),
        createMock().on(operation, answer(items)),
      ];
      for (const mock of mocks)
        for (const prefetch of [false, true])
          for (const args of [whole, small]) {
            expect(
              await collect(pagesOf(mock, operation, args, { prefetch })),
            ).toEqual(ids);
            for (const maxItems of [1, 2, 3])
              expect(
                await collect(
                  pagesOf(mock, operation, args, { prefetch, maxItems }),
                ),
              ).toEqual(ids.slice(0, maxItems));
          }
      const pages: number[] = [];
      for await (const page of pagesOf(mocks[0]!, operation, small).pages())
        pages.push(page.items.length);
      expect(Math.max(...pages)).toBe(Math.min(size, 2));
    }
  },
);

test("a page is the one that is asked for", async () => {
  const [, , , numbered, cursor] = styles;
  const ask = async (
    [, operation, answer]: (typeof styles)[number],
    args: object,
  ) => {
    const mock = createMock().on(operation, answer(make(5)));
    const { items, hasNext } = await pagesOf(mock, operation, args);
    return [items.map(({ id }) => id).join(" "), hasNext];
  };
  expect(await ask(styles[0]!, { limit: 2, offset: 3 })).toEqual([
    "i3 i4",
    true,
  ]);
  expect(await ask(styles[0]!, { offset: 7 })).toEqual(["", false]);
  const { fetch } = createMock().on(offsets, make(5));
  const counted = await fetch(
    "https://a.test/beta/list?limit=0&count=true",
    {},
  );
  expect([await counted.json(), counted.headers.get("x-total-count")]).toEqual([
    [],
    "5",
  ]);
  expect(await ask(styles[1]!, { limit: 2, start: 3 })).toEqual([
    "i3 i4",
    false,
  ]);
  expect(await ask(numbered!, { page: 3, per_page: 2 })).toEqual(["i4", true]);
  expect(await ask(numbered!, { page: 1 })).toEqual(["i0 i1 i2 i3 i4", true]);
  expect(await ask(cursor!, { limit: 4 })).toEqual(["i0 i1 i2 i3", true]);
  expect(await ask(cursor!, {})).toEqual(["i0 i1 i2 i3 i4", false]);
});

test("the total is told when it is asked for, or where it stands in the answer", async () => {
  const mock = createMock().on(offsets, make(3));
  expect((await pagesOf(mock, offsets)).total).toBeUndefined();
  const page = await pagesOf(mock, offsets, { limit: 2, count: true });
  expect([page.total, page.hasNext]).toEqual([3, true]);
  expect((await page.next())?.hasNext).toBe(false);
  const [, envelope] = styles[1]!;
  for (const [answer, total] of [
    [{ items: make(3) }, 3],
    [{ items: make(3), count: 1 }, 3],
    // A part of a longer list.
    [{ items: make(3), count: 500 }, 500],
  ] as const) {
    const stated = createMock().on(envelope, answer);
    expect((await pagesOf(stated, envelope, { limit: 2 })).total).toBe(total);
    expect(await collect(pagesOf(stated, envelope, { limit: 2 }))).toHaveLength(
      3,
    );
  }
});

test("a searchAfter that is in no item, and items without the fields of the sort, do no harm", async () => {
  const [, operation] = styles.at(-1)!;
  const mock = createMock().on(operation, [{ id: "a" }, { id: "b" }]);
  const ask = async (sort: string[], searchAfter: string[]) =>
    (await pagesOf(mock, operation, { body: { sort, searchAfter } })).items
      .length;
  expect(await ask(["id"], ["a"])).toBe(1);
  expect(await ask(["id"], ["b"])).toBe(0);
  expect(await ask(["id"], ["unheard of"])).toBe(2);
  expect(await ask(["name", "id"], ["n", "a"])).toBe(2);
  expect(await ask(["name"], ["n"])).toBe(2);
});

test("a function answers one request, and a Response is sent as it is", async () => {
  const all = make(5);
  const mock = createMock().on(offsets, ({ url }) => {
    const offset = Number(url.searchParams.get("offset"));
    return all.slice(offset, offset + 2);
  });
  expect(await collect(pagesOf(mock, offsets))).toHaveLength(5);
  mock.on(offsets, () => all);
  expect((await pagesOf(mock, offsets, { limit: 1 })).items).toHaveLength(5);
  await expect(collect(pagesOf(mock, offsets))).rejects.toThrow(
    "repeated page",
  );
  mock.on(offsets, Response.json(all));
  expect((await pagesOf(mock, offsets, { limit: 1 })).items).toHaveLength(5);
});

test("what is no list is sent as it is", async () => {
  const mock = createMock({ operations: [offsets] });
  expect((await pagesOf(mock, offsets)).items).toEqual([]);
  mock.on<object, unknown>(offsets, { id: "1" });
  await expect(pagesOf(mock, offsets)).rejects.toThrow("without a list");
});

test("what a route throws ends the call at once and is its cause", async () => {
  const failed = new Error("expected 1 to be 2");
  const used = new Response("{}");
  await used.text();
  for (const [answer, cause] of [
    [
      () => {
        throw failed;
      },
      failed,
    ],
    [() => Promise.reject(failed), failed],
    [used, expect.any(TypeError)],
    [() => used, expect.any(TypeError)],
    [() => 1n, expect.any(TypeError)],
  ] as const) {
    const mock = createMock().on<object, unknown>(offsets, answer);
    const error: unknown = await pagesOf(mock, offsets).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SdkError);
    expect(error).toMatchObject({
      name: "SdkError",
      message: expect.stringMatching(
        /^the mock's route for GET \/beta\/list failed: \w*Error: /,
      ),
      operationId: "list",
      method: "GET",
      url: "https://a.test/beta/list",
      cause,
    });
    expect(mock.requests).toHaveLength(1);
  }
});

test("an SdkError of a route is the service's: a ConnectionError is tried again", async () => {
  let count = 0;
  const mock = createMock().on(offsets, () => {
    if (++count < 3) throw new ConnectionError("reset");
    return make(1);
  });
  expect((await pagesOf(mock, offsets)).items).toHaveLength(1);
  const own = new SdkError("mine");
  mock.on(offsets, () => Promise.reject(own));
  await expect(pagesOf(mock, offsets)).rejects.toBe(own);
  expect(mock.requests).toHaveLength(4);
});

class ManyWays extends Api {
  plain() {
    return this.call<string>({}, undefined, base);
  }
  paged() {
    return this.pages<Item>({}, undefined, offsets);
  }
  inMediaTypes() {
    return acceptCall<string>(this.core, {}, {}, base);
  }
  events() {
    return eventCall<string>(this.core, {}, {}, base);
  }
}

test.each([
  ["plain", base],
  ["paged", offsets],
  ["inMediaTypes", base],
  ["events", base],
])(
  "the descriptor of a method is read without a call: %s",
  (method, expected) => {
    expect(operationOf(ManyWays, method)).toBe(expected);
  },
);
