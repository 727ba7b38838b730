import { parentPort } from "node:worker_threads";
import { allTargets } from "./registry.ts";
import type { Task, TaskRequest, TaskResponse } from "./second-thread.ts";

/** The code of the second thread; see `second-thread.ts`. */
async function run(task: Task): Promise<unknown> {
  if (task.kind === "raw types") {
    const { rawTypesOf } = await import("./openapi-types.ts");
    return task.trees.map((tree) => rawTypesOf(tree));
  }
  const target = allTargets().find(({ name }) => name === task.target);
  if (target?.half === undefined) throw new Error(`the target ${task.target} has no halves`);
  return target.half(task.input, "second");
}

async function answer({ id, task }: TaskRequest): Promise<TaskResponse> {
  const begin = performance.now();
  try {
    const value = await run(task);
    return { id, value, milliseconds: performance.now() - begin };
  } catch (error) {
    return { id, error: error ?? new Error("nothing was thrown"), milliseconds: performance.now() - begin };
  }
}

let last = Promise.resolve();
parentPort?.on("message", (request: TaskRequest) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answer(request));
  });
});
