/**
 * How the generator's work grows with a spec: `npm run bench:growth [-- --runs 5 --only NAME --target NAME]`. Each
 * dimension is doubled until a run takes 0.5 s more than an empty one, and then three times more; the least CPU time of
 * several runs counts, threads included. Work may grow as the bytes of input and output do, times a logarithm: at each
 * doubling of those the ratio is at most 2.3. Where it is more the runs are repeated twice, for only the least time counts
 * and a busy machine adds to it. Exit code 1 where it stays more.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { specs } from "./growth-specs.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    only: { type: "string" },
    target: { type: "string", multiple: true, default: ["typescript", "openapi-types", "powershell", "docs"] },
  },
});
const RUNS = Number(options.runs);
const LEAST_SECONDS = 0.5;
const DOUBLINGS = 3;
const MOST_RATIO = 2.3;
/** How often a dimension that grows too much is measured again. */
const REPEATS = 2;
/** Beyond this a dimension is left: no spec has so many of it, or its work cannot be seen. */
const LARGEST = 1 << 17;
/** A single run may not take longer: it is then told as stuck. */
const PATIENCE = 240_000;

const cli = resolve("dist/cli.js");
const scratch = mkdtempSync(join(tmpdir(), "isc-growth-"));
const hook = join(scratch, "cpu.mjs");
writeFileSync(
  hook,
  `import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => { const { user, system } = process.cpuUsage(); writeFileSync(process.env.ISC_CPU, String((user + system) / 1e6)); });
`,
);

/** The least CPU seconds of some runs on a spec, and the bytes that were read and written. */
function measure(files, runs) {
  const folder = mkdtempSync(join(scratch, "spec-"));
  let read = 0;
  for (const [path, document] of Object.entries(files)) {
    const content = JSON.stringify(document);
    read += content.length;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  let seconds = Infinity;
  let written = 0;
  let problem;
  for (let run = 0; run < runs && problem === undefined; run += 1) {
    const out = join(folder, "out");
    rmSync(out, { recursive: true, force: true });
    const cpu = join(folder, "cpu");
    const done = spawnSync(
      process.execPath,
      [
        "--import",
        hook,
        cli,
        "generate",
        "--spec",
        `v1=${join(folder, "root.json")}`,
        "--names",
        "none",
        "--overrides",
        "none",
        "--out",
        out,
        ...options.target.flatMap((name) => ["--target", name]),
        "--report",
        "json",
        "--report-file",
        join(folder, "report.json"),
      ],
      { encoding: "utf8", env: { ...process.env, ISC_CPU: cpu }, timeout: PATIENCE, maxBuffer: 2 ** 28 },
    );
    if (done.error?.code === "ETIMEDOUT") problem = "does not end";
    else if (done.status !== 0)
      problem = `exit ${done.status}: ${(done.stderr || done.stdout).split("\n").slice(0, 2).join(" ").slice(0, 300)}`;
    else {
      seconds = Math.min(seconds, Number(readFileSync(cpu, "utf8")));
      written = sizeOf(out);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return { seconds, bytes: read + written, problem };
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** One size of a dimension: the seconds and bytes that it takes beyond an empty spec. */
function measureStep(make, size) {
  const { seconds, bytes, problem } = measure(make(size), RUNS);
  return { size, seconds: seconds - empty.seconds, bytes: bytes - empty.bytes, problem };
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

let failed = 0;
const names = Object.keys(specs).filter((name) => options.only === undefined || name.includes(options.only));
const empty = measure(specs.properties(1), Math.max(RUNS, 2));
console.log(`an empty spec takes ${empty.seconds.toFixed(2)} s; seconds are beyond that, ratios per doubling of bytes`);
for (const name of names) {
  const make = specs[name];
  let size = 16;
  // Tiny sizes say nothing: the first that can be measured starts the doublings. One run on a busy machine may seem
  // long, so a size counts only when its least time of all runs is long too.
  while (size < LARGEST && [1, RUNS].some((runs) => measure(make(size), runs).seconds - empty.seconds < LEAST_SECONDS))
    size *= 2;
  const steps = [];
  for (let doubling = 0; doubling <= DOUBLINGS && size <= LARGEST; doubling += 1, size *= 2) {
    steps.push(measureStep(make, size));
    if (steps.at(-1).problem !== undefined) break;
  }
  for (let repeat = 0; repeat < REPEATS && ratiosOf(steps).some((ratio) => ratio > MOST_RATIO); repeat += 1)
    steps.forEach((step, index) => {
      if (step.problem !== undefined) return;
      const again = measureStep(make, step.size);
      if (again.seconds < step.seconds) steps[index] = again;
    });
  const ratios = ratiosOf(steps);
  const problem = steps.find((step) => step.problem !== undefined)?.problem;
  // A refusal with a place is an answer; a bug or no end is none.
  const isBad =
    ratios.some((ratio) => ratio > MOST_RATIO) ||
    (problem !== undefined && (!problem.startsWith("exit 1:") || problem.includes("a bug")));
  if (isBad) failed += 1;
  const shown = steps.map((step) => `${step.size}: ${step.problem ?? `${step.seconds.toFixed(2)} s`}`).join(", ");
  console.log(
    `${isBad ? "TOO MUCH" : "ok      "} ${name.padEnd(52)} ${ratios
      .map((ratio) => ratio.toFixed(2))
      .join(" ")
      .padEnd(16)} ${shown}`,
  );
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${names.length} dimensions, ${failed} that grow too much`);
process.exitCode = failed === 0 ? 0 : 1;
