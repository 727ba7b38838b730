import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { refusePlace } from "./refused-places.ts";
import { statusOf } from "./status.ts";
import { errorCode, systemError } from "./system-error.ts";

/**
 * Makes a folder and those above it, one after the other from the nearest that exists: Node's own `recursive` never
 * ends where the system says of every new folder that it does not exist (`/proc`). Throws the system's error.
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
    // Another run has made it just now.
    if (errorCode(error) !== "EEXIST" || statusOf(path)?.isDirectory() !== true) throw error;
  }
}
