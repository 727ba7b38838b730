import { Call } from "../../generator/runtime/typescript/call.js";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  ApiError,
  DecodeError,
  SdkError,
} from "../../generator/runtime/typescript/errors.js";
import {
  filtersQuery,
  raw,
  sortersQuery,
} from "../../generator/runtime/typescript/filters/filters.js";
import { createInterceptor } from "../../generator/runtime/typescript/hooks/interceptor.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import type {
  CallOptions,
  CoreOptions,
  Fetch,
} from "../../generator/runtime/typescript/options.js";
import { createJumpingClock, json, scriptFetch } from "./support.js";

const get: Operation = {
  id: "getThing",
  method: "GET",
  path: "/things/{id}",
  query: ["since", filtersQuery, sortersQuery],
};
const post: Operation = { id: "addThing", method: "POST", path: "/things" };

async function failure(
  options: Partial<CoreOptions> & { fetch: Fetch },
  operation: Operation = get,
  args: object = { id: "1" },
  own: CallOptions = {},
): Promise<ApiError & DecodeError> {
  const core = createCore({
    baseUrl: "https://a.test",
    clock: createJumpingClock(),
    ...options,
  });
  return core.send(operation, args, own).then(
    () => expect.fail("no error"),
    (error: unknown) => error as ApiError & DecodeError,
  );
}

test("a page of HTML in place of JSON is told with status, media type, id and its start", async () => {
  const page = "<!DOCTYPE html><title>Sign in</title>" + "x".repeat(500);
  const { fetch, sent } = scriptFetch(
    new Response(page, {
      headers: { "content-type": "text/html", "slpt-request-id": "r-1" },
    }),
  );
  const error = await failure({ fetch });
  expect(error).toBeInstanceOf(DecodeError);
  expect(error).toMatchObject({
    status: 200,
    contentType: "text/html",
    requestId: "r-1",
    bodyStart: page.slice(0, 200),
    operationId: "getThing",
    cause: expect.any(SyntaxError) as unknown,
  });
  expect(error.message).toContain(
    "GET https://a.test/things/1: 200 text/html: no JSON: <!DOCTYPE html>",
  );
  expect(sent).toHaveLength(1);
  const broken = scriptFetch(
    new Response('{"a":', { headers: { "content-type": "application/json" } }),
  );
  expect((await failure(broken)).message).toMatch(
    /: 200 application\/json: SyntaxError: /,
  );
});

test("of a page that a token endpoint sends nothing is told, to hooks neither", async () => {
  const { fetch } = scriptFetch(new Response("<p>the-secret</p>"));
  const seen: unknown[] = [];
  const error = await failure({
    fetch,
    auth: clientCredentials({ clientId: "id", clientSecret: "s" }),
    interceptor: createInterceptor({
      hooks: { error: (event) => void seen.push(event) },
    }),
  });
  expect(error).toBeInstanceOf(DecodeError);
  expect(seen).toHaveLength(1);
  expect(inspect([error, seen], { depth: 9 })).not.toContain("the-secret");
});

/** An answer whose body breaks off, or never ends. */
function broken(
  status: number,
  ends: boolean,
  headers: Record<string, string> = {},
): Response {
  return new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        if (ends) controller.error(new TypeError("terminated"));
      },
    }),
    { status, headers },
  );
}

test.each([
  ["breaks off", true],
  ["never ends", false],
])(
  "an error whose body %s keeps its status, and what follows from it",
  async (_, ends) => {
    const once = (response: Response) => {
      const { sent, fetch } = scriptFetch(() => response);
      return { sent, fetch, timeoutMs: 20 };
    };
    const lost = once(broken(404, ends, { "slpt-request-id": "r" }));
    expect(await failure(lost)).toMatchObject({
      name: "NotFoundError",
      status: 404,
      requestId: "r",
      rawBody: "",
    });
    expect(lost.sent).toHaveLength(1);
    let count = 0;
    const clock = createJumpingClock();
    const busy: Fetch = async () =>
      count++ ? json({}) : broken(429, ends, { "retry-after": "3" });
    // A POST is sent again after 429 alone.
    await createCore({
      baseUrl: "https://a.test",
      fetch: busy,
      clock,
      timeoutMs: 20,
      retry: { backoff: () => 0 },
    }).send(post, { body: 1 });
    expect(count).toBe(2);
    expect(clock.waits).toContain(3000);
    const none = once(broken(502, ends));
    expect(await failure(none, post)).toMatchObject({ status: 502 });
    expect(none.sent).toHaveLength(1);
  },
);

const never: Fetch = () => new Promise(() => {});

