// How long the main job takes, as a ratio to the reading floor, measured side by side in one run:
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

const floors = [];
const runs = [];
const ratios = [];
const stages = new Map();
for (let run = 0; run <= Number(values.runs); run += 1) {
  const floor = timed(["test/bench/floor.mjs", ...roots.map((root) => root.path)]);
  const total = timed([
    "dist/cli.js",
    "generate",
    ...roots.flatMap((root) => ["--spec", `${root.version}=${root.path}`]),
    "--out",
    // A folder of its own: some file systems are slow to create files where as many have just been removed.
    join(out, String(run)),
    "--target",
    "typescript",
    "--names",
    "none",
    "--overrides",
    "none",
  ]);
  // The first pair warms the disk cache.
  if (run === 0) continue;
  floors.push(floor);
  runs.push(total);
  ratios.push(total / floor);
  for (const [, stage, milliseconds] of (printed.split("\ntime: ")[1] ?? "").matchAll(/([\w-]+) (\d+) ms/gu))
    stages.set(stage, [...(stages.get(stage) ?? []), Number(milliseconds)]);
}
const memory = spawnSync(
  "/usr/bin/time",
  [
    "-f",
    "%M",
    process.execPath,
    "dist/cli.js",
    "generate",
    ...roots.flatMap((root) => ["--spec", `${root.version}=${root.path}`]),
    "--out",
    join(out, "memory"),
    "--target",
    "typescript",
    "--names",
    "none",
    "--overrides",
    "none",
  ],
  { encoding: "utf8" },
);
process.stdout.write(`specs: ${specs}, ${values.runs} runs\n`);
process.stdout.write(
  `floor: ${median(floors).toFixed(2)} s, generate: ${median(runs).toFixed(2)} s, ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})\n`,
);
for (const [stage, list] of stages)
  process.stdout.write(`  ${stage.padEnd(16)} ${String(Math.round(median(list))).padStart(6)} ms\n`);
if (memory.status === 0)
  process.stdout.write(`peak memory: ${Math.round(Number(memory.stderr.trim().split("\n").at(-1)) / 1024)} MiB\n`);
rmSync(out, { recursive: true, force: true });
