import { hash } from "node:crypto";
import { lstatSync, realpathSync, type BigIntStats } from "node:fs";
import { dirname } from "node:path";
import { readRegularFile } from "../../files/regular-file.ts";

/**
 * The metadata and the hash of a file when it was last checked. Times are nanoseconds as text, because JSON has no such
 * integers.
 */
export interface Signature {
  readonly size: number;
  readonly modified: string;
  readonly changed: string;
  readonly node: string;
  /** SHA-256 of the content, as hex. */
  readonly hash: string;
}

/** By path; `null` for a file that does not exist. */
export type Signatures = Readonly<Record<string, Signature | null>>;

/** The result of comparing files with their signatures. */
export interface FilesComparison {
  readonly isSame: boolean;
  /** The current signatures; the same object if no file had to be read. */
  readonly signatures: Signatures;
}

/** The signature of a file, or `null` if nothing exists at the path; undefined if it is not a regular file. */
export function signatureOf(path: string): Signature | null | undefined {
  const status = statusOf(path);
  if (status === null) return null;
  try {
    const content = readRegularFile(path, { followLinks: true });
    return { ...looksOf(status), hash: hash("sha256", content, "hex") };
  } catch {
    return undefined;
  }
}

/**
 * Whether files are unchanged. A file with the same metadata counts as unchanged, unless it was written so shortly
 * before `since` that a later change may have the same time. Such a file is read. A file with other metadata is read
 * too, because a checkout gives every file new times.
 */
export function compareFiles(known: Signatures, since: bigint): FilesComparison {
  const found: Record<string, Signature | null> = {};
  let hasRead = false;
  for (const [path, before] of Object.entries(known)) {
    const status = statusOf(path);
    if (status === null || before === null) {
      if (status !== null || before !== null) return { isSame: false, signatures: known };
      found[path] = null;
      continue;
    }
    const looks = looksOf(status);
    if (isAlike(looks, before) && isSettled(before, since)) {
      found[path] = before;
      continue;
    }
    hasRead = true;
    const now = looks.size === before.size ? signatureOf(path) : undefined;
    if (now?.hash !== before.hash) return { isSame: false, signatures: known };
    found[path] = now;
  }
  return { isSame: true, signatures: hasRead ? found : known };
}

/** Whether a file was last changed so long before a time that a later change has a different time. */
export function isSettled({ modified, changed }: Pick<Signature, "modified" | "changed">, since: bigint): boolean {
  return [modified, changed].every((time) => BigInt(time) + granularityOf(BigInt(time)) < since);
}

/**
 * The resolution of a file system's times. A file system that stores only whole seconds may have steps of up to two.
 */
function granularityOf(time: bigint): bigint {
  return time % 1_000_000_000n === 0n ? 2_500_000_000n : 50_000_000n;
}

/** The real folder of each file's folder. Replacing a folder by a link leaves the files unchanged, but changes this. */
export function realFolders(paths: Iterable<string>): Readonly<Record<string, string>> {
  const folders = new Set([...paths].map((path) => dirname(path)));
  return Object.fromEntries([...folders].sort().map((folder) => [folder, realOf(folder)]));
}

function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return "";
  }
}

function looksOf(status: BigIntStats): Omit<Signature, "hash"> {
  return {
    size: Number(status.size),
    modified: String(status.mtimeNs),
    changed: String(status.ctimeNs),
    node: String(status.ino),
  };
}

function isAlike(looks: Omit<Signature, "hash">, before: Signature): boolean {
  return (
    looks.size === before.size &&
    looks.modified === before.modified &&
    looks.changed === before.changed &&
    looks.node === before.node
  );
}

/** The status of the path itself: a link that replaces a file is a change. */
function statusOf(path: string): BigIntStats | null {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
}
