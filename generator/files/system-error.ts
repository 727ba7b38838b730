/** The explanation of a failed system call. */
export interface SystemReason {
  /** One clause about the cause, with the code of the system: `the disk is full (ENOSPC)`. */
  readonly reason: string;
  /** The advice for the user. */
  readonly advice: string;
}

const REASONS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["EROFS", ["the file system is read-only", "make it writable, or name another place"]],
  ["ENOSPC", ["the disk is full", "free some space"]],
  ["EDQUOT", ["the disk quota is used up", "free some space"]],
  ["EFBIG", ["the file is too large for the file system", "name another place"]],
  ["ENAMETOOLONG", ["the path is too long for the system", "name a place with a shorter path"]],
  ["EACCES", ["permission is denied", "give this user the right to write there, or name another place"]],
  ["EPERM", ["the system does not permit it", "give this user the right to write there, or name another place"]],
  ["ENOTDIR", ["a part of the path is not a folder", "move away what stands there, or name another place"]],
  ["ELOOP", ["a part of the path is a symbolic link", "remove the link: nothing is read or written through it"]],
  ["EISDIR", ["a folder stands where a file belongs", "move the folder away"]],
  ["ENOTREG", ["what stands there is no regular file", "move it away"]],
  ["ENOENT", ["it does not exist, or vanished meanwhile", "make sure that nothing else removes it, and run again"]],
  ["EEXIST", ["something stands there that was not there before", "move it away, and let nothing else write there"]],
  ["ECHANGED", ["it was changed since an interrupted run put it there", "restore the output from version control"]],
  ["ETOOL", ["it lies in a folder of version control, which runs what stands there", "name another place"]],
  ["EKERNEL", ["it is a folder of the system, not of a disk", "name another place"]],
  ["ENOTEMPTY", ["a folder stands where a file belongs", "move the folder away"]],
  ["EMFILE", ["too many files are open", "raise the limit of open files"]],
  ["ENFILE", ["too many files are open", "raise the limit of open files"]],
  ["EBUSY", ["another program holds it", "end that program"]],
  ["ETXTBSY", ["another program holds it", "end that program"]],
  ["EXDEV", ["a folder inside is another file system", "let the output folder be one file system"]],
  ["EIO", ["the device fails", "look at the disk"]],
]);

/** Explains a failed system call. */
export function explainSystemError(error: unknown): SystemReason {
  const code = errorCode(error);
  const known = REASONS.get(code ?? "");
  const path = (error as { readonly path?: unknown } | undefined)?.path;
  const where = typeof path === "string" ? `${path}: ` : "";
  if (code === undefined || known === undefined)
    return {
      reason: `${where}${code === undefined ? String(error) : `the system says ${code}`}`,
      advice: "look at the system's reason, and run again",
    };
  return { reason: `${where}${known[0]} (${code})`, advice: known[1] };
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