test.each<[string, Partial<CoreOptions> & { fetch: Fetch }, RegExp]>([
  [
    "an attempt",
    { fetch: never, timeoutMs: 5, retry: false },
    /: no response in timeoutMs, 5 ms$/,
  ],
  [
    "all attempts",
    { fetch: never, totalTimeoutMs: 5 },
    /: no response in totalTimeoutMs, 5 ms \(not sent again: totalTimeoutMs, 5 ms\)$/,
  ],
  [
    "the token",
    { fetch: never, auth: () => new Promise(() => {}), totalTimeoutMs: 5 },
    /: no response in totalTimeoutMs, 5 ms$/,
  ],
  [
    "a wait that is too long",
    {
      ...scriptFetch(json({}, 429, { "retry-after": "99" })),
      totalTimeoutMs: 50_000,
    },
    / answered 429 \(not sent again: totalTimeoutMs, 50000 ms\)$/,
  ],
  [
    "the number of attempts",
    { ...scriptFetch(json({}, 502)), retry: { attempts: 2 } },
    / answered 502 \(not sent again: retry\.attempts, 2\)$/,
  ],
  [
    "no limit",
    { ...scriptFetch(json({}, 502)), retry: false },
    / answered 502$/,
  ],
])(
  "an error names the limit that ended its call: %s",
  async (_, options, text) => {
    const error = await failure(options);
    expect(error.message).toMatch(text);
    expect(error.stack).toContain(error.message);
  },
);

test.each([NaN, 0])("%s attempts are one", async (attempts) => {
  const { fetch, sent } = scriptFetch(json({}, 502));
  const { status } = await failure({ fetch, retry: { attempts } });
  expect([status, sent.length]).toEqual([502, 1]);
});

test.each([
  ["timeoutMs", 0],
  ["totalTimeoutMs", 0],
])("%s: 0 is no limit", async (name, value) => {
  const waits: number[] = [];
  const core = createCore({
    baseUrl: "https://a.test",
    fetch: scriptFetch(json(1)).fetch,
    clock: {
      now: () => 0,
      after: (milliseconds) => {
        waits.push(milliseconds);
        return () => {};
      },
    },
    timeoutMs: 7,
    totalTimeoutMs: 3,
  });
  const { data } = await core.send(get, { id: "1" }, { [name]: value });
  expect(data).toBe(1);
  expect(waits).toEqual([name === "timeoutMs" ? 3 : 7]);
});

test.each([
  ["timeoutMs", NaN],
  ["timeoutMs", -1],
  ["totalTimeoutMs", NaN],
  ["totalTimeoutMs", "soon" as never],
])("%s: %s is refused", async (name, value) => {
  const { fetch, sent } = scriptFetch(json({}));
  for (const error of [
    await failure({ fetch, [name]: value }),
    await failure({ fetch }, get, { id: "1" }, { [name]: value }),
  ])
    expect(error).toMatchObject({
      name: "SdkError",
      operationId: "getThing",
      message: `getThing: ${name}: ${String(value)} is not a time in milliseconds`,
    });
  expect(sent).toHaveLength(0);
});

// The engine's own `fetch`, which never comes to send these.
test.each<[string, Operation, object, CallOptions, string, boolean]>([
  ["a body", get, { id: "1", body: 1 }, {}, "bad body", true],
  [
    "a method",
    { ...get, method: "TRACE" as never },
    { id: 1 },
    {},
    "bad method",
    true,
  ],
  [
    "a header",
    get,
    { id: "1" },
    { headers: { "x-a": "ü€" } },
    "bad header x-a",
    true,
  ],
  [
    "a header's name",
    get,
    { id: "1" },
    { headers: { "x a": "" } },
    "bad header x a",
    true,
  ],
  [
    "a secret header",
    get,
    { id: "1" },
    { headers: { "x-api-key": "s3cret€" } },
    "bad header x-api-key",
    false,
  ],
])(
  "what cannot be sent is named: %s",
  async (_, operation, args, own, text, isTold) => {
    const error = await failure({ fetch }, operation, args, own);
    expect(error).toMatchObject({ name: "SdkError" });
    expect(error.message).toMatch(new RegExp(`: ${text}$`));
    expect(error.cause !== undefined).toBe(isTold);
    expect(inspect(error)).not.toContain("s3cret");
  },
);

const circle: Record<string, unknown> = {};
circle["self"] = circle;

