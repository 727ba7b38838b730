import { inspect } from "node:util";
import { expect, test } from "vitest";
import { createClientCore } from "../../generator/runtime/typescript/client.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import {
  SdkError,
  UnauthorizedError,
} from "../../generator/runtime/typescript/errors.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { queryParameter } from "../../generator/runtime/typescript/request/query.js";
import { sendRaw } from "../../generator/runtime/typescript/request/raw-request.js";
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

async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

test("a token is fetched once for calls side by side, by a form, and replaced before its end", async () => {
  const clock = createJumpingClock();
  let time = 0;
  let tokens = 0;
  const shifted = { ...clock, now: () => clock.now() + time };
  const { fetch, sent } = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: `t${++tokens}`, expires_in: 749 })
      : json({ auth: request.headers["authorization"] }),
  );
  const core = createCore({
    baseUrl,
    fetch,
    clock: shifted,
    auth: clientCredentials({ clientId: "me", clientSecret: "s3cr&t" }),
  });
  const answers = await Promise.all(
    [1, 2, 3].map((id) => core.send(get, { id })),
  );
  expect(answers.map((answer) => answer.data)).toEqual(
    Array(3).fill({ auth: "Bearer t1" }),
  );
  expect(sent[0]!.url).toBe("https://acme.test/oauth/token");
  expect(String(sent[0]!.body)).toBe(
    "grant_type=client_credentials&client_id=me&client_secret=s3cr%26t",
  );
  expect(sent[0]!.headers["authorization"]).toBeUndefined();
  time = 688_000;
  await core.send(get, { id: 4 });
  expect(tokens).toBe(1);
  time = 690_000;
  await core.send(get, { id: 4 });
  expect(tokens).toBe(2);
});

test("a 401 forces one fresh token, for a POST too and without retries", async () => {
  let tokens = 0;
  const { fetch, sent } = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: `t${++tokens}`, expires_in: 749 })
      : request.headers["authorization"] === "Bearer t1"
        ? json({ error: "JWT is expired" }, 401)
        : json({}),
  );
  const auth = clientCredentials({ clientId: "me", clientSecret: "s" });
  const core = createCore({ baseUrl, fetch, retry: false, auth });
  await Promise.all([
    core.send(post, { body: {} }),
    core.send(post, { body: {} }),
  ]);
  expect(tokens).toBe(2);
  expect(sent.filter(({ url }) => url.endsWith("/things"))).toHaveLength(4);
  const refusing = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: "x" })
      : json({}, 401),
  );
  expect(
    await failure(
      createCore({ baseUrl, fetch: refusing.fetch, auth }).send(get, {
        id: "1",
      }),
    ),
  ).toBeInstanceOf(UnauthorizedError);
  expect(refusing.sent.filter(({ url }) => url.endsWith("/1"))).toHaveLength(2);
  const fixed = scriptFetch(json({}, 401));
  await failure(
    createCore({ baseUrl, fetch: fixed.fetch, auth: "static" }).send(get, {
      id: "1",
    }),
  );
  expect(fixed.sent).toHaveLength(1);
});

test("tenants side by side do not share tokens, and a token goes to no other host", async () => {
  const { fetch, sent } = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: new URL(request.url).host })
      : json({}),
  );
  const auth = clientCredentials({ clientId: "me", clientSecret: "s" });
  const [one, two] = ["one", "two"].map((host) =>
    createCore({ baseUrl: `https://${host}.test`, fetch, auth }),
  );
  await one!.send(get, { id: "1" });
  await two!.send(get, { id: "1" });
  await sendRaw(one!, "GET", "https://elsewhere.test/x");
  await sendRaw(one!, "GET", "https://one.test.evil.test/x");
  expect(sent.map(({ headers }) => headers["authorization"])).toEqual([
    undefined,
    "Bearer one.test",
    undefined,
    "Bearer two.test",
    undefined,
    undefined,
  ]);
});

test.each(["clientId", "clientSecret"])(
  "a missing %s is not sent as a text",
  async (name) => {
    const { fetch, sent } = scriptFetch(json({ access_token: "a" }));
    const credentials = { clientId: "me", clientSecret: "hidden" };
    const auth = clientCredentials({
      ...credentials,
      [name]: process.env["NOT_SET"],
    });
    const refused = await failure(
      createCore({ baseUrl, fetch, auth }).send(get, { id: "1" }),
    );
    expect(refused).toMatchObject({
      name: "SdkError",
      message: "clientId or clientSecret is missing",
    });
    expect(sent).toEqual([]);
  },
);

