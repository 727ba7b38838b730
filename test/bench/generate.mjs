// What whole processes cost, measured side by side: the main job cold and with nothing to do, small starts, and other
// generators where they are installed (npm ci --prefix test/bundle). Each is told as a ratio to the reading floor.
//   npm run bench [-- --runs 5] [-- --specs DIR] [-- --only TEXT] [-- --json FILE] [-- --chart FILE] [-- --downstream]
//     [-- --large]
// --large adds GitHub's document, and one spec as 1, 2, 4 and 8 versions with the exponents of their growth.
// --downstream adds what users of the packages wait for: compilers, a bundler, an editor, PowerShell, the docs site.
// DIR holds sailpoint-api.beta.yaml and sailpoint-api.v2024.yaml; default: ../shared/specs/sailpoint-2025-05-20, else specs/.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchCases, gitHubCases, manyVersions } from "./cases.mjs";
import { chart } from "./chart.mjs";
import { downstreamCases } from "./downstream.mjs";

const TEXT = { type: "string" };
const { values } = parseArgs({
  options: {
    ...{ runs: { type: "string", default: "5" }, specs: TEXT, only: TEXT, json: TEXT, chart: TEXT },
    downstream: { type: "boolean", default: false },
    large: { type: "boolean", default: false },
  },
});
const real = "../shared/specs/sailpoint-2025-05-20";
const specs = values.specs ?? (existsSync(real) ? real : "specs");
const roots = ["beta", "v2024"].map((version) => ({ version, path: join(specs, `sailpoint-api.${version}.yaml`) }));
const folder = mkdtempSync(join(tmpdir(), "isc-sdkgen-bench-"));
const FLOOR = "reading floor";

/** Runs a process to its end: seconds of the clock and of the CPU with all threads, peak memory in MiB. */
function measure(program, args) {
  const { status, stdout, stderr } = spawnSync("/usr/bin/time", ["-f", "\n%e %U %S %M", program, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stderr.slice(-2000)}`);
  const [wall = 0, user = 0, system = 0, memory = 0] = stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { wall, cpu: user + system, memory: Math.round(memory / 1024), stdout };
}

/** A case in one or more processes: their times are added, and the largest memory counts. */
function measureCase({ args, parts, program = process.execPath, before = [] }, round) {
  if (round === 0) for (const once of before) measure(program, once);
  const all = (parts === undefined ? [args(round)] : parts(round)).map((own) => measure(program, own));
  const sum = (key) => all.reduce((total, part) => total + part[key], 0);
  return {
    wall: sum("wall"),
    cpu: sum("cpu"),
    memory: Math.max(...all.map(({ memory }) => memory)),
    stdout: all[0].stdout,
  };
}

function median(list) {
  return [...list].sort((left, right) => left - right)[Math.floor(list.length / 2)];
}

/** How many bytes and files the input has. */
function sizeOf(path) {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
  return { files: files.length, bytes };
}

const versions = values.large ? manyVersions(roots, folder) : [];
const kinds = [
  benchCases(roots, folder),
  ...(values.downstream ? [downstreamCases(roots, folder)] : []),
  ...(values.large ? [gitHubCases(folder), { cases: versions, left: [] }] : []),
];
const cases = kinds.flatMap((kind) => kind.cases);
const left = kinds.flatMap((kind) => kind.left);
const asked = cases.filter(({ name }) => values.only === undefined || name === FLOOR || name.includes(values.only));
const found = new Map(asked.map(({ name }) => [name, []]));
const stages = new Map();
const broken = new Map();
// The first round warms the disk cache; with --runs 1 it is the only one.
const rounds = Number(values.runs) === 1 ? 1 : Number(values.runs) + 1;
for (let round = 0; round < rounds; round += 1)
  for (const entry of asked) {
    if (broken.has(entry.name)) continue;
    try {
      const { stdout, ...figures } = measureCase(entry, round);
      if (round === 0 && rounds > 1) continue;
      found.get(entry.name).push(figures);
      if (entry.name !== "all targets, cold") continue;
      for (const [, stage, time] of (stdout.split("\ntime: ")[1] ?? "").matchAll(/([\w-]+) (\d+) ms/gu))
        stages.set(stage, [...(stages.get(stage) ?? []), Number(time)]);
    } catch (error) {
      broken.set(entry.name, String(error.message));
    }
  }

const floors = found.get(FLOOR);
const rows = [...found].flatMap(([name, list]) => {
  if (list.length === 0) return [];
  const ratios = list.map(({ cpu }, index) => cpu / (floors[index]?.cpu ?? Number.NaN));
  const middle = (key) => median(list.map((figures) => figures[key]));
  const spread = [Math.min(...ratios), Math.max(...ratios)];
  return [{ name, wall: middle("wall"), cpu: middle("cpu"), memory: middle("memory"), ratio: median(ratios), spread }];
});
/** By which power of the number of versions time and memory grow, from the fewest to the most. */
function growth() {
  const measured = versions.flatMap(({ name, times }) =>
    rows.filter((row) => row.name === name).map((row) => ({ ...row, times })),
  );
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || first === last) return [];
  const power = (key) => (Math.log(last[key] / first[key]) / Math.log(last.times / first.times)).toFixed(2);
  return [`from ${first.name} to ${last.name}: CPU grows by the power ${power("cpu")}, memory by ${power("memory")}`];
}

const input = sizeOf(specs);
const machine = `Node ${process.version}, ${String(cpus().length)} × ${cpus()[0]?.model ?? "?"}`;
const lines = [
  `specs: ${specs} (${String(input.files)} files, ${(input.bytes / 1e6).toFixed(1)} MB), ${values.runs} runs, ${machine}`,
  `${"".padEnd(28)}     wall      CPU   memory   CPU to floor (spread)`,
  ...rows.map(
    ({ name, wall, cpu, memory, ratio, spread }) =>
      `${name.padEnd(28)} ${wall.toFixed(2).padStart(6)} s ${cpu.toFixed(2).padStart(6)} s ${String(memory).padStart(4)} MiB   ${ratio.toFixed(2)} (${spread.map((value) => value.toFixed(2)).join(" to ")})`,
  ),
  ...[...stages].map(([stage, list]) => `  ${stage.padEnd(16)} ${String(Math.round(median(list))).padStart(6)} ms`),
  ...growth(),
  ...left.map((text) => `left out: ${text}`),
  ...[...broken].map(([name, text]) => `failed: ${name}: ${text}`),
];
process.stdout.write(`${lines.join("\n")}\n`);
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ specs, input, machine, runs: Number(values.runs), rows }, null, 2)}\n`,
  );
if (values.chart !== undefined) writeFileSync(values.chart, chart(rows, `CPU seconds and peak memory, ${machine}`));
rmSync(folder, { recursive: true, force: true });
if (broken.size > 0) process.exitCode = 1;