test.each<[string, object]>([
  [
    "undefined in eq",
    { id: "1", filters: (f: never) => field(f).eq(undefined) },
  ],
  ["null in ne", { id: "1", filters: (f: never) => field(f).ne(null) }],
  ["nothing in eq", { id: "1", filters: (f: never) => field(f).eq() }],
  ["an object in eq", { id: "1", filters: (f: never) => field(f).eq({}) }],
  ["NaN in gt", { id: "1", filters: (f: never) => field(f).gt(NaN) }],
  [
    "an invalid date in gt",
    { id: "1", filters: (f: never) => field(f).gt(new Date("x")) },
  ],
  [
    "undefined in a list",
    { id: "1", filters: (f: never) => field(f).in(["a", undefined]) },
  ],
  ["a filter of nothing", { id: "1", filters: () => undefined }],
  ["a number for a filter", { id: "1", filters: () => 1 }],
  ["a promise of a filter", { id: "1", filters: async () => raw("a") }],
  [
    "a filter without its call",
    { id: "1", filters: (f: never) => field(f).eq },
  ],
  ["an object for sorters", { id: "1", sorters: {} }],
  ["undefined in sorters", { id: "1", sorters: ["name", undefined] }],
  ["a bigint in a body", { id: "1", body: { a: 1n } }],
  ["an invalid date in a body", { id: "1", body: { a: [new Date("x")] } }],
  ["NaN in a body", { id: "1", body: { a: NaN } }],
  ["a circle in a body", { id: "1", body: circle }],
  ["a promise as a body", { id: "1", body: Promise.resolve({ a: 1 }) }],
  ["a promise in a body", { id: "1", body: { a: [Promise.resolve(1)] } }],
  [
    "a call in a body",
    { id: "1", body: { a: new Call<1>(() => new Promise(() => {}), "lazy") } },
  ],
  ["a map in a body", { id: "1", body: { a: new Map([[1, 2]]) } }],
  ["a file in a body of JSON", { id: "1", body: { a: new Blob(["b"]) } }],
  ["an invalid date in a query", { id: "1", since: new Date("x") }],
  ["an object as an id", { id: {} }],
  ["a list as an id", { id: ["1"] }],
  ["an invalid date as an id", { id: new Date("x") }],
  ["no id", {}],
  ["null for arguments", null as never],
  ["a text for arguments", "1" as never],
])("misuse is an SdkError before anything is sent: %s", async (_, args) => {
  const { fetch, sent } = scriptFetch(json({}));
  const error = await failure({ fetch }, get, args);
  expect(error).toMatchObject({ name: "SdkError", operationId: "getThing" });
  expect(error).toBeInstanceOf(SdkError);
  expect(sent).toHaveLength(0);
});

function field(
  fields: unknown,
): Record<"eq" | "ne" | "gt" | "in", (...values: unknown[]) => never> {
  return (fields as Record<string, never>)["name"]!;
}

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a text", "{}"],
  ["json() alone", { ok: true, status: 200, json: async () => ({}) }],
  ["an error with json() alone", { ok: false, status: 404, json: () => ({}) }],
])("a fetch that returns %s is told, once", async (_, response) => {
  let count = 0;
  const fetch: Fetch = async () => (count++, response as Response);
  expect(await failure({ fetch }, get, { id: "1" })).toMatchObject({
    name: "SdkError",
    message: "GET https://a.test/things/1: fetch returned no Response",
  });
  expect(count).toBe(1);
});

test.each([200, 404])(
  "status %i of a fetch whose headers have only get is read",
  async (status) => {
    const response = {
      ok: status < 300,
      status,
      headers: { get: () => null },
      text: async () => '{"a":1}',
    };
    const statuses: number[] = [];
    const core = createCore({
      baseUrl: "https://a.test",
      fetch: async () => response,
      interceptor: createInterceptor({
        hooks: {
          after: (event) => void statuses.push(event.response.status),
          error: ({ error }) => void statuses.push((error as ApiError).status),
        },
      }),
    });
    const sent = core.send(get, { id: "1" });
    await (status < 300
      ? expect(sent).resolves.toMatchObject({ data: { a: 1 } })
      : expect(sent).rejects.toMatchObject({ status, body: { a: 1 } }));
    expect(statuses).toEqual([status]);
  },
);

test.each([
  [NaN, "since"],
  [[1, NaN], "since[1]"],
])("the argument of a query with %j is named %s", async (since, name) => {
  const { fetch } = scriptFetch(json({}));
  const { message } = await failure({ fetch }, get, { id: "1", since });
  expect(message).toBe(`getThing: bad argument "${name}": no text for Number`);
});

test("null in a body is sent", async () => {
  const { fetch, sent } = scriptFetch(json({}));
  const core = createCore({ baseUrl: "https://a.test", fetch });
  await core.send(post, { body: { a: null, b: [null], c: new Date(0) } });
  expect(sent[0]?.body).toBe(
    '{"a":null,"b":[null],"c":"1970-01-01T00:00:00.000Z"}',
  );
});

