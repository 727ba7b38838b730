import { inspect } from "node:util";
import { expect, test } from "vitest";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import {
  formBody,
  textBody,
} from "../../generator/runtime/typescript/bodies/bodies.js";
import { createClientCore } from "../../generator/runtime/typescript/client.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  isSdkError,
  SdkError,
  UnauthorizedError,
} from "../../generator/runtime/typescript/errors.js";
import { createInterceptor } from "../../generator/runtime/typescript/hooks/interceptor.js";
import { logTo } from "../../generator/runtime/typescript/hooks/logging.js";
import { multipart } from "../../generator/runtime/typescript/bodies/multipart.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { Pages } from "../../generator/runtime/typescript/paging/pages.js";
import type { CoreOptions } from "../../generator/runtime/typescript/options.js";
import {
  headerParameters,
  styledPath,
  styledQuery,
} from "../../generator/runtime/typescript/request/parameters.js";
import { sendRaw } from "../../generator/runtime/typescript/request/raw-request.js";
import {
  hideQuery,
  isCredential,
} from "../../generator/runtime/typescript/secrets.js";
import {
  createJumpingClock,
  json,
  scriptFetch,
  startServer,
} from "./support.js";

const baseUrl = "https://acme.test";
const remove: Operation = {
  id: "deleteThing",
  method: "DELETE",
  path: "/things/{id}",
};

async function failure(promise: PromiseLike<unknown>): Promise<SdkError> {
  try {
    await promise;
  } catch (error) {
    return error as SdkError;
  }
  throw new Error("it did not fail");
}

function script(options: Partial<CoreOptions> = {}) {
  const { fetch, sent } = scriptFetch(json({}));
  return { core: createCore({ baseUrl, fetch, ...options }), sent };
}

test.each([
  null,
  undefined,
  {},
  { id: 1 },
  [],
  ["a"],
  new Date(0),
  () => 1,
  Symbol("x"),
  NaN,
  Infinity,
  -Infinity,
  "",
  " ",
  "\t\r\n",
  "\u00a0\u3000",
  "\u200b",
  "\u200c\u200d\u2060\ufeff\u00ad",
  "\u034f\u115f\u3164\ufe0f\u2800\u{e0020}",
  ".",
  "..",
  ". ",
  "\u200b..",
  "%2e",
  "%2E%2e",
  ".%2e",
  "%252e%25252e",
])(
  "a path argument that would reach something else is refused: %o",
  async (id) => {
    const { core, sent } = script();
    const error = await failure(core.send(remove, { id }));
    expect(error).toBeInstanceOf(SdkError);
    expect(error).toMatchObject({
      operationId: "deleteThing",
      message: expect.stringContaining('"id"'),
    });
    expect(sent).toEqual([]);
  },
);

test.each([
  ["a b", "a%20b"],
  ["...", "..."],
  ["a/../b", "a%2F..%2Fb"],
  [".hidden", ".hidden"],
  ["%2e%2e/x", "%252e%252e%2Fx"],
  ["\u{1f600}", "%F0%9F%98%80"],
  ["a\u200bb", "a%E2%80%8Bb"],
  [0, "0"],
  [-1.5, "-1.5"],
  [10n, "10"],
  [true, "true"],
  [false, "false"],
])("a path argument that names something is sent: %o", async (id, text) => {
  const { core, sent } = script();
  await core.send(remove, { id });
  expect(sent[0]!.url).toBe(`${baseUrl}/things/${text}`);
});

test.each<[unknown, Parameters<typeof styledPath>[0]]>([
  [[], { key: "id" }],
  [[""], { key: "id" }],
  [["a", null], { key: "id" }],
  [[["a"]], { key: "id" }],
  [{}, { key: "id", explode: true }],
  [{ a: {} }, { key: "id", explode: true }],
  [{ a: undefined }, { key: "id" }],
  ["", { key: "id", style: "label" }],
  [".", { key: "id", style: "label" }],
  [[], { key: "id", style: "label" }],
  [["", ""], { key: "id", style: "label", explode: true }],
  [[NaN], { key: "id", style: "matrix" }],
  [undefined, { key: "id", json: true }],
  [null, { key: "id", json: true }],
  [NaN, { key: "id", json: true }],
  [Infinity, { key: "id", json: true }],
  [Symbol("a"), { key: "id", json: true }],
  [() => 1, { key: "id", json: true }],
  ["", { key: "id", json: true }],
  [" ", { key: "id", json: true }],
  ["..", { key: "id", json: true }],
  ["\u200b", { key: "id", json: true }],
  [[], { key: "id", json: true }],
  [[null], { key: "id", json: true }],
  [{}, { key: "id", json: true }],
  [{ toJSON: () => null }, { key: "id", json: true }],
  [{ a: { b: [NaN] } }, { key: "id", json: true }],
  [[() => 1], { key: "id", json: true }],
])("so is a part of a styled one: %o", async (id, parameter) => {
  const { core, sent } = script();
  const styled = { ...remove, pathStyles: { id: styledPath(parameter) } };
  expect(await failure(core.send(styled, { id }))).toBeInstanceOf(SdkError);
  expect(sent).toEqual([]);
});

