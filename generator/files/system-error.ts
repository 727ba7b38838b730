/** The explanation of a failed system call. */
export interface SystemReason {
  /** One clause about the cause, with the code of the system: `the disk is full (ENOSPC)`. */
  readonly reason: string;
  /** The reason without the path, for a message that names the path already. */
  readonly cause: string;
  /** The advice for the user. */
  readonly advice: string;
}

const REASONS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["EROFS", ["the file system is read-only", "make it writable, or choose another folder"]],
  ["ENOSPC", ["the disk is full", "free some space"]],
  ["EDQUOT", ["the disk quota is used up", "free some space"]],
  ["EFBIG", ["the file is too large for the file system", "choose another folder"]],
  ["ENAMETOOLONG", ["the path is too long for the system", "choose a folder with a shorter path"]],
  ["EACCES", ["permission is denied", "give this user write permission, or choose another folder"]],
  ["EPERM", ["the system does not permit it", "give this user write permission, or choose another folder"]],
  ["ENOTDIR", ["a part of the path is not a folder", "move the file that is in the way, or choose another folder"]],
  ["ELOOP", ["a part of the path is a symbolic link", "remove the link; the generator does not follow links here"]],
  ["EISDIR", ["there is a folder where a file is expected", "move the folder away"]],
  ["ENOTREG", ["it is not a regular file", "move it to another folder"]],
  [
    "ENOENT",
    [
      "it does not exist, or was removed during the run",
      "check the path, make sure that no other program removes it, and run again",
    ],
  ],
  [
    "EEXIST",
    ["another program created it during the run", "move it to another folder, and let no other program write there"],
  ],
  ["ECHANGED", ["it was changed after an interrupted run wrote it", "restore the output from version control"]],
  ["ETOOL", ["it is in a folder of version control, which may run files", "choose another folder"]],
  ["EKERNEL", ["it is a folder of the operating system, not of a disk", "choose another folder"]],
  ["ENOTEMPTY", ["there is a folder where a file is expected", "move the folder away"]],
  ["EMFILE", ["too many files are open", "raise the limit of open files"]],
  ["ENFILE", ["too many files are open", "raise the limit of open files"]],
  ["EBUSY", ["another program is using it", "end that program"]],
  ["ETXTBSY", ["another program is using it", "end that program"]],
  ["EXDEV", ["a folder inside is on another file system", "use an output folder on a single file system"]],
  ["EIO", ["the device reports an error", "check the disk"]],
]);

/** Explains a failed system call. */
export function explainSystemError(error: unknown): SystemReason {
  const code = errorCode(error);
  const known = REASONS.get(code ?? "");
  const path = (error as { readonly path?: unknown } | undefined)?.path;
  const where = typeof path === "string" ? `${path}: ` : "";
  if (code === undefined || known === undefined) {
    const cause = code === undefined ? String(error) : `the system reports ${code}`;
    return { reason: where + cause, cause, advice: "remove the cause that the system reports, and run again" };
  }
  const cause = `${known[0]} (${code})`;
  return { reason: where + cause, cause, advice: known[1] };
}

/** The system's code of an error; undefined if the error has none. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/** Codes of the system, and codes of this program for refusals that have no system code. */
type SystemCode = "ELOOP" | "ENOTDIR" | "EISDIR" | "ENOENT" | "EEXIST" | "ENOTREG" | "ECHANGED" | "EKERNEL" | "ETOOL";

/** An error in the form of a system error, for an operation that this program refuses. */
export function systemError(code: SystemCode, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}

/** Whether an error says that a path does not exist. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}
