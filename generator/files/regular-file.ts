import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { systemError } from "./system-error.ts";

/** Not on every system. A FIFO opened without O_NONBLOCK waits for a writer for ever. */
const NOFOLLOW = constants.O_NOFOLLOW ?? 0;
const NONBLOCK = constants.O_NONBLOCK ?? 0;

/**
 * The bytes of a regular file. Anything else is an error, and is never read: a FIFO or a device would hang or never
 * end. With `followLinks` a link that leads to a regular file is one.
 */
export function readRegularFile(path: string, { followLinks }: { readonly followLinks: boolean }): Buffer {
  if (!followLinks && NOFOLLOW === 0) refuseOthers(lstatSync(path), path);
  const handle = openSync(path, constants.O_RDONLY | NONBLOCK | (followLinks ? 0 : NOFOLLOW));
  try {
    refuseOthers(fstatSync(handle), path);
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

function refuseOthers(status: Stats, path: string): void {
  if (status.isFile()) return;
  if (status.isSymbolicLink()) throw systemError("ELOOP", path);
  throw systemError(status.isDirectory() ? "EISDIR" : "ENOTREG", path);
}

/** What stands at a path, in a word: for messages. */
export function kindOf(status: Stats): string {
  if (status.isFile()) return "a file";
  if (status.isDirectory()) return "a folder";
  if (status.isSymbolicLink()) return "a symbolic link";
  if (status.isFIFO()) return "a named pipe";
  if (status.isSocket()) return "a socket";
  return "a device";
}
