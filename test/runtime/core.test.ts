import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createClientCore } from "../../generator/runtime/typescript/client.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { Api } from "../../generator/runtime/typescript/api.js";
import {
  AbortedError,
  type ApiError,
  BadRequestError,
  DecodeError,
  ForbiddenError,
  isApiError,
  isSdkError,
  NotFoundError,
  RateLimitError,
  SdkError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
} from "../../generator/runtime/typescript/errors.js";
import { createInterceptor } from "../../generator/runtime/typescript/hooks/interceptor.js";
import { limiter } from "../../generator/runtime/typescript/limiter.js";
import type { ErrorEvent } from "../../generator/runtime/typescript/hooks/hooks.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { queryParameter } from "../../generator/runtime/typescript/request/query.js";
import { sendRaw } from "../../generator/runtime/typescript/request/raw-request.js";
import {
  downloadAnswer,
  type Download,
  multipart,
} from "../../generator/runtime/typescript/index.js";
import { createJumpingClock, json, scriptFetch } from "./support.js";

const baseUrl = "https://acme.test/";
const get: Operation = {
  id: "getThing",
  method: "GET",
  path: "/v1/things/{id}",
  query: ["filter", queryParameter("forSubadmin", "for-subadmin")],
};
const post: Operation = {
  id: "createThing",
  method: "POST",
  path: "/v1/things",
};
const search: Operation = { ...post, id: "search", read: true };

async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

test("arguments go where the descriptor says; 0 and false are sent and undefined is not; null is nothing in a query", async () => {
  const { fetch, sent } = scriptFetch(json({ a: 1 }));
  const core = createCore({ baseUrl, fetch, headers: { "X-Extra": "1" } });
  const { data } = await core.send(get, {
    id: "a/b c",
    filter: 'x eq "é&"',
    forSubadmin: undefined,
  });
  expect(data).toEqual({ a: 1 });
  await core.send(
    { ...post, query: ["n", "z", "f"] },
    {
      body: { n: null, z: 0, f: false, u: undefined },
      n: null,
      z: 0,
      f: false,
    },
  );
  expect(sent[0]).toMatchObject({
    url: "https://acme.test/v1/things/a%2Fb%20c?filter=x%20eq%20%22%C3%A9%26%22",
    headers: { accept: "application/json", "x-extra": "1" },
  });
  expect(sent[1]).toMatchObject({
    url: "https://acme.test/v1/things?z=0&f=false",
    body: '{"n":null,"z":0,"f":false}',
    headers: { "content-type": "application/json" },
  });
});

test("a query that a path brings stays, and declared parameters follow it", async () => {
  const { fetch, sent } = scriptFetch(json({}), json({}));
  const core = createCore({ baseUrl, fetch });
  const own = { ...get, path: "/responses?beta=true", query: ["limit"] };
  await core.send(own, { limit: 5 });
  await core.send(own, {});
  expect(sent.map(({ url }) => url)).toEqual([
    "https://acme.test/responses?beta=true&limit=5",
    "https://acme.test/responses?beta=true",
  ]);
});

test.each([undefined, null, "", ".", ".."])(
  "the path argument %j is refused before anything is sent",
  async (id) => {
    const { fetch, sent } = scriptFetch(json({}));
    const error = await failure(
      createCore({ baseUrl, fetch }).send(get, { id }),
    );
    expect(error).toBeInstanceOf(SdkError);
    expect(sent).toHaveLength(0);
  },
);

test("a call is sent once, when it is first awaited", async () => {
  class Things extends Api {
    getThing(args: { id: string }) {
      return this.call<{ a: number }>(args, undefined, get);
    }
  }
  const { fetch, sent } = scriptFetch(json({ a: 1 }, 200, { "x-a": "b" }));
  const call = new Things(createCore({ baseUrl, fetch })).getThing({ id: "1" });
  expect(sent).toHaveLength(0);
  expect(await call).toEqual({ a: 1 });
  const { data, response } = await call.withResponse();
  expect([data.a, response.headers.get("x-a"), sent.length]).toEqual([
    1,
    "b",
    1,
  ]);
  let ended = false;
  await call.finally(() => (ended = true));
  expect(ended).toBe(true);
});

