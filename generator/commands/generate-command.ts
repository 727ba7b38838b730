import { closeSync, openSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { renderReport, REPORT_FORMATS, type Report, type ReportFormat } from "../diagnostics/report.ts";
import { PRINTERS, type Printer } from "../emit/typescript/printer.ts";
import { makeFolders } from "../files/make-folders.ts";
import { refusePlace } from "../files/refused-places.ts";
import { statusOf } from "../files/status.ts";
import { explainSystemError } from "../files/system-error.ts";
import { DEFAULT_TARGETS, TARGETS } from "../targets/registry.ts";
import { failure, generate, type GenerateResult } from "./generate.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, parsePath, pathFrom, specOption, wrongSpecs } from "./options.ts";
import type { SpecArgument } from "./specs-input.ts";

interface GenerateOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
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
  readonly report: ReportFormat;
  readonly reportFile?: string;
  readonly verbose?: boolean;
}

/** Adds `generate`. */
export function addGenerate(program: Command, host: Host): void {
  program
    .command("generate")
    .description("read the specs and write every target")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addOption(specOption("an input, in place of the config's; repeat for several"))
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
    .option("--partial", "the specs are a part of the API: ledger entries that they lack are not gone")
    .option("--retire", "ledger entries that the input lacks become tombstones")
    .addOption(
      new Option("--printer <name>", "who prints TypeScript; the files are the same")
        .choices([...PRINTERS])
        .default("documents"),
    )
    .addOption(new Option("--report <format>", "format of the findings").choices([...REPORT_FORMATS]).default("text"))
    .option("--report-file <file>", "write the report there", parsePath)
    .option("--verbose", "print notes and repairs too")
    .action(async (options: GenerateOptions) => host.end(await runGenerate(options, host)));
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

async function runGenerate(options: GenerateOptions, host: Host): Promise<ExitCode> {
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  if (config === undefined) return finish(options, failure(diagnostics), host);
  const misuse = (text: string): ExitCode => {
    host.tell(text);
    return 2;
  };
  const wrong = wrongSpecs(config, options.spec);
  if (wrong !== undefined) return misuse(wrong);
  const unwritable = options.reportFile === undefined ? undefined : prepareReport(options.reportFile, host.cwd);
  if (unwritable !== undefined)
    return misuse(`error: the report cannot be written to ${options.reportFile ?? ""}: ${unwritable}\n`);
  const names = options.target ?? DEFAULT_TARGETS;
  const result = await generate({
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
    names: { names: options.names, overrides: options.overrides },
    packageRoot: host.packageRoot,
    process: host.process,
    onStage: host.showProgress,
    isShown: ({ severity }) =>
      options.report !== "text" || options.verbose === true || severity === "error" || severity === "warning",
  });
  return finish(options, result, host);
}

/** Makes sure that the report can be written before anything else is; gives the reason when it cannot. */
function prepareReport(path: string, cwd: string): string | undefined {
  try {
    const full = resolve(cwd, path);
    // Standard output and the like have names too (`/dev/stdout`).
    if (statusOf(full)?.isFile() !== false) {
      refusePlace(full);
      makeFolders(dirname(full));
    }
    closeSync(openSync(full, "a"));
    return undefined;
  } catch (error) {
    return explainSystemError(error).reason;
  }
}

async function finish(options: GenerateOptions, result: GenerateResult, host: Host): Promise<ExitCode> {
  host.showProgress("");
  const report: Report = {
    diagnostics: result.diagnostics,
    changes: result.changes,
    summary: result.summary,
    pathOf: pathFrom(host.cwd, result.tops),
  };
  const toFile = options.reportFile !== undefined;
  const text = renderReport(report, options.report, {
    useColor: !toFile && host.hasColor,
    least: options.verbose === true ? "note" : "warning",
  });
  // A report on the same stream stays readable by machines.
  const showDiff = options.report === "text" || toFile ? host.print : host.tell;
  if (result.diff !== "") showDiff(result.diff);
  if (options.reportFile === undefined) host.print(text);
  else {
    await writeFile(resolve(host.cwd, options.reportFile), text);
    // A person still wants to know how it went.
    host.print(renderReport(report, "text", { useColor: host.hasColor, least: "error" }));
  }
  return result.exitCode;
}
