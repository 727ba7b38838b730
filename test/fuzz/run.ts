import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import { failure, type GenerateResult } from "../../generator/commands/generate-result.ts";
import { generate } from "../../generator/commands/generate.ts";
import { rename, retire } from "../../generator/commands/names/change.ts";
import { check } from "../../generator/commands/names/check.ts";
import { explain } from "../../generator/commands/names/explain.ts";
import { list } from "../../generator/commands/names/list.ts";
import { runNames, type NamesProject } from "../../generator/commands/names/project.ts";
import type { Config } from "../../generator/config/config.ts";
import { readConfig } from "../../generator/config/read-config.ts";
import { renderReport, REPORT_FORMATS } from "../../generator/diagnostics/report.ts";
import { hashOf } from "../../generator/emit/write/manifest.ts";
import { clashingLabels } from "../../generator/names/settling/build-table.ts";
import { namingsOf, TARGETS } from "../../generator/targets/registry.ts";
import type { EngineServer } from "../powershell/engine.mjs";
import type { ParseMdx } from "../support/mdx.ts";
import { checkFiles, checkPowerShell, compilePackage } from "./check-output.ts";
import { CONFIG, type Sources } from "./project.ts";
import { planRun, type Plan } from "./plan.ts";
import { watch } from "./watch.ts";

/** What a process has ready for its runs. */
export interface Bench {
  readonly sources: Sources;
  readonly seed: number;
  /** An empty folder for this process's runs. */
  readonly work: string;
  readonly parse: ParseMdx;
  /** PowerShell's engine and the script that checks a folder; undefined where there is none. */
  readonly engine: (() => Promise<{ readonly server: EngineServer; readonly script: string }>) | undefined;
  /** CPU seconds that a run may take. */
  readonly bound: number;
}

/** What one run came to. */
export interface RunResult {
  readonly run: number;
  /** What broke a rule; empty for a clean run. The first words, to a colon, tell its kind. */
  readonly findings: readonly string[];
  readonly exitCode: number;
  readonly seconds: number;
  readonly base: string;
  readonly isAll: boolean;
  readonly checks: readonly ("compiled" | "powershell" | "again")[];
  readonly files: number;
  readonly steps: number;
  readonly told: readonly string[];
  readonly codes: readonly string[];
  /** Where the project stands, when it was asked for. */
  readonly folder?: string;
}

const PROCESS = { pid: process.pid, isAlive: (pid: number) => pid === process.pid || pid === 1 };

/** Does one run and holds it against every rule. */
export async function doRun(
  bench: Bench,
  { run, keep, isKept }: { readonly run: number; readonly keep?: readonly number[]; readonly isKept?: boolean },
): Promise<RunResult> {
  const plan = planRun({ seed: bench.seed, run, sources: bench.sources, keep });
  const top = join(bench.work, `run-${String(run)}`);
  rmSync(top, { recursive: true, force: true });
  const folder = join(top, "project");
  writeProject(plan, { top, folder });
  const findings: string[] = [];
  const begin = process.cpuUsage();
  const checks: RunResult["checks"][number][] = [];
  let files: ReadonlyMap<string, string> = new Map();
  let result: GenerateResult | undefined;
  const isAll = run % 10 === 0;
  let seconds = 0;
  try {
    const before = contentsOf(top);
    const { value, touched } = await watch(() =>
      runCommand({ plan, folder, root: bench.sources.root, check: plan.check }),
    );
    const { user, system } = process.cpuUsage(begin);
    seconds = (user + system) / 1e6;
    result = value.result;
    const { config } = value;
    const out = config === undefined ? undefined : resolve(folder, config.out);
    const ledger = config?.names === undefined ? undefined : resolve(folder, config.names);
    const after = contentsOf(top);
    findings.push(...checkPlaces({ before, after, touched, top, plan, out, ledger, exitCode: result.exitCode }));
    findings.push(...checkFindings(result, { plan, folder }));
    if (seconds > bench.bound) findings.push(`too slow: ${seconds.toFixed(1)} s of CPU time`);
    if (result.exitCode === 0 && !plan.check && out !== undefined) {
      files = readOutput(out, after, top);
      findings.push(...checkManifest({ files, before, after, out, top, ledger }));
      findings.push(...checkFiles(ours(files), bench.parse));
      if (isAll || run % 5 === 0) {
        const again = await runCommand({ plan, folder, root: bench.sources.root, check: true });
        checks.push("again");
        if (again.result.exitCode !== 0)
          findings.push(
            `not the same twice: --check ends with ${String(again.result.exitCode)}: ${again.result.diff.slice(0, 600)}${errorsOf(again.result)}`,
          );
      }
      if (isAll && bench.engine !== undefined && existsSync(join(out, "powershell"))) {
        const { server, script } = await bench.engine();
        checks.push("powershell");
        findings.push(
          ...(await checkPowerShell(server, script, join(out, "powershell"))).map((line) => `powershell: ${line}`),
        );
      }
      if (run % 50 === 0 && existsSync(join(out, "typescript/tsconfig.esm.json"))) {
        checks.push("compiled");
        findings.push(...compilePackage(bench.sources.root, join(out, "typescript")));
      }
    }
    if (isAll && config !== undefined) await runNamesCommands(config, folder);
  } catch (error) {
    findings.push(
      `thrown: ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 6).join("\n") : String(error)}`,
    );
  }
  const isLeft = isKept === true;
  if (!isLeft) rmSync(top, { recursive: true, force: true });
  return {
    run,
    findings,
    exitCode: result?.exitCode ?? -1,
    seconds,
    base: plan.project.base,
    isAll,
    checks,
    files: files.size,
    steps: plan.steps,
    told: plan.told,
    codes: [...new Set((result?.diagnostics ?? []).map(({ severity, code }) => `${severity} ${code}`))],
    ...(isLeft ? { folder } : {}),
  };
}

