#!/usr/bin/env node
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { failure, generate, type GenerateResult } from "./commands/generate.ts";
import { runNames, type NamesCommand } from "./commands/names.ts";
import type { SpecArgument } from "./commands/specs-input.ts";
import { prefixesOf, type Config } from "./config/config.ts";
import { readConfig, withDefaults } from "./config/read-config.ts";
import type { Diagnostic, Severity } from "./diagnostics/diagnostic.ts";
import { renderReport, REPORT_FORMATS, type Report, type ReportFormat } from "./diagnostics/report.ts";
import { isWebAddress } from "./load/reference.ts";
import { clashingLabels } from "./names/version-names.ts";
import { DEFAULT_TARGETS, TARGETS } from "./targets/registry.ts";

/** The only file that touches the process: arguments, streams, exit codes. */

const PACKAGE_ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const DEFAULT_CONFIG_FILE = "isc-sdkgen.config.json";

interface GenerateOptions {
  readonly config?: string;
  readonly spec: readonly { readonly version: string; readonly root: string }[];
  readonly out?: string;
  readonly target?: readonly string[];
  readonly check?: boolean;
  readonly force?: boolean;
  readonly names?: string;
  readonly overrides?: string;
  readonly frozen?: boolean;
  readonly retire?: boolean;
  readonly report: ReportFormat;
  readonly reportFile?: string;
  readonly verbose?: boolean;
}

function parseSpec(
  value: string,
  previous: readonly { version: string; root: string }[],
): readonly { version: string; root: string }[] {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.+)$/u.exec(value);
  if (match === null)
    throw new InvalidArgumentError("It must be VERSION=ROOT, for example beta=specs/sailpoint-api.beta.yaml.");
  return [...previous, { version: match[1] ?? "", root: match[2] ?? "" }];
}

