import { dirname } from "node:path";
import type { GuardedFolder } from "../../files/guard.ts";
import { isMissing, systemError } from "../../files/system-error.ts";
import { oldPath, stagedPath, standingOf, type Before, type Journal } from "./journal.ts";
import { EMPTY_MANIFEST, hashOf, parseManifest } from "./manifest.ts";
import type { Manifest } from "../output.ts";
import { MANIFEST } from "./paths.ts";

/**
 * Puts every file in its place. Each file takes two steps: the existing file moves to the old files, and the new file
 * moves to its place. The file system shows which steps are done. So this function continues where a killed run stopped
 * (`isResumed`), and {@link revert} goes back from any point.
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
  for (const [position, { path }] of journal.removals.entries()) {
    keepOld(folder, path, journal.writes.length + position);
    removeEmptyFolders(folder, path);
  }
}

/** Moves an existing file to the old files, unless that is already done. */
function keepOld(folder: GuardedFolder, path: string, index: number): void {
  const status = folder.status(path);
  if (status === undefined) return;
  // A run never replaces a whole folder.
  if (status.isDirectory()) throw systemError("EISDIR", `${folder.root}/${path}`);
  // A file that appeared after the run was killed belongs to somebody else and is not replaced.
  if (folder.status(oldPath(index)) !== undefined) throw systemError("EEXIST", `${folder.root}/${path}`);
  folder.move(path, oldPath(index));
}

/**
 * The reason why the write of a killed run cannot be completed, although its journal has the seal of this user;
 * undefined if it can. A write may create only files in its own new manifest, remove only files in the old manifest,
 * and replace only files that existed when it was planned.
 */
export function obstacleOf(folder: GuardedFolder, journal: Journal): string | undefined {
  if (!isWhole(folder, journal)) return "a new file of it is not whole";
  const { next, former } = manifestsOf(folder, journal);
  if (next === undefined || former === undefined) return "its manifest cannot be read";
  const listed = filesOf(next);
  const owned = filesOf(former);
  if (journal.writes.some(({ path, hash }) => path !== MANIFEST && listed.get(path) !== hash))
    return "it writes what its manifest does not list";
  if (journal.removals.some(({ path }) => !owned.has(path))) return "it removes what the manifest does not own";
  const changed = entriesOf(journal).find(({ path, before, index }) => {
    const isPlaced = index < journal.writes.length && folder.status(stagedPath(index)) === undefined;
    if (isPlaced) return false;
    const standing = standingOf(folder, path);
    return standing !== null && (folder.status(oldPath(index)) !== undefined || standing !== before);
  });
  return changed === undefined ? undefined : `${changed.path} was changed meanwhile`;
}

interface Entry {
  readonly path: string;
  readonly before: Before;
  readonly hash: string | undefined;
  readonly index: number;
}

function entriesOf({ writes, removals }: Journal): readonly Entry[] {
  const all = [...writes, ...removals.map((removal) => ({ ...removal, hash: undefined }))];
  return all.map((entry, index) => ({ ...entry, index }));
}

function filesOf(manifest: Manifest): ReadonlyMap<string, string> {
  return new Map(Object.values(manifest.files).flatMap((group) => Object.entries(group)));
}

/** The new and the old manifest of the write; undefined for an invalid one. */
function manifestsOf(
  folder: GuardedFolder,
  { writes }: Journal,
): { readonly next: Manifest | undefined; readonly former: Manifest | undefined } {
  const read = (path: string): Manifest | undefined => {
    const parsed = parseManifest(readQuietly(folder, path)?.toString("utf8"));
    return "manifest" in parsed ? parsed.manifest : undefined;
  };
  const index = writes.findIndex(({ path }) => path === MANIFEST);
  if (index === -1) return { next: read(MANIFEST), former: read(MANIFEST) };
  const isStaged = folder.status(stagedPath(index)) !== undefined;
  const next = read(isStaged ? stagedPath(index) : MANIFEST);
  if (folder.status(oldPath(index)) !== undefined) return { next, former: read(oldPath(index)) ?? EMPTY_MANIFEST };
  return { next, former: isStaged ? (read(MANIFEST) ?? EMPTY_MANIFEST) : EMPTY_MANIFEST };
}

/**
 * Whether every staged file has the hash in the journal. After a crash of the machine a file may exist without its
 * content.
 */
function isWhole(folder: GuardedFolder, journal: Journal): boolean {
  return journal.writes.every(({ path, hash }, index) => {
    const content = folder.read(stagedPath(index)) ?? readQuietly(folder, path);
    return content !== undefined && hashOf(content) === hash;
  });
}

/** Undoes the write in reverse order. Steps that are already undone are skipped. */
export function revert(folder: GuardedFolder, journal: Journal): void {
  for (const { path, hash, before, index } of [...entriesOf(journal)].reverse()) {
    const isPlaced = hash !== undefined && folder.status(stagedPath(index)) === undefined;
    const hasOld = folder.status(oldPath(index)) !== undefined;
    if (isPlaced && isOurs(folder, path, hash)) moveBack(folder, path, stagedPath(index));
    if (hasOld) {
      if (standingOf(folder, path) !== null) throw systemError("EEXIST", `${folder.root}/${path}`);
      if (standingOf(folder, oldPath(index)) !== before)
        throw systemError("ECHANGED", `${folder.root}/${oldPath(index)}`);
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
    // The working folder has disappeared. The new files are removed, because nothing can complete this write any more.
    if (!isMissing(error)) throw error;
    folder.remove(path);
  }
}

/** Whether the file at a path is the file that this write put there. */
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