test("JSON in a path is sent where it tells what is meant", async () => {
  const { core, sent } = script();
  const pathStyles = { id: styledPath({ key: "id", json: true }) };
  const values = ["a", 0, false, [1, null], { a: null, b: [{ c: "" }] }];
  for (const id of values) await core.send({ ...remove, pathStyles }, { id });
  expect(sent.map(({ url }) => url)).toEqual(
    values.map(
      (id) => `${baseUrl}/things/${encodeURIComponent(JSON.stringify(id))}`,
    ),
  );
});

test.each([undefined, null])(
  "without an argument object (%o) a call is an SdkError that names both",
  async (none) => {
    const { core, sent } = script();
    const input = none as unknown as object;
    const error = await failure(core.send(remove, input));
    expect(error).toBeInstanceOf(SdkError);
    expect(error).toMatchObject({
      message: "deleteThing: no argument object for /things/{id}",
      operationId: "deleteThing",
      method: "DELETE",
    });
    for (const size of [undefined, 50]) {
      const paging = { size, next: () => undefined } as Operation["paging"];
      const paged: Operation = {
        id: "listThings",
        method: "GET",
        path: "/things",
        ...(paging && { paging }),
      };
      const pages = new Pages(core, paged, input);
      expect(await failure(pages)).toMatchObject({
        name: "SdkError",
        message: "listThings: no argument object for /things",
      });
      expect(
        await failure(pages[Symbol.asyncIterator]().next()),
      ).toBeInstanceOf(SdkError);
    }
    expect(sent).toEqual([]);
  },
);

test.each([
  "/things/..",
  "/things/../x",
  "/things/%2e%2E/x",
  "/things/.%2e",
  "/things/./x",
  "/things\\..\\x",
  "/things/.\t./x",
  "https://acme.test/things/..?a=1",
])("the path of a raw request leads nowhere else: %j", async (path) => {
  const { core, sent } = script();
  expect(await failure(sendRaw(core, "DELETE", path))).toBeInstanceOf(SdkError);
  expect(sent).toEqual([]);
});

test("two arguments make no dot segment together", async () => {
  const { core, sent } = script();
  const operation = { ...remove, path: "/things/.{ext}/{id}" };
  expect(
    await failure(core.send(operation, { ext: "", id: 1 })),
  ).toBeInstanceOf(SdkError);
  await core.send({ ...remove, path: "/x/{a}.{b}" }, { a: "a", b: "b" });
  expect(sent.map(({ url }) => url)).toEqual([`${baseUrl}/x/a.b`]);
});

const half = "\ud800";
const place: Operation = { id: "place", method: "POST", path: "/p" };
test.each<[string, Operation, object]>([
  ["a path", remove, { id: half + "x" }],
  ["a raw path", { ...place, path: "/p/" + half }, {}],
  ["a query", { ...place, query: ["q"] }, { q: "x" + half }],
  [
    "a styled query",
    { ...place, query: [styledQuery({ key: "q", explode: false })] },
    { q: [half] },
  ],
  [
    "JSON in a query",
    { ...place, query: [styledQuery({ key: "q", json: true })] },
    { q: [half] },
  ],
  [
    "a header",
    { ...place, headers: headerParameters({ headers: [{ key: "h" }] }) },
    { h: half },
  ],
  [
    "a cookie",
    { ...place, headers: headerParameters({ cookies: [{ key: "h" }] }) },
    { h: half },
  ],
  ["JSON", place, { body: { a: ["\\", half] } }],
  ["a key of JSON", place, { body: { [half]: 1 } }],
  ["text", { ...place, body: textBody() }, { body: half }],
  ["a form", { ...place, body: formBody() }, { body: { a: half } }],
  [
    "an object in a form",
    { ...place, body: formBody() },
    { body: { a: { b: half } } },
  ],
  ["a part", { ...place, body: multipart() }, { body: { a: half } }],
  [
    "the name of a part",
    { ...place, body: multipart() },
    { body: { [half]: 1 } },
  ],
  [
    "JSON in a part",
    { ...place, body: multipart() },
    { body: { a: { b: half } } },
  ],
])(
  "half of a surrogate pair in %s is an SdkError",
  async (_, operation, args) => {
    const { core, sent } = script();
    const error = await failure(core.send(operation, args));
    expect(error).toBeInstanceOf(SdkError);
    expect(error.operationId).toBe(operation.id);
    expect(sent).toEqual([]);
  },
);

