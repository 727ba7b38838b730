import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../../generator/runtime/typescript/api.js";
import { anyBody } from "../../generator/runtime/typescript/bodies/bodies.js";
import { acceptCall } from "../../generator/runtime/typescript/bodies/accept.js";
import { eventCall } from "../../generator/runtime/typescript/bodies/reconnect.js";
import type { Call } from "../../generator/runtime/typescript/call.js";
import {
  type ClientOptions,
  createClientCore,
} from "../../generator/runtime/typescript/client.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import type { Pages } from "../../generator/runtime/typescript/paging/pages.js";
import { offsetPages } from "../../generator/runtime/typescript/paging/paging.js";
import { sendRaw } from "../../generator/runtime/typescript/request/raw-request.js";
import { createSchemeCore } from "../../generator/runtime/typescript/schemes.js";
import { json, scriptFetch } from "./support.js";

const create: Operation = {
  id: "createThing",
  method: "POST",
  path: "/things",
  query: ["tag"],
  body: anyBody({ first: (value) => ({ body: JSON.stringify(value) }) }),
};
const listThings: Operation = {
  id: "listThings",
  method: "GET",
  path: "/things",
  query: ["limit", "offset", "tags"],
  paging: offsetPages,
};

class Things extends Api {
  create(args: object, options?: object): Call<unknown> {
    return this.call(args, options, create);
  }
  list(args: object, options?: object): Pages<unknown> {
    return this.pages(args, options, listThings);
  }
}

function things(options: ClientOptions): Things {
  return new Things(
    createClientCore({ baseUrl: "https://a.test", retry: false, ...options }),
  );
}

const settle = (): Promise<void> => new Promise((end) => setTimeout(end, 5));

const unhandled: unknown[] = [];
const listen = (error: unknown): void => void unhandled.push(error);
let warned: string[];
beforeEach(() => {
  warned = [];
  unhandled.length = 0;
  process.on("unhandledRejection", listen);
  vi.spyOn(console, "warn").mockImplementation((text: string) => {
    warned.push(text);
  });
});
afterEach(() => {
  process.off("unhandledRejection", listen);
  vi.restoreAllMocks();
  expect(unhandled).toEqual([]);
});

test("a call that nobody waits for is sent, and not before the program goes on", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  void things({ fetch, auth: "t" }).create({ body: 1 });
  expect(sent).toHaveLength(0);
  await settle();
  expect(sent).toHaveLength(1);
  expect(warned).toEqual([]);
});

test("calls that are made before one is awaited run side by side", async () => {
  let open = 0;
  let most = 0;
  const { fetch } = scriptFetch(async () => {
    most = Math.max(most, ++open);
    await settle();
    open--;
    return json({});
  });
  const api = things({ fetch });
  const calls = [api.create({ body: 1 }), api.create({ body: 2 })];
  for (const call of calls) await call;
  expect(most).toBe(2);
});

test.each<[string, (call: Call<unknown>) => Promise<unknown>]>([
  ["withResponse", (call) => call.withResponse()],
  ["withResponse and await", (call) => call.withResponse().then(() => call)],
  ["await twice", (call) => Promise.all([call, call])],
  ["then, catch and finally", (call) => call.catch(() => {}).finally()],
])("one request: %s", async (_, use) => {
  const { fetch, sent } = scriptFetch(json({ id: 1 }));
  await use(things({ fetch }).create({ body: 1 }));
  await settle();
  expect(sent).toHaveLength(1);
});

test("the response comes with the service's id of the request", async () => {
  const { fetch } = scriptFetch(json(1, 200, { "slpt-request-id": "r-1" }));
  const told = await things({ fetch }).create({ body: 1 }).withResponse();
  expect([told.data, told.response.status, told.requestId]).toEqual([
    1,
    200,
    "r-1",
  ]);
  const none = scriptFetch(json(1));
  expect(
    (await things(none).create({ body: 1 }).withResponse()).requestId,
  ).toBeUndefined();
});

test("arguments are read when the call is made, whatever is done to them later", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const body = { name: "first", tags: ["a"] };
  const bytes = new Uint8Array([1, 2]);
  const form = new FormData();
  form.set("name", "first");
  const query = new URLSearchParams({ name: "first" });
  const headers: Record<string, string> = { "x-a": "first" };
  // Waits for its credential, after the call.
  const core = createSchemeCore({
    baseUrl: "https://a.test",
    fetch,
    credentials: { key: () => Promise.resolve("k") },
  });
  const secured: Operation = {
    ...create,
    security: [[{ scheme: "key", in: "header", name: "x-key" }]],
  };
  const api = things({ fetch });
  const raw = anyBody({ first: () => ({ body: "" }), binary: "a/b" });
  const calls = [
    api.create({ body, tag: "x" }, { headers }),
    new Things(core).core.send(secured, { body }),
    sendRaw(api.core, "POST", "/things", { body }),
    acceptCall(api.core, { body }, {}, create),
    eventCall(api.core, { body }, {}, create),
    api.core.send({ ...create, body: raw }, { body: bytes }),
    api.core.send(create, { body: form }),
    api.core.send(create, { body: query }),
  ];
  body.name = "second";
  body.tags.push("b");
  bytes[0] = 9;
  form.set("name", "second");
  query.set("name", "second");
  headers["x-a"] = "second";
  await Promise.all(calls);
  const first = '{"name":"first","tags":["a"]}';
  const bodies = sent.map(({ body: own }) =>
    own instanceof FormData ? own.get("name") : own,
  );
  expect(bodies.filter((own) => own === first)).toHaveLength(5);
  expect(bodies).toContainEqual(new Uint8Array([1, 2]));
  expect(bodies).toContain("first");
  expect(bodies.map(String)).toContain("name=first");
  expect(bodies.map(String).join()).not.toContain("second");
  expect(sent.map((entry) => entry.headers["x-a"])).toContain("first");
});

