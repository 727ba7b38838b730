import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { downloadAnswer } from "../../generator/runtime/typescript/bodies/download.js";
import type { Download } from "../../generator/runtime/typescript/bodies/download.js";
import { RedirectError } from "../../generator/runtime/typescript/errors.js";
import { createInterceptor } from "../../generator/runtime/typescript/hooks/interceptor.js";
import { multipart } from "../../generator/runtime/typescript/bodies/multipart.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import type { CoreOptions } from "../../generator/runtime/typescript/options.js";
import { sendRaw } from "../../generator/runtime/typescript/request/raw-request.js";
import { json, type LocalServer, scriptFetch, startServer } from "./support.js";

/** A request that one of the servers got. */
interface Got {
  readonly at: string;
  readonly line: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let home: LocalServer;
let elsewhere: LocalServer;
const got: Got[] = [];

/** `/to/307/home/next` answers 307 to `/next` of the server "home"; everything else tells what arrived. */
async function start(at: string): Promise<LocalServer> {
  return startServer((request, response, body) => {
    const { url = "", method = "", headers } = request;
    got.push({ at, line: `${method} ${url}`, headers, body: `${body}` });
    const [, status, name, path = ""] =
      /^\/to\/(\d+)\/(\w+)(\/.*)$/.exec(url) ?? [];
    if (!status) {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ at, method }));
    }
    const { url: start } = name === "elsewhere" ? elsewhere : home;
    const location = { relative: path, bad: "http://:::", loop: url }[name!];
    response.writeHead(Number(status), { location: location ?? start + path });
    response.end("moved");
  });
}

beforeAll(async () => {
  home = await start("home");
  elsewhere = await start("elsewhere");
});
afterAll(async () => {
  await home.close();
  await elsewhere.close();
});
beforeEach(() => void (got.length = 0));

async function failure(promise: PromiseLike<unknown>): Promise<RedirectError> {
  try {
    await promise;
  } catch (error) {
    return error as RedirectError;
  }
  throw new Error("it did not fail");
}

function makeCore(options: Partial<CoreOptions> = {}) {
  return createCore({
    baseUrl: home.url,
    auth: "t0ken",
    headers: { "X-Api-Key": "k3y", "x-odd": "0dd", "user-agent": "job" },
    ...options,
  });
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const statuses = [301, 302, 303, 307, 308];

/** What RFC 9110 and `fetch` say is sent on within an origin. */
function nextMethod(method: string, status: number): string {
  if (status === 303) return method === "HEAD" ? "HEAD" : "GET";
  return method === "POST" && status < 303 ? "GET" : method;
}

const cases = methods.flatMap((method) =>
  statuses.map((status) => [method, status] as const),
);

test.each(cases)(
  "%s is sent on within its origin behind a %i",
  async (method, status) => {
    const hasBody = /^[PD]/.test(method);
    await sendRaw(makeCore(), method, `/to/${status}/relative/next`, {
      ...(hasBody && { body: { a: 1 } }),
    });
    const next = nextMethod(method, status);
    expect(got).toHaveLength(2);
    expect(got[1]).toMatchObject({
      line: `${next} /next`,
      body: hasBody && next === method ? '{"a":1}' : "",
      headers: { authorization: "Bearer t0ken", "x-api-key": "k3y" },
    });
    expect("content-type" in got[1]!.headers).toBe(hasBody && next === method);
  },
);

test.each(cases)(
  "%s behind a %i leads to another origin without what tells who asks, or not at all",
  async (method, status) => {
    const hasBody = /^[PD]/.test(method);
    const call = sendRaw(makeCore(), method, `/to/${status}/elsewhere/next`, {
      headers: { cookie: "c=1", accept: "text/csv" },
      ...(hasBody && { body: { a: 1 } }),
    });
    if (status !== 303 && hasBody) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(RedirectError);
      expect(error).toMatchObject({
        from: home.url,
        to: elsewhere.url,
        name: "RedirectError",
      });
      expect(error.message).toContain(home.url);
      expect(error.message).toContain(elsewhere.url);
      expect(got).toHaveLength(1);
      return;
    }
    await call;
    expect(got[1]).toMatchObject({
      at: "elsewhere",
      line: `${nextMethod(method, status)} /next`,
      body: "",
      headers: { accept: "text/csv", "user-agent": "job" },
    });
    expect(Object.keys(got[1]!.headers).join()).not.toMatch(
      /authorization|cookie|x-api-key|x-odd|content-/,
    );
  },
);