function errorsOf({ diagnostics }: GenerateResult): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => ` ${code}: ${message}`)
    .join("")
    .slice(0, 600);
}

function writeProject({ project }: Plan, { top, folder }: { readonly top: string; readonly folder: string }): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(top, "outside.txt"), "outside\n");
  writeFileSync(join(folder, "outside.txt"), "outside\n");
  for (const [path, text] of project.files) {
    const full = join(folder, path);
    try {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    } catch {
      // Two mutations may want a file and a folder of one name, and no system takes every name.
    }
  }
  for (const [path, to] of project.links) {
    const full = join(folder, path);
    try {
      mkdirSync(dirname(full), { recursive: true });
      rmSync(full, { recursive: true, force: true });
      symlinkSync(to, full);
    } catch {
      // See above.
    }
  }
}

/** What `isc-sdkgen generate` does between its arguments and its exit. */
async function runCommand(at: {
  readonly plan: Plan;
  readonly folder: string;
  readonly root: string;
  readonly check: boolean;
}): Promise<{ readonly result: GenerateResult; readonly config: Config | undefined }> {
  const { plan, folder, root, check } = at;
  const { value: config, diagnostics } = readConfig(join(folder, CONFIG));
  if (config === undefined) return { result: failure(diagnostics), config };
  // The command line refuses these as wrong usage before anything is read.
  const labels = Object.keys(config.specs);
  if (labels.length === 0 || clashingLabels(labels, namingsOf(config)) !== undefined)
    return { result: failure([{ code: "config", severity: "error", message: CONFIG, action: "" }]), config };
  const result = await generate({
    config,
    cwd: folder,
    specs: [],
    out: undefined,
    targets: TARGETS.filter(({ name }) => plan.targets.includes(name)),
    check,
    force: plan.force,
    frozen: plan.frozen && !check,
    retire: plan.retire,
    printer: "documents",
    names: { names: undefined, overrides: undefined },
    packageRoot: root,
    process: PROCESS,
    onStage: () => undefined,
    isShown: () => true,
  });
  return { result, config };
}

async function runNamesCommands(config: Config, cwd: string): Promise<void> {
  const input = {
    config,
    cwd,
    specs: [],
    names: { names: undefined, overrides: undefined },
    process: PROCESS,
    json: true,
  };
  const looks = [(project: NamesProject) => list(project, {}), check];
  for (const look of looks) {
    const { text, exitCode } = await runNames(input, look);
    if (exitCode === 0) JSON.parse(text);
  }
  const others = [
    (project: NamesProject) => explain(project, { name: "Role" }),
    (project: NamesProject) => explain(project, { name: "__proto__" }),
    (project: NamesProject) => retire(project, { version: "beta", what: ["__proto__"] }),
    (project: NamesProject) => rename(project, { version: "constructor", what: "Role", model: "__proto__" }),
  ];
  for (const work of others) await runNames(input, work);
}

/** Everything below a folder by path: hashes of files, where links lead; folders count only as what they hold. */
function contentsOf(top: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isSymbolicLink()) found.set(relative(top, path), `link ${readlinkSync(path)}`);
      else found.set(relative(top, path), hashOf(readFileSync(path)));
    }
  };
  visit(top);
  return found;
}