test("texts that only look like halves of surrogate pairs are sent", async () => {
  const { core, sent } = script();
  const body = { a: "\\ud800", b: "\u{1f600}", c: "\\\\ud800" };
  await core.send(place, { body });
  expect(JSON.parse(sent[0]!.body as string)).toEqual(body);
});

test("an object in a circle is an SdkError", async () => {
  const body: Record<string, unknown> = {};
  body["self"] = body;
  const error = await failure(script().core.send(place, { body }));
  expect(error).toBeInstanceOf(SdkError);
});

test.each(["a\r\nb: c", "a\n", "\rb", "a\0b", half])(
  "a header of %j is an SdkError before anything is sent",
  async (value) => {
    const hooked = createInterceptor({
      hooks: { before: ({ headers }) => void (headers["x-job"] = value) },
    });
    for (const options of [
      { headers: { "x-job": value } },
      { interceptor: hooked },
      { auth: value },
    ]) {
      const { core, sent } = script(options);
      const error = await failure(sendRaw(core, "GET", "/x"));
      expect(error).toBeInstanceOf(SdkError);
      expect(sent).toEqual([]);
    }
  },
);

test.each([
  "http://acme.test",
  "http://127.0.0.1.acme.test",
  "http://localhost.acme.test",
  "http://127.acme.test",
  "http://[::2]",
  "HTTP://10.0.0.1:8080/x",
])("%s is refused unless it is allowed by name", async (address) => {
  expect(() => createCore({ baseUrl: address })).toThrow(/allowHttp/);
  expect(() => createClientCore({ baseUrl: address })).toThrow(SdkError);
  const { core, sent } = script({ baseUrl: address, allowHttp: true });
  await sendRaw(core, "GET", "/x");
  expect(sent).toHaveLength(1);
});

test.each([
  "http://localhost:1",
  "http://127.0.0.1:1",
  "http://127.9.8.7",
  "http://127.1",
  "http://[::1]:8080",
  "https://acme.test",
])("%s needs no leave", (address) => {
  expect(createCore({ baseUrl: address }).baseUrl).toBe(address);
});

test("token URLs, raw requests and addresses of operations are no exception", async () => {
  const auth = clientCredentials({
    clientId: "me",
    clientSecret: "hidden",
    tokenUrl: "http://acme.test/oauth/token",
  });
  const { core, sent } = script({ auth });
  for (const call of [
    sendRaw(core, "GET", "/x"),
    sendRaw(core, "GET", "http://other.test/x"),
    core.send({ ...place, path: "http://other.test/x" }, {}),
  ])
    expect((await failure(call)).message).toMatch(/not encrypted/);
  expect(sent).toEqual([]);
});

test("the core's own credentials go to no other origin, those of the call do", async () => {
  const headers = { "X-Api-Key": "k3y", "x-job": "a" };
  const { core, sent } = script({ headers, auth: "t0ken" });
  await sendRaw(core, "GET", "https://other.test/x");
  await sendRaw(core, "GET", "https://other.test/x", { headers });
  await sendRaw(core, "GET", "/x");
  expect(sent.map(({ headers }) => headers["x-api-key"])).toEqual([
    undefined,
    "k3y",
    "k3y",
  ]);
  expect(sent.map(({ headers }) => headers["x-job"])).toEqual(["a", "a", "a"]);
});

