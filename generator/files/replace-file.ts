import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { GuardedFolder } from "./guard.ts";
import { quietly } from "./quietly.ts";
import { systemError } from "./system-error.ts";

/** A new content that lies ready beside its file. */
export interface Replacement {
  /** Puts it in the file's place, all at once. */
  readonly commit: () => void;
  /** Removes it again; never throws. */
  readonly discard: () => void;
  /** Puts back what stood there before it was committed. */
  readonly revert: () => void;
}

export interface ReplaceAt {
  readonly folder: GuardedFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** The number of this process, and whether another's is a living one: whose drafts are left over. */
  readonly self: { readonly pid: number; readonly isAlive: (pid: number) => boolean };
}

/**
 * Writes a file's next content beside it, so that what can fail (a full disk, a read-only one) fails before anything
 * has changed. The file itself must be a regular one or not be there: a link is refused.
 */
export function prepareReplacement({ folder, path, self }: ReplaceAt, content: string): Replacement {
  const refuse = (): void => {
    const status = folder.status(path);
    if (status === undefined || status.isFile()) return;
    throw systemError(status.isSymbolicLink() ? "ELOOP" : "EISDIR", join(folder.root, path));
  };
  refuse();
  const parent = posix.dirname(path);
  if (parent !== ".") folder.makeFolder(parent);
  removeDrafts({ folder, path, self });
  const draft = draftOf(path, self.pid);
  const before = folder.read(path);
  try {
    folder.create(draft, content, true);
  } catch (error) {
    // A full disk leaves a part of it.
    quietly(() => folder.remove(draft));
    throw error;
  }
  return {
    commit: () => {
      refuse();
      folder.move(draft, path);
    },
    discard: () => quietly(() => folder.remove(draft)),
    revert: () => {
      if (before === undefined) {
        folder.remove(path);
        return;
      }
      folder.create(draft, before, true);
      folder.move(draft, path);
    },
  };
}

function draftOf(path: string, pid: number): string {
  return `${path}.${String(pid)}.draft`;
}

/** Drafts of runs that were killed. */
function removeDrafts({ folder, path, self }: ReplaceAt): void {
  const parent = posix.dirname(path);
  const name = posix.basename(path);
  for (const entry of readdirSync(join(folder.root, parent))) {
    if (!entry.startsWith(`${name}.`)) continue;
    const [, pid] = /^([1-9]\d{0,9})\.draft$/u.exec(entry.slice(name.length + 1)) ?? [];
    if (pid === undefined || (Number(pid) !== self.pid && self.isAlive(Number(pid)))) continue;
    folder.remove(parent === "." ? entry : `${parent}/${entry}`);
  }
}
