import { resolve } from "node:path";
import { Option, type Command } from "commander";
import type { Config } from "../config/config.ts";
import { REPORT_FORMATS, type Report } from "../diagnostics/report.ts";
import { openOutput } from "../emit/write/write.ts";
import { PRINTERS, type Printer } from "../emit/typescript/printer.ts";
import { DEFAULT_TARGETS, TARGETS } from "../targets/registry.ts";
import { failure, outOf, type GenerateResult } from "./generate-result.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import {
  DEFAULT_CONFIG_FILE,
  loadConfig,
  overlayOption,
  parsePath,
  pathFrom,
  specOption,
  targetOption,
  withOverlays,
  wrongSpecs,
} from "./options.ts";
import { printOrWrite } from "./print-or-write.ts";
import { progressFor } from "./progress.ts";
import { prepareReport, writeReport, type ReportOptions } from "./report-output.ts";
import { pathsBelow, recall, remember, type RecallableRun } from "./recall/recall.ts";
import { specsOf, type SpecArgument } from "./specs-input.ts";
import { customFolders, inputsOfProject } from "./watch/inputs.ts";

interface GenerateOptions extends ReportOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly overlay?: readonly string[];
  readonly out?: string;
  readonly target?: readonly string[];
  readonly check?: boolean;
  readonly force?: boolean;
  readonly names?: string;
  readonly overrides?: string;
  readonly frozen?: boolean;
  readonly retire?: boolean;
  readonly partial?: boolean;
  readonly printer: Printer;
  readonly watch?: boolean;
  /** The file for the recording of `--profile`. */
  readonly profile?: string;
  /** The folder of `--cache`; false with `--no-cache`. */
  readonly cache?: string | false;
}

const USAGE = {
  examples: [
    "isc-sdkgen generate",
    "isc-sdkgen generate --frozen --check",
    "isc-sdkgen generate --watch --target typescript",
    "isc-sdkgen generate --spec petstore=petstore.yaml --names none --out sdk --target typescript",
  ],
  exits: { ...DONE, ...FAILED, 3: "the output would change, with --check; nothing was written" },
};

/** Adds the command `generate`. */
export function addGenerate(program: Command, host: Host): void {
  program
    .command("generate")
    .description("generate the SDKs and docs from the specs")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addOption(specOption("a spec, instead of those of the config; repeat for several"))
    .addOption(overlayOption())
    .option("--out <dir>", "output folder", parsePath)
    .addOption(targetOption())
    .option("--check", "write nothing; exit 3 and show a diff if something would change")
    .option("--force", "overwrite edited files and files that isc-sdkgen did not write")
    .option("--names <file>", "names ledger to read and write, or none")
    .option("--overrides <file>", "name overrides, or none")
    .option("--frozen", "fail if a name has no ledger entry")
    .option(
      "--partial",
      "the specs are only a part of the API: ledger entries without a match are not reported as gone",
    )
    .option("--retire", "turn ledger entries without a match in the specs into tombstones")
    .addOption(
      new Option("--printer <name>", "the printer of TypeScript; the files are the same")
        .choices([...PRINTERS])
        .default("documents"),
    )
    .addOption(new Option("--report <format>", "format of the findings").choices([...REPORT_FORMATS]).default("text"))
    .option("--report-file <file>", "write the report to this file", parsePath)
    .option("--verbose", "print notes and repairs too")
    .option("--timings", "print the time, the CPU time and the memory of each stage")
    .option("--profile <file>", "record where the CPU time goes, for Chrome DevTools or VS Code (.cpuprofile)")
    .option("--cache <dir>", "folder of the cache (default: the user's cache folder)", parsePath)
    .option("--no-cache", "run completely, even if nothing has changed since the last run")
    .option("--watch", "generate again whenever an input changes, and print the public changes; Ctrl+C ends it")
    .addHelpText("after", usageText(USAGE))
    .action(async (options: GenerateOptions) => host.end(await runGenerate(options, host)));
}

async function runGenerate(options: GenerateOptions, host: Host): Promise<ExitCode> {
  if (options.watch === true) return watchGenerate(options, host);
  const { config: read, diagnostics } = loadConfig(options.config, host.cwd);
  if (read === undefined) return finish(options, failure(diagnostics), host);
  const config = withOverlays(read, options.overlay, host.cwd);
  const wrong = wrongSpecs(config, options.spec) ?? prepareReport(options, host.cwd);
  if (wrong !== undefined) return misuse(wrong, host);
  const end = options.profile === undefined ? undefined : await host.profile?.();
  const result = await generateOrRecall(config, options, host);
  const profile = await end?.();
  const exitCode = await finish(options, result, host);
  const written = profile === undefined ? 0 : printOrWrite(profile, options.profile, host);
  return exitCode === 0 ? written : exitCode;
}

/**
 * Recalls an earlier run if this run would change nothing and print the same. With `--check` and `--force`, and where
 * somebody measures the run, it is never recalled.
 */
