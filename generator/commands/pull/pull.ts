import { dirname, join, relative, resolve, sep } from "node:path";
import { isDynamicPattern } from "tinyglobby";
import type { Config } from "../../config/config.ts";
import { linkProblems, normaliseOwnPath, problemOfOwnPath } from "../../config/own-paths.ts";
import { diagnose, isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { PublicChange } from "../../diagnostics/report-types.ts";
import type { ProcessInfo } from "../../emit/write/lock.ts";
import { openOutput, writeOutput } from "../../emit/write/write.ts";
import { guardFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { isWithin } from "../../load/allowance.ts";
import { chooseFiles, findFolder, hashOfFiles, readContents, type BroughtFile } from "./choose-files.ts";
import type { GitEnvironment, GitError } from "./git-client.ts";
import { lookAhead } from "./look-ahead.ts";
import { brokenLock, failedPull, pullContent, pullLeftOut, pullSource } from "./pull-diagnostics.ts";
import { checkSource, problemOfRef } from "./pull-source.ts";
import { openRepository, type PulledCommit, type Repository } from "./read-repository.ts";
import { parseLock, printLock, type SpecsLock } from "./specs-lock.ts";

/** The input of `pull`: the options of the command, and the parts of the process that it may use. */
export interface PullInput {
  readonly config: Config;
  readonly cwd: string;
  /** The value of `--source`, which replaces the configuration. */
  readonly source: string | undefined;
  /** The value of `--ref`, which replaces the configuration. */
  readonly ref: string | undefined;
  /** The value of `--folder`, which replaces the configuration. */
  readonly folder: string | undefined;
  /** Whether to write nothing. */
  readonly check: boolean;
  /** Whether to take over edited files, and files that `pull` did not write. */
  readonly force: boolean;
  readonly environment: GitEnvironment | undefined;
  readonly process: ProcessInfo;
  readonly onStage: (stage: string) => void;
}

/** The result of a pull, or the changes that it would make. */
export interface PullReport {
  readonly source: string;
  readonly ref: string;
  readonly folder: string;
  /** The absolute path of the folder for the specs. */
  readonly to: string;
  /** The former commit of the specs; absent if there was no lock. */
  readonly before?: string;
  readonly commit: string;
  /** The new commits, newest first; absent if the former commit is not in the history of the new one. */
  readonly commits?: readonly PulledCommit[];
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  readonly isChanged: boolean;
  readonly changes: readonly PublicChange[];
}

/** The result of a pull, and what was found in the repository and in the new specs. */
export interface PullResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent if an error stopped the pull; nothing was changed then. */
  readonly report?: PullReport;
  /** The absolute top folder of each version's spec, used to print paths. */
  readonly tops: ReadonlyMap<string, string>;
}

/** The owner of the files in the writer's manifest. */
const OWNER = "specs";

/**
 * Pulls the specs of a repository. They are fetched, read and analysed in temporary folders. Then the specs and the
 * lock are put in place together, or not at all.
 */
export async function pull(input: PullInput): Promise<PullResult> {
  const places = placesOf(input);
  if ("diagnostics" in places) return stopped(places.diagnostics);
  const opened = openOutput(places.to, input.process, { check: input.check, force: input.force });
  if (opened.some(isError)) return stopped(opened);
  const lock = readLock(input.config);
  if ("diagnostic" in lock) return stopped([lock.diagnostic]);
  let repository: Repository;
  try {
    input.onStage(`fetching ${places.source}`);
    repository = await openRepository({ ...places, environment: input.environment });
    try {
      const result = await bring(input, { ...places, repository, lock });
      return { ...result, diagnostics: [...opened, ...result.diagnostics] };
    } finally {
      repository.remove();
    }
  } catch (error) {
    const { said, code } = error as Partial<GitError> & { readonly code?: unknown };
    if (said === undefined && typeof code !== "string") throw error;
    const problem = said ?? explainSystemError(error).reason;
    return stopped([diagnose(failedPull, { source: places.source, problem })]);
  }
}

function stopped(diagnostics: readonly Diagnostic[]): PullResult {
  return { diagnostics, tops: new Map() };
}

interface Places {
  /** The source as messages and the lock show it. */
  readonly source: string;
  readonly address: string;
  readonly ref: string;
  /** The folder of the repository; undefined: the folder that has the roots. */
  readonly folder: string | undefined;
  /** An absolute path. */
  readonly to: string;
  /** The roots in that folder, relative to it. */
  readonly roots: readonly string[];
}

/** The source and the destination of the specs, from the command line and the configuration. */
function placesOf(input: PullInput): Places | { readonly diagnostics: readonly Diagnostic[] } {
  const { config, cwd } = input;
  const fail = (problem: string): { readonly diagnostics: readonly Diagnostic[] } => ({
    diagnostics: [diagnose(pullSource, { problem })],
  });
  const source = input.source ?? config.pull.source;
  const ref = input.ref ?? config.pull.ref;
  const checked = checkSource(source, input.source === undefined ? config.base : cwd);
  if ("problem" in checked) return fail(checked.problem);
  const wrongRef = problemOfRef(ref);
  if (wrongRef !== undefined) return fail(wrongRef);
  const folder = input.folder ?? config.pull.folder;
  if (folder !== undefined && /(?:^|\/)\.\.(?:\/|$)|^[/-]|[\\\0\n]/u.test(folder))
    return fail(`the folder ${JSON.stringify(folder)} is not a folder of the repository`);
  const roots = Object.values(config.specs).flatMap((spec) => spec.roots.map((root) => resolve(config.base, root)));
  const to = config.pull.to === undefined ? commonFolder(roots.map(fixedFolder)) : resolve(config.base, config.pull.to);
  if (!isWithin(config.base, to)) return fail(`the roots are outside the folder of the configuration; set "pull.to"`);
  const path = relative(config.base, to).split(sep).join("/") || ".";
  const wrongPath = problemOfOwnPath(path);
  if (wrongPath !== undefined) return fail(`${path} ${wrongPath}`);
  const linked = linkProblems(config, [path, dirname(config.pull.lock)]);
  if (linked.length > 0) return { diagnostics: linked };
  const below = roots.filter((root) => isWithin(to, root)).map((root) => relative(to, root).split(sep).join("/"));
  return {
    source,
    address: checked.address,
    ref,
    folder: folder === undefined ? undefined : normaliseOwnPath(folder),
    to,
    roots: [...new Set(below)],
  };
}

/** The folder of a root; for a pattern, the folder of its fixed part. */
function fixedFolder(root: string): string {
  const parts = root.split(/[\\/]/u);
  const pattern = parts.findIndex((part) => isDynamicPattern(part));
  return pattern === -1 ? dirname(root) : parts.slice(0, pattern).join(sep);
}

function commonFolder(folders: readonly string[]): string {
  const [first = "", ...others] = folders;
  let common = first;
  for (const other of others) while (!isWithin(common, other)) common = dirname(common);
  return common;
}

function readLock({
  base,
  pull,
}: Config): { readonly text: string | undefined; readonly lock?: SpecsLock } | { readonly diagnostic: Diagnostic } {
  const path = normaliseOwnPath(pull.lock);
  const broken = (problem: string): { readonly diagnostic: Diagnostic } => ({
    diagnostic: diagnose(brokenLock, { path: join(base, path), problem }),
  });
  try {
    const text = guardFolder(base).read(path)?.toString("utf8");
    if (text === undefined) return { text };
    const parsed = parseLock(text);
    return "problem" in parsed ? broken(parsed.problem) : { text, lock: parsed.lock };
  } catch (error) {
    return broken(explainSystemError(error).reason);
  }
}

interface Bringing extends Places {
  readonly repository: Repository;
  readonly lock: { readonly text: string | undefined; readonly lock?: SpecsLock };
}

async function bring(input: PullInput, at: Bringing): Promise<PullResult> {
  const { repository, to } = at;
  const fetched = await fetchFiles(at);
  if ("diagnostics" in fetched) return stopped(fetched.diagnostics);
  const { folder, files, found } = fetched;
  input.onStage("reading the new specs");
  const ahead = await lookAhead({ ...input, to, files });
  const diagnostics = [...found, ...ahead.diagnostics];
  const { tops, changes } = ahead;
  if (diagnostics.some(isError)) return { diagnostics, tops };
  const before = at.lock.lock;
  const next: SpecsLock = {
    source: at.source,
    ref: at.ref,
    folder,
    commit: repository.commit,
    hash: hashOfFiles(files),
    files: files.length,
  };
  // A commit that touches no spec does not change the lock.
  const isSame = before !== undefined && printLock({ ...next, commit: before.commit }) === at.lock.text;
  const lockText = isSame ? at.lock.text : printLock(next);
  const hasLockChange = lockText !== at.lock.text;
  const base = guardFolder(input.config.base);
  const write = writeOutput({
    out: to,
    outputs: [{ target: OWNER, files }],
    specHashes: {},
    force: input.force,
    check: input.check,
    process: input.process,
    beside: hasLockChange ? [{ folder: base, path: normaliseOwnPath(input.config.pull.lock), content: lockText }] : [],
  });
  if (write.diagnostics.some(isError)) return { diagnostics: [...diagnostics, ...write.diagnostics], tops };
  const { writes, removals, unchanged } = write.plan;
  const commits = before === undefined ? [] : await repository.commitsSince(before.commit, folder);
  const report: PullReport = {
    source: at.source,
    ref: at.ref,
    folder,
    to,
    ...(before === undefined ? {} : { before: before.commit }),
    commit: isSame ? before.commit : repository.commit,
    ...(commits === undefined ? {} : { commits }),
    written: writes.map(({ path }) => path).sort(),
    removed: [...removals].sort(),
    unchanged,
    isChanged: hasLockChange || writes.length > 0 || removals.length > 0,
    changes,
  };
  return { diagnostics: [...diagnostics, ...write.diagnostics], report, tops };
}

/** Reads the files of the commit, and lists the entries that are skipped. */
async function fetchFiles({
  repository,
  source,
  roots,
  folder: asked,
}: Bringing): Promise<
  | { readonly folder: string; readonly files: readonly BroughtFile[]; readonly found: readonly Diagnostic[] }
  | { readonly diagnostics: readonly Diagnostic[] }
> {
  const fail = (problem: string, advice?: string): { readonly diagnostics: readonly Diagnostic[] } => ({
    diagnostics: [
      diagnose(pullContent, { problem: `${source}: ${problem}`, ...(advice === undefined ? {} : { advice }) }),
    ],
  });
  const plain = roots.filter((root) => !isDynamicPattern(root));
  if (asked === undefined && plain.length === 0)
    return fail("the roots are patterns, so their folder in the repository cannot be found");
  const found = asked === undefined ? findFolder(repository.files, plain) : { folder: asked };
  if ("problem" in found) return fail(found.problem);
  const chosen = chooseFiles(repository.files, found.folder);
  const paths = new Set(chosen.files.map(({ path }) => path));
  const missing = plain.filter((root) => !paths.has(root));
  if (missing.length > 0 || paths.size === 0)
    return fail(`the folder ${found.folder} of the repository has no ${missing.join(", ") || "specs"}`);
  const read = readContents(chosen.files, await repository.readFiles(chosen.files.map(({ file }) => file)));
  if ("problem" in read) return fail(read.problem, "pull from a repository that contains the specs as text");
  const kinds = [...new Set(chosen.leftOut.map(({ what }) => what))];
  return {
    folder: found.folder,
    files: read.files,
    found: kinds.map((what) => {
      const of = chosen.leftOut.filter((one) => one.what === what).map(({ path }) => path);
      const more = of.length > 5 ? ` and ${String(of.length - 5)} more` : "";
      return diagnose(pullLeftOut, { what, paths: of.slice(0, 5).join(", ") + more });
    }),
  };
}