test.each([
  [400, BadRequestError],
  [401, UnauthorizedError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [429, RateLimitError],
  [500, ServerError],
])("status %i becomes its error", async (status, type) => {
  const body = {
    detailCode: "400.1 Bad Request Content",
    trackingId: "e7eab60924f64aa284175b9fa3309599",
    messages: [
      {
        locale: "en-US",
        localeOrigin: "DEFAULT",
        text: "The request was malformed.",
      },
    ],
    causes: [],
  };
  const { fetch } = scriptFetch(json(body, status));
  const error = await failure(
    createCore({ baseUrl, fetch, retry: false }).send(get, {
      id: "1",
      filter: "secret",
    }),
  );
  expect(error).toBeInstanceOf(type);
  expect(isSdkError(error) && isApiError(error)).toBe(true);
  expect(error).toMatchObject({
    status,
    body,
    rawBody: JSON.stringify(body),
    operationId: "getThing",
    method: "GET",
    url: "https://acme.test/v1/things/1",
    trackingId: body.trackingId,
    requestId: body.trackingId,
    detailCode: body.detailCode,
    messages: { "en-US": "The request was malformed." },
  });
  expect(String(error)).toBe(
    `${type.name}: GET https://acme.test/v1/things/1 answered ${status} The request was malformed.`,
  );
});

test("an HTML page is kept as text, and odd bodies do not break the error", async () => {
  for (const text of [
    "<html>busy</html>",
    "",
    "null",
    "[]",
    '{"messages":7}',
    '{"messages":null}',
    '{"messages":[null]}',
    '{"error":{"a":1}}',
  ]) {
    const { fetch } = scriptFetch(new Response(text, { status: 502 }));
    const error = (await failure(
      createCore({ baseUrl, fetch, retry: false }).send(get, { id: "1" }),
    )) as ApiError;
    expect(error).toBeInstanceOf(ServerError);
    expect(error.rawBody).toBe(text);
    if (text === '{"messages":null}') expect(error.messages).toEqual({});
  }
});

test("a guard knows the errors of an operation and of a status", async () => {
  const { fetch } = scriptFetch(json({ a: 1 }, 404));
  const error = await failure(
    createCore({ baseUrl, fetch }).send(get, { id: "1" }),
  );
  const failing = get as Operation<
    object,
    unknown,
    {
      404: { a: number };
      403: unknown;
      "4XX": unknown;
      "5XX": unknown;
      default: unknown;
    }
  >;
  const other = { ...failing, id: "other" };
  expect(isApiError(error, failing)).toBe(true);
  expect(isApiError(error, other)).toBe(false);
  expect(isApiError(error, failing, 404) && error.body.a).toBe(1);
  expect(isApiError(error, failing, 403)).toBe(false);
  expect(isApiError(error, failing, "4XX")).toBe(true);
  expect(isApiError(error, failing, "5XX")).toBe(false);
  expect(isApiError(error, failing, "default")).toBe(true);
  expect(isApiError(new Error("x"), failing)).toBe(false);
});

test("guards know the errors of another copy of the package", async () => {
  expect(isSdkError({ isSdkError: true })).toBe(true);
  expect(isSdkError(new Error("x"))).toBe(false);
  expect(isSdkError(undefined)).toBe(false);
});

test("truncated JSON is a DecodeError and is not sent again", async () => {
  const { fetch, sent } = scriptFetch(new Response('{"a":'));
  const error = await failure(
    createCore({ baseUrl, fetch }).send(get, { id: "1" }),
  );
  expect(error).toBeInstanceOf(DecodeError);
  expect((error as Error).cause).toBeInstanceOf(SyntaxError);
  expect(sent).toHaveLength(1);
});

test.each([
  ["429 for POST", post, () => json({}, 429, { "retry-after": "2" }), 2],
  [
    "503 with Retry-After for POST",
    post,
    () => json({}, 503, { "retry-after": "2" }),
    2,
  ],
  ["503 without Retry-After for POST", post, () => json({}, 503), 1],
  ["502 for POST", post, () => json({}, 502), 1],
  ["connection error for POST", post, () => new TypeError("fetch failed"), 1],
  [
    "connection error for a read by POST",
    search,
    () => new TypeError("fetch failed"),
    2,
  ],
  ["500 for GET", get, () => json({}, 500), 1],
  ["502 for GET", get, () => json({}, 502), 2],
  ["408 for GET", get, () => json({}, 408), 2],
  ["400 for GET", get, () => json({}, 400), 1],
])("retry: %s", async (_, operation, fail, expected) => {
  const { fetch, sent } = scriptFetch(fail(), json({ a: 1 }));
  const core = createCore({ baseUrl, fetch, clock: createJumpingClock() });
  await core.send(operation, { id: "1" }).catch(() => {});
  expect(sent).toHaveLength(expected);
});

test("a caller can opt in to repeat unsafe methods", async () => {
  const { fetch, sent } = scriptFetch(json({}, 502), json({}));
  const core = createCore({ baseUrl, fetch, clock: createJumpingClock() });
  await core.send(post, {}, { retry: { unsafe: true } });
  expect(sent).toHaveLength(2);
});

test("waits: Retry-After in seconds and as a date, else exponential with full jitter; hooks see them", async () => {
  const clock = createJumpingClock();
  const date = new Date(clock.now() + 3000 + 2000).toUTCString();
  const { fetch } = scriptFetch(
    json({}, 429, { "retry-after": "2" }),
    json({}, 503, { "retry-after": date }),
    json({}, 502),
    json({}, 502),
    json({}, 404),
  );
  const events: ErrorEvent[] = [];
  const core = createCore({
    baseUrl,
    fetch,
    clock,
    retry: { backoff: (attempt) => attempt * 1000 },
    interceptor: createInterceptor({
      hooks: { error: (event) => void events.push(event) },
    }),
  });
  const error = await failure(core.send(get, { id: "1" }));
  expect(error).toBeInstanceOf(NotFoundError);
  expect(events.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
    [1, 3000],
    [2, 4000],
    [3, 3000],
    [4, 4000],
    [5, undefined],
  ]);
  expect(clock.waits).toEqual([3000, 4000, 3000, 4000]);
  expect(clock.pending()).toBe(0);
});

