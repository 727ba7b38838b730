/**
 * Tries the generator on the documents of other vendors: `npm run test:foreign [-- --only NAME] [--from NAME] [--large] [--skip-pages] [--seed TEXT]`.
 * For each, in a folder of its own:
 *
 * - TypeScript, PowerShell and pages are written, the TypeScript compiles strictly, every page is MDX whose links resolve;
 * - the operations of the document, counted here, are in TypeScript, PowerShell and pages, and there are models where
 *   the document describes objects;
 * - no declaration says `unknown` without a finding that tells why;
 * - 200 examples of help and pages, chosen by seed, are bound by the real engine, and no address has a placeholder;
 * - ten operations, chosen by seed, are called through both clients; a validator of its own reads the requests.
 *
 * A table ends the run; a failure that is known stands in it with its reason. Not part of CI. A run that was stopped goes
 * on with `--from NAME`; `--skip-pages` leaves out the compilation of the pages as MDX, which takes half the time.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { importText, findEngine, startServer } from "../powershell/engine.mjs";
import { bindExamples, readHelpExamples, withAllParameters } from "../powershell/examples.mjs";
import { startMockServer } from "../powershell/mock-server.mjs";
import { readSnippets } from "../docs/snippets.mjs";
import { missingOperations, readPages, unexplainedUnknowns } from "./output.mjs";
import { shuffled } from "./random.mjs";
import { describesObjects, readDocument, readOperations } from "./raw.mjs";
import { collected, KNOWN, LARGE_SPECS, SPECS } from "./specs.mjs";
import { checkSent, chooseSamples, readValidator, sendPowerShell, sendTypeScript } from "./wire.mjs";

const EXAMPLES = 200;
/** The raw types of other packages are not here: a library of its own makes them. */
const TARGETS = ["typescript", "powershell", "docs"].flatMap((target) => ["--target", target]);
const ROOT = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    file: { type: "string" },
    large: { type: "boolean", default: false },
    from: { type: "string" },
    "skip-pages": { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
});
if (!existsSync(join(import.meta.dirname, "node_modules"))) {
  console.error("run npm ci --prefix test/foreign first");
  process.exit(2);
}
const engine = findEngine();
if (engine === undefined) console.log("skipped: PowerShell, for there is neither pwsh nor .NET");

const rows = [];
for (const spec of chosen()) {
  const out = mkdtempSync(join(tmpdir(), "isc-sdkgen-foreign-"));
  const start = performance.now();
  let row;
  try {
    row = await tryOne(spec, out);
  } catch (caught) {
    row = { problems: [`the check itself: ${caught?.stack ?? String(caught)}`] };
  }
  rmSync(out, { recursive: true, force: true });
  const seconds = (performance.now() - start) / 1000;
  rows.push({ name: spec.name, seconds, ...judged(spec.name, row) });
  tell(rows.at(-1));
}
tellAll();

function chosen() {
  if (values.file !== undefined) return [{ name: basename(values.file), path: resolve(values.file) }];
  const all = values.large ? [...SPECS, ...LARGE_SPECS] : SPECS;
  if (values.only === undefined) {
    const from = all.findIndex(({ name }) => name === values.from);
    return from < 0 ? all : all.slice(from);
  }
  const named = [...SPECS, ...LARGE_SPECS].filter(({ name }) => name === values.only);
  return named.length > 0 ? named : [collected(values.only)];
}

async function tryOne({ name, path }, out) {
  const report = join(out, "report.json");
  const names = [
    "--names",
    "none",
    "--overrides",
    "none",
    "--report",
    "json",
    "--report-file",
    report,
    "--verbose",
    ...TARGETS,
  ];
  const run = node(["dist/cli.js", "generate", "--spec", `v1=${path}`, "--out", out, ...names]);
  if (run.status !== 0) return { problems: [`generate ends with ${run.status}: ${lastLines(run.stderr)}`] };
  const { diagnostics } = JSON.parse(readFileSync(report, "utf8"));
  const surface = JSON.parse(readFileSync(join(out, "surface.json"), "utf8"));
  const document = readDocument(path);
  const raw = readOperations(document);
  const pages = { typescript: readPages(out, "typescript"), powershell: readPages(out, "powershell") };
  const problems = [
    ...missingOperations({ raw, surface, diagnostics, pages }),
    ...(surface.models.length > 0 === describesObjects(document) ? [] : [`${surface.models.length} models`]),
    ...unexplainedUnknowns({ out, surface, diagnostics }),
    ...compile(out),
    ...(values["skip-pages"] ? [] : checkPages(out)),
  ];
  const counts = { operations: raw.length, models: surface.models.length, findings: diagnostics.length };
  const run2 = await runOutput({ name, out, document, raw, surface });
  return { ...counts, ...run2, problems: [...problems, ...run2.problems] };
}

/** Compiles strictly, into the folder that is called afterwards. */
function compile(out) {
  const config = join(out, "tsconfig.json");
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    verbatimModuleSyntax: true,
    module: "nodenext",
    moduleResolution: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    rootDir: "typescript/src",
    outDir: "typescript/dist/esm",
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ["typescript/src"] }));
  const run = node(["node_modules/typescript7/bin/tsc", "-p", config]);
  return run.status === 0 ? [] : [`TypeScript: ${lastLines(run.stdout)}`];
}

function checkPages(out) {
  const run = node(["test/docs/check.mjs", out]);
  return run.stdout.includes(" 0 problems") ? [] : [`pages: ${lastLines(run.stderr + run.stdout)}`];
}

