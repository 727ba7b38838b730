import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { StageResult } from "../diagnostics/diagnostic.ts";
import type { TargetOutput } from "../emit/output.ts";
import type { SourceTree } from "../load/tree.ts";
import type { HalfInput, RawTypes } from "./target.ts";

/** What the second thread is asked to do. */
export type Task =
  | { readonly kind: "raw types"; readonly trees: readonly SourceTree[] }
  | { readonly kind: "half"; readonly target: string; readonly input: HalfInput };

/** A message to the second thread. */
export interface TaskRequest {
  readonly id: number;
  readonly task: Task;
}

/** A message from the second thread: the value, or the error that was thrown. */
export interface TaskResponse {
  /** The id of the request. */
  readonly id: number;
  readonly value?: unknown;
  readonly error?: unknown;
  /** How long the task took. */
  readonly milliseconds: number;
}

/** What the second thread made, and how long it took. */
export interface MadeBeside<Value> {
  readonly value: Value;
  readonly milliseconds: number;
}

/** A thread that makes a part of the output while the main thread goes on. It does one task after the other. */
export interface SecondThread {
  readonly rawTypes: (trees: readonly SourceTree[]) => Promise<MadeBeside<readonly RawTypes[]>>;
  /** The second half of a target; see `Target`. */
  readonly half: (target: string, input: HalfInput) => Promise<MadeBeside<StageResult<TargetOutput>>>;
  /** Ends the thread, whatever it does. */
  readonly close: () => Promise<void>;
}

/**
 * How many characters of specs are worth a thread. A thread costs the time to load and to warm up the code, and to copy
 * the specs and the model: some tenths of a second.
 */
const WORTH_A_THREAD = 1_000_000;

/** Starts the thread if the specs are large and the machine has a second core. */
export function startSecondThread(trees: readonly SourceTree[]): SecondThread | undefined {
  if (availableParallelism() < 2) return undefined;
  let size = 0;
  for (const { texts } of trees) for (const text of texts.values()) size += text.length;
  if (size < WORTH_A_THREAD) return undefined;
  const from = import.meta.url.endsWith(".ts") ? "../../dist/target-worker.js" : "./target-worker.js";
  const path = fileURLToPath(new URL(from, import.meta.url));
  // A tool may have bundled the generator without its threads.
  return existsSync(path) ? createSecondThread(path) : undefined;
}

interface Waiting {
  readonly resolve: (made: MadeBeside<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

function createSecondThread(path: string): SecondThread {
  const worker = new Worker(path);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const fail = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("message", ({ id, value, error, milliseconds }: TaskResponse) => {
    const task = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) task?.resolve({ value, milliseconds });
    else task?.reject(error);
  });
  worker.on("error", fail);
  worker.on("messageerror", fail);
  // Also for a thread that was ended: nobody must wait for it forever.
  worker.on("exit", () => fail(new Error("the second thread has ended")));
  const ask = (task: Task): Promise<MadeBeside<unknown>> => {
    const made = new Promise<MadeBeside<unknown>>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, task } satisfies TaskRequest);
    });
    // The run asks for the result later, or never if it fails before.
    made.catch(() => undefined);
    return made;
  };
  return {
    rawTypes: (trees) =>
      ask({ kind: "raw types", trees: trees.map(printedPart) }) as ReturnType<SecondThread["rawTypes"]>,
    half: (target, input) => ask({ kind: "half", target, input }) as ReturnType<SecondThread["half"]>,
    close: async () => void (await worker.terminate()),
  };
}

/** What the raw types are made from: the other parts of a tree would be copied for nothing. */
function printedPart({ label, top, roots, files, texts }: SourceTree): SourceTree {
  return { label, top, roots, files, texts, unreadable: new Map() };
}
