import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importText, startServer, type EngineServer } from "../powershell/engine.mjs";
import { startMockServer, type MockRequest, type MockServer } from "../powershell/mock-server.mjs";
import { engine } from "../powershell/scenario.ts";
import { buildPackage, runCli, surfaceOf, temporaryFolder, typescriptCall } from "../support/generated.ts";

/** `npm run test:schemes`: both clients are generated, compiled and run, which takes some seconds. */
const isAsked = process.env["ISC_SCHEMES"] !== undefined;
if (!isAsked) process.stdout.write("skipped: security schemes on the wire (npm run test:schemes)\n");

const operation = (path: string, security: readonly object[]): [string, object] => [
  path,
  {
    get: { operationId: `get ${path.slice(1)}`, tags: ["Ops"], security, responses: { 204: { description: "none" } } },
  },
];

/** Paths, and what a request to each holds of what the clients are given. */
const ROWS: readonly (readonly [path: string, security: readonly object[], holds: readonly string[]])[] = [
  ["/header", [{ headerKey: [] }], ["header"]],
  ["/query", [{ queryKey: [] }], ["query"]],
  ["/cookie", [{ cookieKey: [] }], ["cookie"]],
  ["/basic", [{ login: [] }], ["basic"]],
  ["/bearer", [{ token: [] }], ["bearer main"]],
  ["/oauth", [{ oauth: ["read"] }], ["bearer issued"]],
  ["/oidc", [{ oidc: [] }], ["bearer oidc"]],
  ["/both", [{ headerKey: [], token: [] }], ["bearer main", "header"]],
  ["/either", [{ missing: [] }, { login: [] }], ["basic"]],
  ["/optional", [{}, { headerKey: [] }], ["header"]],
  ["/open", [], []],
  ["/unsent", [{ digest: [] }, { queryKey: [] }], ["query"]],
];