test("a failing provider and a refused client end the call with a typed error", async () => {
  const { fetch } = scriptFetch(json({ error: "invalid_client" }, 401));
  const refused = await failure(
    createCore({
      baseUrl,
      fetch,
      auth: clientCredentials({ clientId: "me", clientSecret: "hidden" }),
    }).send(get, { id: "1" }),
  );
  expect(refused).toBeInstanceOf(UnauthorizedError);
  expect(refused).toMatchObject({ operationId: "requestToken" });
  expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain(
    "hidden",
  );
  const empty = await failure(
    createCore({
      baseUrl,
      fetch: async () => json({}),
      auth: clientCredentials({ clientId: "me", clientSecret: "hidden" }),
    }).send(get, { id: "1" }),
  );
  expect(empty).toMatchObject({
    name: "DecodeError",
    operationId: "requestToken",
    method: "POST",
    url: "https://acme.test/oauth/token",
  });
  const broken = await failure(
    createCore({
      baseUrl,
      fetch,
      auth: () => Promise.reject(new Error("vault")),
    }).send(get, { id: "1" }),
  );
  expect(broken).toMatchObject({ name: "SdkError", operationId: get.id });
  expect((broken as Error).cause).toMatchObject({ message: "vault" });
});

test("no secret shows in inspect, JSON, errors, logs or hooks", async () => {
  const lines: string[] = [];
  const { fetch, sent } = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: "t0ken" })
      : request.url.includes("/1?")
        ? json({})
        : new Response("no", { status: 400 }),
  );
  const write = (text: string): void => void lines.push(text);
  const see = (event: object): void =>
    write(
      inspect(event, { depth: 9, showHidden: true }) + JSON.stringify(event),
    );
  const core = createClientCore({
    tenant: "acme",
    fetch,
    auth: clientCredentials({ clientId: "me", clientSecret: "hidden" }),
    userAgent: "job/1",
    logger: { debug: write, warn: write },
    hooks: { before: see, after: see, error: see },
  });
  await core.send(get, { id: "1", filter: "private" });
  see((await failure(core.send(get, { id: "2" }))) as object);
  see(core);
  expect(sent[1]!.headers).toMatchObject({
    authorization: "Bearer t0ken",
    "user-agent": "sdk job/1",
  });
  expect(sent[1]!.url).toMatch(/^https:\/\/acme\.api\.identitynow\.com\/v1/);
  const all = lines.join("\n");
  expect(all).not.toMatch(/hidden|t0ken/);
  expect(all).toContain("[redacted]");
  expect(lines.find((line) => line.startsWith("GET"))).toMatch(
    /^GET https:\/\/acme.api.identitynow.com\/v1\/things\/1 200 in \d+ ms, attempt 1$/,
  );
  expect(() => createClientCore({})).toThrow(SdkError);
  expect(() => createClientCore({ tenant: "evil.test/" })).toThrow(SdkError);
});

test("a token that is refused for a stream, which cannot be sent again, is not used again", async () => {
  let tokens = 0;
  const { fetch } = scriptFetch((request) =>
    request.url.endsWith("/oauth/token")
      ? json({ access_token: `t${++tokens}` })
      : request.headers["authorization"] === "Bearer t1"
        ? json({}, 401)
        : json({ ok: true }),
  );
  const core = createCore({
    baseUrl,
    fetch,
    auth: clientCredentials({ clientId: "me", clientSecret: "hidden" }),
  });
  const upload: Operation = {
    id: "upload",
    method: "POST",
    path: "/upload",
    body: () => ({ body: new Blob(["a"]).stream(), duplex: "half" }),
  };
  await expect(core.send(upload, { body: true })).rejects.toThrow(
    UnauthorizedError,
  );
  expect((await core.send(upload, { body: true })).data).toEqual({ ok: true });
  expect(tokens).toBe(2);
});

test("an answer to a token request that is no JSON is not quoted", async () => {
  const error = await failure(
    createCore({
      baseUrl,
      fetch: async () => new Response("SUPERSECRET"),
      auth: clientCredentials({ clientId: "me", clientSecret: "hidden" }),
    }).send(get, { id: "1" }),
  );
  expect(error).toMatchObject({
    name: "DecodeError",
    operationId: "requestToken",
  });
  expect(inspect(error)).not.toContain("SUPER");
});
