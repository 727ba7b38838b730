import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importText, findComplete, runCommand } from "../powershell/engine.mjs";

/**
 * Ratios in one run, medians of five fresh processes each (ROUNDS=1 for one): import, help, calls, and typed output;
 * CPU time, for a busy machine stretches the time of a clock. Of the module in
 * FOLDER (`npm run bench:powershell -- FOLDER`), else of one made from the real specs, else of generated/powershell.
 */
const REAL = "../shared/specs/sailpoint-2025-05-20";
const rounds = Number(process.env.ROUNDS ?? 5);
// Invoke-RestMethod is in a complete PowerShell only.
const engine = findComplete();
if (engine === undefined) {
  process.stdout.write("skipped: the PowerShell benchmark needs pwsh or dotnet on the PATH\n");
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), "isc-bench-"));
const hasReal = existsSync(REAL);
const folder = resolve(process.argv[2] ?? (hasReal ? generateReal() : "generated/powershell"));
const versions = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name.includes("."))
  .map((entry) => entry.name);

/** The module of both real specs. */
function generateReal() {
  const specs = ["beta", "v2024"].flatMap((version) => [
    "--spec",
    `${version}=${join(REAL, `sailpoint-api.${version}.yaml`)}`,
  ]);
  const args = ["dist/cli.js", "generate", ...specs, "--out", join(work, "sdk"), "--target", "powershell"];
  const done = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return join(work, "sdk", "powershell");
}

/** The texts of a version's functions. */
function functionTexts(version) {
  return readdirSync(join(folder, version))
    .filter((name) => name.endsWith(".ps1"))
    .sort()
    .map((name) => readFileSync(join(folder, version, name), "utf8"));
}

const functions =
  versions
    .flatMap(functionTexts)
    .join("\n")
    .match(/^function /gmu)?.length ?? 0;

/** The same functions in one psm1 that exports `*`. */
function writeBaseline() {
  const texts = versions.flatMap((version) => functionTexts(version));
  mkdirSync(join(work, "One"));
  writeFileSync(join(work, "One", "One.psm1"), texts.join("\n"));
  writeFileSync(
    join(work, "One", "One.psd1"),
    "@{ RootModule = 'One.psm1'; ModuleVersion = '1.0'; GUID = '11111111-1111-4111-8111-111111111111'; FunctionsToExport = '*'; AliasesToExport = '*'; CmdletsToExport = @() }",
  );
}

/** One cmdlet in a file of its own, to compare help with. */
function writeSingle() {
  for (const version of versions) {
    for (const text of functionTexts(version)) {
      const match = /^function (Get-\S+) \{[\s\S]*?^\}/mu.exec(text);
      if (match === null) continue;
      mkdirSync(join(work, "Single"));
      writeFileSync(join(work, "Single", "Single.psm1"), match[0].replace(match[1], "Get-SingleThing"));
      return { version, cmdlet: match[1] };
    }
  }
  throw new Error("no Get- cmdlet");
}

function script(name, text) {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
}

function measure(path) {
  const [command, args] = runCommand(engine, path);
  const done = spawnSync(command, args, { encoding: "utf8" });
  const values = Object.fromEntries(
    [...done.stdout.matchAll(/^(\w+) ([\d.]+)$/gmu)].map(([, key, value]) => [key, Number(value)]),
  );
  if (done.status !== 0) throw new Error(`${path}: ${done.stderr}`);
  return values;
}

/** Scripts in turns, so that what else the machine does meets all of them. */
function medians(...paths) {
  const runs = Array.from({ length: rounds }, () => Object.assign({}, ...paths.map((path) => measure(path))));
  return Object.fromEntries(
    Object.keys(runs[0]).map((key) => [
      key,
      runs.map((run) => run[key]).sort((left, right) => left - right)[Math.floor(rounds / 2)],
    ]),
  );
}

