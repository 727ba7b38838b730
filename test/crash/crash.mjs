// Kills whole runs of the command at moments that a seed picks, and looks at what the next run makes of it:
// `npm run crash -- --runs 200 --seed 1 [--target typescript,docs]`. Ends with 1 when anything was lost or mixed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { randomOf } from "../support/random.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = join(ROOT, "dist/cli.js");

/**
 * @typedef {{ runs: number, seed: number, targets: readonly string[], tell: (line: string) => void }} CrashInput
 * @typedef {{ failures: readonly string[], states: Readonly<Record<string, number>> }} CrashReport
 */

/**
 * Every run starts from one output, is killed on its way to another, and is followed by one that is not: that must end
 * well and leave exactly what a run leaves that was never killed, ledger included.
 *
 * @param {CrashInput} input
 * @returns {Promise<CrashReport>}
 */
export async function crashRuns({ runs, seed, targets, tell }) {
  const top = mkdtempSync(join(tmpdir(), "isc-sdkgen-crash-"));
  try {
    const project = join(top, "project");
    const first = join(top, "first");
    const args = ["generate", "--no-cache", ...targets.flatMap((target) => ["--target", target])];
    cpSync(join(ROOT, "specs"), join(project, "specs"), { recursive: true });
    cpSync(join(ROOT, "isc-sdkgen.config.json"), join(project, "isc-sdkgen.config.json"));
    mustEnd(args, project);
    changeSpecs(project);
    cpSync(project, first, { recursive: true });
    mustEnd(args, project);
    const expected = contentsOf(project);
    const before = contentsOf(first);
    const restore = () => {
      rmSync(project, { recursive: true });
      cpSync(first, project, { recursive: true });
    };
    restore();
    // The first runs were slower than the rest will be.
    const { time, write } = mustEnd(args, project);
    tell(`a run takes ${String(Math.round(time))} ms, ${String(write)} of them writing ${String(expected.size)} files`);
    const random = randomOf(seed);
    const failures = [];
    const states = {};
    for (let index = 0; index < runs; index += 1) {
      // Every other moment in the part that writes, which is short and last: counted from where it begins.
      const isWriting = index % 2 === 1;
      const moment = random() * (isWriting ? write : time);
      restore();
      await killAt(args, project, { moment, isWriting });
      const state = stateOf(project, before, expected);
      states[state] = (states[state] ?? 0) + 1;
      const where = `run ${String(index)}, killed ${String(Math.round(moment))} ms into ${isWriting ? "writing" : "it"} (${state})`;
      if (index % 5 === 0) {
        const seen = contentsOf(project);
        runCommand([...args, "--check"], project);
        const changed = differenceOf(seen, contentsOf(project));
        if (changed !== undefined) failures.push(`${where}: --check changed ${changed}`);
      }
      const { exitCode, output } = runCommand(args, project);
      const difference = differenceOf(expected, contentsOf(project));
      if (exitCode !== 0) failures.push(`${where}: the next run ends with ${String(exitCode)}: ${output}`);
      else if (difference !== undefined) failures.push(`${where}: the next run leaves another ${difference}`);
      if ((index + 1) % 20 === 0) tell(`${String(index + 1)} runs, ${String(failures.length)} failures`);
    }
    return { failures, states };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

/** Other texts, an operation that goes and one that comes: files are written, removed and made, and the ledger grows. */
function changeSpecs(project) {
  for (const version of ["beta", "v2024"]) {
    const path = join(project, `specs/sailpoint-api.${version}.yaml`);
    const text = readFileSync(path, "utf8");
    const [, gone = ""] = /^ {2}(\/[^\s:]+):\n(?: {4}.*\n)+/mu.exec(text) ?? [];
    const changed = text
      .replace(/title: .*/u, "title: Changed by a crash test")
      .replace(/^ {2}\/[^\s:]+:\n(?: {4}.*\n)+/mu, (paths) => paths.replace(gone, `${gone}-moved`));
    if (changed === text || gone === "") throw new Error(`${path} has no path to change`);
    writeFileSync(path, changed);
  }
}

/** The key of the journals is kept beside the project. */
function envOf(cwd) {
  return { ...process.env, XDG_STATE_HOME: join(cwd, "../state") };
}

function runCommand(args, cwd) {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: envOf(cwd),
    encoding: "utf8",
  });
  const output = stdout + stderr;
  const [, write = "0"] = /write (\d+) ms/u.exec(output) ?? [];
  return { exitCode: status, output, time: performance.now() - begin, write: Number(write) };
}

function mustEnd(args, cwd) {
  const result = runCommand(args, cwd);
  if (result.exitCode !== 0) throw new Error(result.output);
  return result;
}

async function killAt(args, cwd, { moment, isWriting }) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: envOf(cwd), stdio: "ignore" });
  let hasEnded = false;
  const ended = new Promise((done) => child.once("exit", done)).then(() => (hasEnded = true));
  const work = join(cwd, "generated/.isc-sdkgen");
  while (isWriting && !hasEnded && !existsSync(work)) await sleep(1);
  await Promise.race([sleep(moment), ended]);
  child.kill("SIGKILL");
  await ended;
}

/** What a killed run leaves, in a word. */
function stateOf(project, before, expected) {
  const work = join(project, "generated/.isc-sdkgen");
  if (existsSync(join(work, "journal.json"))) return "behind the journal";
  if (existsSync(work)) return "before the journal";
  const after = contentsOf(project);
  if (differenceOf(before, after) === undefined) return "nothing begun";
  return differenceOf(expected, after) === undefined ? "all done" : "ledger or cleaning left";
}

/** Hashes of all files by path. */
function contentsOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

/** The first path that two folders do not share. */
function differenceOf(one, other) {
  for (const path of new Set([...one.keys(), ...other.keys()])) if (one.get(path) !== other.get(path)) return path;
  return undefined;
}

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      target: { type: "string", multiple: true, default: [] },
    },
  });
  mkdirSync(tmpdir(), { recursive: true });
  const { failures, states } = await crashRuns({
    runs: Number(values.runs),
    seed: Number(values.seed),
    targets: values.target,
    tell: (line) => process.stdout.write(`${line}\n`),
  });
  for (const failure of failures) process.stdout.write(`${failure}\n`);
  process.stdout.write(
    `${values.runs} runs, seed ${values.seed}: ${String(failures.length)} failures; ${JSON.stringify(states)}\n`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
