import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  AbortedError,
  DecodeError,
  TimeoutError,
} from "../../generator/runtime/typescript/errors.js";
import type { AnswerReader } from "../../generator/runtime/typescript/operation.js";
import {
  eventsAnswer,
  jsonEventsAnswer,
  linesAnswer,
  sequenceAnswer,
} from "../../generator/runtime/typescript/bodies/streams.js";
import { startServer } from "./support.js";

/** Sends a body in pieces of `size` bytes, and reads the items. */
async function readAll(
  answer: AnswerReader,
  text: string,
  size: number,
): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let start = 0; start < bytes.length; start += size)
        controller.enqueue(bytes.slice(start, start + size));
      controller.close();
    },
  });
  const core = createCore({
    baseUrl: "https://x.test",
    fetch: () => Promise.resolve(new Response(body)),
  });
  const { data } = await core.send<AsyncIterable<unknown>>(
    { id: "stream", method: "GET", path: "/s", answer },
    {},
  );
  const items: unknown[] = [];
  for await (const item of data) items.push(item);
  return items;
}

const event = (data: unknown, more: object = {}): object => ({
  event: "message",
  data,
  id: "",
  retry: undefined,
  ...more,
});

// The examples of the HTML Living Standard, 9.2.6, and what each line end, mark and field may be.
const STREAMS: readonly [
  what: string,
  answer: AnswerReader,
  text: string,
  items: readonly unknown[],
][] = [
  [
    "data over several lines",
    eventsAnswer,
    "data: YHOO\ndata: +2\ndata: 10\n\n",
    [event("YHOO\n+2\n10")],
  ],
  [
    "comments, ids that stay and ids that are cleared",
    eventsAnswer,
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
    [
      event("first event", { id: "1" }),
      event("second event"),
      event(" third event"),
    ],
  ],
  [
    "empty data, and an event that the body ends within",
    eventsAnswer,
    "data\n\ndata\ndata\n\ndata:",
    [event(""), event("\n")],
  ],
  [
    "a space behind the colon or none",
    eventsAnswer,
    "data:test\n\ndata: test\n\n",
    [event("test"), event("test")],
  ],
  [
    "every line end, and a byte order mark",
    eventsAnswer,
    "\ufeffdata: é\r\n\r\ndata: b\r\rdata: c\n\n",
    [event("é"), event("b"), event("c")],
  ],
  [
    "types, times and what is no field",
    eventsAnswer,
    "event: add\nretry: 10\nretry: x\nid: a\0b\nother: 1\ndata: d\n\nevent: lost\n\ndata: e\n\n",
    [event("d", { event: "add", retry: 10 }), event("e", { retry: 10 })],
  ],
  [
    "JSON, and the text that many services end with",
    jsonEventsAnswer,
    'data: {"a":1}\n\ndata: [DONE]\n\ndata: {"a":2}\n\n',
    [event({ a: 1 })],
  ],
  [
    "lines",
    linesAnswer,
    '{"a":"é"}\n\r\n[1]\r\nnull\n"x"',
    [{ a: "é" }, [1], null, "x"],
  ],
  [
    "a sequence, whose values may have line ends",
    sequenceAnswer,
    '\u001e{"a":\n1}\n\u001e2\n',
    [{ a: 1 }, 2],
  ],
  ["nothing", linesAnswer, "", []],
];

describe.each([1, 2, 3, 1000])("in pieces of %i bytes", (size) => {
  test.each(STREAMS)("%s", async (_, answer, text, items) => {
    expect(await readAll(answer, text, size)).toEqual(items);
  });
});

test("an item that is not JSON is a DecodeError, behind those before it", async () => {
  await expect(readAll(linesAnswer, "1\n{oops\n", 100)).rejects.toThrow(
    DecodeError,
  );
  await expect(
    readAll(jsonEventsAnswer, "data: oops\n\n", 100),
  ).rejects.toThrow(/not JSON/);
});

describe("a stream that does not end", () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let isOpen = 0;
  beforeAll(async () => {
    server = await startServer((request, response) => {
      isOpen += 1;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 0\n\n");
      const timer = request.url?.includes("stalled")
        ? undefined
        : setInterval(() => response.write(": still here\n\ndata: 1\n\n"), 5);
      response.on("close", () => {
        clearInterval(timer);
        isOpen -= 1;
      });
    });
  });
  afterAll(() => server.close());

  const open = async (
    path: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<{ data: string }>> => {
    const core = createCore({ baseUrl: server.url, timeoutMs });
    const { data } = await core.send<AsyncIterable<{ data: string }>>(
      { id: "stream", method: "GET", path, answer: eventsAnswer },
      {},
      { signal },
    );
    return data;
  };

  test("a piece that does not come in time is a TimeoutError", async () => {
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { data } of await open("/stalled", 200)) seen.push(data);
    };
    await expect(read()).rejects.toThrow(TimeoutError);
    expect(seen).toEqual(["0"]);
  });

  test("the signal ends it, and leaving the loop closes the connection", async () => {
    const controller = new AbortController();
    const read = async (): Promise<void> => {
      for await (const { data } of await open(
        "/going",
        60_000,
        controller.signal,
      ))
        if (data === "1") controller.abort();
    };
    await expect(read()).rejects.toThrow(AbortedError);
    let count = 0;
    for await (const { data } of await open("/going", 60_000)) {
      expect(data).toMatch(/[01]/);
      if (++count === 3) break;
    }
    await expect.poll(() => isOpen).toBe(0);
  });

  test("it is gone through once", async () => {
    const items = await open("/going", 60_000);
    for await (const item of items) {
      expect(item.data).toBe("0");
      break;
    }
    const again = async (): Promise<void> => {
      for await (const item of items) expect(item).toBeUndefined();
    };
    await expect(again()).rejects.toThrow(/has been read/);
  });
});
