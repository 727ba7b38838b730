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
 * Steps inside one folder, by paths relative to it (`/` between the parts). Before each step every part between the
 * folder and the last one is looked at: where one is a link or no folder, the step throws ELOOP or ENOTDIR and is not
 * made. The last part is never followed. The folder itself may be a link, for its user named it.
 */
export interface GuardedFolder {
  readonly root: string;
  /** What stands there, unfollowed; undefined for nothing. */
  readonly status: (path: string) => ReturnType<typeof linkStatusOf>;
  /** The bytes of a regular file; undefined for nothing. Throws for anything else. */
  readonly read: (path: string) => Buffer | undefined;
  /** Creates a file; throws EEXIST where anything stands, a link included. `isDurable` waits for the disk. */
  readonly create: (path: string, content: string | Buffer, isDurable?: boolean) => void;
  /** Makes a folder and those above it. */
  readonly makeFolder: (path: string) => void;
  /** Puts a file or link in another place, and replaces what stands there. */
  readonly move: (from: string, to: string) => void;
  /** Removes a file or a link; nothing there is no failure. */
  readonly remove: (path: string) => void;
  /** Removes an empty folder, and tells whether it could. */
  readonly removeFolder: (path: string) => boolean;
}

/** The guarded steps of a folder. */
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
      // Another run has made it just now.
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
  refuseNoFolder(full);
}

/** Throws where a folder on the way is a link or no folder. A part that is missing ends the way: nothing is behind it. */
function checkParents(root: string, path: string): void {
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
    const folder = join(root, path.slice(0, at));
    if (!refuseNoFolder(folder)) return;
  }
}

/** Whether a folder stands there; throws where something else does. */
function refuseNoFolder(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return false;
  if (status.isSymbolicLink()) throw systemError("ELOOP", path);
  if (!status.isDirectory()) throw systemError("ENOTDIR", path);
  return true;
}