/** Nothing outside the output but the ledger; nothing at all by a run that fails. */
function checkPlaces(at: {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly touched: ReadonlySet<string>;
  readonly top: string;
  readonly plan: Plan;
  readonly out: string | undefined;
  readonly ledger: string | undefined;
  readonly exitCode: number;
}): string[] {
  const { before, after, touched, top, plan, out, ledger, exitCode } = at;
  const realTop = realpathSync(top);
  const place = (path: string | undefined): string => (path === undefined ? "\0" : join(realTop, relative(top, path)));
  const isAllowed = (path: string): boolean =>
    path === place(out) ||
    path.startsWith(`${place(out)}/`) ||
    path.startsWith(place(ledger)) ||
    path === dirname(place(ledger));
  const found = [...touched].filter((path) => !isAllowed(path)).map((path) => `touched outside: ${path}`);
  const isWritten = exitCode === 0 && !plan.check;
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(path) === after.get(path)) continue;
    const full = join(realTop, path);
    if (!isAllowed(full)) found.push(`changed outside: ${path}`);
    // An earlier run's work may be completed by one that fails.
    else if (!isWritten && !plan.hasWork) found.push(`changed by a run that ends with ${String(exitCode)}: ${path}`);
  }
  return found;
}

/** Errors have a place; every report can be made and read. */
function checkFindings(
  result: GenerateResult,
  { plan, folder }: { readonly plan: Plan; readonly folder: string },
): string[] {
  const found: string[] = [];
  const errors = result.diagnostics.filter(isError);
  if (result.exitCode === 1 && errors.length === 0) found.push("failed without an error");
  if (result.exitCode === 0 && errors.length > 0) found.push(`succeeded with an error: ${errors[0]?.code ?? ""}`);
  for (const { code, severity, message, origin, version, line } of result.diagnostics) {
    if (message === "") found.push(`no message: ${code}`);
    const isNamed = message.includes(folder) || [...plan.project.files.keys()].some((path) => message.includes(path));
    if (severity === "error" && origin === undefined && !isNamed)
      found.push(`no place: ${code}: ${message.slice(0, 300)}`);
    const top = version === undefined ? undefined : result.tops.get(version);
    if (
      origin !== undefined &&
      top !== undefined &&
      line === undefined &&
      existsSync(join(top, origin.file)) &&
      lstatSync(join(top, origin.file)).isFile()
    )
      found.push(`no line: ${severity} ${code}: ${origin.file} ${origin.pointer.slice(0, 200)}`);
  }
  for (const format of REPORT_FORMATS) {
    const text = renderReport(
      { diagnostics: result.diagnostics, summary: result.summary, pathOf: ({ origin }) => origin?.file },
      format,
      { useColor: false, least: "note" },
    );
    if (format === "json" || format === "sarif") JSON.parse(text);
    else {
      const untidy = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u.exec(text);
      if (untidy !== null)
        found.push(
          `untidy report: ${format}: ${JSON.stringify(text.slice(Math.max(0, untidy.index - 100), untidy.index + 20))}`,
        );
    }
  }
  return found;
}

/** The output by its own paths. */
function readOutput(out: string, after: ReadonlyMap<string, string>, top: string): ReadonlyMap<string, string> {
  const prefix = `${relative(top, out)}/`;
  return new Map(
    [...after]
      .filter(([path, hash]) => path.startsWith(prefix) && !hash.startsWith("link "))
      .map(([path]) => [path.slice(prefix.length), readFileSync(join(top, path), "utf8")]),
  );
}

/** The files that the manifest owns: what else stands there is not for us to judge. */
function ours(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const manifest = JSON.parse(files.get("manifest.json") ?? "{}") as { files?: Record<string, Record<string, string>> };
  const owned = new Set(Object.values(manifest.files ?? {}).flatMap((group) => Object.keys(group)));
  return new Map([...files].filter(([path, text]) => owned.has(path) && text !== "previous\n"));
}

/** What stands there is what the manifest says, and what was there before and is not the generator's. */
function checkManifest(at: {
  readonly files: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly out: string;
  readonly top: string;
  readonly ledger: string | undefined;
}): string[] {
  const { files, before, after, out, top, ledger } = at;
  const prefix = `${relative(top, out)}/`;
  const text = files.get("manifest.json");
  if (text === undefined) return ["mixed: there is no manifest"];
  const manifest = JSON.parse(text) as { readonly files: Readonly<Record<string, Readonly<Record<string, string>>>> };
  const owned = new Map(Object.values(manifest.files).flatMap((group) => Object.entries(group)));
  const found: string[] = [];
  for (const [path, hash] of owned) {
    const standing = after.get(prefix + path);
    // A target that did not run keeps what it had, as it was.
    if (standing !== hash && standing !== before.get(prefix + path))
      found.push(`mixed: ${path} is not what the manifest says`);
  }
  for (const path of after.keys()) {
    if (!path.startsWith(prefix)) continue;
    const own = path.slice(prefix.length);
    if (own === "manifest.json" || owned.has(own) || before.has(path) || path === relative(top, ledger ?? out))
      continue;
    found.push(`mixed: ${own} belongs to nobody`);
  }
  return found;
}
