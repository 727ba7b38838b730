// What a program in Node does with the package, against a server of its own. Prints "ok" when all of it is right.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { IscClient, NotFoundError, clientCredentials } from "isc-sdk";
import { IdentitiesApi } from "isc-sdk/beta/identities";
import { createCore } from "isc-sdk/core";
import { createVersionMock } from "isc-sdk/mock/beta";
import { fromEnvironment } from "isc-sdk/node";

const people = Array.from({ length: 7 }, (_, index) => ({ id: String(index), name: `person ${index}` }));
let tokens = 0;
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const reply = (status, value) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  if (pathname === "/oauth/token") return reply(200, { access_token: `token ${++tokens}`, expires_in: 700 });
  if (request.headers.authorization !== "Bearer token 1") return reply(401, {});
  if (pathname !== "/beta/identities") return reply(404, { messages: [{ locale: "en-US", text: "gone" }] });
  const offset = Number(searchParams.get("offset") ?? 0);
  reply(200, people.slice(offset, offset + Number(searchParams.get("limit"))));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

const isc = new IscClient({ baseUrl, auth: clientCredentials({ clientId: "id", clientSecret: "secret" }) });
const names = [];
for await (const { name } of isc.beta.identities.listIdentities({ limit: 3 })) names.push(name);
assert.deepEqual(
  names,
  people.map(({ name }) => name),
);
await assert.rejects(isc.beta.roles.getRole({ id: "1" }).withResponse(), (error) => {
  assert(error instanceof NotFoundError);
  assert.equal(error.messages["en-US"], "gone");
  return true;
});
assert.equal(tokens, 1);

// The same package by `require`, as a second copy: its guards know the errors of the first.
const required = createRequire(import.meta.url)("isc-sdk");
const error = await new required.IscClient({ baseUrl, auth: "token 1" }).beta.roles
  .getRole({ id: "1" })
  .catch((cause) => cause);
assert(error instanceof required.NotFoundError && error instanceof NotFoundError);

const mock = createVersionMock();
const core = createCore({ baseUrl: "https://mock.test", auth: "token", fetch: mock.fetch });
const details = await new IdentitiesApi(core).getIdentityOwnershipDetails({ identityId: "1" });
assert.equal(typeof details, "object");

Object.assign(process.env, { SAIL_BASE_URL: baseUrl, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
const configured = new IscClient(fromEnvironment());
tokens = 0;
const page = await configured.beta.identities.listIdentities({ limit: 2 });
assert.equal(page.items.length, 2);

server.close();
server.closeAllConnections();
console.log("ok", process.version);
