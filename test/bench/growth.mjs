/**
 * How the generator's work grows with a spec: `npm run bench:growth [-- --runs 5 --only NAME --from NAME --target NAME]`.
 * Each dimension is doubled until a run takes 0.25 s more than an empty one, and then three times more; the least CPU
 * time of several runs counts, threads included, and the sizes take turns, so that a slow minute of the machine slows
 * them all. Work may grow as the bytes of input and output do, times a logarithm: at each doubling of those the ratio is
 * at most 2.3. Where it is more the dimension is measured again from its next size, twice at most: what grows too much
 * shows the more the larger it is, and what an empty run takes by chance counts less. Exit code 1 where it stays more.
 * `--from` goes on at a dimension after a run that was stopped.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundleWorker } from "../support/bundle-worker.mjs";
import { specs } from "./growth-specs.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    only: { type: "string" },
    from: { type: "string" },
    target: { type: "string", multiple: true, default: ["typescript", "openapi-types", "powershell", "docs"] },
  },
});
const MOST_RATIO = 2.3;
/** How often a dimension that grows too much is measured again. */
const REPEATS = 2;
/** A dimension may not take longer: it is then told as stuck. */
const PATIENCE = 900_000;

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "isc-growth-"));
const job = {
  root,
  scratch,
  targets: options.target,
  runs: Number(options.runs),
  leastSeconds: 0.25,
  doublings: 3,
  // Beyond this a dimension is left: no spec has so many of it, or its work cannot be seen.
  largest: 1 << 17,
};

/** The sizes of a dimension from `smallest` on with what each takes, by a process of its own. */
function measure(worker, name, smallest) {
  return new Promise((settle) => {
    const child = fork(worker, {
      execArgv: ["--expose-gc"],
      timeout: PATIENCE,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let steps = [{ size: 0, problem: "does not end, or ended early" }];
    child.once("message", (message) => (steps = message.steps));
    child.once("exit", () => settle(steps));
    child.send({ ...job, name, smallest });
  });
}

/** How much more each size takes than the one before, per doubling of bytes. */
function ratiosOf(steps) {
  return steps.slice(1).flatMap((step, index) => {
    const before = steps[index];
    if (step.problem !== undefined) return [];
    // Where the bytes grow by another factor the ratio is taken to that power.
    const doublings = Math.log2(step.bytes / before.bytes);
    return [(step.seconds / before.seconds) ** (1 / Math.max(doublings, 0.5))];
  });
}

const isTooMuch = (steps) => ratiosOf(steps).some((ratio) => ratio > MOST_RATIO);

let failed = 0;
const every = Object.keys(specs);
// A whole name means one dimension, a part of a name all that have it.
const all = every.includes(options.only) ? [options.only] : every.filter((name) => name.includes(options.only ?? ""));
const names = all.slice(Math.max(0, all.indexOf(options.from)));
try {
  const worker = await bundleWorker({ tool: "growth", input: "test/bench/growth-worker.ts" });
  for (const name of names) {
    let steps = await measure(worker, name, 16);
    for (let repeat = 0; repeat < REPEATS && isTooMuch(steps) && steps.length > job.doublings; repeat += 1)
      steps = await measure(worker, name, 2 * steps[0].size);
    const problem = steps.find((step) => step.problem !== undefined)?.problem;
    // A refusal with a place is an answer; a bug or no end is none.
    const isBad =
      isTooMuch(steps) || (problem !== undefined && (!problem.startsWith("exit 1:") || problem.includes("a bug")));
    if (isBad) failed += 1;
    const shown = steps.map((step) => `${step.size}: ${step.problem ?? `${step.seconds.toFixed(2)} s`}`).join(", ");
    const ratios = ratiosOf(steps)
      .map((ratio) => ratio.toFixed(2))
      .join(" ");
    console.log(`${isBad ? "TOO MUCH" : "ok      "} ${name.padEnd(52)} ${ratios.padEnd(16)} ${shown}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${names.length} dimensions, ${failed} that grow too much; seconds beyond an empty spec`);
process.exitCode = failed === 0 ? 0 : 1;
