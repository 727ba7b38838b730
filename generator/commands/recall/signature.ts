import { hash } from "node:crypto";
import { lstatSync, realpathSync, type BigIntStats } from "node:fs";
import { dirname } from "node:path";
import { readRegularFile } from "../../files/regular-file.ts";

/** What a file was when it was last looked at. Times are nanoseconds, as text: JSON has no such integers. */
export interface Signature {
  readonly size: number;
  readonly modified: string;
  readonly changed: string;
  readonly node: string;
  /** SHA-256 of the content, as hex. */
  readonly hash: string;
}

/** A file that is not there is `null`. */
export type Signatures = Readonly<Record<string, Signature | null>>;

/** How files were found against what was known of them. */
export interface FilesComparison {
  readonly isSame: boolean;
  /** What is known now; the same object where nothing had to be read. */
  readonly signatures: Signatures;
}

/** The signature of a file, or `null` for none; undefined where something stands there that is no regular file. */
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
 * Whether files are what they were. One that looks the same is taken to be the same, unless it was written so late
 * before `since` that a later change may have the same time; that one is read, and so is one that looks different, for
 * a checkout gives every file new times.
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

/** Whether a file was last changed so long before a time that a change after it shows. */
export function isSettled({ modified, changed }: Pick<Signature, "modified" | "changed">, since: bigint): boolean {
  return [modified, changed].every((time) => BigInt(time) + granularityOf(BigInt(time)) < since);
}

/** File systems tell times in steps; one that knows whole seconds alone has steps of up to two. */
function granularityOf(time: bigint): bigint {
  return time % 1_000_000_000n === 0n ? 2_500_000_000n : 50_000_000n;
}

/** The real folder of each file's folder: a link that is put in its place leaves the files as they were. */
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

/** A link is what it is itself: one that is put in a file's place is a change. */
function statusOf(path: string): BigIntStats | null {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
}
