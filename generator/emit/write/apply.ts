import { dirname } from "node:path";
import type { GuardedFolder } from "../../files/guard.ts";
import { isMissing, systemError } from "../../files/system-error.ts";
import { oldPath, stagedPath, type Journal } from "./journal.ts";
import { hashOf } from "./manifest.ts";

/**
 * Puts everything in its place. Each file takes two steps: what stands there goes to the old ones, and the new one
 * takes its place. Both can be told from what stands where, so this goes on where a killed run stopped (`isResumed`),
 * and {@link revert} goes back from any point.
 */
export function apply(folder: GuardedFolder, journal: Journal, isResumed: boolean): void {
  const made = new Set<string>();
  for (const [index, { path }] of journal.writes.entries()) {
    if (isResumed && folder.status(stagedPath(index)) === undefined) continue;
    const parent = dirname(path);
    if (parent !== "." && !made.has(parent)) {
      folder.makeFolder(parent);
      made.add(parent);
    }
    keepOld(folder, path, index);
    folder.move(stagedPath(index), path);
  }
  for (const [position, path] of journal.removals.entries()) {
    keepOld(folder, path, journal.writes.length + position);
    removeEmptyFolders(folder, path);
  }
}

/** Moves what stands at a path to the old ones, unless that has been done. */
function keepOld(folder: GuardedFolder, path: string, index: number): void {
  const status = folder.status(path);
  if (status === undefined) return;
  // A whole folder is never ours to replace.
  if (status.isDirectory()) throw systemError("EISDIR", `${folder.root}/${path}`);
  // What appeared behind a killed run's back must not take the old one's place.
  if (folder.status(oldPath(index)) === undefined) folder.move(path, oldPath(index));
}

/** Whether every staged file is what the journal says: a crash of the machine may have kept a name and lost its content. */
export function isWhole(folder: GuardedFolder, journal: Journal): boolean {
  return journal.writes.every(({ path, hash }, index) => {
    const content = folder.read(stagedPath(index)) ?? readQuietly(folder, path);
    return content !== undefined && hashOf(content) === hash;
  });
}

/** Takes everything back, the last first. What has been taken back already stays so. */
export function revert(folder: GuardedFolder, journal: Journal): void {
  const entries = [...journal.writes, ...journal.removals.map((path) => ({ path, hash: undefined }))];
  for (const [index, { path, hash }] of [...entries.entries()].reverse()) {
    const isPlaced = hash !== undefined && folder.status(stagedPath(index)) === undefined;
    const hasOld = folder.status(oldPath(index)) !== undefined;
    if (isPlaced && isOurs(folder, path, hash)) moveBack(folder, path, stagedPath(index));
    if (hasOld) {
      const parent = dirname(path);
      if (parent !== ".") folder.makeFolder(parent);
      folder.move(oldPath(index), path);
    } else removeEmptyFolders(folder, path);
  }
}

function moveBack(folder: GuardedFolder, path: string, staged: string): void {
  try {
    folder.move(path, staged);
  } catch (error) {
    // The working folder vanished: what is new is not kept, for nothing can complete this write any more.
    if (!isMissing(error)) throw error;
    folder.remove(path);
  }
}

/** Whether what stands at a path is what this write has put there. */
function isOurs(folder: GuardedFolder, path: string, hash: string): boolean {
  const content = readQuietly(folder, path);
  return content !== undefined && hashOf(content) === hash;
}

/** The content of a regular file; undefined for anything else. */
function readQuietly(folder: GuardedFolder, path: string): Buffer | undefined {
  try {
    return folder.read(path);
  } catch {
    return undefined;
  }
}

function removeEmptyFolders(folder: GuardedFolder, path: string): void {
  for (let current = dirname(path); current !== "."; current = dirname(current))
    if (!folder.removeFolder(current)) return;
}
