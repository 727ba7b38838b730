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
  /** The first size that is tried. */
  readonly smallest: number;
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
  const sizeOne = new Subject(job, properties(1));
  // A larger spec first: until the generator is compiled, an empty run takes more than its work.
  const warm = new Subject(job, properties(512));
  for (let run = 0; run < 3; run += 1) await warm.run();
  warm.remove();

  // Tiny sizes say nothing: the first that can be measured starts the doublings.
  let size = job.smallest;
  for (; size < job.largest; size *= 2) {
    const subject = new Subject(job, make(size));
    for (let run = 0; run < 2; run += 1) {
      await sizeOne.run();
      await subject.run();
    }
    subject.remove();
    if (subject.problem !== undefined || subject.seconds - sizeOne.seconds >= job.leastSeconds) break;
  }
  const sizes = Array.from({ length: job.doublings + 1 }, (_, doubling) => size * 2 ** doubling);
  const subjects = sizes
    .filter((each) => each <= job.largest)
    .map((each) => [each, new Subject(job, make(each))] as const);
  // One run of each size in turn: when the machine is slow for a while, it is slow for all of them.
  for (let round = 0; round < job.runs; round += 1) {
    // Twice: threads that collect what the largest run left count for the run behind it.
    for (let run = 0; run < 2; run += 1) await sizeOne.run();
    for (const [, subject] of subjects) {
      if (subject.problem !== undefined) break;
      await subject.run();
    }
  }
  const steps: Step[] = [];
  for (const [each, { seconds, bytes, problem }] of subjects) {
    steps.push({ size: each, seconds: seconds - sizeOne.seconds, bytes: bytes - sizeOne.bytes, problem });
    if (problem !== undefined) break;
  }
  for (const [, subject] of subjects) subject.remove();
  sizeOne.remove();
  return steps;
}

/** A spec in a folder of its own, with the least that a run on it has taken so far. */
class Subject {
  /** CPU seconds, threads included. */
  seconds = Infinity;
  /** Read and written, of a run that ends well. */
  bytes = 0;
  problem: string | undefined;
  readonly #job: Job;
  readonly #folder: string;
  readonly #read: number;

  constructor(job: Job, files: SpecFiles) {
    this.#job = job;
    this.#folder = mkdtempSync(join(job.scratch, "spec-"));
    for (const [path, document] of Object.entries(files)) {
      mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
      writeFileSync(join(this.#folder, path), JSON.stringify(document));
    }
    this.#read = sizeOf(this.#folder);
  }

  async run(): Promise<void> {
    const out = join(this.#folder, "out");
    rmSync(out, { recursive: true, force: true });
    globalThis.gc?.();
    const begin = process.cpuUsage();
    this.problem = await generate(this.#job, this.#folder, out);
    const { user, system } = process.cpuUsage(begin);
    this.seconds = Math.min(this.seconds, (user + system) / 1e6);
    this.bytes = this.#read + (this.problem === undefined ? sizeOf(out) : 0);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
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
