import { mkdir, open, readFile, rename, rm, rmdir, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { busyOutput, recovered } from "./diagnostics.ts";
import type { WritePlan } from "./plan.ts";

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
 */
export async function recover(out: string): Promise<readonly Diagnostic[]> {
  const work = join(out, WORK);
  const journal = await readJournal(work);
  if (journal !== undefined) {
    await apply(out, journal);
    return [diagnose(recovered, { path: out, how: "that write has been completed" })];
  }
  const removed = await rm(work, { recursive: true }).then(
    () => true,
    () => false,
  );
  return removed
    ? [diagnose(recovered, { path: out, how: "nothing had been replaced yet; its staged files are removed" })]
    : [];
}

/** What the writer must know of this process; `cli.ts` gives it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/** Says who is writing the folder right now, if anyone is. A lock whose process is gone counts for nothing. */
export async function findWriter(out: string, self: ProcessInfo): Promise<Diagnostic | undefined> {
  const holder = await readFile(join(out, WORK, LOCK), "utf8").catch(() => undefined);
  const pid = Number(holder);
  const isBusy = holder !== undefined && pid !== self.pid && Number.isInteger(pid) && pid > 0 && self.isAlive(pid);
  return isBusy ? diagnose(busyOutput, { path: out, pid: holder }) : undefined;
}

/** Takes the folder for this process. Two runs that start together meet here: the file is created by one of them only. */
async function takeLock(out: string, self: ProcessInfo): Promise<Diagnostic | undefined> {
  const work = join(out, WORK);
  await mkdir(work, { recursive: true });
  try {
    await writeFile(join(work, LOCK), String(self.pid), { flag: "wx" });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const busy = await findWriter(out, self);
  if (busy === undefined) await writeFile(join(work, LOCK), String(self.pid));
  return busy;
}

/** Writes a plan: stage everything, commit the journal, then put each file in its place. */
export async function commit(out: string, plan: WritePlan, self: ProcessInfo): Promise<Diagnostic | undefined> {
  if (plan.writes.length === 0 && plan.removals.length === 0) return undefined;
  const busy = await takeLock(out, self);
  if (busy !== undefined) return busy;
  const work = join(out, WORK);
  await mkdir(join(work, STAGED), { recursive: true });
  const writes = plan.writes.map((file, index) => ({ staged: String(index), path: file.path }));
  for (let start = 0; start < plan.writes.length; start += 64) {
    await Promise.all(
      plan.writes
        .slice(start, start + 64)
        .map((file, offset) => writeFile(join(work, STAGED, String(start + offset)), file.content)),
    );
  }
  await commitJournal(work, { writes, removals: plan.removals });
  await apply(out, { writes, removals: plan.removals });
  return undefined;
}

/** The one moment that decides: before the rename nothing has happened, after it everything will. */
async function commitJournal(work: string, journal: Journal): Promise<void> {
  const draft = join(work, `${JOURNAL}.draft`);
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(JSON.stringify(journal));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, join(work, JOURNAL));
}

/** Idempotent: a file already in its place, or already removed, is no failure. */
async function apply(out: string, journal: Journal): Promise<void> {
  const work = join(out, WORK);
  const folders = new Set(journal.writes.map((write) => dirname(join(out, write.path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const { staged, path } of journal.writes) {
    await rename(join(work, STAGED, staged), join(out, path)).catch(ignoreMissing);
  }
  for (const path of journal.removals) {
    await unlink(join(out, path)).catch(ignoreMissing);
    await removeEmptyFolders(out, dirname(path));
  }
  await unlink(join(work, JOURNAL)).catch(ignoreMissing);
  await rm(work, { recursive: true, force: true });
}

async function removeEmptyFolders(out: string, folder: string): Promise<void> {
  for (let current = folder; current !== "." && current !== ""; current = dirname(current)) {
    const isRemoved = await rmdir(join(out, current)).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}

async function readJournal(work: string): Promise<Journal | undefined> {
  try {
    return JSON.parse(await readFile(join(work, JOURNAL), "utf8")) as Journal;
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
