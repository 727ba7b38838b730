import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export type FormatParser = "typescript" | "markdown";

export interface FormatChunk {
  readonly text: string;
  readonly parser: FormatParser;
}

/** What a worker is sent and sends back. */
export interface FormatRequest {
  readonly id: number;
  readonly chunks: readonly FormatChunk[];
}

export interface FormatResponse {
  readonly id: number;
  readonly results?: readonly string[];
  readonly error?: string;
}

/** Characters per message, and how many may wait at every worker before another one is started: each costs the time to load prettier. */
const BATCH = 100_000;

interface PoolWorker {
  readonly worker: Worker;
  /** Characters that have been sent and have not come back. */
  backlog: number;
  /** Being ended: it keeps the process until it has. */
  isClosing: boolean;
}

interface Job {
  readonly entry: PoolWorker;
  readonly size: number;
  readonly resolve: (results: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

let pool: PoolWorker[] | undefined;
const running = new Map<number, Job>();
let lastId = 0;

const MAXIMUM_WORKERS = Math.max(1, Math.min(availableParallelism(), 4));

/** Ends the workers; without this a process stays alive. */
export async function closeFormatter(): Promise<void> {
  const workers = pool ?? [];
  pool = undefined;
  await Promise.all(
    workers.map((entry) => {
      // Nothing else may be left that keeps the process until the worker has ended.
      entry.isClosing = true;
      entry.worker.ref();
      return entry.worker.terminate();
    }),
  );
}

/** Formats texts with prettier's default options, Markdown with `proseWrap: never`; equal texts are formatted once. */
export async function formatChunks(chunks: readonly FormatChunk[]): Promise<readonly string[]> {
  const unique = new Map<string, FormatChunk>();
  for (const chunk of chunks) unique.set(`${chunk.parser}\0${chunk.text}`, chunk);
  const keys = [...unique.keys()];
  const batches: Promise<readonly string[]>[] = [];
  const list = [...unique.values()];
  for (const batch of splitBySize(list)) batches.push(submit(batch));
  const results = (await Promise.all(batches)).flat();
  const byKey = new Map(keys.map((key, index) => [key, results[index] ?? ""]));
  return chunks.map((chunk) => byKey.get(`${chunk.parser}\0${chunk.text}`) ?? chunk.text);
}

function splitBySize(chunks: readonly FormatChunk[]): FormatChunk[][] {
  const batches: FormatChunk[][] = [];
  let size = BATCH;
  for (const chunk of chunks) {
    if (size >= BATCH) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(chunk);
    size += chunk.text.length;
  }
  return batches;
}

/** Sends at once: the calling thread may be busy for long, so nothing may wait here for a worker to be free. */
function submit(chunks: readonly FormatChunk[]): Promise<readonly string[]> {
  const workers = (pool ??= []);
  let entry = leastBusy(workers);
  if (entry === undefined || (entry.backlog > BATCH && workers.length < MAXIMUM_WORKERS))
    workers.push((entry = startWorker()));
  const target = entry;
  const size = chunks.reduce((total, chunk) => total + chunk.text.length, 0);
  return new Promise((resolve, reject) => {
    lastId += 1;
    running.set(lastId, { entry: target, size, resolve, reject });
    target.backlog += size;
    target.worker.ref();
    target.worker.postMessage({ id: lastId, chunks } satisfies FormatRequest);
  });
}

function leastBusy(workers: readonly PoolWorker[]): PoolWorker | undefined {
  return workers.reduce<PoolWorker | undefined>(
    (best, entry) => (best === undefined || entry.backlog < best.backlog ? entry : best),
    undefined,
  );
}

function startWorker(): PoolWorker {
  const worker = new Worker(
    new URL(import.meta.url.endsWith(".ts") ? "../../../dist/format-worker.js" : "./format-worker.js", import.meta.url),
  );
  const entry: PoolWorker = { worker, backlog: 0, isClosing: false };
  // An idle worker must not keep the process alive.
  worker.unref();
  worker.on("message", ({ id, results, error }: FormatResponse) => {
    const job = running.get(id);
    running.delete(id);
    entry.backlog -= job?.size ?? 0;
    // An answer that comes while the worker is ended must not let the process go before.
    if (entry.backlog === 0 && !entry.isClosing) worker.unref();
    if (results === undefined) job?.reject(new Error(error ?? "the formatter failed"));
    else job?.resolve(results);
  });
  worker.on("error", (error) => drop(entry, error instanceof Error ? error : new Error(String(error))));
  // Also one that was ended: whoever waits for it must not wait for ever.
  worker.on("exit", () => drop(entry, new Error("the formatter has ended")));
  return entry;
}

/** Takes a worker that is gone out of the pool; what was sent to it fails. */
function drop(entry: PoolWorker, error: Error): void {
  pool = pool?.filter((other) => other !== entry);
  for (const [id, job] of running) {
    if (job.entry !== entry) continue;
    running.delete(id);
    job.reject(error);
  }
}