test.each([
  [{ a: {}, b: [{}], c: "{}" }, '{"a":{},"b":[{}],"c":"{}"}'],
  [new (class Thing {})(), "{}"],
  [Object.create(null), "{}"],
  [{ a: {}, b: new Date(0) }, '{"a":{},"b":"1970-01-01T00:00:00.000Z"}'],
  [{ a: {}, b: new String(""), c: new Number(1) }, '{"a":{},"b":"","c":1}'],
  [
    {
      a: Object.assign(new Map(), { toJSON: () => ({}) }),
      b: new Uint8Array(1),
    },
    '{"a":{},"b":{"0":0}}',
  ],
])("an object without properties is sent: %j", async (body, text) => {
  const { fetch, sent } = scriptFetch(json({}));
  await createCore({ baseUrl: "https://a.test", fetch }).send(post, { body });
  expect(sent[0]?.body).toBe(text);
});

test("a page without a media type is told so", async () => {
  const fetch: Fetch = async () => {
    const page = new Response("<html>");
    page.headers.delete("content-type");
    return page;
  };
  const { message, contentType } = await failure({ fetch });
  expect(message).toBe(
    "GET https://a.test/things/1: 200 without a media type: no JSON: <html>",
  );
  expect(contentType).toBeUndefined();
});

test("all messages of all locales are kept", async () => {
  const { fetch } = scriptFetch(
    json(
      {
        messages: [
          { locale: "en-US", text: "One." },
          { locale: "en-US", text: "Two." },
          { locale: "de", text: "Eins." },
          { text: "?" },
          { locale: null, text: "!" },
          { locale: "fr", text: "" },
          null,
        ],
      },
      400,
    ),
  );
  const { messages, message } = await failure({ fetch });
  expect(messages).toEqual({ "en-US": "One.\nTwo.", de: "Eins.", "": "?\n!" });
  expect(message).toContain("One.");
});

const inTwoSeconds = new Date(1_000_000 + 2000).toUTCString();
test.each<[string, number | undefined]>([
  ["2", 2],
  ["1.5", 1.5],
  ["0", 0],
  [inTwoSeconds, 2],
  ["Thu, 01 Jan 1970 00:00:01 GMT", 0],
  ["Thursday, 01-Jan-70 00:00:01 GMT", 0],
  ["", undefined],
  ["soon", undefined],
  ["in 5 minutes", undefined],
  ["5 s", undefined],
  ["-1", undefined],
  ["0x10", undefined],
  ["1e3", undefined],
  ["Infinity", undefined],
  ["NaN", undefined],
  ["garbage 1", undefined],
])("Retry-After %j is %s seconds", async (text, expected) => {
  const { fetch } = scriptFetch(json({}, 429, { "retry-after": text }));
  const { retryAfter } = await failure({ fetch, retry: false });
  expect(retryAfter).toBe(expected);
});

test.each(["", "soon", "in 5 minutes"])(
  "behind Retry-After %j comes the usual wait",
  async (text) => {
    const clock = createJumpingClock();
    const { fetch } = scriptFetch(
      json({}, 429, { "retry-after": text }),
      json({}),
    );
    const retry = { backoff: () => 123 };
    await createCore({ baseUrl: "https://a.test", fetch, clock, retry }).send(
      post,
      {},
    );
    expect(clock.waits).toEqual([123]);
  },
);

test("calls that are refused together come back apart, and none before its time", async () => {
  const clock = createJumpingClock();
  const refused = new Set<string>();
  const fetch: Fetch = async (url) => {
    if (refused.has(url)) return json({});
    refused.add(url);
    return json({}, 429, { "retry-after": "10" });
  };
  const core = createCore({ baseUrl: "https://a.test", fetch, clock });
  await Promise.all(
    Array.from({ length: 200 }, (_, id) => core.send(get, { id })),
  );
  expect(clock.waits).toHaveLength(200);
  expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...clock.waits)).toBeLessThanOrEqual(10_500);
  expect(
    new Set(clock.waits.map((wait) => Math.round(wait))).size,
  ).toBeGreaterThan(50);
});

test.each([400, 401, 403, 404, 409, 410, 412, 418, 422, 429, 500, 503])(
  "an error of status %i has the body of its answer",
  async (status) => {
    const error = await failure({
      fetch: scriptFetch(
        ...Array.from({ length: 5 }, () => json({ n: 1 }, status)),
      ).fetch,
      retry: false,
    });
    expect([error.status, error.body]).toEqual([status, { n: 1 }]);
  },
);
