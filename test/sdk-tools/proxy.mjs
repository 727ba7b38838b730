// What the package does behind a proxy, in any Node: `node proxy.mjs UNDICI`. Prints "ok" when all of it is right.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { createCore } from "isc-sdk/core";
import { proxyFetch } from "isc-sdk/node";

const [undici, baseUrl] = process.argv.slice(2);
const ask = (url, options) => {
  const core = createCore({ baseUrl: url, auth: "token", retry: false, fetch: proxyFetch(options) });
  return core.send({ id: "x", method: "GET", path: "/x" }, {});
};
if (baseUrl !== undefined) {
  // Started again with Node's own support switched on.
  await ask(baseUrl);
  process.exit(0);
}

const service = createServer((_, response) => response.end("{}"));
const proxy = createServer((_, response) => {
  used += 1;
  response.end("{}");
});
let used = 0;
proxy.on("connect", ({ url }, client, head) => {
  used += 1;
  const [host, port] = url.split(":");
  const far = connect(Number(port), host, () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    far.write(head);
    far.pipe(client).pipe(far);
  });
  for (const socket of [client, far]) socket.on("error", () => undefined);
});
for (const server of [service, proxy]) await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const own = `http://127.0.0.1:${service.address().port}`;
const address = `http://127.0.0.1:${proxy.address().port}`;
for (const name of Object.keys(process.env)) if (/proxy/i.test(name)) delete process.env[name];

// Nothing is installed that can use a proxy: nothing is sent, least of all directly.
process.env.HTTP_PROXY = address;
await assert.rejects(ask(own), (error) =>
  /HTTP_PROXY names a proxy.*npm install undici/u.test(`${error} ${error.cause}`),
);
assert.equal(used, 0);
await ask(own, { undici: createRequire(import.meta.url)(undici) });
assert.equal(used, 1);

if (Number(process.versions.node.split(".")[0]) >= 24) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), undici, own], {
    env: { ...process.env, NODE_USE_ENV_PROXY: "1" },
    stdio: "inherit",
  });
  assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
  assert.equal(used, 2);
}
console.log("ok", process.version);
process.exit(0);
