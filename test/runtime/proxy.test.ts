import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "vitest";
import * as undici from "undici";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { multipart } from "../../generator/runtime/typescript/bodies/multipart.js";
import { fromEnvironment } from "../../generator/runtime/typescript/node/config-node.js";
import {
  hasProxy,
  proxyFetch,
} from "../../generator/runtime/typescript/node/proxy.js";

/** Hosts and credentials that the proxy was asked with. */
const tunnels: string[] = [];
const open = new Set<Socket>();
let service: Server;
let proxy: Server;
let served: { path: string; body: string }[] = [];
let target: string;
let proxyHost: string;
const saved = { ...process.env };

const start = async (server: Server): Promise<string> => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

beforeAll(async () => {
  service = createServer((request, response) => {
    let body = "";
    request
      .setEncoding("latin1")
      .on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      served.push({ path: request.url ?? "", body });
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"ok":true}');
    });
  });
  proxy = createServer();
  proxy.on("connect", (request, client: Socket, head) => {
    const credentials = request.headers["proxy-authorization"];
    tunnels.push(
      `${request.url ?? ""} ${credentials === undefined ? "nobody" : Buffer.from(credentials.split(" ")[1] ?? "", "base64").toString()}`,
    );
    if (
      credentials !== undefined &&
      !credentials.endsWith(Buffer.from("me:p@ss").toString("base64"))
    ) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const [host, port] = (request.url ?? "").split(":");
    const far = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      far.write(head);
      far.pipe(client).pipe(far);
    });
    for (const socket of [client, far])
      open.add(socket.on("error", () => undefined));
  });
  target = `http://${await start(service)}`;
  proxyHost = await start(proxy);
});
afterAll(() => {
  process.env = saved;
  for (const socket of open) socket.destroy();
  service.closeAllConnections();
  service.close();
  proxy.closeAllConnections();
  proxy.close();
});
beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/proxy/i.test(name)) delete process.env[name];
  tunnels.length = 0;
  served = [];
});

const send = (
  fetch: ReturnType<typeof proxyFetch>,
  body?: unknown,
): Promise<unknown> => {
  const core = createCore({ baseUrl: target, fetch, retry: false });
  const encoder = body === undefined ? {} : { body: multipart() };
  return core.send(
    {
      id: "x",
      method: body === undefined ? "GET" : "POST",
      path: "/x",
      ...encoder,
    },
    body === undefined ? {} : { body },
  );
};

describe("a proxy", () => {
  test("that is given is used", async () => {
    await send(proxyFetch({ proxy: `http://${proxyHost}` }));
    expect(tunnels).toEqual([`${target.slice(7)} nobody`]);
    expect(served).toHaveLength(1);
  });

  test("gets its user and password", async () => {
    await send(proxyFetch({ proxy: `http://me:p%40ss@${proxyHost}` }));
    expect(tunnels).toEqual([`${target.slice(7)} me:p@ss`]);
  });

  test("that refuses is an error that does not show the password", async () => {
    const failed = send(proxyFetch({ proxy: `http://me:wrong@${proxyHost}` }));
    await expect(failed).rejects.toMatchObject({
      name: "SdkError",
      message:
        "proxy: the proxy answered 407, it requires another user or password",
    });
    const error: unknown = await failed.catch((reason: unknown) => reason);
    expect(
      JSON.stringify(error) + String((error as Error).stack),
    ).not.toContain("wrong");
    expect(served).toEqual([]);
  });

  test.each([
    ["HTTP_PROXY", "127.0.0.1", true],
    ["http_proxy", "", true],
    ["ALL_PROXY", "", true],
    ["HTTPS_PROXY", "", false],
  ])("is read from %s", async (name, noProxy, isUsed) => {
    process.env[name] = proxyHost;
    // A port of its own is another host.
    process.env["NO_PROXY"] = noProxy === "" ? "example.com" : `${noProxy}:1`;
    await send(proxyFetch());
    expect(tunnels).toHaveLength(isUsed ? 1 : 0);
    expect(served).toHaveLength(1);
  });

  test("is left out for the hosts of NO_PROXY", async () => {
    process.env["HTTP_PROXY"] = proxyHost;
    process.env["NO_PROXY"] = "127.0.0.1";
    await send(proxyFetch());
    expect(tunnels).toEqual([]);
    await send(proxyFetch({ noProxy: "other.example" }));
    expect(tunnels).toHaveLength(1);
  });

  test("takes the module of a program that a bundler made, and forms", async () => {
    const form = new FormData();
    form.append("name", "é");
    form.append("file", new Blob(["x"], { type: "text/csv" }), "a.csv");
    await send(proxyFetch({ proxy: proxyHost, undici }), form);
    expect(tunnels).toHaveLength(1);
    expect(served[0]?.body).toMatch(
      /name="file"; filename="a\.csv"\r\nContent-Type: text\/csv\r\n\r\nx/,
    );
  });

  test.each(["socks5://proxy:1", "http://", "a b"])(
    "%s is refused",
    (address) => {
      expect(() => proxyFetch({ proxy: address })).toThrow(
        "proxy is not the address of an HTTP proxy",
      );
      process.env["HTTPS_PROXY"] = address;
      expect(() => proxyFetch()).toThrow(
        "https_proxy is not the address".replace("https_proxy", "HTTPS_PROXY"),
      );
    },
  );

  test("of the environment is part of its options, unless it is switched off", () => {
    const settings = { baseUrl: target, clientId: "a", clientSecret: "b" };
    expect(hasProxy()).toBe(false);
    expect(fromEnvironment(settings).fetch).toBeUndefined();
    process.env["HTTPS_PROXY"] = proxyHost;
    expect(hasProxy()).toBe(true);
    expect(fromEnvironment(settings).fetch).toBeTypeOf("function");
    expect(
      fromEnvironment({ ...settings, proxy: false }).fetch,
    ).toBeUndefined();
  });
});
