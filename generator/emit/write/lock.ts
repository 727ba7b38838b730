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

/** What the writer must know of this process; `cli.ts` gives it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds to wait for another run that writes the folder; default: none. */
  readonly patience?: number;
  /** Which machine and start of it the number is of; absent: one that is like no other. */
  readonly machine?: Machine;
  /** The user's state folder, where the key of the journals is kept; absent: a killed run is not completed. */
  readonly state?: string | undefined;
}

/** A run that has announced itself. */
export interface Holder {
  readonly pid: number;
  /** Path of its lock in the folder. */
  readonly lock: string;
  /** Whether it runs where this process cannot see it. */
  readonly isElsewhere: boolean;
}

/** Milliseconds between two looks at a lock. */
const PAUSE = 20;

/** Whoever has the lock gives it back with this. */
export type Release = () => void;

const LOCK = /^lock-([1-9]\d{0,9})-([0-9a-f]{8})-([0-9a-f]{8})$/u;
const NO_MACHINE: Machine = { host: "0".repeat(8), boot: "0".repeat(8) };

/**
 * Takes a folder for this process, or says who has it. Every run first puts a file with its own number into the
 * working folder and then looks for others: of two runs the one that looks last sees the other's file, so both can
 * give way but never both go on. Nobody replaces anybody's file, so a lock whose process is gone counts for nothing
 * and cannot be taken over twice.
 *
 * A lock's name tells number, machine and start of the machine. One of an earlier start is of a process that is gone.
 * Of one of another machine nobody here can tell, so it is told at once and not waited for. What has another name is no
 * lock: a checkout may hold anything.
 */
export function takeLock(folder: GuardedFolder, self: ProcessInfo): Release | Diagnostic {
  const patience = self.patience ?? 0;
  // Two that give way to each other must not do so for ever: their numbers set them apart.
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

/** The finding about a folder that another run has. */
export function busy(folder: GuardedFolder, { pid, lock, isElsewhere }: Holder): Diagnostic {
  return diagnose(busyOutput, { path: folder.root, pid: String(pid), lock, isElsewhere });
}

/** Another run that has announced itself, and of which nobody knows that it is gone. */
export function findHolder(folder: GuardedFolder, self: ProcessInfo): Holder | undefined {
  return announced(folder, self).find(({ lock, isGone }) => lock !== lockOf(self) && !isGone);
}

/** Puts the lock file there; false where the working folder vanished under it, for another run has just ended. */
function announce(folder: GuardedFolder, self: ProcessInfo): boolean {
  makeFolders(folder.root);
  folder.makeFolder(WORK);
  try {
    folder.create(lockOf(self), "");
    return true;
  } catch (error) {
    // A lock of our own number was left by a process that is gone: numbers are unique among the living.
    if (errorCode(error) === "EEXIST") return folder.read(lockOf(self)) !== undefined;
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

function release(folder: GuardedFolder, self: ProcessInfo): void {
  for (const { lock, isGone } of announced(folder, self)) if (isGone) folder.remove(lock);
  for (const name of namesIn(folder)) {
    // What only looks like a lock would keep the folder there for ever.
    if (name.startsWith("lock") && !LOCK.test(name)) quietly(() => folder.remove(`${WORK}/${name}`));
  }
  folder.remove(lockOf(self));
  // Another run may have announced itself: then the folder stays for it.
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
  // Looked at once more: the folder must be one.
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
