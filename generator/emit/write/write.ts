import { join } from "node:path";
import { diagnose, isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { guardFolder, type GuardedFolder } from "../../files/guard.ts";
import { refusePlace } from "../../files/refused-places.ts";
import { quietly } from "../../files/quietly.ts";
import { prepareReplacement, type Replacement } from "../../files/replace-file.ts";
import { errorCode, explainSystemError, type SystemReason } from "../../files/system-error.ts";
import { statusOf } from "../../files/status.ts";
import type { TargetOutput } from "../output.ts";
import { apply, revert } from "./apply.ts";
import { failedWrite, interruptedWrite, unusableOutput } from "./diagnostics.ts";
import { clearWork, commitJournal, endJournal, readPending, stage, standingOf, type Journal } from "./journal.ts";
import { busy, findHolder, takeLock, type ProcessInfo } from "./lock.ts";
import { EMPTY_MANIFEST, readManifest } from "./manifest.ts";
import { planWrite, type WritePlan } from "./plan.ts";
import { recover, untrusted } from "./recover.ts";

/**
 * The input of `writeOutput`: the output folder, its new files, and the treatment of files that the generator does not
 * own.
 */
export interface WriteInput {
  /** Absolute path of the output folder. */
  readonly out: string;
  readonly outputs: readonly TargetOutput[];
  /** Why a file could not be staged, if one could not; then nothing is written. */
  readonly stagingFailure?: SystemReason | undefined;
  /** By label, for the manifest. */
  readonly specHashes: Readonly<Record<string, string>>;
  /** Hash over the custom code; absent if there is none. */
  readonly customHash?: string | undefined;
  /** Whether to take over foreign and edited files. */
  readonly force: boolean;
  /** Whether to plan only, without changing anything. */
  readonly check: boolean;
  readonly process: ProcessInfo;
  /**
   * Files outside the folder that change together with the output or not at all: the names ledger, and the files of a
   * release.
   */
  readonly beside?: readonly BesideFile[];
}

/** A file outside the output folder that is written together with the output. */
export interface BesideFile {
  readonly folder: GuardedFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** The plan of a write, and the findings of planning and of writing. */
export interface WriteResult {
  readonly plan: WritePlan;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan of a write that does nothing. */
export const NOTHING: WritePlan = { writes: [], removals: [], unchanged: 0, diagnostics: [] };

/**
 * Prepares a folder for reading: refuses a folder that another process writes, and completes or undoes an interrupted
 * write; with `check` it only reports the interrupted write. Every command that reads or writes the output calls this
 * first.
 */
export function openOutput(
  out: string,
  self: ProcessInfo,
  { check, force = false }: { readonly check: boolean; readonly force?: boolean },
): readonly Diagnostic[] {
  try {
    refusePlace(out);
    const status = statusOf(out);
    if (status === undefined) return [];
    if (!status.isDirectory())
      return [unusable(out, { reason: "it is not a folder", advice: "name another folder with --out" })];
    const folder = guardFolder(out);
    if (check) return lookForOthers(folder, self);
    const { kind } = readPending(folder, self.state);
    if (kind === "none") return [];
    // A living run stages its files, and its output is whole. The lock decides at the end which of the two goes first.
    if (kind === "leftovers" && findHolder(folder, self) !== undefined) return [];
    const lock = takeLock(folder, self);
    if (typeof lock !== "function") return [lock];
    try {
      return recover(folder, { state: self.state, force });
    } finally {
      quietly(lock);
    }
  } catch (error) {
    return [unusable(out, explainSystemError(error))];
  }
}

/** The diagnostic about an output folder that cannot be used. */
export function unusable(out: string, { reason, advice }: { reason: string; advice: string }): Diagnostic {
  return diagnose(unusableOutput, { path: out, reason, advice });
}

/** Diagnostics that stop a comparison, because the folder must contain one complete output. */
function lookForOthers(folder: GuardedFolder, self: ProcessInfo): readonly Diagnostic[] {
  const holder = findHolder(folder, self);
  if (holder !== undefined) return [busy(folder, holder)];
  const pending = readPending(folder, self.state);
  if (pending.kind === "untrusted") return [untrusted(folder, pending.reason)];
  return pending.kind === "journal" ? [diagnose(interruptedWrite, { path: folder.root })] : [];
}

/** Plans the write, and carries it out unless `check` is set or something prevents it. Throws no error. */
export function writeOutput(input: WriteInput): WriteResult {
  const folder = guardFolder(input.out);
  try {
    return input.check ? compare(folder, input) : writeLocked(folder, input);
  } catch (error) {
    return { plan: NOTHING, diagnostics: [unusable(input.out, explainSystemError(error))] };
  }
}

function compare(folder: GuardedFolder, input: WriteInput): WriteResult {
  const plan = planNow(folder, input);
  // If a run has started to write meanwhile, the output that was read may be a mixture.
  const others = lookForOthers(folder, input.process);
  return { plan, diagnostics: [...plan.diagnostics, ...others] };
}

function planNow(folder: GuardedFolder, input: WriteInput): WritePlan {
  const reading = readManifest(folder);
  if ("diagnostic" in reading && !input.force) return { ...NOTHING, diagnostics: [reading.diagnostic] };
  return planWrite({ ...input, folder, manifest: "manifest" in reading ? reading.manifest : EMPTY_MANIFEST });
}

/** Plans and writes under the lock, so that no other run can invalidate the plan. */
function writeLocked(folder: GuardedFolder, input: WriteInput): WriteResult {
  let lock: ReturnType<typeof takeLock>;
  try {
    lock = takeLock(folder, input.process);
  } catch (error) {
    return withoutLock(folder, input, error);
  }
  if (typeof lock !== "function") return { plan: NOTHING, diagnostics: [lock] };
  try {
    const recovery = recover(folder, { state: input.process.state, force: input.force });
    if (recovery.some(isError)) return { plan: NOTHING, diagnostics: recovery };
    const { plan, diagnostics } = planAndCommit(folder, input);
    return { plan, diagnostics: [...recovery, ...diagnostics] };
  } finally {
    quietly(lock);
  }
}

/** Writes the output, unless planning or staging has a finding. The folder must be locked. */
export function planAndCommit(folder: GuardedFolder, input: WriteInput): WriteResult {
  if (input.stagingFailure !== undefined) {
    const { reason, advice } = input.stagingFailure;
    const failure = diagnose(failedWrite, { path: folder.root, state: "nothing was written", reason, advice });
    return { plan: NOTHING, diagnostics: [failure] };
  }
  const plan = planNow(folder, input);
  if (plan.diagnostics.length > 0) return { plan, diagnostics: plan.diagnostics };
  const failure = commit(folder, plan, input);
  return failure === undefined ? { plan, diagnostics: [] } : { plan: NOTHING, diagnostics: [failure] };
}

/** Plans without a lock in a folder that cannot be written; this is no error if there is nothing to write. */
function withoutLock(folder: GuardedFolder, input: WriteInput, error: unknown): WriteResult {
  const isReadOnly = ["EROFS", "EACCES", "EPERM"].includes(errorCode(error) ?? "");
  const failure = unusable(input.out, explainSystemError(error));
  if (!isReadOnly) return { plan: NOTHING, diagnostics: [failure] };
  const plan = planNow(folder, input);
  if (plan.diagnostics.length > 0) return { plan, diagnostics: plan.diagnostics };
  if (plan.writes.length > 0 || plan.removals.length > 0) return { plan: NOTHING, diagnostics: [failure] };
  const besideFailure = commit(folder, plan, input);
  return { plan, diagnostics: besideFailure === undefined ? [] : [besideFailure] };
}

/**
 * Stages all files, commits the journal, and puts each file in its place, the files beside the folder last. Returns the
 * failure, if there is one.
 */
function commit(
  folder: GuardedFolder,
  plan: WritePlan,
  { beside = [], process: self }: WriteInput,
): Diagnostic | undefined {
  const replacements: Replacement[] = [];
  const discard = (): void => replacements.forEach((replacement) => replacement.discard());
  for (const file of beside) {
    const path = join(file.folder.root, file.path);
    try {
      refusePlace(path);
      replacements.push(prepareReplacement({ ...file, self }, file.content));
    } catch (error) {
      discard();
      return failedAt(path, "nothing was written", error);
    }
  }
  const failure = commitFiles(folder, plan, { state: self.state, last: () => commitAll(replacements) });
  if (failure !== undefined) discard();
  return failure;
}

/** Replaces several files, or none: if one replacement fails, the earlier ones are undone. */
function commitAll(replacements: readonly Replacement[]): void {
  const done: Replacement[] = [];
  try {
    for (const replacement of replacements) {
      replacement.commit();
      done.unshift(replacement);
    }
  } catch (error) {
    for (const replacement of done) replacement.revert();
    throw error;
  }
}

function failedAt(path: string, state: string, error: unknown): Diagnostic {
  return diagnose(failedWrite, { path, state, ...explainSystemError(error) });
}

interface CommitOptions {
  readonly state: string | undefined;
  /** Called when all files are in place. */
  readonly last: () => void;
}

function commitFiles(folder: GuardedFolder, plan: WritePlan, { state, last }: CommitOptions): Diagnostic | undefined {
  const failed = (error: unknown, how: string): Diagnostic => failedAt(folder.root, how, error);
  let isSealed = false;
  let journal: Journal;
  try {
    journal = journalOf(folder, plan);
  } catch (error) {
    return failed(error, "nothing was written");
  }
  const hasFiles = journal.writes.length > 0 || journal.removals.length > 0;
  try {
    if (hasFiles) {
      stage(
        folder,
        plan.writes.map(({ content }) => content),
      );
      isSealed = commitJournal(folder, journal, state);
    }
  } catch (error) {
    quietly(() => clearWork(folder));
    return failed(error, "nothing was written");
  }
  try {
    if (hasFiles) apply(folder, journal, false);
    last();
  } catch (error) {
    try {
      revert(folder, journal);
      if (hasFiles) endJournal(folder);
    } catch {
      const remedy = isSealed ? "the next run completes or undoes it" : "restore the output from version control";
      return failed(error, `a part of the new output is in its place; ${remedy}`);
    }
    quietly(() => clearWork(folder));
    return failed(error, "nothing was changed: what had been written was taken back");
  }
  // All files are in place. If the journal cannot be removed, the next run repeats the write without effect.
  if (hasFiles)
    quietly(() => {
      endJournal(folder);
      clearWork(folder);
    });
  return undefined;
}

function journalOf(folder: GuardedFolder, plan: WritePlan): Journal {
  return {
    writes: plan.writes.map(({ path, hash, before }) => ({ path, hash, before })),
    removals: plan.removals.map((path) => ({ path, before: standingOf(folder, path) })),
  };
}