/** What is no URL: nobody knows where the password begins. */
const malformed = [
  "svc-user:pw-SECRET@host.com",
  "user:pw-SECRET@host.com/x?y#z",
  "git+https://u:pw-SECRET@h.com",
  "svc-user://pw-SECRET@h.com",
  "//u:pw-SECRET@h.com",
  "\\\\u:pw-SECRET@h.com",
  "\u200bhttps://u:pw-SECRET@h.com",
  "ht\ttps://u:pw-SECRET@h .com",
  '"https://u:pw-SECRET@h.com"',
  "https://u:pw-SECRET@h.com:99999",
  "https://u:pw-SECRET%40h.com",
  "https://u:pw-SECRET\uff20h.com",
  "https://u:a?pw-SECRET@h b.com",
  "https://u:a#pw-SECRET\n@h b.com",
  "https//u:pw-SECRET@h.com",
  "u@corp.com:pw-SECRET@h.com",
];

test.each(malformed)("what is no URL tells no password: %j", async (url) => {
  const errors: unknown[] = [];
  for (const make of [
    () => createCore({ baseUrl: url }),
    () => createClientCore({ baseUrl: url }),
    () => createClientCore({ tenant: url }),
  ])
    try {
      make();
    } catch (error) {
      errors.push(error);
    }
  expect(errors.length).toBeGreaterThan(1);
  const auth = clientCredentials({
    clientId: "c",
    clientSecret: "s",
    tokenUrl: url,
  });
  const lines: unknown[] = [];
  const log = (line: unknown): void => void lines.push(line);
  const { core, sent } = script({
    auth,
    interceptor: createInterceptor({
      hooks: { before: log, after: log, error: log },
      logger: { debug: log, warn: log },
    }),
  });
  // What begins with a slash is a path, which the caller wants to be sent.
  if (!url.startsWith("/")) {
    errors.push(await failure(sendRaw(core, "GET", "/x")));
    errors.push(await failure(sendRaw(core, "GET", url)));
    expect(sent).toEqual([]);
  }
  for (const error of errors) expect(error).toBeInstanceOf(SdkError);
  const shown = inspect([core, auth, errors, lines], {
    depth: 9,
    showHidden: true,
  });
  expect(shown + JSON.stringify([core, errors, lines])).not.toContain("SECRET");
});

test("a password in a URL is shown nowhere, and is sent where there is no token", async () => {
  const lines: string[] = [];
  const events: unknown[] = [];
  const hook = (event: object): void => void events.push(event);
  const log = (line: string): void => void lines.push(line);
  const options = {
    baseUrl: "https://user:p%C3%A4ss@acme.test/api/",
    interceptor: createInterceptor({
      hooks: { before: hook, after: hook, error: hook },
      logger: { debug: log, warn: log },
    }),
  };
  const basic = "Basic " + Buffer.from("user:päss").toString("base64");
  const { core, sent } = script(options);
  await sendRaw(core, "GET", "/x");
  await sendRaw(core, "GET", "https://user:p%C3%A4ss@other.test/x");
  const bearing = script({ ...options, auth: "t0ken" });
  await sendRaw(bearing.core, "GET", "/x");
  expect(
    [...sent, ...bearing.sent].map(({ url, headers }) => [
      url,
      headers["authorization"],
    ]),
  ).toEqual([
    ["https://acme.test/api/x", basic],
    ["https://other.test/x", basic],
    ["https://acme.test/api/x", "Bearer t0ken"],
  ]);
  const failing = script({
    ...options,
    fetch: async () => json({}, 500),
    retry: false,
  });
  const error = await failure(
    sendRaw(failing.core, "GET", "https://user:p%C3%A4ss@other.test/x"),
  );
  const token = script({
    ...options,
    auth: clientCredentials({
      clientId: "me",
      clientSecret: "hidden",
      tokenUrl: "https://user:p%C3%A4ss@acme.test/t",
    }),
  });
  const noToken = await failure(sendRaw(token.core, "GET", "/x"));
  const shown = inspect([core, events, lines, error, noToken], {
    depth: 9,
    showHidden: true,
  });
  expect(shown).not.toMatch(/p%C3%A4ss|päss/);
  expect(shown).not.toContain(basic);
});

test.each([
  "https://user:pa#hush@acme.test",
  "https://user:pa/hush@acme.test",
  "https://a:pahush@[x",
  "ftp://u:pahush@acme.test",
  "user:pahush@acme.test",
])("a malformed URL shows no password either: %s", async (address) => {
  const errors = [
    await failure((async () => createCore({ baseUrl: address }))()),
    await failure((async () => createClientCore({ baseUrl: address }))()),
    await failure(sendRaw(script().core, "GET", address)),
  ];
  for (const error of errors) {
    expect(error).toBeInstanceOf(SdkError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hush/);
  }
});

