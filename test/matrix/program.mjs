// A program that every runtime, bundler and test runner takes: it needs neither a network nor a module of Node. Prints
// "ok" when all of it is right.
import { IscClient, NotFoundError, clientCredentials } from "isc-sdk";
import { IdentitiesApi } from "isc-sdk/beta/identities";
import { createCore } from "isc-sdk/core";
import { createVersionMock } from "isc-sdk/mock/beta";

const people = Array.from({ length: 7 }, (_, index) => ({ id: String(index), name: `person ${index}` }));
const reply = (status, value) =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
let tokens = 0;
const fetch = async (url) => {
  const { pathname, searchParams } = new URL(url);
  if (pathname === "/oauth/token") return reply(200, { access_token: `token ${++tokens}`, expires_in: 700 });
  if (pathname !== "/beta/identities") return reply(404, { messages: [{ locale: "en-US", text: "gone" }] });
  const offset = Number(searchParams.get("offset") ?? 0);
  return reply(200, people.slice(offset, offset + Number(searchParams.get("limit"))));
};

export async function check() {
  const auth = clientCredentials({ clientId: "id", clientSecret: "secret" });
  const isc = new IscClient({ baseUrl: "https://acme.test", auth, fetch });
  const items = await isc.beta.identities.listIdentities({ limit: 3 }).toArray();
  if (items.map(({ name }) => name).join() !== people.map(({ name }) => name).join()) throw new Error("not all items");
  const error = await isc.beta.roles.getRole({ id: "1" }).catch((cause) => cause);
  if (!(error instanceof NotFoundError) || error.messages["en-US"] !== "gone") throw new Error(`not a 404: ${error}`);
  if (tokens !== 1) throw new Error(`${tokens} tokens`);
  const core = createCore({ baseUrl: "https://mock.test", auth: "token", fetch: createVersionMock().fetch });
  const page = await new IdentitiesApi(core).listIdentities();
  if (page.items.length === 0) throw new Error("the mock gives nothing");
  return "ok";
}
