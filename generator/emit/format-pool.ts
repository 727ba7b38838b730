import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export type FormatParser = "typescript" | "json" | "json-stringify" | "markdown";

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

/** Characters per message: small enough to keep all workers busy to the end, large enough for one worker to do little work alone. */
const BATCH = 100_000;

interface PoolWorker {
  readonly worker: Worker;
  isIdle: boolean;
}

interface Job {
  readonly request: FormatRequest;
  readonly resolve: (results: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

let pool: PoolWorker[] | undefined;
const waiting: Job[] = [];
const running = new Map<number, Job>();
let lastId = 0;

/**
 * Starts one worker, so that prettier is loaded by the time there is something to format. More are started when there
 * is more to do: each costs the time to load prettier.
 */
export function warmFormatter(): void {
  pool ??= [startWorker()];
}

const MAXIMUM_WORKERS = Math.max(1, Math.min(availableParallelism(), 4));

/** Ends the workers; without this a process stays alive. */
export async function closeFormatter(): Promise<void> {
  const workers = pool ?? [];
  pool = undefined;
  await Promise.all(workers.map(({ worker }) => worker.terminate()));
}

/** Formats texts with prettier's default options; equal texts are formatted once. */
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

function submit(chunks: readonly FormatChunk[]): Promise<readonly string[]> {
  warmFormatter();
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.push({ request: { id: lastId, chunks }, resolve, reject });
    assignWork();
    if (waiting.length > 0 && pool !== undefined && pool.length < MAXIMUM_WORKERS) {
      pool.push(startWorker());
      assignWork();
    }
  });
}

function assignWork(): void {
  for (const entry of pool ?? []) {
    if (!entry.isIdle) continue;
    const job = waiting.shift();
    if (job === undefined) return;
    entry.isIdle = false;
    running.set(job.request.id, job);
    entry.worker.ref();
    entry.worker.postMessage(job.request);
  }
}

function startWorker(): PoolWorker {
  const worker = new Worker(
    new URL(
      import.meta.url.endsWith(".ts") ? "../../dist/emit/format-worker.js" : "./format-worker.js",
      import.meta.url,
    ),
  );
  const entry: PoolWorker = { worker, isIdle: true };
  // An idle worker must not keep the process alive.
  worker.unref();
  worker.on("message", ({ id, results, error }: FormatResponse) => {
    const job = running.get(id);
    running.delete(id);
    entry.isIdle = true;
    worker.unref();
    if (results === undefined) job?.reject(new Error(error ?? "the formatter failed"));
    else job?.resolve(results);
    assignWork();
  });
  worker.on("error", (error) => {
    for (const job of running.values()) job.reject(error instanceof Error ? error : new Error(String(error)));
    running.clear();
  });
  return entry;
}
