import { readdirSync } from "node:fs";
import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { makeFolders } from "../../files/make-folders.ts";
import { quietly } from "../../files/quietly.ts";
import type { Machine } from "../../files/machine.ts";
import { errorCode, isMissing, systemError } from "../../files/system-error.ts";
import { busyOutput } from "./diagnostics.ts";
import { WORK } from "./paths.ts";

/** The facts about this process that the writer needs; `cli.ts` provides them. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds to wait for another run that writes the folder; default: 0. */
  readonly patience?: number;
  /** The machine, and its boot, to which the process number belongs; absent: a machine that equals no other. */
  readonly machine?: Machine;
  /** The user's state folder, which holds the key of the journals. Absent: a killed run is not completed. */
  readonly state?: string | undefined;
}

/** A run that has announced itself. */
export interface Holder {
  readonly pid: number;
  /** The path of its lock in the folder. */
  readonly lock: string;
  /** Whether it runs on a machine whose processes this process cannot see. */
  readonly isElsewhere: boolean;
}

/** Milliseconds between two checks of a lock. */
const PAUSE = 20;

/** Releases the lock. */
export type Release = () => void;

const LOCK = /^lock-([1-9]\d{0,9})-([0-9a-f]{8})-([0-9a-f]{8})$/u;
const NO_MACHINE: Machine = { host: "0".repeat(8), boot: "0".repeat(8) };

/**
 * Locks a folder for this process, or returns a diagnostic that names the holder. Every run first creates a file with
 * its own number in the working folder and then looks for others. Of two runs, the one that looks last sees the file of
 * the other. So both may give way, but both never go on. No run replaces the file of another run, so a lock of a dead
 * process counts for nothing and cannot be taken over twice.
 *
 * The name of a lock contains the number, the machine and the boot of the machine. A lock from an earlier boot belongs
 * to a dead process. A lock from another machine cannot be checked here, so it is reported at once and not waited for.
 * A file with another name is not a lock, because a checkout may contain anything.
 */
export function takeLock(folder: GuardedFolder, self: ProcessInfo): Release | Diagnostic {
  const patience = self.patience ?? 0;
  // Two runs that give way to each other must not do so forever, so their numbers make their pauses different.
  const step = PAUSE + (self.pid % PAUSE);
  for (let waited = 0; ; waited += step) {
    if (announce(folder, self)) {
      const other = findHolder(folder, self);
      if (other === undefined) return () => release(folder, self);
      folder.remove(lockOf(self));
      folder.removeFolder(WORK);
      if (other.isElsewhere || waited >= patience) return busy(folder, other);
    } else if (waited >= patience + 50 * PAUSE) throw systemError("ENOENT", join(folder.root, WORK));
    pause(step);
  }
}

/** Whether this process has locked the folder. */
export function holdsLock(folder: GuardedFolder, self: ProcessInfo): boolean {
  return folder.status(lockOf(self)) !== undefined;
}

/** The diagnostic about a folder that another run has locked. */
export function busy(folder: GuardedFolder, { pid, lock, isElsewhere }: Holder): Diagnostic {
  return diagnose(busyOutput, { path: folder.root, pid: String(pid), lock, isElsewhere });
}

/** Another run that has announced itself and is not known to be dead. */
export function findHolder(folder: GuardedFolder, self: ProcessInfo): Holder | undefined {
  return announced(folder, self).find(({ lock, isGone }) => lock !== lockOf(self) && !isGone);
}

/**
 * Creates the lock file. Returns false if the working folder disappeared meanwhile, because another run has just ended.
 */
function announce(folder: GuardedFolder, self: ProcessInfo): boolean {
  makeFolders(folder.root);
  folder.makeFolder(WORK);
  try {
    folder.create(lockOf(self), "");
    return true;
  } catch (error) {
    // A lock with our own number was left by a dead process, because numbers of living processes are unique.
    if (errorCode(error) === "EEXIST") return folder.read(lockOf(self)) !== undefined;
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

function release(folder: GuardedFolder, self: ProcessInfo): void {
  for (const { lock, isGone } of announced(folder, self)) if (isGone) folder.remove(lock);
  for (const name of namesIn(folder)) {
    // A file that only looks like a lock would keep the folder there forever.
    if (name.startsWith("lock") && !LOCK.test(name)) quietly(() => folder.remove(`${WORK}/${name}`));
  }
  folder.remove(lockOf(self));
  // If another run has announced itself, the folder is not empty and stays.
  folder.removeFolder(WORK);
}

function announced(folder: GuardedFolder, self: ProcessInfo): readonly (Holder & { readonly isGone: boolean })[] {
  const { host: ownHost, boot: ownBoot } = self.machine ?? NO_MACHINE;
  return namesIn(folder).flatMap((name) => {
    const [, number, host, boot] = LOCK.exec(name) ?? [];
    if (number === undefined) return [];
    const pid = Number(number);
    const isElsewhere = host !== ownHost;
    const isGone = !isElsewhere && (boot !== ownBoot || (pid !== self.pid && !self.isAlive(pid)));
    return [{ pid, lock: `${WORK}/${name}`, isElsewhere, isGone }];
  });
}

function namesIn(folder: GuardedFolder): readonly string[] {
  // Checked again: the working folder must be a folder.
  folder.status(`${WORK}/`);
  try {
    return readdirSync(join(folder.root, WORK));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function lockOf({ pid, machine = NO_MACHINE }: ProcessInfo): string {
  return `${WORK}/lock-${String(pid)}-${machine.host}-${machine.boot}`;
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
