import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withoutIgnorable } from "../text/characters.ts";
import { systemError } from "./system-error.ts";

/** Folders whose files are the kernel's. Shared memory is a disk like others. */
const KERNEL = /^\/(?:proc|sys|dev(?!\/shm(?:\/|$)))(?:\/|$)/u;
/** Folders of version control, which runs programs that stand there. */
const VERSION_CONTROL: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".bzr", ".jj"]);
/** Folders without a dot whose files are run. */
const RUN: ReadonlySet<string> = new Set(["node_modules"]);
/** A part of a path as the most lenient file system reads it: some leave unseen characters out of names. */
function plainPart(part: string): string {
  return withoutIgnorable(part)
    .replace(/[. ]+$/u, "")
    .toLowerCase();
}

/** `GIT~1`: the short name that Windows gives a folder of any name. */
function isShortName(part: string): boolean {
  return /~\d+(?:\.[^.]*)?$/u.test(part);
}

/** Whether a part of a path names a folder of version control, in any spelling that leads there. */
export function isVersionControl(part: string): boolean {
  return VERSION_CONTROL.has(plainPart(part)) || /^git~\d+$/u.test(plainPart(part));
}

/**
 * Why a part of a path may be a tool's own, which runs or obeys what stands there; undefined when it is none. Those
 * begin with a dot (`.git`, `.github`, `.husky`, `.vscode`, `.npmrc`), and nobody can list them all.
 */
export function toolProblem(part: string): string | undefined {
  const plain = plainPart(part);
  if (plain.startsWith(".") || RUN.has(plain)) return "a tool may run or obey what stands there";
  if (isShortName(plain)) return "on Windows it may be the short name of another";
  return undefined;
}

/** Throws where nothing is written: among the kernel's files and those of version control, through links too. */
export function refusePlace(path: string): void {
  const place = realPlace(path);
  if (KERNEL.test(`${place}/`)) throw systemError("EKERNEL", path);
  if ([path, place].some((one) => one.split(/[\\/]/u).some(isVersionControl))) throw systemError("ETOOL", path);
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
