import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { systemError } from "./system-error.ts";

/**
 * Not every system has O_NOFOLLOW. O_NONBLOCK is needed because opening a FIFO without it waits for a writer forever.
 */
const NOFOLLOW = constants.O_NOFOLLOW ?? 0;
const NONBLOCK = constants.O_NONBLOCK ?? 0;

/**
 * The bytes of a regular file. Anything else throws an error and is never read, because reading a FIFO or a device may
 * never end. With `followLinks`, a link to a regular file counts as that file.
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

/** The kind of a file in one word, for messages. */
export function kindOf(status: Stats): string {
  if (status.isFile()) return "a file";
  if (status.isDirectory()) return "a folder";
  if (status.isSymbolicLink()) return "a symbolic link";
  if (status.isFIFO()) return "a named pipe";
  if (status.isSocket()) return "a socket";
  return "a device";
}