test("to another origin go the harmless headers by name, and none that only begin like them", async () => {
  const harmless = {
    accept: "a/b",
    "accept-charset": "utf-8",
    "accept-language": "de",
    "if-match": '"a"',
    "if-none-match": '"b"',
    "if-modified-since": "Tue, 01 Jan 2030 00:00:00 GMT",
    "if-unmodified-since": "Tue, 01 Jan 2030 00:00:00 GMT",
    "if-range": '"c"',
    range: "bytes=0-1",
    "user-agent": "me",
  };
  const others = [
    "if-x-secret",
    "accept-token",
    "accept-",
    "acceptance",
    "x-range",
    "range-key",
    "if-match-key",
    "user-agent-id",
  ];
  await sendRaw(makeCore(), "GET", "/to/302/elsewhere/next", {
    headers: {
      ...harmless,
      ...Object.fromEntries(others.map((name) => [name, "s3cret"])),
    },
  });
  const { headers } = got[1]!;
  expect(headers).toMatchObject(harmless);
  expect(JSON.stringify(headers)).not.toContain("s3cret");
});

test("a DELETE without a body goes to no other origin either, and a stream is sent once", async () => {
  const core = makeCore();
  await failure(sendRaw(core, "DELETE", "/to/307/elsewhere/next"));
  const stream = new Blob(["abc"]).stream();
  const error = await failure(
    sendRaw(core, "POST", "/to/307/relative/next", { body: stream }),
  );
  expect(error).toBeInstanceOf(RedirectError);
  expect(got).toHaveLength(2);
});

test("a form of parts goes to no other origin", async () => {
  const upload: Operation = {
    id: "upload",
    method: "POST",
    path: "/to/308/elsewhere/next",
    body: multipart(),
  };
  const error = await failure(
    makeCore().send(upload, { body: { file: new Blob(["abc"]) } }),
  );
  expect(error).toBeInstanceOf(RedirectError);
  expect(got.map(({ at }) => at)).toEqual(["home"]);
});

test("a download that is signed ahead comes from another origin, and hooks do not see its signature", async () => {
  const seen: unknown[] = [];
  const hook = (event: object): void => void seen.push(event);
  const core = makeCore({
    interceptor: createInterceptor({ hooks: { before: hook, after: hook } }),
  });
  const { data } = await core.send<Download>(
    {
      id: "getReport",
      method: "GET",
      path: "/to/302/elsewhere/file?X-Amz-Signature=s1gned&b=2",
      answer: downloadAnswer,
    },
    {},
  );
  expect(await data.text()).toBe('{"at":"elsewhere","method":"GET"}');
  expect(got[1]!.line).toBe("GET /file?X-Amz-Signature=s1gned&b=2");
  expect(got[1]!.headers["authorization"]).toBeUndefined();
  expect(inspect(seen, { depth: 9 })).not.toMatch(/s1gned|t0ken|k3y/);
});

test("a way back from another origin brings no credentials back", async () => {
  await sendRaw(makeCore(), "GET", "/to/302/elsewhere/to/302/home/next");
  expect(got.map(({ at }) => at)).toEqual(["home", "elsewhere", "home"]);
  expect(got[2]!.headers).not.toHaveProperty("authorization");
  expect(got[2]!.headers).not.toHaveProperty("x-api-key");
});

