import { parentPort } from "node:worker_threads";
import { allTargets } from "./registry.ts";
import type { TaskRequest, TaskResponse } from "./second-thread.ts";
import type { CopiedInput } from "./target.ts";

/** The code of the second thread; see `second-thread.ts`. */
async function answer({ id, task }: TaskRequest): Promise<void> {
  if (task.kind === "raw types")
    return send(id, async () => (await import("./openapi-types.ts")).allRawTypes(task.trees));
  for (const [index, name] of task.names.entries()) await send(id + index, () => run(name, task.input));
}

async function run(name: string, input: CopiedInput): Promise<unknown> {
  const target = allTargets().find((own) => own.name === name);
  if (target === undefined) throw new Error(`there is no target ${name}`);
  const notHere = (): never => {
    throw new Error(`the target ${name} reads what the second thread does not have`);
  };
  const pages = { operation: notHere, model: notHere, event: notHere };
  return target.run({ ...input, contract: { ...input.contract, pages }, trees: [] });
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
  last = last.then(() => answer(request));
});
