import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { readAssets } from "../../../generator/commands/assets.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { runContract } from "../../../generator/pipeline.ts";
import { copiedInput, runTargets, type TargetRun } from "../../../generator/run-targets.ts";
import { createStopwatch } from "../../../generator/stopwatch.ts";
import { DEFAULT_TARGETS, TARGETS } from "../../../generator/targets/registry.ts";
import { createSecondThread, startSecondThread } from "../../../generator/targets/second-thread.ts";
import type { TargetInput } from "../../../generator/targets/target.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { itWhole } from "../../support/whole.ts";

const WORKER = resolve("dist/target-worker.js");
const targets = TARGETS.filter(({ name }) => DEFAULT_TARGETS.includes(name));

async function embedded(): Promise<TargetInput> {
  const base = resolve(".");
  const config = withDefaults({}, base);
  const { trees, model, naming, contract } = await runContract({
    specs: ["beta", "v2024"].map((version) => ({ version, roots: [`specs/sailpoint-api.${version}.yaml`] })),
    base,
    config,
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    targets,
  });
  if (model === undefined || naming === undefined || contract === undefined) throw new Error("no contract");
  const companions = new Set(DEFAULT_TARGETS);
  return { config, model, names: naming.table, contract, trees, assets: await readAssets(base), companions };
}

/** A worker with code of its own. */
function workerOf(code: string): string {
  const path = join(temporaryFolder("second-thread"), "worker.mjs");
  writeFileSync(path, code);
  return path;
}

itWhole("makes the same files, diagnostics and order as one thread, and tells how long it worked", async () => {
  const input = await embedded();
  const second = createSecondThread(WORKER);
  const clock = createStopwatch(() => undefined);
  const run: TargetRun = { targets, clock, second, rawTypes: second.rawTypes(input.trees) };
  const moved = await runTargets(input, run);
  await second.close();
  const alone = await runTargets(input, {
    targets,
    clock: createStopwatch(() => undefined),
    second: undefined,
    rawTypes: undefined,
  });
  expect(moved).toEqual(alone);
  const worked = clock.stages.filter(({ besideMilliseconds }) => (besideMilliseconds ?? 0) > 0);
  expect(worked.map(({ stage }) => stage).sort()).toEqual(["openapi-types", "powershell", "typescript"]);
});

it("gives what a target throws, and goes on with the next one", async () => {
  const input = await embedded();
  const second = createSecondThread(WORKER);
  const made = second.runTargets(["typescript", "nothing", "powershell"], copiedInput({ ...input, assets: new Map() }));
  await expect(made.get("typescript")).rejects.toThrow(/no template|no asset|LICENSE/u);
  await expect(made.get("nothing")).rejects.toThrow("there is no target nothing");
  await expect(made.get("powershell")).rejects.toThrow(Error);
  await second.close();
});

it("fails what is asked of a thread that ends, dies or cannot be started", async () => {
  const ended = createSecondThread(WORKER);
  const lost = ended.rawTypes([]);
  await ended.close();
  await expect(lost).rejects.toThrow("the second thread has ended");
  await expect(ended.stage("", [])).rejects.toThrow("the second thread has ended");
  const dead = createSecondThread(workerOf("process.exit(7)"));
  await expect(dead.rawTypes([])).rejects.toThrow("the second thread has ended");
  const broken = createSecondThread(workerOf("throw new TypeError('broken')"));
  await expect(broken.rawTypes([])).rejects.toThrow(new TypeError("broken"));
});

it("rejects no promise that nobody handles where a run stops waiting", async () => {
  const input = await embedded();
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", note);
  const second = createSecondThread(WORKER);
  void second.rawTypes([]);
  void second.stage("", []);
  void second.runTargets(["typescript"], copiedInput(input));
  await second.close();
  await new Promise((done) => setImmediate(done));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

it("is not started for small specs", async () => {
  expect(startSecondThread((await embedded()).trees)).toBeUndefined();
});
