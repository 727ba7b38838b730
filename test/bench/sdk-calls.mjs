// What a call costs beside bare fetch; `sdk.mjs` copies this program beside the clients and runs it there. Prints JSON.
// The clients take turns call by call, so that whatever else the machine does hits all of them; a figure is a median.
import { fork } from "node:child_process";
import { createServer } from "node:http";

const people = Array.from({ length: 250 }, (_, index) => ({
  id: String(index).padStart(32, "0"),
  name: `person ${index}`,
  created: "2024-01-01T00:00:00Z",
  modified: "2024-06-01T00:00:00Z",
  alias: `alias.${index}`,
  emailAddress: `person.${index}@acme.test`,
  processingState: null,
  identityStatus: "ACTIVE",
  managerRef: { type: "IDENTITY", id: "2c9180835d191a86015d28455b4a2329", name: "William Wilson" },
  isManager: false,
  attributes: { department: "Engineering", location: "Austin", cloudStatus: "UNREGISTERED" },
}));

if (process.argv[2] === "serve") {
  const answers = new Map([1, 250].map((limit) => [String(limit), JSON.stringify(people.slice(0, limit))]));
  const server = createServer((request, response) => {
    const limit = new URL(request.url, "http://localhost").searchParams.get("limit");
    response.writeHead(200, { "content-type": "application/json" }).end(answers.get(limit));
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.on("disconnect", () => process.exit());
} else {
  const [calls = "2000"] = process.argv.slice(2);
  const server = fork(import.meta.filename, ["serve"], { stdio: "ignore" });
  const port = await new Promise((resolve) => server.once("message", resolve));
  const report = await measure({ baseUrl: `http://127.0.0.1:${port}`, calls: Number(calls) });
  server.kill();
  console.log(JSON.stringify(report));
}

async function createClients(baseUrl) {
  const { IscClient } = await import("isc-sdk");
  const isc = new IscClient({ baseUrl, auth: "token", limiter: false });
  const clients = {
    fetch: async (limit) => {
      const response = await fetch(`${baseUrl}/beta/identities?limit=${limit}`, {
        headers: { accept: "application/json", authorization: "Bearer token" },
      });
      return (await response.json()).length;
    },
    // What every client with a time limit does: a signal for `fetch`, and a timer that is cleared.
    "fetch with a time limit": async (limit) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 60_000);
      const response = await fetch(`${baseUrl}/beta/identities?limit=${limit}`, {
        headers: { accept: "application/json", authorization: "Bearer token" },
        signal: controller.signal,
      });
      const items = await response.json();
      clearTimeout(timer);
      return items.length;
    },
    "isc-sdk": async (limit) => (await isc.beta.identities.listIdentities({ limit })).items.length,
  };
  for (const [name, create] of Object.entries({
    "openapi-fetch": openapiFetch,
    "hey-api": heyApi,
    "sailpoint-api-client": sailpoint,
  })) {
    try {
      clients[name] = await create(baseUrl);
    } catch (error) {
      if (!/Cannot find (?:module|package)/u.test(error.message)) throw error;
    }
  }
  return clients;
}

async function openapiFetch(baseUrl) {
  const { default: createClient } = await import("openapi-fetch");
  const client = createClient({ baseUrl, headers: { authorization: "Bearer token" } });
  return async (limit) => (await client.GET("/beta/identities", { params: { query: { limit } } })).data.length;
}

async function heyApi(baseUrl) {
  const { listIdentities } = await import("./hey-api/dist/sdk.gen.js");
  const { client } = await import("./hey-api/dist/client.gen.js");
  client.setConfig({ baseUrl: `${baseUrl}/beta`, auth: "token" });
  return async (limit) => (await listIdentities({ query: { limit } })).data.length;
}

async function sailpoint(baseUrl) {
  const { Configuration, IdentitiesBetaApi } = await import("sailpoint-api-client");
  const configuration = new Configuration({ baseurl: baseUrl, accessToken: "token", tokenUrl: baseUrl });
  const api = new IdentitiesBetaApi(configuration);
  return async (limit) => (await api.listIdentities({ limit })).data.length;
}

async function measure({ baseUrl, calls }) {
  const clients = await createClients(baseUrl);
  const names = Object.keys(clients);
  const report = { clients: {} };
  /** The median time of a call of each client, in microseconds, after as many calls that are not counted. */
  const time = async (limit, count, among = names) => {
    const samples = new Map(among.map((name) => [name, []]));
    for (let index = -Math.ceil(count / 4); index < count; index += 1)
      // Each client follows each other one: what comes behind a heavy one meets cold caches.
      for (const name of shuffled(among)) {
        const begin = performance.now();
        await clients[name](limit);
        if (index >= 0) samples.get(name).push((performance.now() - begin) * 1000);
      }
    return new Map(among.map((name) => [name, median(samples.get(name))]));
  };
  for (const limit of [1, 250]) {
    const medians = await time(limit, limit === 1 ? calls : calls / 2);
    for (const name of names)
      (report.clients[name] ??= {})[limit] = {
        microseconds: Math.round(medians.get(name)),
        ratio: medians.get(name) / medians.get("fetch"),
      };
  }
  const early = await time(1, calls, ["fetch", "isc-sdk"]);
  for (let index = 0; index < 10_000; index += 1) await clients["isc-sdk"](1);
  const late = await time(1, calls, ["fetch", "isc-sdk"]);
  const ratio = (medians) => medians.get("isc-sdk") / medians.get("fetch");
  report.flat = ratio(late) / ratio(early);
  return report;
}

function shuffled(list) {
  return list
    .map((item) => ({ item, key: Math.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

function median(list) {
  return [...list].sort((left, right) => left - right)[Math.floor(list.length / 2)];
}
