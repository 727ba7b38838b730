/**
 * The runs of one dimension, for growth.mjs: one process each, so that no dimension pays for another's memory, and all
 * sizes in one process, so that none pays for the start of the program.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createProgram } from "../../generator/commands/program.ts";
import type { Host } from "../../generator/commands/host.ts";
import { specs, type SpecFiles } from "./growth-specs.mjs";

interface Job {
  readonly root: string;
  readonly scratch: string;
  readonly name: string;
  readonly targets: readonly string[];
  readonly runs: number;
  readonly leastSeconds: number;
  readonly doublings: number;
  readonly largest: number;
}

/** What one size takes beyond an empty spec. */
interface Step {
  readonly size: number;
  readonly seconds: number;
  /** Of input and output together. */
  readonly bytes: number;
  readonly problem?: string | undefined;
}

async function work(job: Job): Promise<readonly Step[]> {
  const make = specs[job.name];
  const properties = specs["properties"];
  if (make === undefined || properties === undefined) throw new Error(`no dimension ${job.name}`);
  // A larger spec first: until the generator is compiled an empty run takes more than its work, and the sizes to start
  // with come out too small.
  await least(job, properties(512), 3);
  const empty = await least(job, properties(1), job.runs + 2);
  const take = async (size: number, runs: number): Promise<Step> => {
    const { seconds, bytes, problem } = await least(job, make(size), runs);
    return { size, seconds: seconds - empty.seconds, bytes: bytes - empty.bytes, problem };
  };
  let size = 16;
  // Tiny sizes say nothing: the first that can be measured starts the doublings.
  for (; size < job.largest; size *= 2) {
    const quick = await take(size, 1);
    if (quick.problem !== undefined) break;
    if (quick.seconds >= job.leastSeconds && (await take(size, job.runs)).seconds >= job.leastSeconds) break;
  }
  const steps: Step[] = [];
  for (let doubling = 0; doubling <= job.doublings && size <= job.largest; doubling += 1, size *= 2) {
    const step = await take(size, job.runs);
    steps.push(step);
    if (step.problem !== undefined) break;
  }
  return steps;
}

/** The least CPU seconds of some runs on a spec, threads included, and the bytes that were read and written. */
async function least(job: Job, files: SpecFiles, runs: number): Promise<Omit<Step, "size">> {
  const folder = mkdtempSync(join(job.scratch, "spec-"));
  const out = join(folder, "out");
  let read = 0;
  for (const [path, document] of Object.entries(files)) {
    const content = JSON.stringify(document);
    read += content.length;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  let seconds = Infinity;
  let problem: string | undefined;
  for (let run = 0; run < runs && problem === undefined; run += 1) {
    rmSync(out, { recursive: true, force: true });
    globalThis.gc?.();
    const begin = process.cpuUsage();
    problem = await generate(job, folder, out);
    const { user, system } = process.cpuUsage(begin);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  const bytes = read + (problem === undefined ? sizeOf(out) : 0);
  rmSync(folder, { recursive: true, force: true });
  return { seconds, bytes, problem };
}

/** What went wrong, in one line; undefined for a run that ends well. */
async function generate(job: Job, folder: string, out: string): Promise<string | undefined> {
  let exitCode = 0;
  let text = "";
  const host: Host = {
    cwd: folder,
    packageRoot: job.root,
    process: { pid: process.pid, isAlive: () => true },
    today: () => "2026-01-01",
    hasColor: false,
    print: () => undefined,
    tell: (told) => void (text += told),
    showProgress: () => undefined,
    end: (code) => void (exitCode = code),
  };
  const spec = `v1=${join(folder, "root.json")}`;
  const targets = job.targets.flatMap((target) => ["--target", target]);
  const more = ["--names", "none", "--overrides", "none", "--report", "json"];
  const report = ["--report-file", join(folder, "report.json")];
  try {
    const program = createProgram(host, "0.0.0");
    await program.parseAsync(["node", "cli", "generate", "--spec", spec, "--out", out, ...more, ...report, ...targets]);
  } catch (error) {
    return `a bug: ${String(error).slice(0, 300)}`;
  }
  return exitCode === 0
    ? undefined
    : `exit ${String(exitCode)}: ${text.split("\n").slice(0, 2).join(" ").slice(0, 300)}`;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

process.once("message", (job: Job) => {
  void work(job).then(
    (steps) => process.send?.({ steps }, () => process.exit(0)),
    (error: unknown) =>
      process.send?.({ steps: [{ size: 0, problem: `a bug: ${String(error)}` }] }, () => process.exit(0)),
  );
});
