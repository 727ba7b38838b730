import { Option, type Command } from "commander";
import { REPORT_FORMATS } from "../diagnostics/report.ts";
import { DEFAULT_TARGETS, TARGETS } from "../targets/registry.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import type { LintResult } from "./lint.ts";
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
import { progressFor } from "./progress.ts";
import { prepareReport, writeReport, type ReportOptions } from "./report-output.ts";
import type { SpecArgument } from "./specs-input.ts";

interface LintOptions extends ReportOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly overlay?: readonly string[];
  readonly target?: readonly string[];
  readonly names?: string;
  readonly overrides?: string;
  readonly frozen?: boolean;
  readonly partial?: boolean;
  readonly failOn: "error" | "warning";
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly reason?: string;
}

const USAGE = {
  examples: [
    "isc-sdkgen lint --baseline specs/lint-baseline.yaml --fail-on warning",
    'isc-sdkgen lint --baseline specs/lint-baseline.yaml --update-baseline --reason "The vendor knows: ticket 123."',
  ],
  exits: { ...DONE, ...FAILED, 3: "warnings remain, with --fail-on warning" },
};

/** Adds the command `lint`. */
export function addLint(program: Command, host: Host): void {
  program
    .command("lint")
    .description("report everything that generate would report, and write nothing")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addOption(specOption("a spec, instead of those of the config; repeat for several"))
    .addOption(overlayOption())
    .addOption(targetOption())
    .option("--names <file>", "names ledger to read, or none")
    .option("--overrides <file>", "name overrides, or none")
    .option("--frozen", "fail if a name has no ledger entry")
    .option(
      "--partial",
      "the specs are only a part of the API: ledger entries without a match are not reported as gone",
    )
    .addOption(
      new Option("--fail-on <severity>", "warning: exit 3 if warnings remain; error: fail only on errors")
        .choices(["error", "warning"])
        .default("error"),
    )
    .option("--baseline <file>", "accepted findings, each with a reason, or none (default: from the config)", parsePath)
    .option("--update-baseline", "accept every current error and warning, and remove entries that match nothing")
    .option("--reason <text>", "the reason of the entries that --update-baseline adds", parsePath)
    .addOption(new Option("--report <format>", "format of the findings").choices([...REPORT_FORMATS]).default("text"))
    .option("--report-file <file>", "write the report to this file", parsePath)
    .option("--verbose", "print notes and repairs too")
    .addHelpText("after", usageText(USAGE))
    .action(async (options: LintOptions) => host.end(await runLint(options, host)));
}

async function runLint(options: LintOptions, host: Host): Promise<ExitCode> {
  const { config: read, diagnostics } = loadConfig(options.config, host.cwd);
  if (read === undefined) {
    const summary = { command: "lint", operations: {}, models: {}, repairs: {}, stages: [] };
    return finish(options, { diagnostics, summary, tops: new Map() }, host);
  }
  const config = withOverlays(read, options.overlay, host.cwd);
  const hasBaseline = options.baseline === undefined ? config.lint.baseline !== undefined : options.baseline !== "none";
  const wrong =
    wrongSpecs(config, options.spec) ??
    (options.updateBaseline === true && !hasBaseline
      ? "error: --update-baseline needs a file: pass --baseline FILE, or set the key lint.baseline\n"
      : options.reason !== undefined && options.updateBaseline !== true
        ? "error: --reason needs --update-baseline\n"
        : undefined) ??
    prepareReport(options, host.cwd);
  if (wrong !== undefined) {
    host.tell(wrong);
    return 2;
  }
  const names = options.target ?? DEFAULT_TARGETS;
  // Loaded here, because most runs of the program do not lint.
  const { lint } = await import("./lint.ts");
  const result = await lint({
    config,
    cwd: host.cwd,
    specs: options.spec,
    targets: TARGETS.filter((target) => names.includes(target.name)),
    frozen: options.frozen === true,
    isPartial: options.partial === true,
    names: { names: options.names, overrides: options.overrides },
    packageRoot: host.packageRoot,
    process: host.process,
    onStage: progressFor(host.showProgress, options.report === "text" || options.reportFile !== undefined),
    // A setting may turn a note into an error, and a report may show every accepted finding.
    isShown: () => true,
    baseline: options.baseline,
    update: options.updateBaseline === true ? { reason: options.reason ?? "" } : undefined,
  });
  return finish(options, result, host);
}

async function finish(options: LintOptions, result: LintResult, host: Host): Promise<ExitCode> {
  host.showProgress("");
  const { diagnostics, accepted, summary, tops, updated } = result;
  const pathOf = pathFrom(host.cwd, tops);
  await writeReport({ diagnostics, ...(accepted === undefined ? {} : { accepted }), summary, pathOf }, options, host);
  if (updated !== undefined) {
    const { path, added, removed, open } = updated;
    const missing =
      open === 0
        ? ""
        : `; ${String(open)} without a reason: write the reasons, because the next run rejects entries without one`;
    host.tell(`${path}: ${String(added)} added, ${String(removed)} removed${missing}\n`);
  }
  if (diagnostics.some(({ severity }) => severity === "error")) return 1;
  return options.failOn === "warning" && diagnostics.some(({ severity }) => severity === "warning") ? 3 : 0;
}