const secret = 'h1d/den "&+ä';
const clientId = "me";
/** The forms in which a service may repeat what it was sent. */
const forms = [
  secret,
  encodeURIComponent(secret),
  String(new URLSearchParams({ client_secret: secret })),
  Buffer.from(`${clientId}:${secret}`).toString("base64"),
  Buffer.from(secret).toString("base64url"),
  JSON.stringify(secret).slice(1, -1),
  secret.replace("/", "\\/"),
];

test.each(forms)(
  "a token endpoint that repeats the request shows no secret: %s",
  async (form) => {
    const at = {
      "x-echo": encodeURIComponent(form),
      "slpt-request-id": encodeURIComponent(form),
      "retry-after": "x",
    };
    const answers = [
      new Response(form, { status: 400, headers: at, statusText: "Bad" }),
      json(
        {
          error: form,
          error_description: form,
          messages: [{ text: form }],
          trackingId: form,
        },
        401,
        at,
      ),
      json({ error: "invalid_client", error_description: form }, 401, at),
      json({ [form]: 1 }, 503, { ...at, "retry-after": "1" }),
      new Response(form, { status: 200, headers: at }),
      json({ echo: form }, 200, at),
      new Response(`{"access_token":"t" ${form}`, { status: 200 }),
    ];
    for (const answer of answers) {
      const events: unknown[] = [];
      const lines: string[] = [];
      const hook = (event: object): void => void events.push(event);
      const log = (line: string): void => void lines.push(line);
      const { fetch } = scriptFetch(answer);
      const core = createCore({
        baseUrl,
        fetch,
        clock: createJumpingClock(),
        auth: clientCredentials({ clientId, clientSecret: secret }),
        interceptor: createInterceptor({
          hooks: { before: hook, after: hook, error: hook },
          logger: { debug: log, warn: log },
        }),
      });
      const error = await failure(sendRaw(core, "GET", "/x"));
      expect(isSdkError(error)).toBe(true);
      const text =
        inspect([error, events], { depth: 12, showHidden: true }) +
        JSON.stringify([error, events]) +
        lines.join() +
        String(error) +
        error.stack;
      for (const shown of [...forms, encodeURIComponent(form)])
        expect(text).not.toContain(shown);
    }
  },
);

test("half of a surrogate pair in a secret is an SdkError", async () => {
  for (const auth of [
    clientCredentials({ clientId: half, clientSecret: "s" }),
    clientCredentials({ clientId, clientSecret: half }),
  ]) {
    const { core, sent } = script({ auth });
    expect(await failure(sendRaw(core, "GET", "/x"))).toBeInstanceOf(SdkError);
    expect(sent).toEqual([]);
  }
});

test("what a token endpoint may say is told: its status, the code and the wait", async () => {
  const { fetch, sent } = scriptFetch(
    json({ error: "invalid_client", error_description: "no" }, 401),
  );
  const auth = clientCredentials({ clientId, clientSecret: secret });
  const error = await failure(
    sendRaw(createCore({ baseUrl, fetch, auth }), "GET", "/x"),
  );
  expect(error).toBeInstanceOf(UnauthorizedError);
  expect(error.message).toBe(
    "POST https://acme.test/oauth/token answered 401 invalid_client",
  );
  expect(sent).toHaveLength(1);
  const clock = createJumpingClock();
  const busy = scriptFetch(
    json({}, 429, { "retry-after": "7" }),
    json({ access_token: "t" }),
    json({}),
  );
  await sendRaw(
    createCore({ baseUrl, fetch: busy.fetch, auth, clock }),
    "GET",
    "/x",
  );
  expect(Math.max(...clock.waits)).toBeGreaterThanOrEqual(7000);
  expect(Math.max(...clock.waits)).toBeLessThanOrEqual(7500);
});

test("an answer that is no HTTP shows no secret: the engine's error holds it", async () => {
  const server = await startServer((_, response, body) => {
    response.socket!.end(`HTTP/1.1 BAD ${body}\r\n\r\n`);
  });
  try {
    const auth = clientCredentials({ clientId, clientSecret: "hidden" });
    const core = createCore({ baseUrl: server.url, auth, retry: false });
    const error = await failure(sendRaw(core, "GET", "/x"));
    expect(error.name).toBe("ConnectionError");
    expect(inspect(error, { depth: 12, showHidden: true })).not.toContain(
      "hidden",
    );
  } finally {
    await server.close();
  }
});

