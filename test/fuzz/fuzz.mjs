// Breaks specs and the project's own files in ways that a seed picks, and looks at what the generator makes of them:
// `npm run fuzz -- --runs 300 --seed 1 [--real] [--only K [--keep 0,3]]`. Ends with 1 when any run broke a rule.
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleWorker } from "../support/bundle-worker.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** In memory where that can be had: a run writes and removes hundreds of small files. */
const TEMPORARY = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Runs per process: each has caches that grow. */
const BATCH = 100;

/** CPU seconds of a run, and seconds of the clock after which one is given up. */
const BOUNDS = { embedded: { cpu: 30, clock: 1500 }, real: { cpu: 150, clock: 1500 } };

/**
 * @typedef {{ runs: number, seed: number, isReal?: boolean, only?: number, keep?: readonly number[], first?: number, jobs?: number, shrink?: boolean, tell: (line: string) => void }} FuzzInput
 * @typedef {import("./run.ts").RunResult} RunResult
 * @typedef {{ results: readonly RunResult[], failures: readonly RunResult[], summary: string }} FuzzReport
 */

/**
 * Does the runs of a seed in processes of their own, so that one that crashes or never ends is a finding like any
 * other.
 *
 * @param {FuzzInput} input
 * @returns {Promise<FuzzReport>}
 */
export async function fuzzRuns({ runs, seed, isReal = false, only, keep, first = 0, jobs = 1, shrink = true, tell }) {
  const begin = performance.now();
  const top = mkdtempSync(join(TEMPORARY, "isc-fuzz-"));
  const worker = await bundleWorker({ tool: "fuzz", input: "test/fuzz/worker.ts", external: [/^fast-check$/u] });
  const bound = BOUNDS[isReal ? "real" : "embedded"];
  const job = { root: ROOT.replace(/\/$/u, ""), seed, isReal, bound: bound.cpu, worker, clock: bound.clock };
  const results = [];
  try {
    if (only !== undefined) {
      const [result] = await doBatch({
        ...job,
        runs: [only],
        keep,
        isKept: true,
        work: join(top, "only"),
        onResult: () => undefined,
      });
      tell(describe(result, seed));
      return { ...reportOf([result], begin), results: [result] };
    }
    const waiting = Array.from({ length: Math.ceil(runs / BATCH) }, (_, index) =>
      Array.from({ length: Math.min(BATCH, runs - index * BATCH) }, (_, at) => first + index * BATCH + at),
    );
    const onResult = (result) => {
      results.push(result);
      if (result.findings.length > 0) tell(describe(result, seed));
      if (results.length % 50 === 0) tell(reportOf(results, begin).summary);
    };
    const lanes = Array.from({ length: jobs }, async (_, lane) => {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift())
        await doBatch({ ...job, runs: batch, work: join(top, `lane-${String(lane)}`), onResult });
    });
    await Promise.all(lanes);
    const kinds = new Set();
    for (const failure of shrink ? results.filter(({ findings }) => findings.length > 0) : []) {
      const kind = kindOf(failure);
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      tell(await shrinkRun(failure, { ...job, top, seed }));
    }
    return reportOf(results, begin);
  } finally {
    if (only === undefined) rmSync(top, { recursive: true, force: true });
  }
}

/** The runs of a list, in one process, or in several where one ends early. */
async function doBatch(job) {
  const results = [];
  let left = job.runs;
  while (left.length > 0) {
    const done = await doProcess({ ...job, runs: left });
    results.push(...done);
    left = left.slice(done.length);
  }
  return results;
}

/** Runs until the process ends; a run that it ended in has that for a finding. */
function doProcess({ worker, clock, onResult, ...job }) {
  return new Promise((resolved) => {
    const child = fork(worker, [], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      execArgv: ["--max-old-space-size=4096"],
    });
    const results = [];
    const add = (result) => {
      results.push(result);
      onResult(result);
    };
    let current = job.runs[0];
    let isDone = false;
    let errors = "";
    let why = "";
    const giveUp = () => {
      why = `it had not ended after ${String(clock)} seconds`;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(giveUp, clock * 1000);
    child.stderr.on("data", (chunk) => (errors = (errors + String(chunk)).slice(-3000)));
    child.stdout.resume();
    child.on("message", ({ begun, result, done }) => {
      clearTimeout(timer);
      if (begun !== undefined) current = begun;
      if (result !== undefined) add(result);
      if (done === true) isDone = true;
      else timer = setTimeout(giveUp, clock * 1000);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (job.isKept !== true) rmSync(job.work, { recursive: true, force: true });
      if (!isDone && results.length < job.runs.length)
        add({
          run: current,
          findings: [`ended: ${why === "" ? `the process ended with ${String(code ?? signal)}: ${errors}` : why}`],
          exitCode: -1,
          seconds: 0,
          base: "unknown",
          isAll: current % 10 === 0,
          checks: [],
          files: 0,
          steps: 30,
          told: [],
          codes: [],
        });
      resolved(results);
    });
    child.send(job);
  });
}

