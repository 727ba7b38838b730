import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { refusePlace } from "./refused-places.ts";
import { statusOf } from "./status.ts";
import { errorCode, systemError } from "./system-error.ts";

/**
 * Creates a folder and its missing parents one by one, starting below the nearest existing folder. Node's own
 * `recursive` never ends on a system that reports every new folder as missing (`/proc`). Throws the error of the
 * system.
 */
export function makeFolders(path: string): void {
  refusePlace(path);
  makeFrom(path);
}

function makeFrom(path: string): void {
  const status = statusOf(path);
  if (status?.isDirectory() === true) return;
  if (status !== undefined) throw systemError("ENOTDIR", path);
  if (dirname(path) === path) throw systemError("ENOENT", path);
  makeFrom(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run has just created the folder.
    if (errorCode(error) !== "EEXIST" || statusOf(path)?.isDirectory() !== true) throw error;
  }
}
