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

/** Holds staged files, the journal and the lock while a run writes; gone afterwards. On the output's own file system. */
const WORK = ".isc-sdkgen";
const LOCK = "lock";
const JOURNAL = "journal.json";
const STAGED = "staged";

interface Journal {
  /** Final path by staged name, in the order of writing; the manifest is last. */
  readonly writes: readonly { readonly staged: string; readonly path: string }[];
  readonly removals: readonly string[];
}

/**
 * Completes a write whose journal stands, or clears away one that never got as far. Runs before any command looks at
 * the folder, so that a mixture of two outputs is never taken for one.
 *
 * All of this is synchronous: thousands of small files are written several times faster than through promises, and
 * nothing else is under way.
 */
export function recover(out: string): readonly Diagnostic[] {
  const work = join(out, WORK);
  const journal = readJournal(work);
  if (journal !== undefined) {
    apply(out, journal);
    return [diagnose(recovered, { path: out, how: "that write has been completed" })];
  }
  return attempt(() => rmSync(work, { recursive: true }))
    ? [diagnose(recovered, { path: out, how: "nothing had been replaced yet; its staged files are removed" })]
    : [];
}

/** What the writer must know of this process; `cli.ts` gives it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/** Says who is writing the folder right now, if anyone is. A lock whose process is gone counts for nothing. */
export function findWriter(out: string, self: ProcessInfo): Diagnostic | undefined {
  const holder = readIfThere(join(out, WORK, LOCK));
  const pid = Number(holder);
  const isBusy = holder !== undefined && pid !== self.pid && Number.isInteger(pid) && pid > 0 && self.isAlive(pid);
  return isBusy ? diagnose(busyOutput, { path: out, pid: holder }) : undefined;
}

/** Takes the folder for this process. Two runs that start together meet here: the file is created by one of them only. */
function takeLock(out: string, self: ProcessInfo): Diagnostic | undefined {
  const work = join(out, WORK);
  mkdirSync(work, { recursive: true });
  try {
    writeFileSync(join(work, LOCK), String(self.pid), { flag: "wx" });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const busy = findWriter(out, self);
  if (busy === undefined) writeFileSync(join(work, LOCK), String(self.pid));
  return busy;
}

/** Writes a plan: stage everything, commit the journal, then put each file in its place. */
export function commit(out: string, plan: WritePlan, self: ProcessInfo): Diagnostic | undefined {
  if (plan.writes.length === 0 && plan.removals.length === 0) return undefined;
  const busy = takeLock(out, self);
  if (busy !== undefined) return busy;
  const work = join(out, WORK);
  mkdirSync(join(work, STAGED), { recursive: true });
  const writes = plan.writes.map((file, index) => ({ staged: String(index), path: file.path }));
  for (const [index, file] of plan.writes.entries()) writeFileSync(join(work, STAGED, String(index)), file.content);
  commitJournal(work, { writes, removals: plan.removals });
  apply(out, { writes, removals: plan.removals });
  return undefined;
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
