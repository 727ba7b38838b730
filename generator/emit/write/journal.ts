import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { busyOutput, recovered } from "./diagnostics.ts";
import { isSafe, type WritePlan } from "./plan.ts";
import { linkStatusOf } from "./status.ts";

/** Holds staged files, the journal and the lock while a run writes; gone afterwards. On the output's own file system. */
const WORK = ".isc-sdkgen";
const LOCK = "lock";
/** Held while a lock is replaced whose process is gone. */
const TURN = "turn";
const JOURNAL = "journal.json";
const STAGED = "staged";

interface Journal {
  /** Final path by staged name, in the order of writing; the manifest is last. */
  readonly writes: readonly { readonly staged: string; readonly path: string }[];
  readonly removals: readonly string[];
}

/**
 * Completes a write whose journal stands, or clears away one that never got as far. Runs before any command looks at
 * the folder, so that a mixture of two outputs is never taken for one. Says so where another process writes the folder
 * right now.
 *
 * All of this is synchronous: thousands of small files are written several times faster than through promises, and
 * nothing else is under way.
 */
export function recover(out: string, self: ProcessInfo): readonly Diagnostic[] {
  const work = join(out, WORK);
  if (linkStatusOf(work) === undefined) return [];
  const busy = takeLock(out, self);
  if (busy !== undefined) return [busy];
  const journal = readJournal(work);
  if (journal !== undefined) {
    apply(out, journal);
    return [diagnose(recovered, { path: out, how: "that write has been completed" })];
  }
  rmSync(work, { recursive: true });
  return [diagnose(recovered, { path: out, how: "nothing had been replaced yet; its staged files are removed" })];
}

/** What the writer must know of this process; `cli.ts` gives it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Takes the folder for this process, or says who has it: of two runs that start together one creates the file. A lock
 * whose process is gone counts for nothing; who replaces it holds a second file meanwhile, for between looking at a
 * lock and replacing it another run could have done the same.
 */
function takeLock(out: string, self: ProcessInfo): Diagnostic | undefined {
  const work = join(out, WORK);
  const lock = join(work, LOCK);
  mkdirSync(work, { recursive: true });
  if (createFile(lock, self.pid)) return undefined;
  const holder = findHolder(lock, self);
  if (holder !== undefined) return diagnose(busyOutput, { path: out, pid: holder });
  const turn = join(work, TURN);
  const other = findHolder(turn, self);
  if (other === undefined) rmSync(turn, { force: true });
  if (!createFile(turn, self.pid)) return diagnose(busyOutput, { path: out, pid: other ?? "unknown" });
  const winner = findHolder(lock, self);
  if (winner === undefined) writeFileSync(lock, String(self.pid));
  rmSync(turn, { force: true });
  return winner === undefined ? undefined : diagnose(busyOutput, { path: out, pid: winner });
}

/** Whether this process created the file. */
function createFile(path: string, pid: number): boolean {
  try {
    writeFileSync(path, String(pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The number of the living process that has created a file; undefined when there is none, or it is this one. */
function findHolder(path: string, self: ProcessInfo): string | undefined {
  let holder = readIfThere(path);
  if (holder === "") {
    // Its process has created it and not yet written its number, or was killed just then.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    holder = readIfThere(path);
  }
  const pid = Number(holder);
  return Number.isInteger(pid) && pid > 0 && pid !== self.pid && self.isAlive(pid) ? holder : undefined;
}

/** What became of a plan: carried out, or another run had the folder, or had written in it since the plan was made. */
export type Outcome = "done" | "stale" | Diagnostic;

/**
 * Writes a plan: stage everything, commit the journal, then put each file in its place. `isCurrent` is asked once no
 * other run can write any more.
 */
export function commit(
  out: string,
  plan: WritePlan,
  at: { readonly self: ProcessInfo; readonly isCurrent: () => boolean },
): Outcome {
  if (plan.writes.length === 0 && plan.removals.length === 0) return "done";
  const busy = takeLock(out, at.self);
  if (busy !== undefined) return busy;
  const work = join(out, WORK);
  const journal = readJournal(work);
  if (journal !== undefined) {
    // Its process has died since this run began.
    apply(out, journal);
    return "stale";
  }
  if (!at.isCurrent()) {
    rmSync(work, { recursive: true });
    return "stale";
  }
  mkdirSync(join(work, STAGED), { recursive: true });
  const writes = plan.writes.map((file, index) => ({ staged: String(index), path: file.path }));
  for (const [index, file] of plan.writes.entries()) writeFileSync(join(work, STAGED, String(index)), file.content);
  commitJournal(work, { writes, removals: plan.removals });
  apply(out, { writes, removals: plan.removals });
  return "done";
}

/** The one moment that decides: before the rename nothing has happened, after it everything will. */
function commitJournal(work: string, journal: Journal): void {
  const draft = join(work, `${JOURNAL}.draft`);
  const handle = openSync(draft, "w");
  try {
    writeFileSync(handle, JSON.stringify(journal));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, join(work, JOURNAL));
}

/** Idempotent: a file already in its place, or already removed, is no failure. */
function apply(out: string, journal: Journal): void {
  const work = join(out, WORK);
  const folders = new Set(journal.writes.map((write) => dirname(join(out, write.path))));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const { staged, path } of journal.writes)
    unlessMissing(() => renameSync(join(work, STAGED, staged), join(out, path)));
  for (const path of journal.removals) {
    unlessMissing(() => unlinkSync(join(out, path)));
    removeEmptyFolders(out, dirname(path));
  }
  unlessMissing(() => unlinkSync(join(work, JOURNAL)));
  rmSync(work, { recursive: true, force: true });
}

function removeEmptyFolders(out: string, folder: string): void {
  for (let current = folder; current !== "." && current !== ""; current = dirname(current))
    if (!attempt(() => rmdirSync(join(out, current)))) return;
}

function readJournal(work: string): Journal | undefined {
  const text = readIfThere(join(work, JOURNAL));
  try {
    const journal: unknown = text === undefined ? undefined : JSON.parse(text);
    return isJournal(journal) ? journal : undefined;
  } catch {
    return undefined;
  }
}

/** A folder may come from elsewhere: what it holds must not be able to write beside it. */
function isJournal(value: unknown): value is Journal {
  const { writes, removals } = Object(value) as { readonly writes?: unknown; readonly removals?: unknown };
  const isPath = (path: unknown): boolean => typeof path === "string" && isSafe(path);
  return (
    Array.isArray(writes) &&
    writes.every((write: Record<string, unknown>) => isPath(write["path"]) && isPath(write["staged"])) &&
    Array.isArray(removals) &&
    removals.every(isPath)
  );
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether an action could be carried out. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function unlessMissing(action: () => void): void {
  try {
    action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
