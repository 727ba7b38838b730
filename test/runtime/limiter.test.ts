import { expect, test } from "vitest";
import { clientCredentials } from "../../generator/runtime/typescript/auth.js";
import {
  type ClientOptions,
  createClientCore,
} from "../../generator/runtime/typescript/client.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import { limiter } from "../../generator/runtime/typescript/limiter.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import type {
  Clock,
  Fetch,
} from "../../generator/runtime/typescript/options.js";
import { createSchemeCore } from "../../generator/runtime/typescript/schemes.js";
import { json } from "./support.js";

const get: Operation = { id: "get", method: "GET", path: "/things/{id}" };
const baseUrl = "https://a.test";

/** A clock that goes to the next thing that is waited for, in the order of time. */
function createEventClock(): Clock {
  let time = 0;
  let isRunning = false;
  const events = new Set<{ readonly at: number; readonly run: () => void }>();
  const step = (): void => {
    let first: { readonly at: number; readonly run: () => void } | undefined;
    for (const event of events)
      if (!first || event.at < first.at) first = event;
    isRunning = !!first;
    if (!first) return;
    events.delete(first);
    time = Math.max(time, first.at);
    first.run();
    setImmediate(step);
  };
  return {
    now: () => time,
    after: (milliseconds, run) => {
      const event = { at: time + milliseconds, run };
      events.add(event);
      if (!isRunning) setImmediate(step);
      isRunning = true;
      return () => void events.delete(event);
    },
  };
}

/** A service that allows 100 requests in any 10 seconds by its own clock, behind a way that takes its time. */
function serveLimited(clock: Clock): { fetch: Fetch; counts: number[] } {
  const counts = [0, 0];
  let served: number[] = [];
  let seed = 1;
  const random = (): number =>
    (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const travel = (longest: number): Promise<void> =>
    new Promise((resolve) => clock.after(random() * longest, resolve));
  return {
    counts,
    fetch: async (url) => {
      // The first ones open connections.
      await travel(counts[0]! < 100 ? 400 : 60);
      counts[0]!++;
      if (url.endsWith("/oauth/token"))
        return json({ access_token: "t", expires_in: 3600 });
      const now = clock.now();
      served = served.filter((start) => start > now - 10_000);
      if (served.length >= 100) {
        counts[1]!++;
        return json({}, 429, { "retry-after": "10" });
      }
      served.push(now);
      await travel(60);
      return json({ url });
    },
  };
}

test("800 calls at once against the service's limit all succeed, with hardly a request too many", async () => {
  const clock = createEventClock();
  const { fetch, counts } = serveLimited(clock);
  const core = createClientCore({
    baseUrl,
    fetch,
    clock,
    auth: clientCredentials({ clientId: "id", clientSecret: "s" }),
  });
  const answers = await Promise.all(
    Array.from({ length: 800 }, (_, id) =>
      core.send<{ url: string }>(get, { id }),
    ),
  );
  expect(new Set(answers.map(({ data }) => data.url)).size).toBe(800);
  expect(counts[0]).toBeLessThanOrEqual(840);
  expect(counts[1]).toBeLessThanOrEqual(40);
  // As fast as the service allows: with the one for the token these are 801 requests, and so eight waits.
  expect(clock.now()).toBeLessThan(82_000);
});

/** The times at which a core's requests start. */
async function startsOf(
  count: number,
  make: (options: ClientOptions & { baseUrl: string }) => {
    send: ReturnType<typeof createCore>["send"];
  },
): Promise<number[]> {
  const clock = createEventClock();
  const starts: number[] = [];
  const fetch: Fetch = async () => {
    starts.push(clock.now());
    return json({});
  };
  const core = make({ baseUrl, fetch, clock });
  await Promise.all(
    Array.from({ length: count }, (_, id) => core.send(get, { id })),
  );
  return starts;
}

test.each<[string, Parameters<typeof startsOf>[1], number]>([
  ["a client by default", createClientCore, 100],
  ["a client with schemes by default", createSchemeCore, 100],
  [
    "a client without one",
    (own) => createClientCore({ ...own, limiter: false }),
    150,
  ],
  [
    "a client with schemes without one",
    (own) => createSchemeCore({ ...own, limiter: false }),
    150,
  ],
  [
    "a client with its own",
    (own) =>
      createClientCore({
        ...own,
        limiter: limiter({ requests: 7, perMs: 1000 }),
      }),
    7,
  ],
  ["a core by default", createCore as never, 150],
  [
    "a core with one",
    (own) =>
      createCore({ ...own, limiter: limiter({ requests: 7, perMs: 1000 }) }),
    7,
  ],
])("requests that start at once: %s", async (_, make, expected) => {
  const starts = await startsOf(150, make);
  expect(starts.filter((start) => start === 0)).toHaveLength(expected);
  expect(starts).toHaveLength(150);
});

test("all cores of a client with schemes share one", async () => {
  const clock = createEventClock();
  const starts: number[] = [];
  const core = createSchemeCore({
    baseUrl,
    clock,
    fetch: async () => {
      starts.push(clock.now());
      return json({});
    },
    credentials: { one: "1", other: "2" },
  });
  await Promise.all(
    Array.from({ length: 120 }, (_, id) => {
      const scheme = id % 2 ? "one" : "other";
      return core.send(
        { ...get, security: [[{ scheme, in: "bearer" }]] },
        { id },
      );
    }),
  );
  expect(starts.filter((start) => start === 0)).toHaveLength(100);
});

test("the wait counts in the total time of a call, not in the one of an attempt", async () => {
  const clock = createEventClock();
  const core = createCore({
    baseUrl,
    clock,
    fetch: async () => json({}),
    limiter: limiter({ requests: 1, perMs: 5000 }),
    timeoutMs: 100,
    totalTimeoutMs: 12_000,
  });
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4].map((id) => core.send(get, { id })),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
  ]);
  expect(outcomes[3]).toMatchObject({
    reason: {
      name: "TimeoutError",
      message: expect.stringContaining("totalTimeoutMs, 12000 ms") as unknown,
    },
  });
});

test.each([
  [0, 100],
  [NaN, 100],
  [1, NaN],
  [1, -1],
  [undefined, 100],
  [1, undefined],
])("%s requests per %s ms are refused", (requests, perMs) => {
  expect(() =>
    limiter({ requests: requests as number, perMs: perMs as number }),
  ).toThrow(`limiter: ${String(requests)} requests per ${String(perMs)} ms`);
});

test("a clock that is set back does not hold the next request", async () => {
  const clock = createEventClock();
  let shift = 0;
  const shifted: Clock = { ...clock, now: () => clock.now() + shift };
  const limit = limiter({ requests: 1, perMs: 100 });
  const { signal } = new AbortController();
  await limit(signal, shifted);
  shift = -3_600_000;
  await limit(signal, shifted);
  expect(clock.now()).toBeLessThan(2000);
});

test("a request counts until its answer came, and no longer than a second where none comes", async () => {
  const clock = createEventClock();
  const limit = limiter({ requests: 1, perMs: 100 });
  const { signal } = new AbortController();
  const release = await limit(signal, clock);
  clock.after(40, () => release?.());
  await limit(signal, clock);
  expect(clock.now()).toBe(140);
  await limit(signal, clock);
  expect(clock.now()).toBe(1240);
});
