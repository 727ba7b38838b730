import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { GuardedFolder } from "./guard.ts";
import { quietly } from "./quietly.ts";
import { systemError } from "./system-error.ts";

/** New content, written beside its file and ready to replace it. */
export interface Replacement {
  /** Replaces the file in one step. */
  readonly commit: () => void;
  /** Removes the new content; never throws an error. */
  readonly discard: () => void;
  /** Restores what existed before `commit`. */
  readonly revert: () => void;
}

/** The file to replace, and the process that replaces it. */
export interface ReplaceAt {
  readonly folder: GuardedFolder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /**
   * The number of this process, and a test whether another process is alive. The drafts of dead processes are removed.
   */
  readonly self: { readonly pid: number; readonly isAlive: (pid: number) => boolean };
}

/**
 * Writes the next content of a file beside it. So a failure (a full disk, a read-only disk) happens before anything has
 * changed. The file must be regular or absent; a link is refused.
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
    // A full disk may leave a part of the draft.
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

/** Removes the drafts of killed runs. */
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