test("what a hook throws ends the call as it is", async () => {
  const thrown = new RangeError("no more");
  const { fetch, sent } = scriptFetch(json({}));
  for (const hook of ["before", "after"]) {
    const interceptor = createInterceptor({
      hooks: { [hook]: () => Promise.reject(thrown) },
    });
    const core = createCore({ baseUrl, fetch, interceptor });
    expect(await failure(core.send(get, { id: "1" }))).toBe(thrown);
  }
  expect(sent).toHaveLength(1);
});

test("a hook behind the answer that hangs holds neither an abort nor the total time", async () => {
  const hang = createInterceptor({
    hooks: { after: () => new Promise<void>(() => {}) },
  });
  const { fetch } = scriptFetch(json({}));
  const core = createCore({ baseUrl, fetch, interceptor: hang });
  const late = core.send(get, { id: "1" }, { totalTimeoutMs: 20 });
  expect(await failure(late)).toBeInstanceOf(TimeoutError);
  const controller = new AbortController();
  const aborted = core.send(get, { id: "1" }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  expect(await failure(aborted)).toBeInstanceOf(AbortedError);
});

test("attempts and total time are bounded", async () => {
  const clock = createJumpingClock();
  const { fetch, sent } = scriptFetch(json({}, 503));
  expect(
    await failure(
      createCore({ baseUrl, fetch, clock, retry: { attempts: 3 } }).send(get, {
        id: "1",
      }),
    ),
  ).toBeInstanceOf(ServerError);
  expect(sent).toHaveLength(3);
  const long = scriptFetch(json({}, 429, { "retry-after": "3600" }));
  const error = await failure(
    createCore({ baseUrl, fetch: long.fetch, clock }).send(get, { id: "1" }),
  );
  expect((error as RateLimitError).retryAfter).toBe(3600);
  expect(long.sent).toHaveLength(1);
});

test("a fetch that never answers ends by timeoutMs, by totalTimeoutMs and by the signal", async () => {
  const fetch = (): Promise<Response> => new Promise(() => {});
  const core = createCore({ baseUrl, fetch });
  expect(
    await failure(core.send(get, { id: "1" }, { timeoutMs: 5, retry: false })),
  ).toBeInstanceOf(TimeoutError);
  expect(
    await failure(core.send(get, { id: "1" }, { totalTimeoutMs: 5 })),
  ).toBeInstanceOf(TimeoutError);
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 5);
  const error = await failure(
    core.send(get, { id: "1" }, { signal: controller.signal }),
  );
  expect(error).toBeInstanceOf(AbortedError);
  expect((error as Error).cause).toBe("enough");
  expect(
    await failure(core.send(get, { id: "1" }, { signal: AbortSignal.abort() })),
  ).toBeInstanceOf(AbortedError);
});

