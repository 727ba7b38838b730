import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import type { Verdict } from "../diff/change.ts";
import type { RuledTarget } from "../diff/rule.ts";
import { assertNever } from "../model/assert-never.ts";
import { RELEASE_FORMATS, type ReleaseFormat, type ReleaseReport } from "../release/report.ts";
import { readIgnoreFile } from "./diff-command.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, parsePath, wrongSpecs, ruledTargetOption } from "./options.ts";
import { tellFindings } from "./tell-findings.ts";
import { progressFor } from "./progress.ts";
import type { Written } from "../release/render.ts";

interface ReleaseOptions {
  readonly config?: string;
  readonly from?: string;
  readonly fromVersion?: string;
  readonly target?: readonly string[];
  readonly ignore?: string;
  readonly atLeast?: Exclude<Verdict, "none">;
  readonly prerelease?: string;
  readonly date?: string;
  readonly dryRun?: boolean;
  readonly format: ReleaseFormat;
  readonly pullRequest?: string;
  readonly notes?: string;
}

const USAGE = {
  examples: [
    "isc-sdkgen release --from v1.2.0 --dry-run",
    "isc-sdkgen release --pull-request pull-request.md --notes notes.md",
  ],
  exits: { ...DONE, ...FAILED },
};

/** Adds the command `release`. */
export function addRelease(program: Command, host: Host): void {
  program
    .command("release")
    .description("decide the next version of each package, and write versions, changelogs and output")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .option(
      "--from <release>",
      "the last release: a tag or revision, output folder, surface.json, package or module; none: this is the first (default: the latest tag)",
      parsePath,
    )
    .option("--from-version <version>", "the version of that release, if it does not state one", parseVersion)
    .addOption(ruledTargetOption())
    .option("--ignore <file>", "accepted changes, each with a reason, as for diff", parsePath)
    .addOption(
      new Option("--at-least <step>", "release at least this step, even if the public API has not changed").choices([
        "patch",
        "minor",
        "major",
      ]),
    )
    .option("--prerelease <letters>", "make a prerelease: 1.3.0-beta.1, for modules 1.3.0-beta001", parseLetters)
    .option("--date <date>", "the date of the changelog entries: 2026-01-31 (default: today)", parseDate)
    .option("--dry-run", "write nothing, and show what would change")
    .addOption(new Option("--format <format>", "what is printed").choices([...RELEASE_FORMATS]).default("text"))
    .option("--pull-request <file>", "write the text of a pull request to this file", parsePath)
    .option("--notes <file>", "write the release notes to this file", parsePath)
    .addHelpText("after", usageText(USAGE))
    .action(async (options: ReleaseOptions) => host.end(await runRelease(options, host)));
}

function parseVersion(value: string): string {
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/u.test(value))
    throw new InvalidArgumentError("It must be a version such as 1.2.3.");
  return value;
}

function parseLetters(value: string): string {
  if (!/^[A-Za-z]{1,20}$/u.test(value)) throw new InvalidArgumentError("It must have only letters, such as beta.");
  return value;
}

/** The days of each month; February may have one more. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function parseDate(value: string): string {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/u.exec(value) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || !isDay({ year, month, day }))
    throw new InvalidArgumentError("It must be a date such as 2026-01-31.");
  return value;
}

function isDay({ year, month, day }: Readonly<Record<"year" | "month" | "day", number>>): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return day >= 1 && day <= last;
}

async function runRelease(options: ReleaseOptions, host: Host): Promise<ExitCode> {
  const misuse = (text: string): ExitCode => {
    host.tell(`error: ${text}\n`);
    return 2;
  };
  const configPath = resolve(host.cwd, options.config ?? DEFAULT_CONFIG_FILE);
  if (!existsSync(configPath))
    return misuse(`${options.config ?? DEFAULT_CONFIG_FILE} does not exist, and a release changes the versions in it`);
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  const fail = (found: typeof diagnostics, tops: ReadonlyMap<string, string>): ExitCode => {
    tellFindings(found, tops, host);
    return 1;
  };
  if (config === undefined) return fail(diagnostics, new Map());
  const wrong = wrongSpecs(config, []);
  if (wrong !== undefined) {
    host.tell(wrong);
    return 2;
  }
  const ignore = readIgnoreFile(options.ignore, host.cwd);
  if ("problems" in ignore) {
    for (const problem of ignore.problems) host.tell(`error: ${options.ignore ?? ""}: ${problem}\n`);
    return 1;
  }
  // Loaded here, because most runs of the program do not release.
  const { release } = await import("./release/release.ts");
  const result = await release({
    config,
    configPath,
    cwd: host.cwd,
    from: options.from,
    fromVersion: options.fromVersion,
    targets: options.target as readonly RuledTarget[] | undefined,
    ignore: ignore.entries,
    atLeast: options.atLeast,
    prerelease: options.prerelease,
    date: options.date ?? host.today(),
    isDry: options.dryRun === true,
    files: {
      pullRequest: options.pullRequest === undefined ? undefined : resolve(host.cwd, options.pullRequest),
      notes: options.notes === undefined ? undefined : resolve(host.cwd, options.notes),
    },
    packageRoot: host.packageRoot,
    process: host.process,
    onStage: progressFor(host.showProgress, options.format === "text"),
  });
  host.showProgress("");
  const { report, written } = result;
  if (report === undefined || written === undefined) return fail(result.diagnostics, result.tops);
  if (result.diff !== "") (options.format === "text" ? host.print : host.tell)(result.diff);
  host.print(await rendered(report, written, options.format));
  return 0;
}

async function rendered(report: ReleaseReport, written: Written, format: ReleaseFormat): Promise<string> {
  const { pullRequestBody, releaseJson, releaseNotes, releaseText } = await import("../release/render.ts");
  switch (format) {
    case "text":
      return releaseText(report, written);
    case "json":
      return releaseJson(report, written);
    case "pull-request":
      return pullRequestBody(report);
    case "notes":
      return releaseNotes(report);
    default:
      return assertNever(format);
  }
}
