import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withoutIgnorable } from "../text/characters.ts";
import { systemError } from "./system-error.ts";

/** Folders whose files belong to the kernel. Shared memory (`/dev/shm`) is an ordinary file system. */
const KERNEL = /^\/(?:proc|sys|dev(?!\/shm(?:\/|$)))(?:\/|$)/u;
/** Folders of version control systems, which run programs in these folders. */
const VERSION_CONTROL: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".bzr", ".jj"]);
/** Folders without a leading dot whose files are executed. */
const RUN: ReadonlySet<string> = new Set(["node_modules"]);
/** Normalises a part of a path for the most lenient file system: some ignore invisible characters in names. */
function plainPart(part: string): string {
  return withoutIgnorable(part)
    .replace(/[. ]+$/u, "")
    .toLowerCase();
}

/** Whether a part is a short name of Windows, such as `GIT~1`; a folder with any name can have one. */
function isShortName(part: string): boolean {
  return /~\d+(?:\.[^.]*)?$/u.test(part);
}

/** Whether a part of a path names a folder of version control, in any spelling that opens it. */
export function isVersionControl(part: string): boolean {
  return VERSION_CONTROL.has(plainPart(part)) || /^git~\d+$/u.test(plainPart(part));
}

/**
 * The reason why a part of a path may belong to a tool that executes or obeys its files; undefined if it does not. Such
 * names begin with a dot (`.git`, `.github`, `.husky`, `.vscode`, `.npmrc`); a complete list is impossible.
 */
export function toolProblem(part: string): string | undefined {
  const plain = plainPart(part);
  if (plain.startsWith(".") || RUN.has(plain)) return "other tools may run files there, or read them as settings";
  if (isShortName(plain)) return "on Windows it may be the short name of another file";
  return undefined;
}

/** Throws an error for a path among the kernel's files or in a folder of version control, also through links. */
export function refusePlace(path: string): void {
  const place = realPlace(path);
  if (KERNEL.test(`${place}/`)) throw systemError("EKERNEL", path);
  if ([path, place].some((one) => one.split(/[\\/]/u).some(isVersionControl))) throw systemError("ETOOL", path);
}

/** The path with links resolved, as far as the path exists. */
export function realPlace(path: string): string {
  if (dirname(path) === path) return path;
  try {
    return realpathSync(path);
  } catch {
    return join(realPlace(dirname(path)), basename(path));
  }
}
