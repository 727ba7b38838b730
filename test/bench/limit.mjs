// 800 calls at once, in real time, against a local service that allows 100 requests in any 10 seconds and answers 429
// with Retry-After behind that; it takes a minute and a half:
//   npm run bench:limit [-- --calls 800]
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "rolldown";

const { values } = parseArgs({ options: { calls: { type: "string", default: "800" } } });
const calls = Number(values.calls);
const work = mkdtempSync(join(tmpdir(), "isc-sdkgen-bench-limit-"));
const file = join(work, "sdk.mjs");
await build({
  input: resolve("generator/runtime/typescript/index.ts"),
  output: { format: "esm", file },
  logLevel: "warn",
});
const { clientCredentials, createClientCore } = await import(file);
rmSync(work, { recursive: true });

let requests = 0;
let refused = 0;
let served = [];
const server = createServer((request, response) => {
  requests++;
  request.resume();
  const reply = (status, body, headers = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  if (request.url === "/oauth/token") return reply(200, { access_token: "t", expires_in: 3600 });
  const now = Date.now();
  served = served.filter((start) => start > now - 10_000);
  if (served.length >= 100) {
    refused++;
    return reply(429, {}, { "retry-after": "10" });
  }
  served.push(now);
  // A service takes some time.
  setTimeout(() => reply(200, { url: request.url }), 20 + Math.random() * 100);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const started = Date.now();
const core = createClientCore({
  baseUrl: `http://127.0.0.1:${server.address().port}`,
  auth: clientCredentials({ clientId: "id", clientSecret: "secret" }),
});
const operation = { id: "getThing", method: "GET", path: "/things/{id}" };
const outcomes = await Promise.allSettled(Array.from({ length: calls }, (_, id) => core.send(operation, { id })));
const failed = outcomes.filter(({ status }) => status === "rejected");
server.close();
server.closeAllConnections();

const extra = (100 * (requests - 1 - calls)) / calls;
console.log(
  `${calls} calls: ${calls - failed.length} succeeded, ${requests} requests (the token's included), ${refused} of them refused, ` +
    `${extra.toFixed(1)} % more than calls, ${((Date.now() - started) / 1000).toFixed(1)} s`,
);
for (const { reason } of failed.slice(0, 3)) console.log(String(reason));
if (failed.length > 0 || extra > 5) process.exitCode = 1;
