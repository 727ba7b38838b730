import { relative } from "node:path";
import { Option, type Command } from "commander";
import { changeLines } from "../diagnostics/change-lines.ts";
import { jsonText, visibleLine } from "../text/characters.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, parsePath, wrongSpecs } from "./options.ts";
import { tellFindings } from "./tell-findings.ts";
import type { PullReport } from "./pull/pull.ts";

interface PullOptions {
  readonly config?: string;
  readonly source?: string;
  readonly ref?: string;
  readonly folder?: string;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly format: "text" | "json";
  readonly verbose?: boolean;
}

const USAGE = {
  examples: [
    "isc-sdkgen pull --check",
    "isc-sdkgen pull --source https://github.com/sailpoint-oss/api-specs.git --ref main",
  ],
  exits: { ...DONE, ...FAILED, 3: "the source has newer specs, with --check; nothing was changed" },
};

/** Adds the command `pull`. */
export function addPull(program: Command, host: Host): void {
  program
    .command("pull")
    .description("copy the specs from a git repository, and lock their commit")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .option("--source <repository>", "URL (https, ssh, file) or path (default: from the config)", parsePath)
    .option("--ref <ref>", "a branch, a tag or a full hash (default: from the config)", parsePath)
    .option(
      "--folder <path>",
      "the folder of the repository that contains the roots (default: found by the roots)",
      parsePath,
    )
    .option("--check", "write nothing; exit 3 if something would change")
    .option("--force", "overwrite edited files and files that isc-sdkgen did not write")
    .addOption(new Option("--format <format>", "what is printed").choices(["text", "json"]).default("text"))
    .option("--verbose", "also print warnings about the new specs")
    .addHelpText("after", usageText(USAGE))
    .action(async (options: PullOptions) => host.end(await runPull(options, host)));
}

async function runPull(options: PullOptions, host: Host): Promise<ExitCode> {
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  const isShown = ({ severity, code }: Diagnostic): boolean =>
    severity === "error" || code === "pull-left-out" || (options.verbose === true && severity === "warning");
  if (config === undefined) {
    tellFindings(diagnostics.filter(isShown), new Map(), host);
    return 1;
  }
  const wrong = wrongSpecs(config, []);
  if (wrong !== undefined) {
    host.tell(wrong);
    return 2;
  }
  // Loaded here, because most runs of the program do not pull.
  const { pull } = await import("./pull/pull.ts");
  const result = await pull({
    config,
    cwd: host.cwd,
    source: options.source,
    ref: options.ref,
    folder: options.folder,
    check: options.check === true,
    force: options.force === true,
    environment: host.environment,
    process: host.process,
    onStage: host.showProgress,
  });
  host.showProgress("");
  tellFindings(result.diagnostics.filter(isShown), result.tops, host);
  const { report } = result;
  if (report === undefined) return 1;
  const isDry = options.check === true;
  host.print(options.format === "json" ? reportJson(report, host.cwd) : reportText(report, { cwd: host.cwd, isDry }));
  return isDry && report.isChanged ? 3 : 0;
}

/** The maximum number of commits that are printed; a screen holds about as many. */
const MOST_COMMITS = 50;

function reportText(report: PullReport, { cwd, isDry }: { readonly cwd: string; readonly isDry: boolean }): string {
  const { before, commit, commits = [], written, removed, unchanged, changes, isChanged } = report;
  const folder = pathIn(report.to, cwd);
  const lines = [`${report.source} ${report.ref}: ${rangeOf(report)}`];
  lines.push(
    ...commits.slice(0, MOST_COMMITS).map(({ hash, date, subject }) => `  ${hash.slice(0, 9)} ${date} ${subject}`),
  );
  if (commits.length > MOST_COMMITS) lines.push(`  and ${String(commits.length - MOST_COMMITS)} more`);
  if (before !== undefined && report.commits === undefined)
    lines.push(
      `  ${before.slice(0, 9)} is not in the history of ${commit.slice(0, 9)}: the history was rewritten, or the new commit is older`,
    );
  const verb = isDry ? "would be " : "";
  lines.push(
    `${folder}: ${String(written.length)} files ${verb}written, ${String(removed.length)} ${verb}removed, ${String(unchanged)} unchanged`,
    ...(isChanged ? changeLines(changes) : []),
  );
  if (!isChanged) lines.push("nothing to do: the specs are up to date with the lock");
  else if (isDry) lines.push("next: isc-sdkgen pull");
  else if (before === undefined) lines.push("next: isc-sdkgen generate");
  else lines.push(`next: isc-sdkgen diff git:HEAD ${DEFAULT_CONFIG_FILE}, then isc-sdkgen generate`);
  return lines.map((line) => `${visibleLine(line)}\n`).join("");
}

function rangeOf({ before, commit, commits }: PullReport): string {
  const to = commit.slice(0, 12);
  if (before === undefined) return `${to} (no specs.lock.json before)`;
  const count = commits === undefined ? "" : `, ${String(commits.length)} commit${commits.length === 1 ? "" : "s"}`;
  return before === commit ? `${to}, as before` : `${before.slice(0, 12)} -> ${to}${count}`;
}

function reportJson(report: PullReport, cwd: string): string {
  return `${jsonText({ ...report, to: pathIn(report.to, cwd) }, 2)}\n`;
}

function pathIn(path: string, cwd: string): string {
  return relative(cwd, path).replaceAll("\\", "/") || ".";
}
