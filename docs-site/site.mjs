/**
 * One command for the site: `npm run site -- [options]`.
 *
 *   --docs DIR           shows an existing `docs` folder; without it, the pages of the embedded specs
 *   --spec LABEL=FILE    generates the pages of these specs first; repeat it for each version
 *   --measure            fails where a build or a page costs more than it may
 *   --walk               walks through the built site in a browser
 *   --serve              serves the built site at http://localhost:3000
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkLinks } from "./check-links.mjs";
import { measurePages } from "./page-load.mjs";

/** What a build and a page may cost. */
const LIMITS = { cpuSeconds: 8 * 60, memoryBytes: 5e9, pageBytes: 500_000 };
const here = import.meta.dirname;
const { values } = parseArgs({
  options: {
    docs: { type: "string" },
    spec: { type: "string", multiple: true },
    measure: { type: "boolean", default: false },
    walk: { type: "boolean", default: false },
    serve: { type: "boolean", default: false },
  },
});
const docs =
  values.spec === undefined ? resolve(values.docs ?? join(here, "../generated/docs")) : generate(values.spec);
if (!existsSync(join(docs, "index.md"))) fail(`there are no pages in ${docs}`);

// Most of a page is HTML that is as small as it gets; to go through it again takes longer than to render it.
const env = { SKIP_HTML_MINIFICATION: "true", ...process.env, DOCS_DIR: docs };
const cost = await build();
console.log(`build: ${cost.cpuSeconds.toFixed(0)} s of CPU, ${(cost.memoryBytes / 1e9).toFixed(2)} GB at most`);
const problems = [];
const { pages, links, broken } = checkLinks(join(here, "build"), process.env.BASE_URL ?? "/");
console.log(`links: ${pages} pages, ${links} links, ${broken.length} broken`);
problems.push(...broken.slice(0, 50));
const loads = measurePages(join(here, "build"), process.env.BASE_URL ?? "/");
for (const { page, bytes } of loads.slice(0, 10))
  console.log(`load: ${String(Math.round(bytes / 1000)).padStart(4)} kB  ${page}`);
const middle = loads[Math.floor(loads.length / 2)];
console.log(`load: ${Math.round(middle.bytes / 1000)} kB is the middle of ${loads.length} pages`);
if (values.measure) {
  if (cost.cpuSeconds > LIMITS.cpuSeconds) problems.push(`the build takes more than ${LIMITS.cpuSeconds} s of CPU`);
  if (cost.memoryBytes > LIMITS.memoryBytes) problems.push(`the build takes more than ${LIMITS.memoryBytes / 1e9} GB`);
  for (const { page, bytes } of loads)
    if (bytes > LIMITS.pageBytes) problems.push(`${page}: loads ${bytes} bytes, more than ${LIMITS.pageBytes}`);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
if (values.walk) run(process.execPath, [join(here, "walk.mjs")]);
if (values.serve) run(process.execPath, [join(here, "node_modules/@docusaurus/core/bin/docusaurus.mjs"), "serve"]);

/** @returns the folder of the pages that the generator makes of the specs. */
function generate(specs) {
  const out = join(here, ".docusaurus/generated");
  mkdirSync(out, { recursive: true });
  const root = join(here, "..");
  const options = specs.flatMap((spec) => {
    const [label, file] = [spec.slice(0, spec.indexOf("=")), spec.slice(spec.indexOf("=") + 1)];
    return ["--spec", `${label}=${resolve(from, file)}`];
  });
  const more = ["--target", "docs", "--out", out, "--names", "none", "--overrides", "none"];
  const { status } = spawnSync(process.execPath, [join(root, "dist/cli.js"), "generate", ...options, ...more], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) fail("the pages could not be generated");
  return join(out, "docs");
}

/** Builds with the memory of all processes of the build summed up, twice a second. */
async function build() {
  const docusaurus = join(here, "node_modules/@docusaurus/core/bin/docusaurus.mjs");
  const child = spawn(process.execPath, [docusaurus, "build"], { cwd: here, env, stdio: "inherit" });
  let memoryBytes = 0;
  const timer = setInterval(() => {
    memoryBytes = Math.max(memoryBytes, memoryOf(child.pid));
  }, 500);
  const code = await new Promise((done) => child.on("exit", done));
  clearInterval(timer);
  if (code !== 0) fail("the site could not be built");
  return { cpuSeconds: childCpuSeconds(), memoryBytes };
}

/** CPU of the children that have ended, as the kernel counts it. */
function childCpuSeconds() {
  if (!existsSync("/proc/self/stat")) return 0;
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Proportional memory of a process and its children: what they share counts once. Zero where there is no `/proc`. */
function memoryOf(pid) {
  try {
    const own = /^Pss:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    return Number(own?.[1] ?? 0) * 1024 + children.reduce((sum, child) => sum + memoryOf(child), 0);
  } catch {
    // The process ended between two looks.
    return 0;
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: here, env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
