import { createServer } from "node:http";

/**
 * A service on a free local port. It records every request but those for tokens, which it counts; `answer` gives
 * `{ status, headers, body }` for a request, or a promise of it; with `stalls` the body begins and never ends.
 */
export async function startMockServer(answer = () => ({ status: 200, body: {} })) {
  const state = { requests: [], tokens: [], answer, token: 0 };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => void respond(state, request, response, Buffer.concat(chunks)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    reset: (next) => {
      state.requests.length = 0;
      state.tokens.length = 0;
      if (next !== undefined) state.answer = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(state, request, response, body) {
  const url = new URL(request.url, "http://mock");
  const entry = {
    method: request.method,
    url: request.url,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    search: url.search,
    headers: request.headers,
    body: body.toString("utf8"),
    bytes: body,
  };
  if (url.pathname === "/oauth/token") {
    state.tokens.push(entry);
    state.token += 1;
    return send(response, { status: 200, body: { access_token: `token-${String(state.token)}`, expires_in: 600 } });
  }
  state.requests.push(entry);
  const given = await state.answer(entry, state);
  if (given === "close") return void response.destroy();
  return send(response, given);
}

function send(response, { status = 200, headers = {}, body, delayMs = 0, stalls = false }) {
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const content = body === undefined ? "" : isRaw ? body : JSON.stringify(body);
  setTimeout(() => {
    response.writeHead(status, {
      ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...headers,
    });
    if (stalls) response.write(content);
    else response.end(content);
  }, delayMs);
}
