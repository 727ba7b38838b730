import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  type Download,
  downloadAnswer,
} from "../../generator/runtime/typescript/bodies/download.js";
import { TimeoutError } from "../../generator/runtime/typescript/errors.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { startServer } from "./support.js";

const operation: Operation = {
  id: "getReport",
  method: "GET",
  path: "/report",
  answer: downloadAnswer,
};

let server: Awaited<ReturnType<typeof startServer>>;
let isOpen = 0;

// The first piece comes at once, then one each 20 ms until the client leaves.
beforeAll(async () => {
  server = await startServer((request, response) => {
    isOpen += 1;
    response.writeHead(200, { "content-type": "text/csv" });
    response.write("a,b\n");
    const timer = request.url?.includes("stalled")
      ? undefined
      : setInterval(() => response.write("1,2\n"), 20);
    response.on("close", () => {
      clearInterval(timer);
      isOpen -= 1;
    });
  });
});
afterAll(() => server.close());

async function download(
  path = operation.path,
  signal?: AbortSignal,
): Promise<Download> {
  const core = createCore({ baseUrl: server.url, timeoutMs: 150 });
  const { data } = await core.send<Download>(
    { ...operation, path },
    {},
    { signal },
  );
  return data;
}

test.each<[string, (stream: ReadableStream<Uint8Array>) => Promise<void>]>([
  [
    "a loop that ends early",
    async (stream) => {
      for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
        expect(chunk).toBeInstanceOf(Uint8Array);
        break;
      }
    },
  ],
  [
    "a reader that cancels",
    async (stream) => {
      const reader = stream.getReader();
      await reader.read();
      await reader.cancel();
    },
  ],
  ["a stream that is cancelled unread", (stream) => stream.cancel()],
])("%s closes the connection", async (_, leave) => {
  await leave((await download()).stream());
  for (let wait = 0; isOpen > 0 && wait < 100; wait += 1) await sleep(10);
  expect(isOpen).toBe(0);
});

test("a body that stalls ends in a TimeoutError, one that goes on does not", async () => {
  const data = await download("/stalled");
  await expect(data.text()).rejects.toThrow(TimeoutError);
  let pieces = 0;
  for await (const chunk of (
    await download()
  ).stream() as unknown as AsyncIterable<Uint8Array>) {
    pieces += chunk.length > 0 ? 1 : 0;
    if (pieces === 12) break;
  }
  expect(pieces).toBe(12);
});

test("downloads that nobody reads leave nothing with a shared signal", async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners += 1;
    add(...args);
  };
  const data = await download("/stalled", signal);
  expect(data.contentType).toBe("text/csv");
  // The call's own; the download adds its own when it is read.
  expect(listeners).toBe(1);
  await data.stream().cancel();
});

test("reading a download twice is told from a lost connection", async () => {
  const data = await download("/stalled");
  const first = data.stream().getReader();
  await first.read();
  await expect(data.text()).rejects.toThrow(/has been read/);
  await expect(data.text()).rejects.toMatchObject({ name: "SdkError" });
  await first.cancel();
});
