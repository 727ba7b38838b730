/**
 * How the generator's work grows with a spec: `npm run bench:growth [-- --runs 5 --only NAME --target NAME]`. Each
 * dimension is doubled until a run takes 0.2 s more than an empty one, and then three times more; the least CPU time of
 * several runs counts, threads included. Work may grow as the bytes of input and output do, times a logarithm: at each
 * doubling of those the ratio is at most 2.3. Exit code 1 where it is more.
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
const LEAST_SECONDS = 0.2;
const DOUBLINGS = 3;
const MOST_RATIO = 2.3;
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

let failed = 0;
const names = Object.keys(specs).filter((name) => options.only === undefined || name.includes(options.only));
const empty = measure(specs.properties(1), Math.max(RUNS, 2));
console.log(`an empty spec takes ${empty.seconds.toFixed(2)} s; seconds are beyond that, ratios per doubling of bytes`);
for (const name of names) {
  const make = specs[name];
  let size = 16;
  // Tiny sizes say nothing: the first that can be measured starts the doublings.
  while (size < LARGEST && measure(make(size), 1).seconds - empty.seconds < LEAST_SECONDS) size *= 2;
  const steps = [];
  for (let doubling = 0; doubling <= DOUBLINGS && size <= LARGEST; doubling += 1, size *= 2) {
    const { seconds, bytes, problem } = measure(make(size), RUNS);
    steps.push({ size, seconds: seconds - empty.seconds, bytes: bytes - empty.bytes, problem });
    if (problem !== undefined) break;
  }
  const ratios = steps.slice(1).flatMap((step, index) => {
    const before = steps[index];
    if (step.problem !== undefined) return [];
    // Per doubling of bytes: where the bytes grow by another factor the ratio is taken to that power.
    const doublings = Math.log2(step.bytes / before.bytes);
    return [(step.seconds / before.seconds) ** (1 / Math.max(doublings, 0.5))];
  });
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
