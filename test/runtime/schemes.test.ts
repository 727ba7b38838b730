import { describe, expect, it } from "vitest";
import type {
  Arguments,
  Operation,
  SecurityScheme,
} from "../../generator/runtime/typescript/operation.js";
import { createSchemeCore } from "../../generator/runtime/typescript/schemes.js";

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** What a call sends, for an operation and what the client was given. */
async function sendWith(
  options: object,
  operation: Partial<Operation>,
  answers: readonly Response[] = [],
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const core = createSchemeCore({
    baseUrl: "https://x.test/base",
    retry: false,
    fetch: (url, { headers }) => {
      sent.push({ url, headers: { ...(headers as Record<string, string>) } });
      const answer = answers[sent.length - 1];
      return Promise.resolve(answer ?? new Response(null, { status: 204 }));
    },
    ...options,
  });
  await core
    .send({ id: "op", method: "GET", path: "/p", ...operation }, {})
    .catch(() => undefined);
  return sent;
}

const HEADER: SecurityScheme = { scheme: "key", in: "header", name: "X-App" };
const QUERY: SecurityScheme = { scheme: "key", in: "query", name: "app id" };
const COOKIE: SecurityScheme = { scheme: "key", in: "cookie", name: "SID" };
const BASIC: SecurityScheme = { scheme: "login", in: "basic" };
const BEARER: SecurityScheme = { scheme: "token", in: "bearer" };
const LOGIN = { username: "Zoë", password: "p:w" };
const BASIC_TEXT = `Basic ${Buffer.from("Zoë:p:w").toString("base64")}`;

const ROWS: readonly (readonly [
  name: string,
  options: object,
  security: readonly (readonly SecurityScheme[])[],
  expected: {
    query?: string;
    auth?: string | undefined;
    app?: string;
    cookie?: string;
  },
])[] = [
  [
    "a key in a header",
    { credentials: { key: "k" } },
    [[HEADER]],
    { app: "k" },
  ],
  [
    "a key in the query",
    { credentials: { key: "a b&c" } },
    [[QUERY]],
    { query: "app%20id=a%20b%26c" },
  ],
  [
    "a key in a cookie",
    { credentials: { key: "a=b; c" } },
    [[COOKIE]],
    { cookie: "SID=a=b%3B%20c" },
  ],
  [
    "a user and a password",
    { credentials: { login: LOGIN } },
    [[BASIC]],
    { auth: BASIC_TEXT },
  ],
  [
    "what a function gives",
    { credentials: { login: () => Promise.resolve(LOGIN) } },
    [[BASIC]],
    { auth: BASIC_TEXT },
  ],
  [
    "a token of its own",
    { auth: "main", credentials: { token: () => "own" } },
    [[BEARER]],
    { auth: "Bearer own" },
  ],
  ["the client's token", { auth: "main" }, [[BEARER]], { auth: "Bearer main" }],
  [
    "a key and a token together",
    { auth: "main", credentials: { key: "k" } },
    [[HEADER, BEARER]],
    { auth: "Bearer main", app: "k" },
  ],
  [
    "the first alternative that is whole",
    { credentials: { login: LOGIN } },
    [[HEADER, BASIC], [BASIC]],
    { auth: BASIC_TEXT },
  ],
  [
    "no token where none is asked for",
    { auth: "main", credentials: { key: "k" } },
    [[HEADER]],
    { app: "k" },
  ],
  ["nothing where nothing is given", { auth: "main" }, [[HEADER]], {}],
];

describe("a client with several security schemes sends", () => {
  it.each(ROWS)("%s", async (_name, options, security, expected) => {
    const [sent] = await sendWith(options, { security });
    const { headers, url } = sent!;
    expect({
      query: url.split("?")[1],
      auth: headers["authorization"],
      app: headers["x-app"],
      cookie: headers["cookie"],
    }).toEqual({
      query: undefined,
      auth: undefined,
      app: undefined,
      cookie: undefined,
      ...expected,
    });
  });

  it("the cookies of the call besides", async () => {
    const headers = (_: Arguments): Record<string, string> => ({
      cookie: "a=1",
    });
    const [sent] = await sendWith(
      { credentials: { key: "k" } },
      { security: [[COOKIE]], headers },
    );
    expect(sent?.headers["cookie"]).toBe("a=1; SID=k");
  });

  it("nothing to another address, and nothing behind a redirect there", async () => {
    const credentials = { key: "k", login: LOGIN };
    const security = [[HEADER, BASIC]];
    const [away] = await sendWith(
      { credentials },
      { security, path: "https://other.test/p" },
    );
    const redirect = new Response(null, {
      status: 302,
      headers: { location: "https://other.test/q" },
    });
    const [own, behind] = await sendWith({ credentials }, { security }, [
      redirect,
    ]);
    expect(own?.headers).toMatchObject({ "x-app": "k" });
    for (const request of [away, behind]) {
      expect(request?.headers["x-app"]).toBeUndefined();
      expect(request?.headers["authorization"]).toBeUndefined();
      expect(request?.url).not.toContain("k=");
    }
  });

  it("keys that no hook, log line or error shows", async () => {
    const seen: string[] = [];
    const note = (event: unknown): void =>
      void seen.push(
        JSON.stringify(event, (_, value: unknown) =>
          value instanceof Error ? value.message : value,
        ),
      );
    const log = (text: string): void => void seen.push(text);
    const options = {
      credentials: { key: "secret-1", login: LOGIN },
      hooks: { before: note, after: note, error: note },
      logger: { debug: log, warn: log },
    };
    const security = [
      [{ ...QUERY, name: "api_key" }, { ...HEADER, name: "X-Api-Key" }, BASIC],
    ];
    await sendWith(options, { security });
    await sendWith(options, { security }, [new Response("", { status: 500 })]);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.join("\n")).not.toMatch(
      new RegExp(`secret-1|${BASIC_TEXT.slice(6)}`, "u"),
    );
    expect(seen.join("\n")).toContain("api_key=[redacted]");
  });
});
