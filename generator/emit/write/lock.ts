import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { errorCode, isMissing, systemError } from "../../files/system-error.ts";
import { busyOutput } from "./diagnostics.ts";
import { WORK } from "./paths.ts";

/** What the writer must know of this process; `cli.ts` gives it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds to wait for another run that writes the folder; default: none. */
  readonly patience?: number;
}

/** Milliseconds between two looks at a lock. */
const PAUSE = 20;

/** Whoever has the lock gives it back with this. */
export type Release = () => void;

/**
 * Takes a folder for this process, or says who has it. Every run first puts a file with its own number into the
 * working folder and then looks for others: of two runs the one that looks last sees the other's file, so both can
 * give way but never both go on. Nobody replaces anybody's file, so a lock whose process is gone counts for nothing
 * and cannot be taken over twice.
 */
export function takeLock(folder: GuardedFolder, self: ProcessInfo): Release | Diagnostic {
  for (let waited = 0; ; waited += PAUSE) {
    if (announce(folder, self.pid)) {
      const other = findHolder(folder, self);
      if (other === undefined) return () => release(folder, self);
      folder.remove(lockOf(self.pid));
      folder.removeFolder(WORK);
      if (waited >= (self.patience ?? 0)) return diagnose(busyOutput, { path: folder.root, pid: String(other) });
    } else if (waited >= (self.patience ?? 0) + 50 * PAUSE) throw systemError("ENOENT", join(folder.root, WORK));
    // Two that give way to each other must not do so for ever: their numbers set them apart.
    pause(PAUSE + (self.pid % PAUSE));
  }
}

/** The number of another living process that has announced itself. */
export function findHolder(folder: GuardedFolder, self: ProcessInfo): number | undefined {
  return announced(folder).find((pid) => pid !== self.pid && self.isAlive(pid));
}

/** Puts the lock file there; false where the working folder vanished under it, for another run has just ended. */
function announce(folder: GuardedFolder, pid: number): boolean {
  mkdirSync(folder.root, { recursive: true });
  folder.makeFolder(WORK);
  try {
    folder.create(lockOf(pid), "");
    return true;
  } catch (error) {
    // A lock of our own number was left by a process that is gone: numbers are unique among the living.
    if (errorCode(error) === "EEXIST") return folder.read(lockOf(pid)) !== undefined;
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

function release(folder: GuardedFolder, self: ProcessInfo): void {
  for (const pid of announced(folder)) if (!self.isAlive(pid)) folder.remove(lockOf(pid));
  folder.remove(lockOf(self.pid));
  // Another run may have announced itself: then the folder stays for it.
  folder.removeFolder(WORK);
}

function announced(folder: GuardedFolder): readonly number[] {
  // Looked at once more: the folder must be one.
  folder.status(`${WORK}/`);
  let names: readonly string[];
  try {
    names = readdirSync(join(folder.root, WORK));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return names.flatMap((name) => {
    const [, pid] = /^lock-([1-9]\d{0,9})$/u.exec(name) ?? [];
    return pid === undefined ? [] : [Number(pid)];
  });
}

function lockOf(pid: number): string {
  return `${WORK}/lock-${String(pid)}`;
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
