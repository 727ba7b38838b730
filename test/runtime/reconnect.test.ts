import { expect, test } from "vitest";
import { eventCall } from "../../generator/runtime/typescript/bodies/reconnect.js";
import {
  jsonEventsAnswer,
  type ServerSentEvent,
} from "../../generator/runtime/typescript/bodies/streams.js";
import { createCore } from "../../generator/runtime/typescript/core.js";

type Stream = AsyncIterable<ServerSentEvent<number>>;

/** A service whose answers come one behind the other; null breaks off behind what stands before it. */
function serve(answers: readonly (readonly (string | null)[] | number)[]): {
  readonly open: (options?: object) => PromiseLike<Stream>;
  readonly asked: (string | undefined)[];
} {
  const asked: (string | undefined)[] = [];
  const core = createCore({
    baseUrl: "https://x.test",
    retry: false,
    fetch: (_, { headers }) => {
      const answer = answers[asked.length] ?? 500;
      asked.push((headers as Record<string, string>)["last-event-id"]);
      if (typeof answer === "number")
        return Promise.resolve(new Response(null, { status: answer }));
      const pieces = [...answer];
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const piece = pieces.shift();
          if (piece === undefined) controller.close();
          else if (piece === null) controller.error(new TypeError("gone"));
          else controller.enqueue(new TextEncoder().encode(piece));
        },
      });
      return Promise.resolve(new Response(body));
    },
  });
  return {
    asked,
    open: (options) =>
      eventCall<Stream>(core, {}, options, {
        id: "s",
        method: "GET",
        path: "/s",
        answer: jsonEventsAnswer,
      }),
  };
}

async function readAll(stream: Stream): Promise<number[]> {
  const items: number[] = [];
  for await (const { data } of stream) items.push(data);
  return items;
}

const AT_ONCE = { reconnect: { delayMs: 0 } };

test("a stream that ends or breaks off goes on behind the last id", async () => {
  const { open, asked } = serve([
    ["retry: 0\nid: a\ndata: 1\n\n"],
    ["id: b\ndata: 2\n\n", null],
    ["data: 3\n\n"],
    204,
  ]);
  expect(await readAll(await open(AT_ONCE))).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "a", "b", "b"]);
});

test("without the option a stream ends as it ends", async () => {
  const { open, asked } = serve([["id: a\ndata: 1\n\n"], ["data: 2\n\n"]]);
  expect(await readAll(await open())).toEqual([1]);
  expect(asked).toHaveLength(1);
  const broken = serve([["data: 1\n\n", null]]);
  await expect(readAll(await broken.open())).rejects.toThrow(/broke off/);
});

test("[DONE], an error of the service and too many failures are ends", async () => {
  const done = serve([["data: 1\n\ndata: [DONE]\n\n"], ["data: 2\n\n"]]);
  expect(await readAll(await done.open(AT_ONCE))).toEqual([1]);
  const refused = serve([["data: 1\n\n"], 403]);
  await expect(readAll(await refused.open(AT_ONCE))).rejects.toThrow(/403/);
  const empty = serve([["data: 1\n\n"], [], [], [], []]);
  const options = { reconnect: { delayMs: 0, attempts: 2 } };
  expect(await readAll(await empty.open(options))).toEqual([1]);
  expect(empty.asked).toHaveLength(3);
});

test("the signal ends the wait, and leaving the stream asks no more", async () => {
  const controller = new AbortController();
  const { open, asked } = serve([["data: 1\n\n"], ["data: 2\n\n"]]);
  const stream = await open({
    reconnect: { delayMs: 1e6 },
    signal: controller.signal,
  });
  const reading = readAll(stream);
  setTimeout(() => controller.abort(new Error("enough")), 10);
  await expect(reading).rejects.toThrow("enough");
  expect(asked).toHaveLength(1);
  const left = serve([["data: 1\n\ndata: 2\n\n"], ["data: 3\n\n"]]);
  for await (const { data } of await left.open(AT_ONCE)) {
    expect(data).toBe(1);
    break;
  }
  expect(left.asked).toHaveLength(1);
});