/** Calls what was written: the examples, and the wire samples through both clients. */
async function runOutput({ name, out, document, raw, surface }) {
  const service = await startMockServer(() => ({ status: 200, headers: { "x-total-count": "0" }, body: [] }));
  const problems = [];
  const api = await readValidator(document);
  const samples = chooseSamples({ document, api, raw, surface, name: `${values.seed} ${name}` });
  if (samples.length === 0) problems.push("no operation that values could be made for");
  const check = async (language, sent) => {
    for (const [index, one] of sent.entries())
      for (const problem of await checkSent(api, samples[index], one))
        problems.push(`${language}: ${samples[index].operation.key}: ${problem}`);
  };
  let bound = 0;
  try {
    await check("TypeScript", await sendTypeScript(samples, { dist: join(out, "typescript/dist/esm"), service }));
    if (engine !== undefined) {
      const result = await runPowerShell({ name, out, surface, service, raw });
      bound = result.bound;
      problems.push(...result.problems);
      await check("PowerShell", await result.send(samples));
      await result.stop();
    }
  } finally {
    await service.stop();
  }
  return { problems, samples: samples.length, examples: bound };
}

async function runPowerShell({ name, out, surface, service, raw }) {
  const server = startServer(engine, {
    SAIL_BASE_URL: service.url,
    SAIL_CLIENT_ID: "id",
    SAIL_CLIENT_SECRET: "secret",
  });
  const session = "main";
  for (const file of ["file.txt", "content.bin", "content.txt"]) writeFileSync(join(out, file), "content");
  const imported = await server.run(
    `$null = $ExecutionContext.SessionState.Path.SetLocation('${out}')
    $ConfirmPreference = 'None'
    ${importText(`${out}/powershell/IscSdk/IscSdk.psd1`)}
    (Get-Module IscSdk.V1).ExportedFunctions.Keys`,
    { session, timeout: 300 },
  );
  const problem = imported.thrown ?? imported.errors[0];
  const problems = problem === undefined ? [] : [`the module: ${problem.message}`];
  const cmdlets = new Set(imported.output);
  for (const { targets, method, path } of surface.operations)
    if (!cmdlets.has(targets.powershell.name)) problems.push(`${method} ${path} has no cmdlet in the module`);
  const help = await readHelpExamples(server, { session, modules: ["IscSdk.V1"] });
  const snippets = readSnippets(join(out, "docs"), "powershell")
    .filter(({ page }) => page.includes("/v1/"))
    .flatMap(({ page, code }) => withAllParameters(code).map((text) => ({ name: page, code: text })));
  // Half of each, for neither may hide the other.
  const examples = [help, snippets].flatMap((list) => shuffled(list, `${values.seed} ${name}`).slice(0, EXAMPLES / 2));
  const bound = await bindExamples(examples, { server, session, service });
  for (const { name: at, code, message } of bound.problems) problems.push(`example of ${at}: ${message} in ${code}`);
  const placeholders = [...new Set(raw.flatMap(({ path }) => path.match(/\{[^{}]+\}/gu) ?? []))];
  for (const { code, urls } of bound.requests)
    for (const url of urls) {
      const left = placeholders.find(
        (one) => decodeURIComponent(url.split("?")[0]).includes(one) && !code.includes(one),
      );
      if (left !== undefined) problems.push(`a placeholder ${left} in ${url}`);
    }
  return {
    problems,
    bound: bound.requests.length,
    send: (samples) => sendPowerShell(samples, { server, session, service }),
    stop: () => server.stop(),
  };
}

/** Sets apart what is known; a known failure that is gone is one too, so that the list stays true. */
function judged(name, { problems, ...counts }) {
  const known = KNOWN.filter((entry) => entry.spec === name);
  const isKnown = (problem) => known.some(({ says }) => says.test(problem));
  const gone = known.filter(({ says }) => !problems.some((problem) => says.test(problem)));
  return {
    ...counts,
    known: problems.filter(isKnown),
    problems: [
      ...problems.filter((problem) => !isKnown(problem)),
      ...(engine === undefined ? [] : gone.map(({ says }) => `is known to fail and does not: ${says.source}`)),
    ],
  };
}

function tell({ name, seconds, problems, known }) {
  console.log(`${problems.length === 0 ? "ok" : "FAILED"} ${name} ${seconds.toFixed(0)} s`);
  for (const problem of problems.slice(0, 20))
    console.log(`    ${problem.replaceAll("\n", "\n        ").slice(0, 700)}`);
  if (problems.length > 20) console.log(`    and ${problems.length - 20} more`);
  for (const problem of known) console.log(`    known: ${problem.slice(0, 200)}`);
}

function tellAll() {
  const head = ["name", "operations", "models", "findings", "examples", "samples", "seconds", "problems", "known"];
  const lines = rows.map((row) => [
    row.name,
    ...["operations", "models", "findings", "examples", "samples"].map((key) => String(row[key] ?? "-")),
    row.seconds.toFixed(0),
    String(row.problems.length),
    String(row.known.length),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at].length)));
  console.log("");
  for (const line of [head, ...lines])
    console.log(line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "));
  for (const { spec, says, reason } of KNOWN)
    if (rows.some(({ name }) => name === spec)) console.log(`known in ${spec}: ${says.source}: ${reason}`);
  const failed = rows.filter(({ problems }) => problems.length > 0).length;
  console.log(`${rows.length - failed} passed, ${failed} failed`);
  process.exit(failed > 0 || rows.length === 0 ? 1 : 0);
}

function node(args) {
  return spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 28, cwd: ROOT });
}

function lastLines(text) {
  return text.trim().split("\n").slice(-4).join(" | ");
}