test("a signal ends a wait between attempts", async () => {
  const { fetch, sent } = scriptFetch(json({}, 429, { "retry-after": "100" }));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 10);
  expect(
    await failure(
      createCore({ baseUrl, fetch }).send(
        get,
        { id: "1" },
        { signal: controller.signal },
      ),
    ),
  ).toBeInstanceOf(AbortedError);
  expect(sent).toHaveLength(1);
});

test("raw requests take a query, a body and headers", async () => {
  const { fetch, sent } = scriptFetch(json({ ok: true }));
  const core = createCore({ baseUrl, fetch });
  const data = await sendRaw<{ ok: boolean }>(core, "POST", "/v9/x?a=1", {
    query: { b: [1, 2], c: undefined },
    body: { d: null },
    headers: { "X-Y": "z" },
  });
  expect(data.ok).toBe(true);
  expect(sent[0]).toMatchObject({
    url: "https://acme.test/v9/x?a=1&b=1&b=2",
    body: '{"d":null}',
    headers: { "x-y": "z" },
  });
});

test.each(["/v9/a#b", "/v9/a#b?c=d", "/v9/a?c=d#e"])(
  "a raw request does not drop what follows # in %s",
  async (path) => {
    const { fetch, sent } = scriptFetch(json({}));
    const call = sendRaw(createCore({ baseUrl, fetch }), "GET", path);
    await expect(call).rejects.toThrow(/bad path: "#"/);
    expect(sent).toEqual([]);
  },
);

test("a header without a value is not sent", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const headers = { "x-a": undefined, "x-b": "c" } as unknown as Record<
    string,
    string
  >;
  await sendRaw(createCore({ baseUrl, fetch }), "GET", "/v9", { headers });
  expect(sent[0]?.headers).toMatchObject({ "x-b": "c" });
  expect(sent[0]?.headers).not.toHaveProperty("x-a");
});

test("a raw request's path and query are what they say", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const core = createCore({ baseUrl, fetch });
  await sendRaw(core, "POST", "/v9/{x}", {
    query: { body: "q", x: "y" },
    body: { d: 1 },
  });
  expect(sent[0]).toMatchObject({
    url: "https://acme.test/v9/%7Bx%7D?body=q&x=y",
    body: '{"d":1}',
  });
});

test("a raw request is written and read by what the package's root gives", async () => {
  const { fetch, sent } = scriptFetch(new Response("a,b"));
  const core = createCore({ baseUrl, fetch });
  const file = await sendRaw<Download>(core, "POST", "/v9/export", {
    body: { name: "x" },
    encode: multipart(),
    answer: downloadAnswer,
  });
  expect(await file.text()).toBe("a,b");
  expect(sent[0]?.headers["content-type"]).toContain("multipart/form-data");
});

test("a raw request sends forms and bytes as they are", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const core = createCore({ baseUrl: baseUrl + " ", fetch });
  const form = new FormData();
  for (const body of [
    form,
    new URLSearchParams("a=1"),
    new Blob(["x"], { type: "text/csv" }),
    new Uint8Array([1]),
    "text",
  ])
    await sendRaw(core, "POST", "/v9/x", { body });
  expect(sent[0]).toMatchObject({ url: "https://acme.test/v9/x", body: form });
  expect(sent.map(({ headers }) => headers["content-type"])).toEqual([
    undefined,
    undefined,
    "text/csv",
    "application/octet-stream",
    "application/json",
  ]);
});

