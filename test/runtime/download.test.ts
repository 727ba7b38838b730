import {
  createReadStream,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { binaryBody } from "../../generator/runtime/typescript/bodies/bodies.js";
import { withProgress } from "../../generator/runtime/typescript/bodies/content.js";
import { multipart } from "../../generator/runtime/typescript/bodies/multipart.js";
import { createCore } from "../../generator/runtime/typescript/core.js";
import {
  type Download,
  downloadAnswer,
} from "../../generator/runtime/typescript/bodies/download.js";
import { TimeoutError } from "../../generator/runtime/typescript/errors.js";
import { saveTo } from "../../generator/runtime/typescript/node.js";
import type { Operation } from "../../generator/runtime/typescript/operation.js";
import { temporaryFolder } from "../support/generated.ts";
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

test("an abort frees the connection of a download that nobody has read", async () => {
  let open = 0;
  const stalled = await startServer((_, response) => {
    open += 1;
    response.write("a,b\n");
    response.on("close", () => (open -= 1));
  });
  const { signal, abort } = (() => {
    const controller = new AbortController();
    return { signal: controller.signal, abort: () => controller.abort("no") };
  })();
  const core = createCore({ baseUrl: stalled.url });
  const ask = () => core.send<Download>(operation, {}, { signal });
  const [{ data: unread }, { data: other }] = [await ask(), await ask()];
  expect(open).toBe(2);
  abort();
  for (let turn = 0; open > 0 && turn < 200; turn++) await sleep(10);
  expect(open).toBe(0);
  await expect(unread.text()).rejects.toMatchObject({ name: "AbortedError" });
  await expect(other.bytes()).rejects.toMatchObject({ name: "AbortedError" });
  await stalled.close();
});

/** A download of a text. */
async function fileOf(
  text: string | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Promise<Download> {
  const core = createCore({
    baseUrl: "https://a.test",
    fetch: async () => new Response(text, { headers }),
  });
  return (await core.send<Download>(operation, {})).data;
}

test("saveTo writes the bytes to a file and tells how far it is", async () => {
  const path = join(temporaryFolder("save"), "report.csv");
  writeFileSync(path, "an older one");
  const steps: unknown[] = [];
  const file = await fileOf("a,b\n1,ü\n", { "content-length": "9" });
  expect(
    await saveTo(file, path, { onProgress: (step) => void steps.push(step) }),
  ).toBe(9);
  expect(readFileSync(path, "utf8")).toBe("a,b\n1,ü\n");
  expect(steps.at(-1)).toEqual({ bytes: 9, total: 9 });
  expect(readdirSync(dirname(path))).toEqual(["report.csv"]);
});

test("two downloads to one path leave one of them, complete", async () => {
  const path = join(temporaryFolder("save"), "report.csv");
  const slow = (letter: string, wait: number): Promise<Download> => {
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await sleep(wait);
        if (++pieces > 5) controller.close();
        else controller.enqueue(new TextEncoder().encode(letter.repeat(10)));
      },
    });
    return fileOf(body, {});
  };
  const files = [await slow("a", 2), await slow("b", 5)];
  await Promise.all(files.map((file) => saveTo(file, path)));
  expect(readFileSync(path, "utf8")).toMatch(/^(a{50}|b{50})$/);
  expect(readdirSync(dirname(path))).toEqual(["report.csv"]);
});

test("saveTo leaves what was there, and nothing else, when the download ends early", async () => {
  const path = join(temporaryFolder("save"), "report.csv");
  writeFileSync(path, "an older one");
  const controller = new AbortController();
  const stalled = await download("/stalled", controller.signal);
  const onProgress = (): void => controller.abort("enough");
  await expect(saveTo(stalled, path, { onProgress })).rejects.toMatchObject({
    name: "AbortedError",
  });
  const short = await fileOf("half", { "content-length": "9" });
  await expect(saveTo(short, path)).rejects.toThrow(
    "the download of 9 bytes ended after 4 bytes",
  );
  const unwritable = await download();
  await expect(
    saveTo(unwritable, join(dirname(path), "missing", "x")),
  ).rejects.toMatchObject({ code: "ENOENT" });
  await expect(unwritable.text()).rejects.toThrow("has been read");
  expect(readFileSync(path, "utf8")).toBe("an older one");
  expect(readdirSync(dirname(path))).toEqual(["report.csv"]);
});

/** The name that a form tells of a file. */
async function nameInForm(content: unknown): Promise<string | undefined> {
  const { body } = multipart()({ file: { content } });
  const text = await new Response(body).text();
  return /filename="(.*?)"/.exec(text)?.[1];
}

/** A call that uploads a stream, and that waits for its token before. */
const uploadOf = (content: unknown, auth: () => Promise<string>) =>
  createCore({ baseUrl: server.url, auth }).send(
    { id: "upload", method: "POST", path: "/x", body: multipart() },
    { body: { file: content } },
  );

test("a missing file is the error of its call, also if the call waits for its token", async () => {
  const uncaught = vi.fn();
  process.prependListener("uncaughtException", uncaught);
  const stream = createReadStream(join(temporaryFolder("upload"), "none.csv"));
  const failed = uploadOf(stream, () => sleep(30, "token"));
  await expect(failed).rejects.toThrow("ENOENT");
  process.off("uncaughtException", uncaught);
  expect(uncaught).not.toHaveBeenCalled();
});

test("a call that is not sent closes the files that it was given", async () => {
  const path = join(temporaryFolder("upload"), "people.csv");
  writeFileSync(path, "x");
  const streams = [createReadStream(path), createReadStream(path)];
  const failed = uploadOf(streams, () => Promise.reject(new Error("vault")));
  await expect(failed).rejects.toThrow("no token");
  await expect
    .poll(() => streams.map(({ destroyed }) => destroyed))
    .toEqual([true, true]);
});

test("an upload keeps the name of what it reads, and tells how far it is", async () => {
  const path = join(temporaryFolder("upload"), "people.csv");
  writeFileSync(path, "x".repeat(200_000));
  expect(await nameInForm(createReadStream(path))).toBe("people.csv");
  const steps: { bytes: number; total: number | undefined }[] = [];
  const note = (step: (typeof steps)[number]): void => void steps.push(step);
  expect(await nameInForm(withProgress(createReadStream(path), note))).toBe(
    "people.csv",
  );
  expect(steps.length).toBeGreaterThan(1);
  expect(steps.at(-1)).toEqual({ bytes: 200_000, total: undefined });
  expect(await nameInForm(withProgress(new File(["abc"], "a.txt"), note))).toBe(
    "a.txt",
  );
  expect(steps.at(-1)).toEqual({ bytes: 3, total: 3 });
  const { body, duplex } = binaryBody()(withProgress(new Uint8Array(7), note));
  expect(duplex).toBe("half");
  expect((await new Response(body).arrayBuffer()).byteLength).toBe(7);
  expect(steps.at(-1)).toEqual({ bytes: 7, total: 7 });
});
