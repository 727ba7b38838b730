// How long the main job takes, as a ratio to the reading floor, and how long a run takes that has nothing to do, beside an
// empty Node, measured side by side in one run:
//   npm run bench [-- --runs 5] [-- --specs DIR]
// DIR holds sailpoint-api.beta.yaml and sailpoint-api.v2024.yaml; default: ../shared/specs/sailpoint-2025-05-20, else specs/.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" }, specs: { type: "string" } } });
const real = "../shared/specs/sailpoint-2025-05-20";
const specs = values.specs ?? (existsSync(real) ? real : "specs");
const roots = ["beta", "v2024"].map((version) => ({ version, path: join(specs, `sailpoint-api.${version}.yaml`) }));
const out = mkdtempSync(join(tmpdir(), "isc-sdkgen-bench-"));

let printed = "";

function timed(args) {
  const begin = performance.now();
  printed = execFileSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return (performance.now() - begin) / 1000;
}

function median(list) {
  return [...list].sort((left, right) => left - right)[Math.floor(list.length / 2)];
}

/** The arguments of a run for TypeScript alone. */
function generate(folder, ...more) {
  const specArguments = roots.flatMap((root) => ["--spec", `${root.version}=${root.path}`]);
  const plain = ["--target", "typescript", "--names", "none", "--overrides", "none"];
  return ["dist/cli.js", "generate", ...specArguments, "--out", folder, ...plain, ...more];
}

const floors = [];
const empties = [];
const agains = [];
const runs = [];
const ratios = [];
const stages = new Map();
for (let run = 0; run <= Number(values.runs); run += 1) {
  const floor = timed(["test/bench/floor.mjs", ...roots.map((root) => root.path)]);
  // A folder of its own: some file systems are slow to create files where as many have just been removed.
  const folder = join(out, String(run));
  const total = timed(generate(folder, "--no-cache"));
  const report = printed;
  const cache = ["--cache", join(out, "cache")];
  // The first of these remembers, and the second looks at every file for the first time.
  timed(generate(folder, ...cache));
  timed(generate(folder, ...cache));
  const empty = timed(["-e", "0"]);
  const again = timed(generate(folder, ...cache));
  // The first pair warms the disk cache.
  if (run === 0) continue;
  floors.push(floor);
  empties.push(empty);
  agains.push(again);
  runs.push(total);
  ratios.push(total / floor);
  for (const [, stage, milliseconds] of (report.split("\ntime: ")[1] ?? "").matchAll(/([\w-]+) (\d+) ms/gu))
    stages.set(stage, [...(stages.get(stage) ?? []), Number(milliseconds)]);
}
const measured = ["-f", "%M", process.execPath, ...generate(join(out, "memory"), "--no-cache")];
const memory = spawnSync("/usr/bin/time", measured, { encoding: "utf8" });
process.stdout.write(`specs: ${specs}, ${values.runs} runs\n`);
process.stdout.write(
  `floor: ${median(floors).toFixed(2)} s, generate: ${median(runs).toFixed(2)} s, ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})\n`,
);
process.stdout.write(
  `nothing changed: ${median(agains).toFixed(2)} s, an empty Node: ${median(empties).toFixed(2)} s, difference ${(median(agains) - median(empties)).toFixed(2)} s\n`,
);
for (const [stage, list] of stages)
  process.stdout.write(`  ${stage.padEnd(16)} ${String(Math.round(median(list))).padStart(6)} ms\n`);
if (memory.status === 0)
  process.stdout.write(`peak memory: ${Math.round(Number(memory.stderr.trim().split("\n").at(-1)) / 1024)} MiB\n`);
rmSync(out, { recursive: true, force: true });
