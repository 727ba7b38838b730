import { basename, dirname, join, relative, resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { normaliseOwnPath } from "../../config/own-paths.ts";
import { defineDiagnostic, diagnose, isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Verdict } from "../../diff/change.ts";
import type { IgnoreEntry } from "../../diff/ignore.ts";
import { RULED_TARGETS, type RuledTarget } from "../../diff/rule.ts";
import type { ProcessInfo } from "../../emit/write/lock.ts";
import { readManifest } from "../../emit/write/manifest.ts";
import type { BesideFile } from "../../emit/write/write.ts";
import { guardFolder } from "../../files/guard.ts";
import { makeFolders } from "../../files/make-folders.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { statusOf } from "../../files/status.ts";
import { bumpConfig } from "../../release/bump-config.ts";
import { pullRequestBody, releaseNotes, type Written } from "../../release/render.ts";
import { isReleased, type ReleaseReport } from "../../release/report.ts";
import type { ShowProgress } from "../../stopwatch.ts";
import { TARGETS } from "../../targets/registry.ts";
import { readChangelogs } from "../changelogs.ts";
import type { GenerateResult } from "../generate-result.ts";
import { generate } from "../generate.ts";
import { comparableTargets, planRelease, type ReleasePlan } from "./plan-release.ts";
import { readReleased, type Released } from "./released.ts";

const outdatedOutput = defineDiagnostic<{ out: string; what: string }>({
  code: "outdated-output",
  message: ({ out, what }) => `${out} is out of date: ${what}`,
  action: () => "run isc-sdkgen generate, review and commit the changes, then release",
});

const noLedger = defineDiagnostic({
  code: "no-ledger",
  message: () => "the configuration names no ledger, so any name may change from release to release",
  action: () => 'set the key "names", run isc-sdkgen generate, and commit the ledger',
});

const unknownRelease = defineDiagnostic<{ problem: string }>({
  code: "unknown-release",
  message: ({ problem }) => `the last release cannot be read: ${problem}`,
  action: () =>
    "name it with --from (a git tag, a package, an output folder), or use --from none for the first release",
});

/** The input of `release`: the options of the command, and the parts of the process that it may use. */
export interface ReleaseInput {
  readonly config: Config;
  /** Absolute path of the configuration. */
  readonly configPath: string;
  readonly cwd: string;
  /** The value of `--from`: a source, `none`, or undefined. */
  readonly from: string | undefined;
  /** See `ReleasePlanInput` for the options that decide versions. */
  readonly fromVersion: string | undefined;
  /** Undefined: every package that the output folder has. */
  readonly targets: readonly RuledTarget[] | undefined;
  readonly ignore: readonly IgnoreEntry[];
  readonly atLeast: Exclude<Verdict, "none"> | undefined;
  readonly prerelease: string | undefined;
  readonly date: string;
  readonly isDry: boolean;
  /** Absolute paths of further files to write. */
  readonly files: { readonly pullRequest?: string | undefined; readonly notes?: string | undefined };
  readonly packageRoot: string;
  readonly process: ProcessInfo;
  readonly onStage: ShowProgress;
}

/** The report of a release, whether or not it was written, and the findings. */
export interface ReleaseResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent if an error stopped the release. */
  readonly report?: ReleaseReport;
  /** Absent if an error stopped the release. */
  readonly written?: Written;
  /** In a dry run: the diff of the configuration and the changelogs. */
  readonly diff: string;
  /** The absolute top folder of each version's spec, used to print paths. */
  readonly tops: ReadonlyMap<string, string>;
}

