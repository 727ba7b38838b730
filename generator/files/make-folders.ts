import { mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { statusOf } from "./status.ts";
import { errorCode, systemError } from "./system-error.ts";

/** Folders whose files are the kernel's. Shared memory is a disk like others. */
const KERNEL = /^\/(?:proc|sys|dev(?!\/shm(?:\/|$)))(?:\/|$)/u;

/**
 * Makes a folder and those above it, one after the other from the nearest that exists: Node's own `recursive` never
 * ends where the system says of every new folder that it does not exist (`/proc`). Throws the system's error.
 */
export function makeFolders(path: string): void {
  refuseKernelFolder(path);
  const status = statusOf(path);
  if (status?.isDirectory() === true) return;
  if (status !== undefined) throw systemError("ENOTDIR", path);
  if (dirname(path) === path) throw systemError("ENOENT", path);
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run has made it just now.
    if (errorCode(error) !== "EEXIST" || statusOf(path)?.isDirectory() !== true) throw error;
  }
}

/** Throws where a path lies among the kernel's files, as far as it exists. */
export function refuseKernelFolder(path: string): void {
  if (KERNEL.test(`${realPlace(path)}/`)) throw systemError("EKERNEL", path);
}

/** A path without links, as far as it exists. */
export function realPlace(path: string): string {
  if (dirname(path) === path) return path;
  try {
    return realpathSync(path);
  } catch {
    return join(realPlace(dirname(path)), basename(path));
  }
}
