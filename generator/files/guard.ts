import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readRegularFile } from "./regular-file.ts";
import { errorCode, isMissing, systemError } from "./system-error.ts";
import { linkStatusOf } from "./status.ts";

/**
 * File operations inside one folder, by paths relative to it (`/` between the parts). Before each operation, every part
 * between the folder and the last part is checked. If a part is a link or not a folder, the operation throws ELOOP or
 * ENOTDIR and does nothing. The last part is never followed. The folder itself may be a link, because the user named
 * it.
 */
export interface GuardedFolder {
  readonly root: string;
  /** The status of a path, without following a link; undefined if nothing exists there. */
  readonly status: (path: string) => ReturnType<typeof linkStatusOf>;
  /** The bytes of a regular file; undefined if nothing exists there. Throws an error for anything else. */
  readonly read: (path: string) => Buffer | undefined;
  /** Creates a file. Throws EEXIST if anything exists there, including a link. `isDurable` waits for the disk. */
  readonly create: (path: string, content: string | Buffer, isDurable?: boolean) => void;
  /** Creates a folder and its missing parents. */
  readonly makeFolder: (path: string) => void;
  /** Moves a file or a link, and replaces what exists at the destination. */
  readonly move: (from: string, to: string) => void;
  /** Removes a file or a link; does nothing if the path does not exist. */
  readonly remove: (path: string) => void;
  /** Removes an empty folder; returns whether it was removed. */
  readonly removeFolder: (path: string) => boolean;
}

/** The file operations inside a folder. */
export function guardFolder(root: string): GuardedFolder {
  const at = (path: string): string => join(root, path);
  const checked = (path: string): string => {
    checkParents(root, path);
    return at(path);
  };
  return {
    root,
    status: (path) => {
      checkParents(root, path);
      return linkStatusOf(at(path));
    },
    read: (path) => {
      try {
        return readRegularFile(checked(path), { followLinks: false });
      } catch (error) {
        if (errorCode(error) === "ENOENT") return undefined;
        throw error;
      }
    },
    create: (path, content, isDurable = false) => {
      const handle = openSync(checked(path), constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
      try {
        writeFileSync(handle, content);
        if (isDurable) fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
    makeFolder: (path) => {
      const parts = path.split("/");
      parts.forEach((_, index) => makeOne(root, parts.slice(0, index + 1).join("/")));
    },
    move: (from, to) => {
      checkParents(root, from);
      checkParents(root, to);
      renameSync(at(from), at(to));
    },
    remove: (path) => {
      try {
        unlinkSync(checked(path));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    removeFolder: (path) => {
      try {
        rmdirSync(checked(path));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function makeOne(root: string, path: string): void {
  const full = join(root, path);
  const status = linkStatusOf(full);
  if (status === undefined) {
    try {
      mkdirSync(full);
      return;
    } catch (error) {
      // Another run has just created the folder.
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
  refuseNoFolder(full);
}

/**
 * Throws an error if a parent folder is a link or not a folder. A missing parent ends the check, because nothing exists
 * below it.
 */
function checkParents(root: string, path: string): void {
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
    const folder = join(root, path.slice(0, at));
    if (!refuseNoFolder(folder)) return;
  }
}

/** Whether a folder exists at a path. Throws an error if something else exists there. */
function refuseNoFolder(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return false;
  if (status.isSymbolicLink()) throw systemError("ELOOP", path);
  if (!status.isDirectory()) throw systemError("ENOTDIR", path);
  return true;
}