test("what the limiter lets pass starts at once, whatever a hook waits for", async () => {
  const starts: number[] = [];
  const clock = createJumpingClock();
  let isSlow = true;
  const core = createCore({
    baseUrl,
    clock,
    fetch: async () => {
      starts.push(clock.now());
      return json({});
    },
    limiter: limiter({ requests: 2, perMs: 300 }),
    interceptor: createInterceptor({
      hooks: {
        before: () =>
          new Promise<void>((resolve) => {
            if (isSlow) clock.after(290, resolve);
            else resolve();
          }),
      },
    }),
  });
  const first = [1, 2].map(() => core.send(get, { id: "1" }));
  await new Promise((resolve) => setImmediate(resolve));
  isSlow = false;
  await Promise.all([...first, ...[3, 4].map((id) => core.send(get, { id }))]);
  expect(starts).toHaveLength(4);
  expect(starts[2]! - starts[0]!).toBeGreaterThanOrEqual(300);
});

test.each<[string, Operation, object, Record<string, string>]>([
  ["a header", get, { id: "1" }, { "x-bad": "ü€\n" }],
  ["a body for GET", get, { id: "1", body: {} }, {}],
  [
    "a path that is no URL",
    { ...get, path: "v1/things", query: ["filter"] },
    { filter: "secret" },
    {},
  ],
])(
  "what cannot be sent is not tried again and named without its parts: %s",
  async (_, operation, args, headers) => {
    let count = 0;
    const error = await failure(
      createCore({
        baseUrl: "http://127.0.0.1:1",
        auth: "t0ken",
        fetch: (...request) => {
          count += 1;
          return fetch(...request);
        },
      }).send(operation, args, { headers }),
    );
    expect(count).toBeLessThanOrEqual(1);
    expect(error).toMatchObject({ name: "SdkError", operationId: "getThing" });
    expect(inspect(error)).not.toMatch(/t0ken|secret|ü/);
  },
);

test("a static token that is no header value is not shown", async () => {
  const error = await failure(
    createCore({ baseUrl: "http://127.0.0.1:1", auth: "t0k\nen" }).send(get, {
      id: "1",
    }),
  );
  expect(inspect(error)).not.toMatch(/t0k/);
});

test.each(["acme.test", "acme.test:443", "/api", "ftp://acme.test"])(
  "the base URL %j is refused at once",
  (baseUrl) => {
    expect(() => createClientCore({ baseUrl })).toThrow(baseUrl);
  },
);

test("the message of a lost connection tells the call and the reason", async () => {
  const error = await failure(
    createCore({ baseUrl: "http://127.0.0.1:1", retry: false }).send(get, {
      id: "1",
      filter: "secret",
    }),
  );
  expect(String(error)).toMatch(
    /^ConnectionError: GET http:\/\/127\.0\.0\.1:1\/v1\/things\/1: .*(?:ECONNREFUSED|bad port)/,
  );
  expect(String(error)).not.toContain("secret");
});

test.each<[unknown, string]>([
  [{ messages: [{ locale: "en-US", text: "wrong" }] }, "400 wrong"],
  [{ error: "invalid_client", error_description: "unknown" }, "400 unknown"],
  [{ error: { code: 7 } }, "400"],
  [{ messages: "x" }, "400"],
  [{ messages: [null] }, "400"],
])("the message of %j ends with %j", async (body, end) => {
  const { fetch } = scriptFetch(json(body, 400));
  const error = (await failure(
    createCore({ baseUrl, fetch }).send(get, { id: "1" }),
  )) as ApiError;
  expect(error.message).toBe(
    `GET https://acme.test/v1/things/1 answered ${end}`,
  );
  expect(Object.keys(error.messages)).not.toContain("undefined");
});

test("an empty Retry-After says nothing", async () => {
  const { fetch, sent } = scriptFetch(json({}, 503, { "retry-after": "" }));
  const error = await failure(createCore({ baseUrl, fetch }).send(post, {}));
  expect(error).toMatchObject({ status: 503, retryAfter: undefined });
  expect(sent).toHaveLength(1);
});