test.each([
  "/to/302/loop/x",
  "/to/302/home".repeat(12) + "/x",
  "/to/302/bad/x",
])(
  "redirects without an end and without an address are errors: %s",
  async (path) => {
    expect(await failure(sendRaw(makeCore(), "GET", path))).toBeInstanceOf(
      RedirectError,
    );
    expect(got.length).toBeLessThanOrEqual(11);
  },
);

test.each([
  ["https://acme.test", "http://acme.test/x", false],
  ["https://acme.test", "http://127.0.0.1/x", true],
  ["http://127.0.0.1:1", "http://acme.test/x", false],
  ["https://acme.test", "file:///etc/passwd", true],
  ["https://acme.test", "data:,x", true],
])(
  "a redirect from %s to %s is refused",
  async (baseUrl, location, allowHttp) => {
    const { fetch, sent } = scriptFetch(
      new Response(null, { status: 302, headers: { location } }),
    );
    const error = await failure(
      sendRaw(createCore({ baseUrl, fetch, allowHttp }), "GET", "/x"),
    );
    expect(error).toBeInstanceOf(RedirectError);
    expect(sent).toHaveLength(1);
  },
);

test("a redirect with a password in its address is followed without it", async () => {
  const { fetch, sent } = scriptFetch(
    new Response(null, {
      status: 302,
      headers: { location: "https://user:pa55@other.test/x" },
    }),
    json({}),
  );
  await sendRaw(
    createCore({ baseUrl: "https://acme.test", fetch }),
    "GET",
    "/",
  );
  expect(sent[1]!.url).toBe("https://other.test/x");
});

test.each(statuses)(
  "the token endpoint follows no %i, and its error shows no secret",
  async (status) => {
    for (const name of ["elsewhere", "home"]) {
      const auth = clientCredentials({
        clientId: "me",
        clientSecret: "hidden",
        tokenUrl: `${home.url}/to/${status}/${name}/oauth/token`,
      });
      const error = await failure(sendRaw(makeCore({ auth }), "GET", "/x"));
      expect(error).toBeInstanceOf(RedirectError);
      expect(error).toMatchObject({
        from: home.url,
        to: name === "home" ? home.url : elsewhere.url,
      });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(
        "hidden",
      );
    }
    expect(got.map(({ at }) => at)).toEqual(["home", "home"]);
  },
);

/** As a browser gives the answer of a redirect that it was told not to follow. */
function opaque(): Response {
  const response = new Response();
  Object.defineProperties(response, {
    type: { value: "opaqueredirect" },
    status: { value: 0 },
    ok: { value: false },
  });
  return response;
}

test("in a browser the first redirect of a body is an error, and a GET is left to it", async () => {
  const inits: RequestInit[] = [];
  const core = createCore({
    baseUrl: "https://acme.test",
    auth: "t0ken",
    fetch: async (_, init) => {
      inits.push(init);
      return init.redirect === "manual" ? opaque() : json({ ok: true });
    },
  });
  const error = await failure(sendRaw(core, "POST", "/x", { body: {} }));
  expect(error).toBeInstanceOf(RedirectError);
  expect(error.to).toBeUndefined();
  expect(error.message).toContain("https://acme.test to an unknown origin");
  expect(await sendRaw(core, "GET", "/x")).toEqual({ ok: true });
  expect(inits.map(({ redirect = "follow" }) => redirect)).toEqual([
    "manual",
    "manual",
    "follow",
  ]);
  // It would take another key than the token along.
  const keyed = sendRaw(core, "GET", "/x", { headers: { "x-api-key": "k" } });
  expect(await failure(keyed)).toBeInstanceOf(RedirectError);
  expect(inits).toHaveLength(4);
});

test("a fetch that follows by itself is found out", async () => {
  const core = makeCore({
    fetch: (url, init) => fetch(url, { ...init, redirect: "follow" }),
  });
  const error = await failure(
    sendRaw(core, "PUT", "/to/307/elsewhere/next", { body: {} }),
  );
  expect(error).toMatchObject({ from: home.url, to: elsewhere.url });
  await sendRaw(core, "GET", "/to/307/elsewhere/next");
});
