import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** A message to a worker. */
export interface FormatRequest {
  readonly id: number;
  /** Each text is formatted independently of the others. */
  readonly texts: readonly string[];
}

/**
 * A message from a worker: the formatted texts in the order of the request, or the error of the first text that failed.
 */
export interface FormatResponse {
  /** The id of the request. */
  readonly id: number;
  readonly results?: readonly string[];
  readonly error?: string;
}

/**
 * The number of characters per message, and the number that may wait at every worker before another worker is started.
 * A new worker costs the time to load prettier.
 */
const BATCH = 100_000;

interface PoolWorker {
  readonly worker: Worker;
  /** The characters that were sent and have not come back. */
  backlog: number;
  /** Whether the worker is being ended. It keeps the process alive until it has ended. */
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

/**
 * What texts became, by text, for the next run of the same process: guides and examples rarely differ between runs.
 * Emptied when it holds more characters than the limit.
 */
const known = new Map<string, string>();
const KNOWN_LIMIT = 4_000_000;
let knownSize = 0;

const MAXIMUM_WORKERS = Math.max(1, Math.min(availableParallelism(), 4));

/** Starts a worker, so that it loads prettier while the calling thread does something else. */
export function warmFormatter(): void {
  const workers = (pool ??= []);
  if (workers.length === 0) workers.push(startWorker());
}

/** Ends the workers. Without this call the process stays alive. */
export async function closeFormatter(): Promise<void> {
  const workers = pool ?? [];
  pool = undefined;
  await Promise.all(
    workers.map((entry) => {
      // The worker may be the only thing that keeps the process alive, and it must stay alive until the worker has
      // ended.
      entry.isClosing = true;
      entry.worker.ref();
      return entry.worker.terminate();
    }),
  );
}

/**
 * Formats TypeScript with prettier's default options. A text is formatted once in a process, while it is remembered.
 */
export async function formatTypeScript(texts: readonly string[]): Promise<readonly string[]> {
  const results = new Map<string, string>();
  const missing = new Set<string>();
  for (const text of texts) {
    const result = known.get(text);
    if (result === undefined) missing.add(text);
    else results.set(text, result);
  }
  const batches = splitBySize([...missing]).map(submit);
  const formatted = (await Promise.all(batches)).flat();
  for (const [index, text] of [...missing].entries()) {
    const result = formatted[index] ?? "";
    results.set(text, result);
    remember(text, result);
  }
  return texts.map((text) => results.get(text) ?? text);
}

function remember(text: string, result: string): void {
  knownSize += text.length + result.length;
  if (knownSize > KNOWN_LIMIT) {
    known.clear();
    knownSize = text.length + result.length;
  }
  known.set(text, result);
}

function splitBySize(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let size = BATCH;
  for (const text of texts) {
    if (size >= BATCH) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(text);
    size += text.length;
  }
  return batches;
}

/**
 * Sends texts immediately. The calling thread may be busy for long, so a text must not wait in this thread for a free
 * worker.
 */
function submit(texts: readonly string[]): Promise<readonly string[]> {
  const workers = (pool ??= []);
  let entry = leastBusy(workers);
  if (entry === undefined || (entry.backlog > BATCH && workers.length < MAXIMUM_WORKERS))
    workers.push((entry = startWorker()));
  const target = entry;
  const size = texts.reduce((total, text) => total + text.length, 0);
  return new Promise((resolve, reject) => {
    lastId += 1;
    running.set(lastId, { entry: target, size, resolve, reject });
    target.backlog += size;
    target.worker.ref();
    target.worker.postMessage({ id: lastId, texts } satisfies FormatRequest);
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
    // A response that arrives while the worker is being ended must not let the process exit first.
    if (entry.backlog === 0 && !entry.isClosing) worker.unref();
    if (results === undefined) job?.reject(new Error(error ?? "the formatter failed"));
    else job?.resolve(results);
  });
  worker.on("error", (error) => drop(entry, error instanceof Error ? error : new Error(String(error))));
  // Also for a worker that was ended: a caller must not wait for it forever.
  worker.on("exit", () => drop(entry, new Error("the formatter has ended")));
  return entry;
}

/** Removes a worker that has ended from the pool, and rejects the texts that were sent to it. */
function drop(entry: PoolWorker, error: Error): void {
  pool = pool?.filter((other) => other !== entry);
  for (const [id, job] of running) {
    if (job.entry !== entry) continue;
    running.delete(id);
    job.reject(error);
  }
}