const server = spawn(process.execPath, ["-e", SERVER()], { stdio: ["ignore", "pipe", "inherit"] });
function SERVER() {
  return `
const page = JSON.stringify(Array.from({ length: 250 }, (_, i) => ({ id: "2c9180" + i, name: "identity " + i, created: "2025-05-20T12:30:00Z", modified: "2025-05-20T12:30:00Z", alias: "a" + i, emailAddress: i + "@example.com", processingState: null, identityStatus: "REGISTERED", managerRef: { type: "IDENTITY", id: "m" + i, name: "boss" }, isManager: false, lastRefresh: "2025-05-20T12:30:00Z", attributes: { department: "x", title: "y", location: "z" } })));
const one = JSON.stringify(JSON.parse(page)[0]);
const server = require("http").createServer((q, s) => { q.resume(); s.setHeader("content-type", "application/json"); s.end(q.url.startsWith("/oauth") ? '{"access_token":"t","expires_in":600}' : q.url.includes("identities/") ? one : page); });
server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;
}
const port = await new Promise((done) => server.stdout.once("data", (chunk) => done(String(chunk).trim())));
const url = `http://127.0.0.1:${port}`;

try {
  writeBaseline();
  const single = writeSingle();
  const umbrella = versions[0].slice(0, versions[0].indexOf("."));
  const beta = versions.find((version) => version.endsWith(".Beta")) ?? versions[0];
  const prefix = beta.slice(beta.indexOf(".") + 1);
  const cpu = "[System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds";
  const timed = (key, body) =>
    `$w = ${cpu}\n${body}\n'${key} ' + (${cpu} - $w).ToString([cultureinfo]::InvariantCulture)`;
  const importOurs = script(
    "import-ours.ps1",
    `'start ' + (${cpu}).ToString([cultureinfo]::InvariantCulture)\n${timed("ours", importText(join(folder, umbrella, `${umbrella}.psd1`)))}`,
  );
  const importBase = script("import-base.ps1", timed("base", `Import-Module '${join(work, "One", "One.psd1")}'`));
  const help = script(
    "help.ps1",
    `Import-Module '${join(folder, single.version, `${single.version}.psd1`)}'\nImport-Module '${join(work, "Single", "Single.psm1")}'\n$null = Get-Help Import-Module -ErrorAction Ignore\n$null = Get-Help Get-SingleThing -Examples\n${timed("single", "1..5 | ForEach-Object { $null = Get-Help Get-SingleThing -Examples }")}\n${timed("ours", `1..5 | ForEach-Object { $null = Get-Help ${single.cmdlet} -Examples }`)}`,
  );
  // In one process the two sides take turns: the JIT, the collector and the rest of the machine then meet both alike.
  const turns = (count, sides) =>
    `$times = @{}
foreach ($round in 1..${String(count)}) {
${Object.entries(sides)
  .map(
    ([key, body]) =>
      `$w = ${cpu}\n${body}\nif ($round -gt ${String(count / 5)}) { $times['${key}'] = [double] $times['${key}'] + ${cpu} - $w }`,
  )
  .join("\n")}
}
foreach ($key in $times.Keys) { "$key " + $times[$key].ToString([cultureinfo]::InvariantCulture) }`;
  const calls = script(
    "calls.ps1",
    `Import-Module '${join(folder, beta, `${beta}.psd1`)}'\nConnect-Isc -BaseUrl '${url}' -Token 't'\n$client = [System.Net.Http.HttpClient]::new()
function Send-Plain { param($Address) $message = [System.Net.Http.HttpRequestMessage]::new('GET', $Address); $message.Headers.Add('Accept', 'application/json'); $message.Headers.Add('Authorization', 'Bearer t'); $answer = $client.SendAsync($message).GetAwaiter().GetResult(); ConvertFrom-Json -InputObject $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult() }
${turns(25, {
  plain: `foreach ($i in 1..50) { $null = Send-Plain '${url}/beta/identities/1' }`,
  ours: `foreach ($i in 1..50) { $null = Get-${prefix}Identity '1' }`,
})}`,
  );
  // In processes of their own: the engine compiles what it runs, and a script of some hundred calls pays for that.
  const rest = script(
    "rest.ps1",
    timed(
      "rest",
      `foreach ($i in 1..300) { $null = Invoke-RestMethod '${url}/beta/identities/1' -Headers @{ Authorization = 'Bearer t' } }`,
    ),
  );
  const first = script(
    "first.ps1",
    `Import-Module '${join(folder, beta, `${beta}.psd1`)}'\nConnect-Isc -BaseUrl '${url}' -Token 't'\n${timed("ours", `foreach ($i in 1..300) { $null = Get-${prefix}Identity '1' }`)}`,
  );
  const output = script(
    "output.ps1",
    `Import-Module '${join(folder, beta, `${beta}.psd1`)}'\nConnect-Isc -BaseUrl '${url}' -Token 't'\n$client = [System.Net.Http.HttpClient]::new()\n$text = $client.GetStringAsync('${url}/beta/identities').GetAwaiter().GetResult()
$runtime = Get-Module IscSdk.Runtime
function Read-Typed { param($Text) & $runtime { param($Text) $value = ConvertFrom-JsonText $null $Text; Add-TypeName $value 'IscSdk.Thing'; , $value } $Text }
${turns(50, {
  plain: "foreach ($i in 1..5) { $null = ConvertFrom-Json -InputObject $text -NoEnumerate }",
  ours: "foreach ($i in 1..5) { $null = Read-Typed $text }",
})}`,
  );
  const imported = medians(importBase, importOurs);
  const helped = medians(help);
  const called = medians(calls);
  const typed = medians(output);
  const started = medians(rest, first);
  const rows = [
    ["import of all versions : the same functions in one psm1", imported.ours / imported.base, 0.7, imported],
    ["import of all versions : the start of an empty engine", imported.ours / imported.start, 2.5, imported],
    ["Get-Help -Examples : a function in a file of its own", helped.ours / helped.single, 3, helped],
    ["the first 300 calls : Invoke-RestMethod", started.ours / started.rest, 2, started],
    ["1,000 calls : HttpClient and ConvertFrom-Json", called.ours / called.plain, 3, called],
    ["250 typed objects : ConvertFrom-Json", typed.ours / typed.plain, 1.25, typed],
  ];
  // What an import costs in any case outweighs the functions of a small module.
  if (functions < 1000) {
    rows.splice(0, 2);
    process.stdout.write("skipped: the import of a small module; the real specs are not here\n");
  }
  process.stdout.write(
    `PowerShell by ${engine.kind}, medians of ${String(rounds)} fresh processes, ${String(functions)} functions\n`,
  );
  for (const [what, ratio, most, values] of rows)
    process.stdout.write(
      `${ratio <= most ? "ok  " : "OVER"} ${what}: ${ratio.toFixed(2)} (at most ${String(most)}) ${JSON.stringify(values)}\n`,
    );
  process.exitCode = rows.every(([, ratio, most]) => ratio <= most) ? 0 : 1;
} finally {
  server.kill();
  rmSync(work, { recursive: true, force: true });
}