/** Makes a release of the current project. Versions, changelogs and output change together, or nothing changes. */
export async function release(input: ReleaseInput): Promise<ReleaseResult> {
  const { config } = input;
  if (config.names === undefined) return refused([diagnose(noLedger, {})]);
  const written = writtenTargets(config);
  const out = resolve(config.base, config.out);
  if (written.length === 0) return refused([diagnose(outdatedOutput, { out, what: "there is no output yet" })]);
  const today = await run(input, { config, targets: written, check: true });
  const problems = problemsOf(today, out);
  const { surface, tops } = today;
  if (problems.length > 0 || surface === undefined) return { ...refused(problems), tops };
  input.onStage("reading the last release");
  const earlier = await lastRelease(input);
  if ("diagnostics" in earlier) return { ...refused(earlier.diagnostics), tops };
  const { released } = earlier;
  const asked = RULED_TARGETS.filter(
    (target) => written.includes(target) && (input.targets ?? RULED_TARGETS).includes(target),
  );
  const targets = comparableTargets({ released, surface, targets: asked });
  if (targets.length === 0) {
    const problem = `${released?.from ?? "the output"} has none of the packages ${asked.join(", ") || "that --target names"}`;
    return { ...refused([diagnose(unknownRelease, { problem })]), tops };
  }
  const changelogs = readChangelogs(config);
  const plan = planRelease({ ...input, released, surface, targets, changelogs: changelogs.texts });
  const found = [...changelogs.diagnostics, ...plan.diagnostics];
  if (found.length > 0) return { ...refused(found), tops };
  const report: ReleaseReport = { from: released?.from ?? "nothing", date: input.date, packages: plan.packages };
  return { ...(await write(input, { report, plan, written, changelogs: changelogs.texts, out })), tops };
}

function refused(diagnostics: readonly Diagnostic[]): ReleaseResult {
  return { diagnostics: diagnostics.filter(isError), diff: "", tops: new Map() };
}

/** The targets that have files in the output folder. */
function writtenTargets(config: Config): readonly string[] {
  const reading = readManifest(guardFolder(resolve(config.base, config.out)));
  const owners = "manifest" in reading ? Object.keys(reading.manifest.files) : TARGETS.map(({ name }) => name);
  return TARGETS.filter(({ name }) => owners.includes(name)).map(({ name }) => name);
}

interface Run {
  readonly config: Config;
  readonly targets: readonly string[];
  readonly check: boolean;
  readonly changelogs?: ReadonlyMap<RuledTarget, string>;
  readonly beside?: readonly BesideFile[];
}

/** Runs `generate --frozen`. */
function run(input: ReleaseInput, { targets, ...more }: Run): Promise<GenerateResult> {
  const { cwd, packageRoot, process: self, onStage } = input;
  return generate({
    cwd,
    packageRoot,
    process: self,
    onStage,
    specs: [],
    out: undefined,
    force: false,
    frozen: true,
    retire: false,
    printer: "documents",
    names: { names: undefined, overrides: undefined },
    targets: TARGETS.filter(({ name }) => targets.includes(name)),
    isShown: isError,
    ...more,
  });
}

/** The reasons why the current output cannot be released; empty if it can. */
function problemsOf({ diagnostics, touched }: GenerateResult, out: string): readonly Diagnostic[] {
  const errors = diagnostics.filter(isError);
  if (errors.length > 0 || touched === undefined) return errors;
  const { files, hasLedger } = touched;
  const [first = ""] = files;
  const parts = [
    ...(hasLedger ? ["the ledger changes"] : []),
    ...(files.length === 0
      ? []
      : [`${files.length === 1 ? first : `${first} and ${String(files.length - 1)} more`} would change`]),
  ];
  return parts.length === 0 ? [] : [diagnose(outdatedOutput, { out, what: parts.join(", ") })];
}

async function lastRelease(
  input: ReleaseInput,
): Promise<{ readonly released: Released | undefined } | { readonly diagnostics: readonly Diagnostic[] }> {
  if (input.from === "none") return { released: undefined };
  const { from, prerelease, config, configPath, cwd } = input;
  const reading = await readReleased({ from, prerelease, config, configPath, cwd });
  if ("released" in reading) return reading;
  return { diagnostics: [...reading.diagnostics, diagnose(unknownRelease, { problem: reading.problem })] };
}