function parseTarget(value: string, previous: readonly string[] | undefined): readonly string[] {
  const names = value.split(",");
  const unknown = names.find((name) => !TARGETS.some((target) => target.name === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(
      `There is no target "${unknown}"; there are ${TARGETS.map((target) => target.name).join(", ")}.`,
    );
  return [...(previous ?? []), ...names];
}

/** The configuration named, or the one in the working folder, or the package's own for `npx isc-sdkgen` elsewhere. */
function loadConfig(path: string | undefined): {
  config: Config | undefined;
  diagnostics: readonly Diagnostic[];
} {
  const chosen = path ?? (existsSync(DEFAULT_CONFIG_FILE) ? DEFAULT_CONFIG_FILE : undefined);
  if (chosen === undefined) return { config: withDefaults({}, process.cwd()), diagnostics: [] };
  const { value, diagnostics } = readConfig(resolve(chosen));
  return { config: value, diagnostics };
}

async function runGenerate(options: GenerateOptions): Promise<number> {
  const { config, diagnostics } = loadConfig(options.config);
  if (config === undefined) return finish(options, failure(diagnostics));
  if (options.spec.length === 0 && Object.keys(config.specs).length === 0) {
    process.stderr.write(
      `error: there is nothing to read: give --spec VERSION=ROOT, or a ${DEFAULT_CONFIG_FILE} with "specs"\n`,
    );
    return 2;
  }
  const labels = options.spec.length > 0 ? options.spec.map(({ version }) => version) : Object.keys(config.specs);
  const clash = clashingLabels(labels, prefixesOf(config));
  if (clash !== undefined) {
    process.stderr.write(
      `error: the versions ${clash.join(" and ")} would share a folder, a class or a module: give one another label or prefix\n`,
    );
    return 2;
  }
  const unwritable = options.reportFile === undefined ? undefined : prepareReport(options.reportFile);
  if (unwritable !== undefined) {
    process.stderr.write(`error: the report cannot be written to ${options.reportFile ?? ""}: ${unwritable}\n`);
    return 2;
  }
  const names = options.target ?? DEFAULT_TARGETS;
  const result = await generate({
    config,
    cwd: process.cwd(),
    specs: options.spec,
    out: options.out,
    targets: TARGETS.filter((target) => names.includes(target.name)),
    check: options.check === true,
    force: options.force === true,
    frozen: options.frozen === true,
    retire: options.retire === true,
    names: { names: options.names, overrides: options.overrides },
    packageRoot: PACKAGE_ROOT,
    process: PROCESS,
    onStage: showProgress,
    isShown: (diagnostic) =>
      options.report !== "text" ||
      options.verbose === true ||
      diagnostic.severity === "error" ||
      diagnostic.severity === "warning",
  });
  return finish(options, result);
}

/** Makes sure that the report can be written before anything else is; gives the reason when it cannot. */
function prepareReport(path: string): string | undefined {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    closeSync(openSync(path, "a"));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function parsePath(value: string): string {
  if (value === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}

async function finish(options: GenerateOptions, result: GenerateResult): Promise<number> {
  clearProgress();
  const report: Report = {
    diagnostics: result.diagnostics,
    summary: result.summary,
    pathOf: (diagnostic) => pathOf(diagnostic, result.tops),
  };
  const least: Severity = options.verbose === true ? "note" : "warning";
  const toFile = options.reportFile !== undefined;
  const text = renderReport(report, options.report, {
    useColor: !toFile && process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
    least,
  });
  // A report on the same stream stays readable by machines.
  const diffStream = options.report === "text" || toFile ? process.stdout : process.stderr;
  if (result.diff !== "") diffStream.write(result.diff);
  if (options.report === "text")
    for (const { version, kind, what, name } of result.additions)
      process.stdout.write(`new name: ${version} ${kind} ${what}: ${name}\n`);
  if (options.reportFile !== undefined) {
    await writeFile(options.reportFile, text);
    // A person still wants to know how it went.
    process.stdout.write(renderReport(report, "text", { useColor: process.stdout.isTTY === true, least: "error" }));
  } else process.stdout.write(text);
  return result.exitCode;
}

function pathOf(diagnostic: Diagnostic, tops: ReadonlyMap<string, string>): string | undefined {
  const top = diagnostic.version === undefined ? undefined : tops.get(diagnostic.version);
  if (diagnostic.origin === undefined || top === undefined || isWebAddress(diagnostic.origin.file))
    return diagnostic.origin?.file;
  return relative(process.cwd(), join(top, diagnostic.origin.file)).replaceAll("\\", "/");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Another run writes a folder within seconds, so it is waited for. */
const PROCESS = { pid: process.pid, isAlive, patience: 15_000 };

const hasProgress = process.stderr.isTTY && process.env["CI"] === undefined;

function showProgress(stage: string): void {
  if (hasProgress) process.stderr.write(`\r\u001b[2K${stage}...`);
}

function clearProgress(): void {
  if (hasProgress) process.stderr.write("\r\u001b[2K");
}

function createProgram(setExitCode: (code: number) => void): Command {
  const program = new Command("isc-sdkgen")
    .description("Generates SDKs and reference docs from OpenAPI specs.")
    .version(readVersion(), "-V, --version", "print the version")
    .exitOverride()
    .showHelpAfterError();
  program
    .command("generate")
    .description("read the specs and write every target")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addOption(
      new Option("--spec <version=root>", "an input, in place of the config's; repeat for several")
        .argParser(parseSpec)
        .default([], "from the config"),
    )
    .option("--out <dir>", "output folder", parsePath)
    .addOption(
      new Option(
        "--target <name>",
        `one of ${TARGETS.map((target) => target.name).join(", ")}; repeat for several (default: all but model)`,
      ).argParser(parseTarget),
    )
    .option("--check", "write nothing; exit 3 and show a diff if something would change")
    .option("--force", "take over foreign and edited files")
    .option("--names <file>", "names ledger to read and write, or none")
    .option("--overrides <file>", "name overrides, or none")
    .option("--frozen", "a name without a ledger entry is an error")
    .option("--retire", "ledger entries that the input lacks become tombstones")
    .addOption(new Option("--report <format>", "format of the findings").choices([...REPORT_FORMATS]).default("text"))
    .option("--report-file <file>", "write the report there", parsePath)
    .option("--verbose", "print notes and repairs too")
    .action(async (options: GenerateOptions) => setExitCode(await runGenerate(options)));
  addNamesCommands(program, setExitCode);
  return program;
}

interface NamesOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly names?: string;
  readonly overrides?: string;
  readonly json?: boolean;
}

/** Adds `names list|explain|rename|retire|check`. */
function addNamesCommands(program: Command, setExitCode: (code: number) => void): void {
  const names = program.command("names").description("look into the names ledger and change it");
  const add = (name: string, description: string): Command =>
    names
      .command(name)
      .description(description)
      .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
      .addOption(
        new Option("--spec <version=root>", "an input, in place of the config's")
          .argParser(parseSpec)
          .default([], "from the config"),
      )
      .option("--names <file>", "the ledger")
      .option("--overrides <file>", "name overrides, or none")
      .option("--json", "print JSON");
  const run = async (options: NamesOptions, command: NamesCommand): Promise<void> => {
    const { config, diagnostics } = loadConfig(options.config);
    const result =
      config === undefined
        ? { exitCode: 1, text: "", diagnostics }
        : await runNames(
            {
              config,
              cwd: process.cwd(),
              specs: options.spec,
              names: { names: options.names, overrides: options.overrides },
              process: PROCESS,
              json: options.json === true,
            },
            command,
          );
    process.stdout.write(result.text);
    for (const { severity, code, message, action } of result.diagnostics)
      process.stderr.write(`${severity} ${code}: ${message}\n    ${action}\n`);
    setExitCode(result.exitCode);
  };
  add("list", "list the names of the ledger")
    .option("--version-label <label>", "only this version")
    .addOption(new Option("--kind <kind>", "only these").choices(["operation", "model"]))
    .option("--matching <text>", "only names, aliases and places that contain the text")
    .action((options: NamesOptions & { versionLabel?: string; kind?: "operation" | "model"; matching?: string }) =>
      run(options, {
        command: "list",
        ...(options.versionLabel === undefined ? {} : { version: options.versionLabel }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
        ...(options.matching === undefined ? {} : { matching: options.matching }),
      }),
    );
  add("explain", "tell which rule, override or lock gave a name, and what it was called before")
    .argument("<name>", "a cmdlet, method, operationId, model, alias or place")
    .option("--version-label <label>", "only this version")
    .action((name: string, options: NamesOptions & { versionLabel?: string }) =>
      run(options, {
        command: "explain",
        name,
        ...(options.versionLabel === undefined ? {} : { version: options.versionLabel }),
      }),
    );
  add("rename", "give a thing another name and keep the old one as a deprecated alias")
    .argument("<version>")
    .argument("<what>", "its place or its present name")
    .option("--cmdlet <verb-noun>", "the new cmdlet, without prefix")
    .option("--method <name>", "the new TypeScript method")
    .option("--model <name>", "the new name of a model")
    .action(
      (version: string, what: string, options: NamesOptions & { cmdlet?: string; method?: string; model?: string }) =>
        run(options, {
          command: "rename",
          version,
          what,
          ...(options.cmdlet === undefined ? {} : { cmdlet: options.cmdlet }),
          ...(options.method === undefined ? {} : { method: options.method }),
          ...(options.model === undefined ? {} : { model: options.model }),
        }),
    );
  add("retire", "turn entries into tombstones: their names are never given again")
    .argument("<version>")
    .argument("<what...>", "places or present names")
    .action((version: string, what: string[], options: NamesOptions) =>
      run(options, { command: "retire", version, what }),
    );
  add("check", "look the names over").action((options: NamesOptions) => run(options, { command: "check" }));
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string };
  return version;
}

/**
 * The optimising compiler of Node 20's V8 starts so early that in a run of two seconds most of its work comes too late
 * and takes turns with ours where cores are few: a sixth of the whole run (`npm run bench`). Node 22 and later have a
 * compiler in between, and no such setting.
 */
function delayOptimiser(): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=300000");
}

/**
 * Every run ends with a message. A promise that is never settled ends the process as soon as nothing is left to wait
 * for, with no word and whatever exit code; an error nobody waits for ends it in the middle. Gives what the run calls
 * at its end.
 */
function watchEnd(): (exitCode: number) => void {
  let hasEnded = false;
  const fail = (text: string): void => {
    hasEnded = true;
    process.exitCode = 1;
    tell(text);
  };
  process.on("exit", () => {
    if (!hasEnded)
      fail(
        "isc-sdkgen: a bug: the run stopped half-way, for something it waited for never came; nothing more is written\n",
      );
  });
  process.on("uncaughtException", (error) => {
    fail(bugText(error));
    // What is under way may never end now.
    process.exit(1);
  });
  return (exitCode) => {
    hasEnded = true;
    process.exitCode = exitCode;
  };
}

function bugText(error: unknown): string {
  return `isc-sdkgen: a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

/** At once: a process that ends may not wait for a stream. */
function tell(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody listens.
  }
}

async function main(): Promise<void> {
  delayOptimiser();
  const end = watchEnd();
  // Whoever reads the output may leave early: `| head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  let exitCode = 0;
  try {
    await createProgram((code) => (exitCode = code)).parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      tell(bugText(error));
      exitCode = 1;
    }
  }
  end(exitCode);
}

// Not awaited here: Node would end a run that stops half-way with an exit code of its own.
void main();
