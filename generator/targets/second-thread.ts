import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { StageResult } from "../diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "../emit/output.ts";
import type { StagedBatch } from "../emit/write/stage.ts";
import type { SourceTree } from "../load/tree.ts";
import type { CopiedInput, RawTypes } from "./target.ts";

/** A message to the second thread. It answers once for each of `names`. `root` is the folder for `createStager`. */
export interface TaskRequest {
  /** The number of the first answer; each further answer has the next one. */
  readonly id: number;
  readonly task:
    | { readonly kind: "raw types"; readonly trees: readonly SourceTree[] }
    | {
        readonly kind: "targets";
        readonly names: readonly string[];
        readonly input: CopiedInput;
        /** Absent: the files are sent back. */
        readonly root: string | undefined;
      }
    | { readonly kind: "stage"; readonly files: readonly OutputFile[]; readonly root: string };
}

/** A message from the second thread: a value, or the error that was thrown. */
export interface TaskResponse {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: unknown;
  /** How long the thread worked for it. */
  readonly milliseconds: number;
}

/** What the second thread made, and how long it worked for it. */
export interface MadeBeside<Value> {
  readonly value: Value;
  readonly milliseconds: number;
}

/** The output of a target that the second thread ran, and why its files could not be staged, if that failed. */
export type MovedOutput = StageResult<TargetOutput> & Pick<StagedBatch, "failure">;

/** A target that the second thread runs. */
export type MovedTarget = Promise<MadeBeside<MovedOutput>>;

/** A thread that makes or stages a part of the output while the main thread goes on, one task at a time. */
export interface SecondThread {
  readonly rawTypes: (trees: readonly SourceTree[]) => Promise<MadeBeside<readonly RawTypes[]>>;
  /** Runs targets in the given order, and returns the result of each by its name. With `root`, it stages the files. */
  readonly runTargets: (
    names: readonly string[],
    input: CopiedInput,
    root?: string,
  ) => ReadonlyMap<string, MovedTarget>;
  /** Stages files when the thread has finished the target that it runs. */
  readonly stage: (root: string, files: readonly OutputFile[]) => Promise<MadeBeside<StagedBatch>>;
  /** Ends the thread, whatever it does. */
  readonly close: () => Promise<void>;
}

/**
 * How many characters of specs are worth a thread. It costs the time to load and to warm up the code, and to copy the
 * specs and the model: some tenths of a second.
 */
const WORTH_A_THREAD = 1_000_000;

/** Starts the thread, if the specs are large and the machine has a second core. */
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

/** A thread with the code of a file. */
export function createSecondThread(path: string): SecondThread {
  const worker = new Worker(path);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: Error | undefined;
  const fail = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("message", ({ id, value, error, milliseconds }: TaskResponse) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) answer?.resolve({ value, milliseconds });
    else answer?.reject(error);
  });
  worker.on("error", fail);
  worker.on("messageerror", fail);
  // Also for a thread that was ended: nobody must wait for it forever.
  worker.on("exit", () => {
    end = new Error("the second thread has ended");
    fail(end);
  });
  // Everyone gets the very promise that has the handler: a copy of it, such as an async function makes, would have none.
  const answerTo = <Value>(id: number): Promise<MadeBeside<Value>> => {
    const answer = new Promise<MadeBeside<Value>>((resolve, reject) => {
      if (end === undefined) waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      else reject(end);
    });
    // The run waits for an answer later, or never if it fails before.
    answer.catch(() => undefined);
    return answer;
  };
  const send = (task: TaskRequest["task"], count: number): number => {
    const id = lastId + 1;
    lastId += count;
    worker.postMessage({ id, task } satisfies TaskRequest);
    return id;
  };
  return {
    rawTypes: (trees) => answerTo(send({ kind: "raw types", trees: trees.map(printedPart) }, 1)),
    runTargets: (names, input, root) => {
      const first = send({ kind: "targets", names, input, root }, names.length);
      return new Map(names.map((name, index) => [name, answerTo<MovedOutput>(first + index)]));
    },
    stage: (root, files) => answerTo(send({ kind: "stage", files, root }, 1)),
    close: async () => void (await worker.terminate()),
  };
}

/** What the raw types are made from. The other parts of a tree would be copied for nothing. */
function printedPart({ label, top, roots, files, texts }: SourceTree): SourceTree {
  return { label, top, roots, files, texts, unreadable: new Map() };
}