const SPEC = {
  openapi: "3.1.0",
  info: { title: "Secured", version: "1" },
  servers: [{ url: "https://x.example" }],
  tags: [{ name: "Ops" }],
  paths: {
    ...Object.fromEntries(ROWS.map(([path, security]) => operation(path, security))),
    "/several": {
      get: {
        operationId: "get several",
        tags: ["Ops"],
        security: [],
        responses: {
          200: {
            description: "ok",
            content: {
              "application/json": { schema: { type: "object" } },
              "text/plain": { schema: { type: "string" } },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      token: { type: "http", scheme: "Bearer" },
      headerKey: { type: "apiKey", in: "header", name: "X-App" },
      queryKey: { type: "apiKey", in: "query", name: "appid" },
      cookieKey: { type: "apiKey", in: "cookie", name: "SID" },
      missing: { type: "apiKey", in: "header", name: "X-Missing" },
      login: { type: "http", scheme: "basic" },
      oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://x.example/token", scopes: {} } } },
      oidc: { type: "openIdConnect", openIdConnectUrl: "https://x.example/oidc" },
      digest: { type: "http", scheme: "digest" },
    },
  },
};

/** What of the credentials a request holds. */
function heldBy({ headers, url }: MockRequest): readonly string[] {
  const authorization = headers["authorization"] ?? "";
  const basic = `Basic ${Buffer.from("user:pass").toString("base64")}`;
  return [
    ...(authorization === basic ? ["basic"] : []),
    ...(authorization.startsWith("Bearer ") ? [`bearer ${authorization.slice(7)}`] : []),
    ...(headers["cookie"] === "SID=k3" ? ["cookie"] : []),
    ...(headers["x-app"] === "k1" ? ["header"] : []),
    ...(url.includes("appid=k2") ? ["query"] : []),
  ];
}

describe.skipIf(!isAsked)("the clients send what operations ask for, and nothing else", () => {
  const out = temporaryFolder("security");
  const sdk = join(out, "sdk");
  let mock: MockServer;
  let client: Record<string, Record<string, Record<string, (args: object) => Promise<unknown>>>>;
  let server: EngineServer | undefined;
  const lines: string[] = [];

  beforeAll(async () => {
    const root = join(out, "root.json");
    writeFileSync(root, JSON.stringify(SPEC));
    const targets = ["typescript", "powershell", "docs"].flatMap((name) => ["--target", name]);
    const run = runCli([
      "generate",
      "--spec",
      `v1=${root}`,
      "--out",
      sdk,
      ...targets,
      "--names",
      "none",
      "--overrides",
      "none",
    ]);
    if (run.exitCode !== 0) throw new Error(run.stderr + run.stdout);
    mock = await startMockServer(answer);
    const dist = buildPackage(join(sdk, "typescript"));
    const { IscClient, clientCredentials } = (await import(pathToFileURL(join(dist, "index.js")).href)) as {
      IscClient: new (options: object) => typeof client;
      clientCredentials: (options: object) => unknown;
    };
    const tokenUrl = `${mock.url}/token`;
    client = new IscClient({
      baseUrl: mock.url,
      auth: "main",
      retry: false,
      logger: { debug: (text: string) => lines.push(text), warn: (text: string) => lines.push(text) },
      credentials: {
        headerKey: "k1",
        queryKey: () => Promise.resolve("k2"),
        cookieKey: "k3",
        login: { username: "user", password: "pass" },
        oauth: clientCredentials({ clientId: "id", clientSecret: "secret", tokenUrl }),
        oidc: "oidc",
      },
    });
    server = engine && startServer(engine, {});
    const loaded = await server?.run(
      `${importText(join(sdk, "powershell/IscSdk/IscSdk.psd1"))}
       $pair = [pscredential]::new('user', [System.Net.NetworkCredential]::new('', 'pass').SecurePassword)
       Connect-Isc -BaseUrl '${mock.url}' -Token 'main' -Credentials @{ headerKey = 'k1'; queryKey = [System.Net.NetworkCredential]::new('', 'k2').SecurePassword; cookieKey = 'k3'; login = $pair; oauth = @{ ClientId = 'id'; ClientSecret = 'secret'; TokenUrl = '${tokenUrl}' }; oidc = 'oidc' }`,
      { session: "wire" },
    );
    const failed = loaded?.thrown ?? loaded?.errors[0];
    if (failed !== undefined) throw new Error(failed.message);
  }, 300_000);

  afterAll(async () => {
    await server?.stop();
    await mock.stop();
    rmSync(out, { recursive: true, force: true });
  });

  const answer = (request: MockRequest): { status: number; body?: unknown } =>
    request.path === "/token" ? { status: 200, body: { access_token: "issued", expires_in: 600 } } : { status: 204 };
  const entryOf = (path: string) => surfaceOf(sdk).operations.find((entry) => entry.path === path);
  const heldAt = (path: string): readonly string[] => {
    const requests = mock.state.requests.filter((request) => request.path === path);
    expect(requests).toHaveLength(1);
    return [...heldBy(requests[0]!)].sort();
  };

  it.each(ROWS)("TypeScript: %s", async (path, _security, holds) => {
    mock.reset(answer);
    const call = typescriptCall(entryOf(path)!);
    const api = client["v1"]?.[call.property];
    await api?.[call.name]?.({});
    expect(heldAt(path)).toEqual(holds);
  });

  it.skipIf(engine === undefined).each(ROWS)("PowerShell: %s", async (path, _security, holds) => {
    mock.reset(answer);
    const cmdlet = entryOf(path)?.targets["powershell"]?.name ?? "";
    const ran = await server!.run(`$null = ${cmdlet}`, {
      session: "wire",
    });
    expect(ran.thrown ?? ran.errors[0]).toBeUndefined();
    expect(heldAt(path)).toEqual(holds);
  });

  it.skipIf(engine === undefined)("PowerShell shows no credential", async () => {
    mock.reset(() => ({ status: 500, headers: { "X-App": "k1" }, body: { error: "no" } }));
    const cmdlet = entryOf("/both")?.targets["powershell"]?.name ?? "";
    const ran = await server!.run(
      `try { ${cmdlet} -Debug -Verbose } catch { $PSItem.Exception.Message; $PSItem.Exception.Response.Headers.ToString(); ConvertTo-Json -InputObject $PSItem.Exception.Response.RequestMessage }
       ConvertTo-Json -InputObject (Get-IscConnection)`,
      { session: "wire" },
    );
    const shown = JSON.stringify(ran);
    expect(shown).toContain("X-App: [redacted]");
    expect(shown).not.toMatch(/k1|k2|k3|Bearer main/u);
  });

  it("both ask for another media type of a response where the call does, and only then", async () => {
    const texts = (request: MockRequest): { status: number; headers: Record<string, string>; body: unknown } =>
      request.headers["accept"] === "text/plain"
        ? { status: 200, headers: { "content-type": "text/plain" }, body: "plain" }
        : { status: 200, headers: { "content-type": "application/json" }, body: { n: 1 } };
    mock.reset(texts);
    const entry = entryOf("/several")!;
    const call = typescriptCall(entry);
    const api = client["v1"]?.[call.property] as Record<string, (args: object, options?: object) => Promise<unknown>>;
    expect(await api[call.name]?.({})).toEqual({ n: 1 });
    expect(await api[call.name]?.({}, { accept: "text/plain" })).toContain("plain");
    if (server === undefined) return;
    const cmdlet = entry.targets["powershell"]?.name ?? "";
    const ran = await server.run(`(${cmdlet}).n; ${cmdlet} -Accept 'text/plain'`, { session: "wire" });
    expect(ran.thrown ?? ran.errors[0]).toBeUndefined();
    expect(JSON.stringify(ran.output)).toContain("plain");
    expect(mock.state.requests.map(({ headers }) => headers["accept"])).toEqual([
      "application/json",
      "text/plain",
      "application/json",
      "text/plain",
    ]);
    const refused = await server.run(`${cmdlet} -Accept 'text/html'`, { session: "wire" });
    expect((refused.thrown ?? refused.errors[0])?.message).toContain("not 'text/html'; nothing was sent");
  });

  it("TypeScript logs no credential, and the docs name the schemes", () => {
    expect(lines.join("\n")).not.toMatch(/k1|k2|k3|issued/u);
    const page = readFileSync(join(sdk, "docs/typescript/v1/methods/ops.md"), "utf8");
    for (const text of [
      "`headerKey`, an API key in the header",
      "`login`, a user and a password",
      "`oauth` with `read`",
    ])
      expect(page).toContain(text);
  });
});
