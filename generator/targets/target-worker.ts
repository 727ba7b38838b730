import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import type { OutputFile } from "../emit/output.ts";
import { createStager, type StageFiles } from "../emit/write/stage.ts";
import { assertNever } from "../model/assert-never.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { allTargets } from "./registry.ts";
import type { MovedOutput, TaskRequest, TaskResponse } from "./second-thread.ts";
import type { CopiedInput } from "./target.ts";

/** The code of the second thread; see `second-thread.ts`. */
async function answer({ id, task }: TaskRequest): Promise<void> {
  switch (task.kind) {
    case "raw types":
      await send(id, async () => (await import("./openapi-types.ts")).allRawTypes(task.trees));
      collectGarbage();
      return;
    case "targets":
      for (const [index, name] of task.names.entries()) {
        await send(id + index, () => run(name, task));
        // Files that wait to be staged are staged now, so that they leave the memory.
        await nextTurn();
        collectGarbage();
      }
      return;
    case "stage":
      return send(id, () => Promise.resolve(stage(task.root, task.files)));
    default:
      return assertNever(task);
  }
}

async function run(
  name: string,
  { input, root }: { readonly input: CopiedInput; readonly root: string | undefined },
): Promise<MovedOutput> {
  const target = allTargets().find((own) => own.name === name);
  if (target === undefined) throw new Error(`there is no target ${name}`);
  const notHere = (): never => {
    throw new Error(`the target ${name} reads what the second thread does not have`);
  };
  const pages = { operation: notHere, model: notHere, event: notHere };
  const made = await target.run({ ...input, contract: { ...input.contract, pages }, trees: [] });
  if (root === undefined) return made;
  const { files: staged, ...failure } = stage(root, made.value.files);
  return { ...made, ...failure, value: { ...made.value, files: [], staged } };
}

/** One stager numbers all files of a run. */
let stager: StageFiles | undefined;

function stage(root: string, files: readonly OutputFile[]): ReturnType<StageFiles> {
  stager ??= createStager(root);
  return stager(files);
}

async function send(id: number, work: () => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  const post = (made: Pick<TaskResponse, "value" | "error">): void =>
    parentPort?.postMessage({ id, ...made, milliseconds: performance.now() - begin } satisfies TaskResponse);
  try {
    post({ value: await work() });
  } catch (error) {
    post({ error: error ?? new Error("nothing was thrown") });
  }
}

let last = Promise.resolve();
parentPort?.on("message", (request: TaskRequest) => {
  // Staging is synchronous, so it may come between two targets.
  if (request.task.kind === "stage") void answer(request);
  else last = last.then(() => answer(request));
});
