/**
 * Parses every PowerShell snippet of the emitted pages, and runs each against a server on this machine: `node
 * test/docs/check-powershell.mjs DIR`, where DIR has `docs/`, `powershell/` and `typescript/` (its mocks answer).
 * `--parse` only parses; with `--spec VERSION=ROOT` a request that the spec does not
 * allow is a problem. Without a PowerShell and without .NET it says so and ends with 3.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importText, findEngine, startServer } from "../powershell/engine.mjs";
import { buildPackage } from "./build-package.mjs";
import { readContract, takeSpecs } from "./contract.mjs";
import { startMockServer } from "./mock-server.mjs";
import { readSnippets } from "./snippets.mjs";

const { specs, rest } = takeSpecs(process.argv.slice(2));
const [folder, ...flags] = rest;
if (folder === undefined) {
  console.error("usage: node test/docs/check-powershell.mjs DIR [--parse] [--spec VERSION=ROOT ...]");
  process.exit(2);
}
const engine = findEngine();
if (engine === undefined) {
  console.error("there is neither PowerShell 7.4 nor the .NET SDK: nothing was checked");
  process.exit(3);
}
const start = performance.now();
const root = resolve(folder);
const snippets = readSnippets(join(root, "docs"), "powershell").flatMap((snippet) => [snippet, ...withAll(snippet)]);
const problems = await parse();
let requests = 0;
if (!flags.includes("--parse")) problems.push(...(await run()));
for (const problem of problems.slice(0, 60)) console.error(problem);
console.log(
  `${snippets.length} PowerShell snippets, ${requests} requests, ${problems.length} problems, ${((performance.now() - start) / 1000).toFixed(1)} s`,
);
process.exit(problems.length > 0 || snippets.length === 0 ? 1 : 0);

/** The call with all parameters stands in a comment: it is checked too, in place of the first one. */
function withAll(snippet) {
  const [, call] = /^ {4}# With every optional parameter:\n {4}# (.*)$/mu.exec(snippet.code) ?? [];
  if (call === undefined) return [];
  return [
    { ...snippet, code: snippet.code.replace(/^try \{\n.*$/mu, (text) => text.replace(/\n.*$/u, `\n    ${call}`)) },
  ];
}

async function parse() {
  const server = startServer(engine);
  const found = [];
  for (let at = 0; at < snippets.length; at += 200) {
    const batch = snippets.slice(at, at + 200);
    const data = Buffer.from(JSON.stringify(batch.map(({ code }) => code)), "utf8").toString("base64");
    const answer = await server.run(`
      $codes = [System.Text.Json.JsonSerializer]::Deserialize([System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${data}')), [string[]])
      for ($i = 0; $i -lt $codes.Count; $i++) {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($codes[$i], [ref] $null, [ref] $errors)
        foreach ($problem in $errors) { "$i $($problem.Message) at line $($problem.Extent.StartLineNumber)" }
      }`);
    if (answer.thrown) found.push(`the parser: ${answer.thrown.message}`);
    for (const line of answer.output) {
      const [, index, text] = /^(\d+) (.*)$/su.exec(String(line)) ?? [];
      const snippet = batch[Number(index)];
      found.push(`${snippet.page} snippet ${snippet.index}: does not parse: ${text}`);
    }
  }
  await server.stop();
  return found;
}

async function run() {
  const work = mkdtempSync(join(tmpdir(), "isc-sdkgen-snippets-"));
  writeFileSync(join(work, "content.txt"), "content");
  // The scripts that the guide on migration moves.
  mkdirSync(join(work, "scripts"));
  writeFileSync(join(work, "scripts/report.ps1"), "Import-Module PSSailpoint\nGet-BetaRoles -Limit 1\n");
  const service = await startMockServer(buildPackage(root, work), await readContract(specs));
  const environment = {
    SAIL_BASE_URL: service.url,
    SAIL_CLIENT_ID: "id",
    SAIL_CLIENT_SECRET: "secret",
    PSModulePath: join(root, "powershell"),
  };
  const server = startServer(engine, environment);
  const found = [];
  const umbrella = readdirSync(join(root, "powershell")).sort()[0];
  const prepare = (session) =>
    server.run(
      `$null = $ExecutionContext.SessionState.Path.SetLocation('${work.replaceAll("'", "''")}'); ${importText(join(root, "powershell", umbrella, `${umbrella}.psd1`))}`,
      { session },
    );
  const reset = Object.entries(environment)
    .map(([name, value]) => `$env:${name} = '${value.replaceAll("'", "''")}'`)
    .join("; ");
  const sessions = new Set();
  // A page that connects elsewhere has a session of its own, after all others.
  const rank = ({ page }) => (page.includes("authentication") ? 1 : 0);
  for (const snippet of [...snippets].sort((one, other) => rank(one) - rank(other))) {
    const session = rank(snippet) === 0 ? "main" : `own ${snippet.page}`;
    if (!sessions.has(session)) {
      sessions.add(session);
      const answer = await prepare(session);
      if (answer.thrown || answer.errors.length > 0)
        found.push(`the module: ${(answer.thrown ?? answer.errors[0]).message}`);
    }
    const answer = await server.run(`${reset}\n${snippet.code}`, { session, timeout: 60 });
    const said = answer.host.filter((line) => line.includes(" failed with HTTP status"));
    const problem =
      answer.thrown?.message ?? answer.errors[0]?.message ?? (said.length > 0 ? answer.host.join(" ") : undefined);
    if (problem !== undefined) found.push(`${snippet.page} snippet ${snippet.index}: ${problem.slice(0, 300)}`);
  }
  requests = service.requests.length;
  await server.stop();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
  return found;
}