async function generateOrRecall(config: Config, options: GenerateOptions, host: Host): Promise<GenerateResult> {
  const isWhole = [options.check, options.force, options.timings, options.profile !== undefined].includes(true);
  const run = isWhole ? undefined : recallableRun(config, options, host);
  if (run === undefined) return generateOnce(config, options, host);
  const begin = run.cache.now();
  const recalled = await recall(run);
  if (recalled !== undefined) return recalled;
  const result = await generateOnce(config, options, host);
  await remember(run, result, begin);
  return result;
}

function recallableRun(config: Config, options: GenerateOptions, host: Host): RecallableRun | undefined {
  if (options.cache === false || host.cache === undefined) return undefined;
  const cache = options.cache === undefined ? host.cache : { ...host.cache, folder: resolve(host.cwd, options.cache) };
  const { report, reportFile: _reportFile, cache: _cache, ...asked } = options;
  const names = { names: options.names, overrides: options.overrides };
  const configPath = resolve(host.cwd, options.config ?? DEFAULT_CONFIG_FILE);
  const out = outOf(config, options.out, host.cwd);
  return {
    cache,
    // Every format except text shows all findings with their lines.
    asked: { ...asked, isText: report === "text", cwd: host.cwd },
    out,
    isOpen: () => openOutput(out, host.process, { check: true }).length === 0,
    targets: targetsOf(options),
    ...specsOf({ config, cwd: host.cwd, specs: options.spec }),
    inputsOf: (read) => [
      ...inputsOfProject({
        config,
        configPath,
        cwd: host.cwd,
        specs: options.spec,
        names,
        read,
        packageRoot: host.packageRoot,
      }).files,
      ...customFolders(config).flatMap(pathsBelow),
    ],
    packageRoot: host.packageRoot,
  };
}

function targetsOf({ target }: GenerateOptions): readonly string[] {
  return target ?? DEFAULT_TARGETS;
}

function misuse(text: string, host: Host): ExitCode {
  host.tell(text);
  return 2;
}

async function generateOnce(config: Config, options: GenerateOptions, host: Host): Promise<GenerateResult> {
  const names = targetsOf(options);
  // Loaded here: a recalled run needs none of the pipeline.
  const { generate } = await import("./generate.ts");
  return generate({
    config,
    cwd: host.cwd,
    specs: options.spec,
    out: options.out,
    targets: TARGETS.filter((target) => names.includes(target.name)),
    check: options.check === true,
    force: options.force === true,
    frozen: options.frozen === true,
    retire: options.retire === true,
    isPartial: options.partial === true,
    printer: options.printer,
    // A profile is of one thread, and shows all stages.
    isParallel: options.profile === undefined,
    names: { names: options.names, overrides: options.overrides },
    packageRoot: host.packageRoot,
    process: host.process,
    onStage: progressFor(host.showProgress, options.report === "text" || options.reportFile !== undefined),
    isShown: ({ severity }) =>
      options.report !== "text" || options.verbose === true || severity === "error" || severity === "warning",
  });
}

/** Runs `--watch`: every run reads all input again, the configuration included. */
async function watchGenerate(options: GenerateOptions, host: Host): Promise<ExitCode> {
  const wrong = [
    options.check === true ? "--check" : undefined,
    options.report === "text" ? undefined : "--report",
    options.reportFile === undefined ? undefined : "--report-file",
    options.profile === undefined ? undefined : "--profile",
  ].find((name) => name !== undefined);
  if (wrong !== undefined) return misuse(`error: --watch cannot be combined with ${wrong}\n`, host);
  // Loaded here, because most runs do not watch.
  const { watchProject } = await import("./watch/watch-project.ts");
  await watchProject(
    {
      configPath: resolve(host.cwd, options.config ?? DEFAULT_CONFIG_FILE),
      load: () => {
        const { config, diagnostics } = loadConfig(options.config, host.cwd);
        const found = config === undefined ? undefined : withOverlays(config, options.overlay, host.cwd);
        return { config: found, diagnostics, wrong: found === undefined ? undefined : wrongSpecs(found, options.spec) };
      },
      generate: (config) => generateOnce(config, options, host),
      specs: options.spec,
      out: options.out,
      names: { names: options.names, overrides: options.overrides },
      isShown: ({ severity }) => severity === "error" || severity === "warning" || options.verbose === true,
    },
    host,
  );
  return 0;
}

async function finish(options: GenerateOptions, result: GenerateResult, host: Host): Promise<ExitCode> {
  host.showProgress("");
  const report: Report = {
    diagnostics: result.diagnostics,
    changes: result.changes,
    summary: result.summary,
    pathOf: pathFrom(host.cwd, result.tops),
  };
  // If the report goes to standard output, the diff goes to standard error, so that programs can read the report.
  const showDiff = options.report === "text" || options.reportFile !== undefined ? host.print : host.tell;
  if (result.diff !== "") showDiff(result.diff);
  await writeReport(report, options, host);
  return result.exitCode;
}
