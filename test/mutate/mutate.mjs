// Puts small faults into the code and counts how many of them the tests see: `npm run mutate -- --runs 400 --seed 1`.
// Stryker makes the faults (mutants) and runs the tests; the sample is drawn here, so that a seed tells which.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { keyOf } from "./sample-checker.mjs";
import { randomOf } from "../support/random.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The rooms whose tests are measured, and the share of mutants that they must see. */
const ROOMS = ["generator/passes", "generator/names", "generator/diagnostics"];
const WANTED = 0.8;

/** Where the sample and the report go. */
const CACHE = ".cache/mutate";

/** All kinds of faults that Stryker knows. */
const MUTATOR = { plugins: null, excludedMutations: [] };

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "400" },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "2" },
    file: { type: "string", multiple: true, default: [] },
  },
});

process.chdir(ROOT);
mkdirSync(CACHE, { recursive: true });
const files = values.file.length > 0 ? values.file : ROOMS.flatMap(sourcesBelow);
const every = await mutantsOf(files);
const sample = draw(every.map(keyOf), Number(values.runs), Number(values.seed));
const sampleFile = join(CACHE, "sample.json");
writeFileSync(sampleFile, `${JSON.stringify(sample, undefined, 1)}\n`);
console.log(`${sample.length} of ${every.length} mutants in ${files.length} files, seed ${values.seed}`);

const results = await new Stryker({
  mutate: files,
  mutator: MUTATOR,
  testRunner: "vitest",
  vitest: { configFile: "test/mutate/vitest.mutate.config.ts", related: false },
  plugins: [
    fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner")),
    join(ROOT, "test/mutate/sample-checker.mjs"),
  ],
  checkers: ["sample"],
  sampleFile: join(ROOT, sampleFile),
  concurrency: Number(values.jobs),
  coverageAnalysis: "perTest",
  // A mutant counts as seen when it never ends, so a busy machine must not look like one.
  timeoutMS: 120_000,
  dryRunTimeoutMinutes: 60,
  reporters: ["json", "lines"],
  jsonReporter: { fileName: join(CACHE, "report.json") },
  tempDirName: join(CACHE, "sandbox"),
  ignorePatterns: ["docs-site", ".cache", "test/foreign", "test/docs", "test/sdk-tools", "test/real"],
  symlinkNodeModules: true,
  // Files would get a line at the top, and the runtimes are held byte for byte.
  disableTypeChecks: false,
  allowConsoleColors: false,
  logLevel: "warn",
  warnings: false,
}).runMutationTest();

const ran = results.filter(({ status }) => status !== "CompileError");
const seen = ran.filter(({ status }) => status === "Killed" || status === "Timeout");
const share = ran.length === 0 ? 0 : seen.length / ran.length;
console.log(`${seen.length} of ${ran.length} mutants were seen by a test: ${(share * 100).toFixed(1)} %`);
if (ran.length !== sample.length || share < WANTED) process.exitCode = 1;

function sourcesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** All mutants that Stryker makes of these files, without running any. */
async function mutantsOf(paths) {
  const quiet = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined };
  const sources = paths.map((name) => ({ name: join(ROOT, name), mutate: true, content: readFileSync(name, "utf8") }));
  const { mutants } = await new Instrumenter(quiet).instrument(sources, { ...MUTATOR, ignorers: [] });
  return mutants;
}

/** As many of the texts as are wanted, in an order that the seed decides (a shuffle by Fisher and Yates). */
function draw(texts, count, seed) {
  const left = [...texts];
  const random = randomOf(seed);
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [left[at], left[other]] = [left[other], left[at]];
  }
  return left.slice(0, count).sort();
}
