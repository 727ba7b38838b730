import { createServer } from "node:http";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A service on localhost that answers every operation with the spec's example, by the emitted package's own mocks. With a
 * contract (see contract.mjs) it refuses what the raw spec does not allow.
 */
export async function startMockServer(dist, contract) {
  const versions = readdirSync(join(dist, "esm"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["core", "shared", "openapi", "jobs"].includes(entry.name))
    .map((entry) => entry.name);
  const mocks = new Map();
  for (const version of versions) {
    const { createVersionMock } = await import(pathToFileURL(join(dist, "esm", version, "mock.js")).href);
    mocks.set(version, createVersionMock());
  }
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const path = request.url.split("?")[0];
    requests.push(`${request.method} ${path}`);
    const problems =
      contract === undefined || path === "/oauth/token"
        ? []
        : contract.check({ method: request.method, url: request.url, headers: request.headers, body });
    if (problems.length > 0) {
      response.writeHead(422, { "content-type": "application/json" });
      response.end(JSON.stringify({ messages: problems.map((text) => ({ locale: "en-US", text })) }));
      return;
    }
    const mock = mocks.get(path.split("/")[1]) ?? [...mocks.values()][0];
    try {
      const answer = await mock.fetch(`http://localhost${request.url}`, {
        method: request.method,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        ...(body.length === 0 ? {} : { body: body.toString("utf8") }),
      });
      const bytes = emptyAfterFirst(request.url, body, Buffer.from(await answer.arrayBuffer()));
      response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "x-total-count": "1" });
      response.end(bytes);
    } catch (error) {
      response.writeHead(501, { "content-type": "application/json" });
      response.end(JSON.stringify({ messages: [{ text: String(error.message).split("\n")[0] }] }));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The examples are one page: whoever asks for what comes after it gets an empty one. */
function emptyAfterFirst(url, body, bytes) {
  const query = new URL(url, "http://localhost").searchParams;
  // `start` is the place of a page in one operation and a date in another.
  const isAsked = (name) => {
    const value = query.get(name) ?? "";
    return name === "start" ? /^[1-9]\d*$/u.test(value) : !["", "0"].includes(value);
  };
  const isLater = body.includes('"searchAfter"') || ["offset", "start", "next", "page"].some(isAsked);
  if (!isLater || bytes.length === 0) return bytes;
  const value = JSON.parse(bytes.toString("utf8"));
  if (Array.isArray(value)) return Buffer.from("[]");
  for (const [key, entry] of Object.entries(value)) if (Array.isArray(entry)) value[key] = [];
  delete value.next;
  return Buffer.from(JSON.stringify(value));
}
