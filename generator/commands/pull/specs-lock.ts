/** The origin of a project's specs: `specs.lock.json`. */
export interface SpecsLock {
  /** The repository, as the configuration or the command line names it. */
  readonly source: string;
  /** The requested ref: a branch, a tag, a hash, or `HEAD`. */
  readonly ref: string;
  /** The folder of the repository that was copied; `.` for the whole repository. */
  readonly folder: string;
  readonly commit: string;
  /** SHA-256 over paths and texts of the files. */
  readonly hash: string;
  readonly files: number;
}

const KEYS = ["source", "ref", "folder", "commit", "hash", "files"] as const;

/** Parses a lock. Returns the problem if it is invalid. */
export function parseLock(text: string): { readonly lock: SpecsLock } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is not valid JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: "it is not a mapping" };
  const record = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(record).find((key) => !(KEYS as readonly string[]).includes(key));
  if (unknown !== undefined) return { problem: `it has the unknown key ${JSON.stringify(unknown)}` };
  const { source, ref, folder, commit, hash, files } = record;
  const texts = [source, ref, folder];
  if (!texts.every((one) => typeof one === "string" && one !== ""))
    return { problem: "it has no source, no ref or no folder" };
  if (typeof commit !== "string" || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(commit))
    return { problem: "its commit is not a full hash" };
  if (typeof hash !== "string" || !/^[0-9a-f]{64}$/u.test(hash))
    return { problem: "its hash is not a SHA-256 in hex digits" };
  if (typeof files !== "number" || !Number.isSafeInteger(files) || files < 0)
    return { problem: "its number of files is not a whole number" };
  return { lock: record as unknown as SpecsLock };
}

/** The text of a lock file, with its keys in a fixed order. */
export function printLock(lock: SpecsLock): string {
  return `${JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, lock[key]])), undefined, 2)}\n`;
}