interface Writing {
  readonly report: ReleaseReport;
  readonly plan: ReleasePlan;
  readonly written: readonly string[];
  /** The current changelogs. */
  readonly changelogs: ReadonlyMap<RuledTarget, string>;
  readonly out: string;
}

async function write(input: ReleaseInput, at: Writing): Promise<Omit<ReleaseResult, "tops">> {
  const { report, plan, written, changelogs, out } = at;
  const { config, cwd, isDry } = input;
  const pathOf = (path: string): string => relative(cwd, path).replaceAll("\\", "/") || ".";
  const versions = new Map(report.packages.filter(isReleased).map(({ target, to }) => [target, to] as const));
  const files = changedFiles(input, { report, versions, plan, changelogs });
  const shown = { isDry, out: pathOf(out), paths: files.map(({ full }) => pathOf(full)) };
  if (files.length === 0) return { diagnostics: [], report, written: { ...shown, outputs: 0 }, diff: "" };
  if (!isDry) for (const { full } of files) makeFolders(dirname(full));
  const result = await run(input, {
    config: withVersions(config, versions),
    targets: written,
    check: isDry,
    changelogs: plan.changelogs,
    beside: files.map(({ beside }) => beside),
  });
  const errors = result.diagnostics.filter(isError);
  if (errors.length > 0) return { diagnostics: errors, diff: "" };
  const outputs = result.touched?.files.length ?? 0;
  return { diagnostics: [], report, written: { ...shown, outputs }, diff: isDry ? await diffOf(files, pathOf) : "" };
}

function withVersions(config: Config, versions: ReadonlyMap<RuledTarget, string>): Config {
  const { typescript, powershell } = config;
  return {
    ...config,
    typescript: { ...typescript, version: versions.get("typescript") ?? typescript.version },
    powershell: { ...powershell, version: versions.get("powershell") ?? powershell.version },
  };
}

/** A file that a release writes besides the output. */
interface ReleaseFile {
  readonly full: string;
  readonly before: string | undefined;
  readonly beside: BesideFile;
}

function changedFiles(
  { config, configPath, files }: ReleaseInput,
  at: Pick<Writing, "report" | "plan" | "changelogs"> & { readonly versions: ReadonlyMap<RuledTarget, string> },
): readonly ReleaseFile[] {
  const { report, plan, changelogs, versions } = at;
  const current = readRegularFile(configPath, { followLinks: true }).toString("utf8");
  const bumps = new Map([...versions].filter(([target, version]) => config[target].version !== version));
  const base = guardFolder(config.base);
  const made: readonly ReleaseFile[] = [
    fileAt(configPath, current, bumpConfig(current, bumps)),
    ...[...plan.changelogs].map(([target, content]) => {
      const path = normaliseOwnPath(config[target].changelog);
      return { full: join(config.base, path), before: changelogs.get(target), beside: { folder: base, path, content } };
    }),
    ...(files.pullRequest === undefined ? [] : [fileAt(files.pullRequest, undefined, pullRequestBody(report))]),
    ...(files.notes === undefined ? [] : [fileAt(files.notes, undefined, releaseNotes(report))]),
  ];
  return made.filter(({ full, before = textAt(full), beside }) => before !== beside.content);
}

function fileAt(full: string, before: string | undefined, content: string): ReleaseFile {
  return { full, before, beside: { folder: guardFolder(dirname(full)), path: basename(full), content } };
}

function textAt(path: string): string | undefined {
  return statusOf(path)?.isFile() === true ? readRegularFile(path, { followLinks: true }).toString("utf8") : undefined;
}

async function diffOf(files: readonly ReleaseFile[], pathOf: (path: string) => string): Promise<string> {
  // Loaded here, because only a dry run shows a diff.
  const { renderTextDiff } = await import("../../emit/write/diff.ts");
  return files
    .map(({ full, before, beside }) => renderTextDiff(pathOf(full), before ?? textAt(full), beside.content))
    .join("");
}