test("a list starts when it is used, with the arguments that it was made with", async () => {
  const { fetch, sent } = scriptFetch(json([]));
  const api = things({ fetch });
  const args = { limit: 5, tags: ["a"] };
  const list = api.list(args);
  void list.withResponse();
  void list.pages();
  await settle();
  expect(sent).toHaveLength(0);
  args.limit = 9;
  args.tags.push("b");
  await list;
  expect(await list.toArray()).toEqual([]);
  expect(sent.map(({ url }) => url)).toEqual([
    "https://a.test/things?limit=5&tags=a",
  ]);
});

test("a call that is aborted before the program goes on is not sent", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const controller = new AbortController();
  const call = things({ fetch }).create({ body: 1 }, controller);
  controller.abort("no");
  await expect(call).rejects.toMatchObject({ name: "AbortedError" });
  expect(sent).toHaveLength(0);
});

test.each<[string, (api: Things) => unknown]>([
  ["an error of the service", (api) => api.create({ body: 1 })],
  ["with its response", (api) => api.create({ body: 1 }).withResponse()],
  ["a bad argument", (api) => api.create({ body: 1n })],
  ["no arguments", (api) => api.create(undefined as never)],
  ["an abort", (api) => api.create({}, { signal: AbortSignal.abort() })],
])(
  "the error of a call that nobody waits for is told once to hook and logger: %s",
  async (_, make) => {
    const { fetch } = scriptFetch(json({ message: "gone" }, 404));
    const errors: unknown[] = [];
    const lines: string[] = [];
    make(
      things({
        fetch,
        hooks: { error: ({ error }) => void errors.push(error.operationId) },
        logger: { debug: () => {}, warn: (line) => void lines.push(line) },
      }),
    );
    await settle();
    expect(errors).toEqual(["createThing"]);
    expect(lines).toHaveLength(1);
    expect(warned).toEqual([]);

    make(things({ fetch }));
    await settle();
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain("a call that no code awaits failed");
  },
);

test("an error that somebody waits for is told to nobody else", async () => {
  const { fetch } = scriptFetch(json({}, 404));
  const call = things({ fetch }).create({ body: 1 });
  await expect(call).rejects.toMatchObject({ status: 404 });
  await expect(call.withResponse()).rejects.toMatchObject({ status: 404 });
  await settle();
  expect(warned).toEqual([]);
});

test("a hook that fails on such an error ends nothing", async () => {
  const { fetch } = scriptFetch(json({}));
  const hooks = {
    error: () => {
      throw new Error("a bad hook");
    },
  };
  void things({ fetch, hooks }).create({ body: 1n });
  await settle();
  expect(warned).toEqual([expect.stringContaining("Error: a bad hook")]);
});

test.each<[string, () => void]>([
  [
    "throws",
    () => {
      throw new Error("a bad report");
    },
  ],
  ["rejects", () => Promise.reject(new Error("a bad report"))],
])("a report that %s ends nothing", async (_, report) => {
  const { fetch } = scriptFetch(json({}, 404));
  void things({ fetch, report }).create({ body: 1 });
  await settle();
  expect(warned).toEqual([expect.stringContaining("Error: a bad report")]);
});

test.each<[string, (api: Things) => Promise<unknown>]>([
  ["a call", async (api) => api.create({ body: 1 })],
  ["a bad argument", async (api) => api.create({ body: 1n })],
  ["a list", async (api) => api.list({})],
  ["a later page", async (api) => (await api.list({ limit: 1 })).next()],
])("an error's stack has the line of the caller: %s", async (_, make) => {
  const { fetch } = scriptFetch(({ url, method }) =>
    method === "GET" && url.endsWith("limit=1") ? json([1]) : json({}, 404),
  );
  const theCaller = (): Promise<unknown> => make(things({ fetch }));
  const error: unknown = await theCaller().catch((own: unknown) => own);
  const { stack } = error as Error;
  expect(stack).toContain((error as Error).message);
  expect(stack?.match(/theCaller \(.*starts\.test\.ts/g)).toHaveLength(1);
});

setFlagsFromString("--expose-gc");
const collectYoung = runInNewContext(
  "() => gc({ type: 'minor' })",
) as () => void;

test("a response does not outlive its call until a full collection of the heap", async () => {
  const text = JSON.stringify(
    Array.from({ length: 1000 }, (_, id) => ({ id, name: `thing ${id}` })),
  );
  const api = things({ fetch: async () => new Response(text) });
  for (const make of [() => api.list({ limit: 1000 }), () => api.create({})]) {
    const used = async (calls: number): Promise<number> => {
      for (let call = 0; call < calls; call++) await make();
      collectYoung();
      await settle();
      collectYoung();
      return process.memoryUsage().heapUsed;
    };
    const before = await used(20);
    // Each response takes 100 kB.
    expect((await used(60)) - before).toBeLessThan(3_000_000);
  }
});