const credentials = [
  "Authorization",
  "Proxy-Authorization",
  "Cookie",
  "Set-Cookie",
  "X-Api-Key",
  "apikey",
  "api_key",
  "X-Auth-Token",
  "X-Auth",
  "X-CSRF-Token",
  "X-Amz-Security-Token",
  "X-Amz-Signature",
  "X-Amz-Credential",
  "X-Goog-Signature",
  "client_secret",
  "X-Password",
  "passwd",
  "X-Session-Id",
  "Ocp-Apim-Subscription-Key",
  "sig",
  "token",
  "access_token",
  "id_token",
  "key",
  "AWSAccessKeyId",
  "client_assertion",
  "jwt",
];
const others = [
  "Accept",
  "Content-Type",
  "User-Agent",
  "WWW-Authenticate",
  "Proxy-Authenticate",
  "X-Author",
  "author",
  "authors",
  "X-Total-Count",
  "slpt-request-id",
  "Retry-After",
  "keyword",
  "monkey",
  "filters",
  "limit",
  "X-SailPoint-Experimental",
  "design",
];

test.each([
  ...credentials.map((name) => [name, true] as const),
  ...others.map((name) => [name, false] as const),
])("%s is a credential: %s", (name, is) => {
  for (const one of [name, name.toLowerCase(), name.toUpperCase()])
    expect(isCredential(one)).toBe(is);
  expect(hideQuery(`https://x.test/?a=1&${name}=v4lue#b`)).toBe(
    `https://x.test/?a=1&${name}=${is ? "[redacted]" : "v4lue"}#b`,
  );
});

test("hooks, loggers and errors show no credential of a request or an answer, and both are sent", async () => {
  const answers = Object.fromEntries(
    credentials.map((name) => [name.toLowerCase(), "answ3r"]),
  );
  const headers = Object.fromEntries(
    credentials.map((name) => [name, "requ3st"]),
  );
  for (const status of [200, 400]) {
    const seen: unknown[] = [];
    // As it is then: what a hook is given may change afterwards.
    const hook = (event: object): void =>
      void seen.push(inspect(event, { depth: 12, showHidden: true }));
    const log = (line: string): void => void seen.push(line);
    const { fetch, sent } = scriptFetch(json({}, status, answers));
    const core = createCore({
      baseUrl,
      fetch,
      headers,
      interceptor: createInterceptor({
        hooks: { before: hook, after: hook, error: hook },
        logger: { debug: log, warn: log },
      }),
    });
    const query = {
      "X-Amz-Signature": "requ3st",
      sig: "requ3st",
      "X%2DApi-Key": "requ3st",
      a: "1",
    };
    await sendRaw(core, "GET", "/x", { query }).catch((error: unknown) =>
      seen.push(error),
    );
    expect(sent[0]!.headers["x-api-key"]).toBe("requ3st");
    expect(sent[0]!.url).toContain("sig=requ3st&");
    expect(inspect(seen, { depth: 12, showHidden: true })).not.toMatch(
      /requ3st|answ3r/,
    );
    expect(inspect(seen, { depth: 12 })).toContain("a=1");
  }
});

test("a hook may set a credential, which is sent and shown to nobody", async () => {
  const seen: unknown[] = [];
  const { core, sent } = script({
    headers: { "x-api-key": "old" },
    interceptor: createInterceptor({
      hooks: {
        before: ({ headers }) => void (headers["x-api-key"] = "n3w"),
        after: (event) => void seen.push(event),
      },
    }),
  });
  await sendRaw(core, "GET", "/x");
  expect(sent[0]!.headers["x-api-key"]).toBe("n3w");
  expect(inspect(seen, { depth: 9 })).not.toContain("n3w");
});

test("log lines hold no query", () => {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const { error } = logTo({ debug: log, warn: log });
  void error!({
    operationId: "x",
    method: "GET",
    url: "https://x.test/?sig=s1g",
    headers: {},
    attempt: 1,
    error: new SdkError("no"),
    durationMs: 1,
    delayMs: undefined,
  });
  expect(lines.join()).not.toContain("s1g");
});
