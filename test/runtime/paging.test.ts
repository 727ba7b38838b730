import { expect, test, vi } from "vitest";
import {
  type Core,
  createCore,
} from "../../generator/runtime/typescript/core.js";
import {
  NotFoundError,
  SdkError,
} from "../../generator/runtime/typescript/errors.js";
import type {
  JsonCodec,
  Operation,
} from "../../generator/runtime/typescript/operation.js";
import type {
  Fetch,
  Outcome,
} from "../../generator/runtime/typescript/options.js";
import {
  type Page,
  type PageOptions,
  Pages,
} from "../../generator/runtime/typescript/paging/pages.js";
import {
  cursorPaging,
  offsetPaging,
  pagePaging,
} from "../../generator/runtime/typescript/paging/paging.js";
import { searchPaging } from "../../generator/runtime/typescript/paging/search-paging.js";
import { json } from "./support.js";

const list: Operation = {
  id: "list",
  method: "GET",
  path: "/list",
  query: ["limit", "offset", "count"],
  paging: offsetPaging(),
};

interface Item {
  readonly id: number;
}

/** A list of `size` items whose pages have at most `cap` items. */
function serve(size: number, cap = 250): { fetch: Fetch; queries: string[] } {
  const queries: string[] = [];
  return {
    queries,
    fetch: async (address) => {
      const { searchParams, search } = new URL(address);
      queries.push(search);
      const offset = Number(searchParams.get("offset") ?? 0);
      const limit = Math.min(Number(searchParams.get("limit") ?? 250), cap);
      const items = Array.from(
        { length: Math.max(0, Math.min(limit, size - offset)) },
        (_, index) => ({ id: offset + index }),
      );
      return json(
        items,
        200,
        searchParams.get("count") === "true"
          ? { "x-total-count": String(size) }
          : {},
      );
    },
  };
}

function pagesOf(
  fetch: Fetch,
  operation: Operation,
  args: object,
  options?: PageOptions,
): Pages<Item> {
  return new Pages<Item>(
    createCore({ baseUrl: "https://a.test", fetch, retry: false }),
    operation,
    args,
    options,
  );
}