/** What two findings of one cause share: numbers, names and paths left out. */
function kindOf({ findings }) {
  const [first = ""] = findings;
  return first
    .split("\n")
    .slice(0, 2)
    .join(" ")
    .replaceAll(/[\d"'`].*$/gmu, "")
    .slice(0, 90);
}

/** Leaves out one step after the other while the finding stays. */
async function shrinkRun(failure, job) {
  let keep = Array.from({ length: failure.steps }, (_, index) => index);
  let smallest = failure;
  const wanted = kindOf(failure);
  const tryWith = async (steps) => {
    const [result] = await doBatch({
      ...job,
      runs: [failure.run],
      keep: steps,
      work: join(job.top, "shrink"),
      onResult: () => undefined,
    });
    if (!result.findings.some((finding) => kindOf({ findings: [finding] }) === wanted)) return false;
    keep = steps;
    smallest = result;
    return true;
  };
  for (let size = Math.ceil(keep.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < keep.length;) {
      const steps = [...keep.slice(0, at), ...keep.slice(at + size)];
      if (!(await tryWith(steps))) at += size;
    }
  return `shrunk: --seed ${String(job.seed)}${job.isReal ? " --real" : ""} --only ${String(failure.run)} --keep ${keep.join(",") || "none"}\n${describe(smallest, job.seed)}`;
}

function describe({ run, findings, told, exitCode, base, seconds, folder, codes }, seed) {
  return [
    `run ${String(run)} of seed ${String(seed)} (${base}, exit ${String(exitCode)}, ${seconds.toFixed(1)} s)${findings.length === 0 ? ": clean" : ""}`,
    ...findings.slice(0, 5).map((finding) => `  ! ${finding.slice(0, 1500)}`),
    ...(findings.length > 5 ? [`  ! and ${String(findings.length - 5)} more`] : []),
    ...told.map((line) => `    ${line.slice(0, 250).replaceAll(/[\u0000-\u001f\u007f-\u009f]/gu, "?")}`),
    ...(folder === undefined ? [] : [`  codes: ${codes.join(", ")}`, `  the project stands in ${folder}`]),
  ].join("\n");
}

function reportOf(results, begin) {
  const count = (items) =>
    Object.entries(items.reduce((sum, item) => ({ ...sum, [item]: (sum[item] ?? 0) + 1 }), {}))
      .sort()
      .map(([item, number]) => `${item} ${String(number)}`)
      .join(", ");
  const failures = results.filter(({ findings }) => findings.length > 0);
  const seconds = results.map((result) => result.seconds).sort((left, right) => left - right);
  const summary = [
    `${String(results.length)} runs in ${String(Math.round((performance.now() - begin) / 1000))} s: ${String(failures.length)} with findings`,
    `from ${count(results.map(({ base }) => base))}; exit ${count(results.map(({ exitCode }) => exitCode))}`,
    `all targets ${String(results.filter(({ isAll }) => isAll).length)}, ${count(results.flatMap(({ checks }) => checks))}`,
    `CPU of a run: middle ${(seconds[seconds.length >> 1] ?? 0).toFixed(2)} s, most ${(seconds.at(-1) ?? 0).toFixed(1)} s`,
  ].join("; ");
  return { results, failures, summary };
}

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "300" },
      seed: { type: "string", default: "1" },
      first: { type: "string", default: "0" },
      jobs: { type: "string", default: "1" },
      real: { type: "boolean", default: false },
      only: { type: "string" },
      keep: { type: "string" },
      "no-shrink": { type: "boolean", default: false },
      "report-file": { type: "string" },
    },
  });
  if (values.real && !existsSync(join(ROOT, "../shared/specs"))) {
    process.stdout.write("skipped: the real specs are not here (../shared/specs)\n");
    return;
  }
  const { failures, results, summary } = await fuzzRuns({
    runs: Number(values.runs),
    seed: Number(values.seed),
    first: Number(values.first),
    jobs: Number(values.jobs),
    isReal: values.real,
    shrink: !values["no-shrink"],
    ...(values.only === undefined ? {} : { only: Number(values.only) }),
    ...(values.keep === undefined ? {} : { keep: values.keep === "none" ? [] : values.keep.split(",").map(Number) }),
    tell: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`seed ${values.seed}: ${summary}\n`);
  if (values["report-file"] !== undefined) writeFileSync(values["report-file"], JSON.stringify(results));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
