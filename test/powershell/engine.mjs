import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const here = import.meta.dirname;
const HOST = join(here, "host");

/**
 * How PowerShell is had on this machine: a real one on the PATH, else the engine as a library in our test host, which
 * the .NET SDK builds once, else nothing.
 */
export function findEngine() {
  const wanted = process.env.ISC_POWERSHELL;
  if (
    wanted !== "dotnet" &&
    answers("pwsh", ["-NoLogo", "-NoProfile", "-Command", "exit [int]($PSVersionTable.PSVersion -lt [version]'7.4')"])
  )
    return { kind: "pwsh" };
  if (wanted !== "pwsh" && answers("dotnet", ["--version"])) return { kind: "dotnet", library: buildHost() };
  return undefined;
}

/** The release that the test host's engine is of. */
const COMPLETE_VERSION = "7.6.9";

/**
 * A complete PowerShell, with the commands that the engine alone lacks: one on the PATH, else the one that NuGet has as
 * a tool for the .NET SDK, put into `.cache` once. Undefined where there is neither.
 */
export function findComplete() {
  const found = findEngine();
  if (found === undefined || found.kind === "pwsh") return found;
  const folder = join(here, "../../.cache/pwsh", COMPLETE_VERSION);
  const command = join(folder, process.platform === "win32" ? "pwsh.exe" : "pwsh");
  if (!existsSync(command))
    spawnSync("dotnet", ["tool", "install", "PowerShell", "--version", COMPLETE_VERSION, "--tool-path", folder], {
      stdio: "ignore",
      timeout: 240_000,
    });
  return answers(command, ["-NoLogo", "-NoProfile", "-Command", "exit 0"]) ? { kind: "pwsh", command } : undefined;
}

/** The release of Pester that runs the modules' own tests. */
const PESTER_VERSION = "6.2.0";

/** The manifest of Pester, which NuGet has, put into `.cache` once; undefined where there is no .NET SDK. */
export function findPester() {
  const folder = join(here, "../../.cache/pester", PESTER_VERSION);
  const manifest = join(folder, "pester", PESTER_VERSION, "tools/Pester.psd1");
  if (existsSync(manifest)) return manifest;
  mkdirSync(folder, { recursive: true });
  const project = join(folder, "pester.csproj");
  writeFileSync(
    project,
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageDownload Include="Pester" Version="[${PESTER_VERSION}]" /></ItemGroup></Project>`,
  );
  spawnSync("dotnet", ["restore", project, "--packages", folder], { stdio: "ignore", timeout: 240_000 });
  return existsSync(manifest) ? manifest : undefined;
}

function answers(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** Builds the host into a folder named by its sources, so that a change builds anew and two runs do not meet. */
function buildHost() {
  const sources = readdirSync(HOST, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(?:cs|csproj|psd1)$/u.test(entry.name) &&
        !/[\\/](?:bin|obj)(?:[\\/]|$)/u.test(entry.parentPath ?? entry.path),
    )
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const path of sources) hash.update(readFileSync(path));
  const folder = join(here, "../../.cache/powershell-host", hash.digest("hex").slice(0, 16));
  const library = join(folder, "IscSdk.TestHost.dll");
  if (existsSync(library) && existsSync(join(folder, "built"))) return library;
  mkdirSync(folder, { recursive: true });
  const built = spawnSync("dotnet", ["build", HOST, "-c", "Release", "-o", folder, "--nologo", "-v", "q"], {
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the PowerShell test host does not build:\n${built.stdout}\n${built.stderr}`);
  writeFileSync(join(folder, "built"), "");
  return library;
}

/** The command line that runs a script file in a fresh process. */
export function runCommand(engine, script, args = []) {
  return engine.kind === "pwsh"
    ? [engine.command ?? "pwsh", ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", script, ...args]]
    : ["dotnet", [engine.library, "run", script, ...args]];
}

/** Imports a module by its manifest; the modules that it requires stand beside it. */
export function importText(manifest) {
  const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
  return `$env:PSModulePath = ${quoted(dirname(dirname(manifest)))} + [System.IO.Path]::PathSeparator + $env:PSModulePath; Import-Module ${quoted(manifest)}`;
}

/** Starts one long-lived engine; scripts run in named sessions, or in a fresh one each. */
export function startServer(engine, environment = {}) {
  const [command, args] =
    engine.kind === "pwsh"
      ? [engine.command ?? "pwsh", ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", join(here, "serve.ps1")]]
      : ["dotnet", [engine.library, "serve"]];
  const env = { ...process.env, ...environment };
  for (const name of ["SAIL_BASE_URL", "SAIL_CLIENT_ID", "SAIL_CLIENT_SECRET"])
    if (!(name in environment)) delete env[name];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env });
  const waiting = new Map();
  let last = 0;
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const answer = JSON.parse(line);
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  child.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error(`the PowerShell engine ended: ${errors}`));
    waiting.clear();
  });
  return {
    kind: engine.kind,
    run: (script, options = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id: last, script, ...options })}\n`);
      }),
    stop: () => {
      child.stdin.end();
      return new Promise((resolve) => child.once("exit", resolve));
    },
  };
}
