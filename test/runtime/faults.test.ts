import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { isSdkError } from "../../generator/runtime/typescript/errors.js";
import { limiter } from "../../generator/runtime/typescript/limiter.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import type { Clock } from "../../generator/runtime/typescript/options.js";
import { isWhole } from "../support/whole.ts";
import {
  createJumpingClock,
  type LocalServer,
  startServer,
} from "./support.js";

const calls = isWhole ? 10_000 : 1000;
// Some twenty answers never end and are waited for in real time; all others must come sooner, on a busy machine too.
const timeoutMs = 5000;
const rate = { requests: 100, perMs: 10_000 };

let server: LocalServer | undefined;
afterAll(() => server?.close());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The bytes of the heap that are in use, behind a collection of everything else. */
function usedMemory(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Numbers from 0 up to 1, the same in every run. */
function createRandom(seed: number): () => number {
  return () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed / 2 ** 32;
  };
}

const operations: readonly Operation[] = [
  { id: "get", method: "GET", path: "/things/{id}" },
  { id: "put", method: "PUT", path: "/things/{id}" },
  { id: "create", method: "POST", path: "/things/{id}" },
  { id: "search", method: "POST", path: "/search/{id}", read: true },
];

test(`${calls} calls through a bad server end in one answer or one typed error each`, async () => {
  const random = createRandom(7);
  const jumping = createJumpingClock();
  const effects = new Map<string, number>();
  let token = 0;
  let tokensInFlight = 0;
  let mostTokensInFlight = 0;
  let requests = 0;
  server = await startServer((request, response) => {
    const url = request.url ?? "";
    const reply = (
      status: number,
      body: string,
      headers: Record<string, string> = {},
    ): void => void response.writeHead(status, headers).end(body);
    if (url === "/oauth/token") {
      mostTokensInFlight = Math.max(mostTokensInFlight, ++tokensInFlight);
      setTimeout(() => {
        tokensInFlight--;
        reply(
          200,
          JSON.stringify({ access_token: `t${++token}`, expires_in: 749 }),
        );
      }, 5);
      return;
    }
    if (++requests % 1500 === 0) token++;
    if (request.headers.authorization !== `Bearer t${token}`)
      return reply(401, '{"error":"JWT is expired"}');
    const fault = random();
    if (fault < 0.05) return reply(429, "{}", { "retry-after": "1" });
    if (fault < 0.08)
      return reply(503, "busy", {
        "retry-after": new Date(jumping.now() + 1000).toUTCString(),
      });
    if (fault < 0.1) return reply(503, "<html>busy</html>");
    // From here on the request has its effect, whatever the answer looks like.
    if (request.method === "POST" && url.startsWith("/things"))
      effects.set(url, (effects.get(url) ?? 0) + 1);
    if (fault < 0.12) return void request.socket.destroy();
    if (fault < 0.14)
      return reply(502, "<html>bad gateway</html>", {
        "content-type": "text/html",
      });
    if (fault < 0.15) return reply(200, '{"id":');
    if (fault < 0.16) {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"id":');
      return void setTimeout(() => request.socket.destroy(), 1);
    }
    if (fault < 0.162) {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.write('{"id":');
    }
    if (fault < 0.17) return reply(200, "<html>login</html>");
    reply(200, JSON.stringify({ url }));
  });

  const clock: Clock = {
    now: jumping.now,
    // Timeouts run in real time; waits jump.
    after: (milliseconds, run) => {
      if (milliseconds !== timeoutMs) return jumping.after(milliseconds, run);
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  };
  const grants: number[] = [];
  const limit = limiter(rate);
  const core = createCore({
    baseUrl: server.url,
    auth: clientCredentials({ clientId: "me", clientSecret: "s" }),
    clock,
    timeoutMs,
    totalTimeoutMs: Infinity,
    retry: { backoff: (attempt) => random() * 250 * 2 ** attempt },
    limiter: async (signal, time) => {
      const release = await limit(signal, time);
      grants.push(time.now());
      return release;
    },
  });

  const memory: number[] = [];
  const outcomes = new Map<string, number>();
  let ended = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < calls) {
      const id = next++;
      const operation = operations[id % operations.length]!;
      let outcome: string;
      try {
        const { data } = await core.send<{ url: string }>(operation, {
          id,
          ...(operation.method !== "GET" && { body: { id } }),
        });
        outcome =
          data.url === operation.path.replace("{id}", String(id))
            ? "answer"
            : "wrong answer";
      } catch (error) {
        outcome = isSdkError(error) ? error.name : `untyped ${String(error)}`;
      }
      if (++ended % (calls / 5) === 0) memory.push(usedMemory());
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 40 }, work));

  expect(ended).toBe(calls);
  expect(
    [...outcomes.keys()].filter(
      (name) =>
        !/^(answer|ConnectionError|TimeoutError|DecodeError|ServerError|RateLimitError|UnauthorizedError)$/.test(
          name,
        ),
    ),
  ).toEqual([]);
  expect(outcomes.get("answer")).toBeGreaterThan(calls * 0.9);
  expect(effects.size).toBeGreaterThan(calls / 5);
  expect([...effects].filter(([, count]) => count > 1)).toEqual([]);
  expect(mostTokensInFlight).toBe(1);
  expect(token).toBeGreaterThan(calls / 2000);
  for (let index = rate.requests; index < grants.length; index++)
    if (grants[index]! - grants[index - rate.requests]! < rate.perMs)
      throw new Error(
        `more than ${rate.requests} requests start in 10 s at ${index}`,
      );
  expect(jumping.pending()).toBe(0);
  // Behind the first 2,000 calls, which load and compile, the heap does not grow: a call that kept 1 kB would show as
  // 8 MB.
  if (!isWhole) return;
  const [first = 0, ...later] = memory;
  expect(later).toHaveLength(4);
  expect(Math.max(...later) - first).toBeLessThan(4 * 2 ** 20);
});