async function collect(items: AsyncIterable<Item>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

const upTo = (size: number): number[] =>
  Array.from({ length: size }, (_, index) => index);

test.each([0, 1, 9, 10, 11, 20, 25])(
  "%i items by tens are all there, in order, once",
  async (size) => {
    for (const count of [undefined, true])
      for (const prefetch of [false, true]) {
        const { fetch } = serve(size);
        expect(
          await collect(
            pagesOf(fetch, list, { limit: 10, count }, { prefetch }),
          ),
        ).toEqual(upTo(size));
      }
  },
);

test("a server that caps the page below the limit loses no items", async () => {
  const { fetch } = serve(95, 30);
  expect(await collect(pagesOf(fetch, list, { limit: 50 }))).toEqual(upTo(95));
});

test.each([
  [20, 2],
  [25, 3],
  [5, 1],
  [1000, 4],
])(
  "maxItems %i is exact and asks for no page too many",
  async (maxItems, requests) => {
    const { fetch, queries } = serve(35);
    expect(
      await collect(pagesOf(fetch, list, { limit: 10 }, { maxItems })),
    ).toEqual(upTo(Math.min(35, maxItems)));
    expect(queries).toHaveLength(requests);
  },
);

test("the total saves the request behind the end", async () => {
  const { fetch, queries } = serve(20);
  expect(
    await collect(pagesOf(fetch, list, { limit: 10, count: true })),
  ).toEqual(upTo(20));
  expect(queries).toEqual([
    "?limit=10&count=true",
    "?limit=10&offset=10&count=true",
  ]);
});

test("await gives the first page, next() the one behind it", async () => {
  const { fetch, queries } = serve(15);
  const call = pagesOf(fetch, list, { limit: 10, offset: 2, count: true });
  expect(queries).toHaveLength(0);
  const first = await call;
  expect([first.items.length, first.total, first.hasNext]).toEqual([
    10,
    15,
    true,
  ]);
  const second = await first.next();
  expect([
    second?.items.map(({ id }) => id),
    second?.hasNext,
    await second?.next(),
  ]).toEqual([[12, 13, 14], false, undefined]);
  const { data, response } = await call.withResponse();
  expect([data === first, response.headers.get("x-total-count")]).toEqual([
    true,
    "15",
  ]);
});

test("pages() gives pages", async () => {
  const sizes: number[] = [];
  for await (const page of pagesOf(serve(25).fetch, list, {
    limit: 10,
  }).pages())
    sizes.push(page.items.length);
  expect(sizes).toEqual([10, 10, 5]);
});

test("an envelope, another offset name and a default size", async () => {
  const { fetch, queries } = serve(5);
  const envelope: Operation = {
    ...list,
    query: ["limit", "start"],
    paging: offsetPaging({
      items: "results",
      total: "count",
      offset: "start",
      size: 2,
    }),
  };
  const wrap: Fetch = async (address, init) => {
    const results = await (
      await fetch(address.replace("start", "offset"), init)
    ).json();
    return json({ results, count: 5 });
  };
  expect(await collect(pagesOf(wrap, envelope, {}))).toEqual(upTo(5));
  expect(queries).toEqual([
    "?limit=2",
    "?limit=2&offset=2",
    "?limit=2&offset=4",
  ]);
});

test("a cursor is followed to its end, and must move", async () => {
  const cursor: Operation = {
    ...list,
    query: ["next"],
    paging: cursorPaging(),
  };
  const script: Record<string, unknown> = {
    "": { items: [{ id: 0 }], next: "a" },
    a: { items: [], next: "b" },
    b: { items: [{ id: 1 }], next: null },
  };
  const fetch: Fetch = async (address) =>
    json(script[new URL(address).searchParams.get("next") ?? ""]);
  expect(await collect(pagesOf(fetch, cursor, {}))).toEqual([0, 1]);
  let id = 0;
  const stuck: Fetch = async () => json({ items: [{ id: id++ }], next: "a" });
  await expect(collect(pagesOf(stuck, cursor, {}))).rejects.toThrow(
    "does not move",
  );
});

test("a repeated page is an error, not an endless loop", async () => {
  const same: Fetch = async () => json([{ id: 1 }, { id: 2 }]);
  await expect(collect(pagesOf(same, list, { limit: 2 }))).rejects.toThrow(
    SdkError,
  );
});

test.each<[string, Operation, unknown]>([
  ["a repeated page", list, [{ id: 1 }]],
  ["no list", list, { items: 1 }],
  [
    "a cursor that does not move",
    { ...list, paging: cursorPaging({ cursor: "next" }) },
    { items: [{ id: Math.random() }], next: "a" },
  ],
])("an error of paging tells its operation: %s", async (_, operation, body) => {
  const answer: Fetch = async () => json(body);
  await expect(collect(pagesOf(answer, operation, {}))).rejects.toMatchObject({
    isSdkError: true,
    operationId: "list",
    method: "GET",
  });
});

test("an error on a later page is thrown behind the items before it", async () => {
  const { fetch } = serve(100);
  const failing: Fetch = async (address, init) =>
    address.includes("offset=20") ? json({}, 404) : fetch(address, init);
  for (const prefetch of [false, true]) {
    const ids: number[] = [];
    await expect(
      (async () => {
        for await (const { id } of pagesOf(
          failing,
          list,
          { limit: 10 },
          { prefetch },
        ))
          ids.push(id);
      })(),
    ).rejects.toThrow(NotFoundError);
    expect(ids).toEqual(upTo(20));
  }
});

test("the signal reaches every page", async () => {
  const controller = new AbortController();
  const { fetch } = serve(100);
  let seen = 0;
  await expect(
    (async () => {
      for await (const item of pagesOf(
        fetch,
        list,
        { limit: 10 },
        { signal: controller.signal },
      )) {
        seen = item.id;
        if (seen === 15) controller.abort("enough");
      }
    })(),
  ).rejects.toMatchObject({
    name: "AbortedError",
    cause: "enough",
    operationId: list.id,
  });
  expect(seen).toBe(15);
});

const search: Operation = {
  id: "search",
  method: "POST",
  path: "/search",
  query: ["limit", "offset", "count"],
  read: true,
  paging: searchPaging({ window: 100 }),
};

/** Answers like the service: a window of 100 for offsets, and beyond it by `searchAfter` on the sort fields. */
function serveSearch(size: number): {
  fetch: Fetch;
  bodies: { searchAfter?: unknown[] }[];
} {
  const bodies: { searchAfter?: unknown[] }[] = [];
  return {
    bodies,
    fetch: async (address, init) => {
      const body = JSON.parse(String(init.body)) as { searchAfter?: unknown[] };
      bodies.push(body);
      const { searchParams } = new URL(address);
      const offset = Number(searchParams.get("offset") ?? 0);
      const limit = Number(searchParams.get("limit") ?? 250);
      if (offset + limit > 100) return json({ error: "window" }, 400);
      const from = body.searchAfter
        ? Number(body.searchAfter.at(-1)) + 1
        : offset;
      return json(
        Array.from(
          { length: Math.max(0, Math.min(limit, size - from)) },
          (_, index) => ({ id: from + index, name: { first: "x" } }),
        ),
      );
    },
  };
}

test("search goes on behind the window by searchAfter when the sort ends with id", async () => {
  const { fetch, bodies } = serveSearch(250);
  expect(
    await collect(
      pagesOf(fetch, search, {
        limit: 40,
        body: { sort: ["-name.first", "id"] },
      }),
    ),
  ).toEqual(upTo(250));
  expect(bodies[1]?.searchAfter).toEqual(["x", 39]);
});

test("search without such a sort gives the window, then an error that says why", async () => {
  const { fetch } = serveSearch(250);
  const ids: number[] = [];
  await expect(
    (async () => {
      for await (const { id } of pagesOf(fetch, search, {
        limit: 40,
        body: {},
      }))
        ids.push(id);
    })(),
  ).rejects.toThrow(/sort/);
  expect(ids).toEqual(upTo(100));
  expect(
    await collect(
      pagesOf(
        serveSearch(250).fetch,
        search,
        { limit: 40, body: {} },
        { maxItems: 100 },
      ),
    ),
  ).toEqual(upTo(100));
  expect(
    await collect(
      pagesOf(
        serveSearch(100).fetch,
        search,
        { limit: 40, body: {} },
        { maxItems: 90 },
      ),
    ),
  ).toEqual(upTo(90));
});

const numbered: Operation = {
  id: "numbered",
  method: "GET",
  path: "/numbered",
  query: ["page", "per_page"],
  paging: pagePaging({ limit: "per_page" }),
};

/** A list that is asked for by the number of the page, from 1, and whose pages have at most 100 items. */
function serveNumbered(size: number): { fetch: Fetch; queries: string[] } {
  const queries: string[] = [];
  return {
    queries,
    fetch: async (address) => {
      const { searchParams, search } = new URL(address);
      queries.push(search);
      const limit = Math.min(Number(searchParams.get("per_page") ?? 30), 100);
      const start = (Number(searchParams.get("page") ?? 1) - 1) * limit;
      return json(
        Array.from(
          { length: Math.max(0, Math.min(limit, size - start)) },
          (_, index) => ({ id: start + index }),
        ),
      );
    },
  };
}

test.each([0, 1, 29, 30, 31, 60, 75, 250])(
  "%i items by page number are all there, in order, once",
  async (size) => {
    // The service caps the last one.
    for (const args of [
      {},
      { per_page: 10 },
      { page: 1, per_page: 25 },
      { per_page: 200 },
    ])
      expect(
        await collect(pagesOf(serveNumbered(size).fetch, numbered, args)),
      ).toEqual(upTo(size));
  },
);

test("pages by number start where they are told and end at maxItems", async () => {
  const { fetch, queries } = serveNumbered(100);
  expect(
    await collect(
      pagesOf(fetch, numbered, { page: 3, per_page: 10 }, { maxItems: 20 }),
    ),
  ).toEqual(upTo(40).slice(20));
  expect(queries).toEqual(["?page=3&per_page=10", "?page=4&per_page=10"]);
  // The size of a page decides where it begins.
  const args = { page: 3, per_page: 10 };
  expect(
    await collect(pagesOf(fetch, numbered, args, { maxItems: 5 })),
  ).toEqual([20, 21, 22, 23, 24]);
});

test.each([
  [2, { per_page: 10 }, 2],
  [3, { per_page: 10 }, 2],
  [4, { per_page: 10 }, 1],
  [4, {}, 1],
])(
  "a list with a total that begins at page %i, with %j, ends behind its last item",
  async (page, args, requests) => {
    const { fetch, queries } = serveNumbered(25);
    const counting: Fetch = async (address, init) => {
      const answer = await fetch(address, init);
      answer.headers.set("x-total-count", "25");
      return answer;
    };
    const pages = pagesOf(counting, numbered, { page, ...args });
    expect(await collect(pages)).toEqual(upTo(25).slice((page - 1) * 10));
    expect(queries).toHaveLength(requests);
  },
);

test("leaving early ends the page that was asked for ahead, and nothing is left over", async () => {
  const { fetch } = serve(100);
  const signals: AbortSignal[] = [];
  const ended: unknown[] = [];
  const watching: Fetch = async (address, init) => {
    signals.push(init.signal!);
    if (!address.includes("offset")) return fetch(address, init);
    // The second page never comes.
    return new Promise((_, reject) =>
      init.signal!.addEventListener("abort", () => {
        ended.push(init.signal!.reason);
        reject(init.signal!.reason);
      }),
    );
  };
  const unhandled: unknown[] = [];
  const listen = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", listen);
  try {
    const caller = new AbortController();
    const options = { prefetch: true, signal: caller.signal };
    for await (const { id } of pagesOf(watching, list, { limit: 10 }, options))
      if (id === 4) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(signals).toHaveLength(2);
    expect(ended).toMatchObject([{ name: "AbortedError" }]);
    expect(caller.signal.aborted).toBe(false);
    expect(unhandled).toEqual([]);
  } finally {
    process.off("unhandledRejection", listen);
  }
});

test.each(["", "abc", "-1", "0", "5"])(
  "a total of %j that cannot be is not the end",
  async (total) => {
    const { fetch } = serve(20, 10);
    const lying: Fetch = async (address, init) => {
      const answer = await fetch(address, init);
      answer.headers.set("x-total-count", total);
      return answer;
    };
    expect(await collect(pagesOf(lying, list, {}))).toHaveLength(20);
  },
);

test("pages that only begin and end alike are no repetition", async () => {
  let count = 0;
  const answer: Fetch = async () =>
    json(count++ < 3 ? [{ name: "a" }, { name: count }, { name: "z" }] : []);
  expect(await collect(pagesOf(answer, list, { limit: 3 }))).toHaveLength(9);
});

test("a limit of 0 is sent: it asks for the total alone", async () => {
  const urls: string[] = [];
  const page = await pagesOf(
    async (url) => {
      urls.push(url);
      return json([], 200, { "x-total-count": "35" });
    },
    list,
    { limit: 0, count: true },
  );
  expect([page.total, page.hasNext, urls[0]?.split("?")[1]]).toEqual([
    35,
    false,
    expect.stringContaining("limit=0"),
  ]);
});

test.each([0, -1])("maxItems %j gives nothing", async (maxItems) => {
  const { fetch, queries } = serve(20);
  expect(
    await collect(pagesOf(fetch, list, { limit: 5 }, { maxItems })),
  ).toEqual([]);
  expect(queries).toEqual(["?limit=1"]);
});

/** A list with a total whose pages have the sizes of a script; behind its end every page is full. */
function serveUneven(
  size: number,
  sizes: readonly number[],
  total: string | undefined = String(size),
): { fetch: Fetch; queries: string[] } {
  const queries: string[] = [];
  return {
    queries,
    fetch: async (address) => {
      const { searchParams, search } = new URL(address);
      const length = sizes[queries.length] ?? 100;
      queries.push(search);
      const offset = Number(searchParams.get("offset") ?? 0);
      return json(
        upTo(size)
          .slice(offset, offset + length)
          .map((id) => ({ id })),
        200,
        total === undefined ? {} : { "x-total-count": total },
      );
    },
  };
}

test.each<[string, readonly number[]]>([
  ["a short page", [100, 90]],
  ["an empty page", [100, 90, 0]],
  ["three empty pages", [100, 0, 0, 0]],
  ["an empty first page", [0]],
  ["only short pages", Array.from({ length: 40 }, () => 13)],
])("below its total a list goes on: %s", async (_, sizes) => {
  const { fetch } = serveUneven(500, sizes);
  for (const prefetch of [false, true])
    expect(await collect(pagesOf(fetch, list, {}, { prefetch }))).toEqual(
      upTo(500),
    );
});

test("a list that stays below its total is an error behind its items", async () => {
  const { fetch, queries } = serveUneven(190, [100, 90], "500");
  const ids: number[] = [];
  await expect(
    (async () => {
      for await (const { id } of pagesOf(fetch, list, {})) ids.push(id);
    })(),
  ).rejects.toMatchObject({
    isSdkError: true,
    operationId: "list",
    message: "list: the list ended after 190 of 500 items",
  });
  expect(ids).toEqual(upTo(190));
  expect(queries).toHaveLength(6);
});

test("a total counts from the start of the list, wherever the call begins", async () => {
  const { fetch, queries } = serveUneven(120, []);
  expect(await collect(pagesOf(fetch, list, { offset: 90 }))).toEqual(
    upTo(120).slice(90),
  );
  expect(await collect(pagesOf(fetch, list, { offset: 500 }))).toEqual([]);
  expect(queries).toHaveLength(2);
});

test("a total that only the first page states is the total of the list", async () => {
  const { fetch } = serveUneven(200, [100, 20, 0, 30, 50], "200");
  let count = 0;
  const once: Fetch = async (address, init) => {
    const answer = await fetch(address, init);
    if (count++) answer.headers.delete("x-total-count");
    return answer;
  };
  expect(await collect(pagesOf(once, list, {}))).toEqual(upTo(200));
});

test("without a total a short page is the end", async () => {
  const { fetch } = serveUneven(500, [100, 90, 0], "");
  expect(await collect(pagesOf(fetch, list, {}))).toEqual(upTo(190));
});

test("a list by page number goes on below its total, and ends at it", async () => {
  let count = 0;
  const sizes = [10, 7, 0, 10];
  let next = 0;
  const fetch: Fetch = async () =>
    json(
      Array.from({ length: sizes[count++] ?? 0 }, () => ({ id: next++ })),
      200,
      { "x-total-count": "27" },
    );
  expect(await collect(pagesOf(fetch, numbered, {}))).toEqual(upTo(27));
  expect(count).toBe(4);
});

test("a cursor that ends below the total is an error, but not where the call began in the middle", async () => {
  const operation: Operation = {
    ...list,
    query: ["next"],
    paging: cursorPaging({ total: "total" }),
  };
  const fetch: Fetch = async () => json({ items: [{ id: 0 }], total: 2 });
  await expect(collect(pagesOf(fetch, operation, {}))).rejects.toThrow(
    "the list ended after 1 of 2 items",
  );
  expect(await collect(pagesOf(fetch, operation, { next: "b" }))).toEqual([0]);
});

test.each([100, 250, 40])(
  "a search by searchAfter is not ended by a total of %i",
  async (total) => {
    const { fetch } = serveSearch(250);
    const counting: Fetch = async (address, init) => {
      const answer = await fetch(address, init);
      answer.headers.set("x-total-count", String(total));
      return answer;
    };
    expect(
      await collect(
        pagesOf(counting, search, { limit: 40, body: { sort: ["id"] } }),
      ),
    ).toEqual(upTo(250));
  },
);

test("a search below its total goes on behind a short page, and is an error where nothing comes", async () => {
  let count = 0;
  const { fetch } = serveSearch(100);
  const uneven: Fetch = async (address, init) => {
    const answer = await fetch(address, init);
    const items = (await answer.json()) as unknown[];
    return json(count++ === 1 ? items.slice(0, 3) : items, 200, {
      "x-total-count": "100",
    });
  };
  const args = { limit: 10, body: { sort: ["id"] } };
  expect(await collect(pagesOf(uneven, search, args))).toEqual(upTo(100));
  const ended: Fetch = async (address, init) => {
    const answer = await fetch(address, init);
    answer.headers.set("x-total-count", "101");
    return answer;
  };
  await expect(collect(pagesOf(ended, search, args))).rejects.toThrow(
    "the list ended after 100 of 101 items",
  );
});

test.each([2, 3, 7])(
  "a cycle of %i pages is noticed in its second round",
  async (length) => {
    let count = 0;
    const fetch: Fetch = async () => json([{ id: count++ % length }, { x: 1 }]);
    await expect(collect(pagesOf(fetch, list, {}))).rejects.toThrow(
      "repeated page",
    );
    expect(count).toBe(length + 1);
    count = 0;
    const single: Fetch = async () => json([{ id: count++ % length }]);
    await expect(collect(pagesOf(single, list, { limit: 1 }))).rejects.toThrow(
      "repeated page",
    );
    expect(count).toBeLessThanOrEqual(length + 2);
  },
);

test("a cycle of cursors is noticed, also when its pages are new or empty", async () => {
  const operation: Operation = {
    ...list,
    query: ["next"],
    paging: cursorPaging(),
  };
  for (const isEmpty of [false, true]) {
    let count = 0;
    const fetch: Fetch = async () =>
      json({ items: isEmpty ? [] : [{ id: count }], next: count++ % 3 });
    await expect(collect(pagesOf(fetch, operation, {}))).rejects.toThrow(
      "repeated page",
    );
    expect(count).toBe(4);
  }
});

test("equal neighbours with a limit of 1 are no repetition", async () => {
  const items = ["a", "a", "b", "b", "b", "a"];
  for (const total of [undefined, "6"]) {
    const fetch: Fetch = async (address) => {
      const offset = Number(new URL(address).searchParams.get("offset"));
      return json(
        items.slice(offset, offset + 1),
        200,
        total ? { "x-total-count": total } : {},
      );
    };
    expect(await pagesOf(fetch, list, { limit: 1 }).toArray()).toEqual(items);
  }
  // An item whose id is null has none.
  const nameless: Fetch = async (address) =>
    json(/offset=3/.test(address) ? [] : [{ id: null }]);
  expect(await pagesOf(nameless, list, { limit: 1 }).toArray()).toHaveLength(3);
  // But one that never ends does.
  const same: Fetch = async () => json(["a"]);
  await expect(pagesOf(same, list, { limit: 1 }).toArray()).rejects.toThrow(
    "repeated page",
  );
});

test("the next page may be asked for twice", async () => {
  const { fetch, queries } = serve(30);
  const page = await pagesOf(fetch, list, { limit: 10 });
  const [one, other] = await Promise.all([page.next(), page.next()]);
  expect(one?.items).toEqual(other?.items);
  expect(queries).toHaveLength(3);
});

test("a list that has changed may be iterated again", async () => {
  const all = upTo(40).map((id) => ({ id }));
  let items = all;
  const fetch: Fetch = async (address) => {
    const offset = Number(new URL(address).searchParams.get("offset") ?? 0);
    return json(items.slice(offset, offset + 10));
  };
  const pages = pagesOf(fetch, list, { limit: 10 });
  expect(await collect(pages)).toEqual(upTo(40));
  // The third page is now the second one.
  items = [...all.slice(0, 10), ...all.slice(20)];
  expect(await collect(pages)).toEqual(items.map(({ id }) => id));
});

test("a page whose body is empty is not the end, unless the status says so", async () => {
  const cut =
    (status: number): Fetch =>
    async (address) =>
      address.includes("offset")
        ? new Response(null, { status, headers: { "slpt-request-id": "r1" } })
        : json([{ id: 0 }]);
  expect(await collect(pagesOf(cut(204), list, { limit: 1 }))).toEqual([0]);
  await expect(
    collect(pagesOf(cut(200), list, { limit: 1 })),
  ).rejects.toMatchObject({
    name: "DecodeError",
    message: "list: 200 without a list: no body",
    status: 200,
    requestId: "r1",
    bodyStart: "",
  });
});

test("a response that is no list is told with its status, media type, id and start", async () => {
  const fetch: Fetch = async () =>
    json({ error: "maintenance" }, 200, { "slpt-request-id": "r1" });
  await expect(pagesOf(fetch, list, {})).rejects.toMatchObject({
    message: 'list: 200 without a list: {"error":"maintenance"}',
    status: 200,
    contentType: "application/json",
    requestId: "r1",
    bodyStart: '{"error":"maintenance"}',
    operationId: "list",
  });
});

test("toArray gives all items, or the first ones in as few requests", async () => {
  const { fetch, queries } = serve(35);
  const ids = async (options?: {
    max: number | undefined;
  }): Promise<number[]> =>
    (await pagesOf(fetch, list, { limit: 10 }).toArray(options)).map(
      ({ id }) => id,
    );
  expect(await ids()).toEqual(upTo(35));
  expect(queries.splice(0)).toHaveLength(4);
  expect(await ids({ max: 20 })).toEqual(upTo(20));
  expect(queries.splice(0)).toHaveLength(2);
  expect(await ids({ max: 0 })).toEqual([]);
  expect(queries).toHaveLength(0);
  await expect(ids({ max: NaN })).rejects.toThrow("bad max");
  expect(await ids({ max: undefined })).toEqual(upTo(35));
  await expect(
    pagesOf(fetch, list, {}, { maxItems: NaN }).toArray(),
  ).rejects.toThrow("maxItems is not a number");
});

/** Reads pages by `next()`, and does something to the items of each before the next one is requested. */
async function collectPages(
  list: Pages<Item>,
  change: (items: Item[]) => void,
): Promise<number[]> {
  const ids: number[] = [];
  let page: Page<Item> | undefined = await list;
  while (page) {
    ids.push(...page.items.map(({ id }) => id));
    change(page.items as Item[]);
    page = await page.next();
  }
  return ids;
}

const changes: readonly [string, (items: Item[]) => void][] = [
  ["takes them away", (items) => void items.splice(0)],
  ["makes them equal", (items) => void items.fill({ id: -1 })],
  ["makes them new", (items) => void items.unshift({ id: Math.random() })],
];

test.each(changes)(
  "a list is complete, and a repeated page is noticed, although a program %s before it asks for the next page",
  async (_, change) => {
    for (const operation of [list, { ...list, paging: pagePaging() }]) {
      const query = ["limit", "offset", "page"];
      const fetch: Fetch = async (address) => {
        const { searchParams } = new URL(address);
        const page = Number(searchParams.get("page") ?? 1) - 1;
        const from = Number(searchParams.get("offset") ?? page * 2);
        return json(from < 6 ? [{ id: from }, { id: from + 1 }] : []);
      };
      const pages = pagesOf(fetch, { ...operation, query }, { limit: 2 });
      expect(await collectPages(pages, change)).toEqual([0, 1, 2, 3, 4, 5]);
    }
    const envelope = { ...list, paging: offsetPaging({ items: "items" }) };
    let count = 0;
    for (const [operation, items] of [
      [list, () => [{ id: 1 }, { id: 2 }]],
      // The rest of the body differs from page to page.
      [envelope, () => ({ now: count, items: [{ id: 1 }, { id: 2 }] })],
    ] as const) {
      count = 0;
      const fetch: Fetch = async () => (count++, json(items()));
      const pages = pagesOf(fetch, operation, { limit: 2 });
      await expect(collectPages(pages, change)).rejects.toThrow(
        "repeated page",
      );
      expect(count).toBe(2);
    }
  },
);

test("the sort values of a search are those that were received", async () => {
  const sent: string[] = [];
  const fetch: Fetch = async (_, { body }) => {
    sent.push(String(body));
    return json(sent.length < 3 ? [{ id: sent.length }] : []);
  };
  const search: Operation = {
    id: "search",
    method: "POST",
    path: "/search",
    paging: searchPaging({ window: 10_000 }),
  };
  const args = { limit: 1, body: { sort: ["id"] } };
  const pages = pagesOf(fetch, search, args);
  await collectPages(pages, (items) => void items.fill({ id: 99 }));
  expect(sent.slice(1)).toEqual([
    '{"sort":["id"],"searchAfter":[1]}',
    '{"sort":["id"],"searchAfter":[2]}',
  ]);
});

test("a page is neither printed nor read again unless a second page is requested", async () => {
  let parsed = 0;
  const answer = {
    parse: (text: string): unknown => (parsed++, JSON.parse(text)),
  } as JsonCodec;
  const operation: Operation = {
    ...list,
    paging: offsetPaging({ items: "items" }),
    json: { answer },
  };
  const fetch: Fetch = async () =>
    new Response('{"items":[{"id":1},{"id":2}]}');
  const print = vi.spyOn(JSON, "stringify");
  try {
    const page = await pagesOf(fetch, operation, { limit: 2 });
    expect([page.hasNext, parsed]).toEqual([true, 1]);
    expect(print).not.toHaveBeenCalled();
    await expect(page.next()).rejects.toThrow("repeated page");
  } finally {
    print.mockRestore();
  }
});

test.each([
  ["replaces", "[0"],
  ["wraps", "[0]"],
  ["has from elsewhere", "null"],
  ["adds", "{}"],
])("a list that an interceptor %s is read", async (_, body) => {
  let count = 0;
  const core = createCore({
    baseUrl: "https://a.test",
    retry: false,
    fetch: async () => new Response(body.replace("}", `"page":${count}}`)),
    interceptor: async <Data>(
      _: unknown,
      run: () => Promise<Outcome<Data>>,
    ) => {
      const { data } = (await run()) as { readonly data?: object };
      const next = count < 4 ? String(count) : undefined;
      const list = { items: [{ id: count++ }, { id: count++ }], next };
      return {
        data: (body === "{}" ? Object.assign(data!, list) : list) as Data,
        response: new Response(),
        requestId: undefined,
        durationMs: 0,
      };
    },
  });
  const operation: Operation = { ...list, paging: cursorPaging() };
  expect(await collect(new Pages<Item>(core, operation, {}))).toEqual(upTo(6));
});

test("a repeated page of another core than createCore's is noticed", async () => {
  const send: Core["send"] = async <Data>() => ({
    data: [{ id: 1 }, { id: 2 }] as Data,
    response: new Response(),
    requestId: undefined,
  });
  const pages = new Pages<Item>({ baseUrl: "", send }, list, { limit: 2 });
  await expect(pages.toArray()).rejects.toThrow("repeated page");
  let id = 0;
  const onward: Core["send"] = async <Data>() => ({
    data: (id < 6 ? [{ id: id++ }, { id: id++ }] : []) as Data,
    response: new Response(),
    requestId: undefined,
  });
  const others = new Pages<Item>({ baseUrl: "", send: onward }, list, {});
  expect(await others.toArray()).toHaveLength(6);
});
