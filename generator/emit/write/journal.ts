import { rmSync } from "node:fs";
import { join } from "node:path";
import type { GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { MANIFEST, refusalOf, WORK } from "./paths.ts";

const JOURNAL = `${WORK}/journal.json`;
const DRAFT = `${JOURNAL}.draft`;
/** New files before they are in their place. */
const STAGED = `${WORK}/staged`;
/** What was replaced or removed, until the whole write is done. */
const OLD = `${WORK}/old`;

/** One file that gets its place. */
export interface JournalWrite {
  readonly path: string;
  /** SHA-256 of the new content. */
  readonly hash: string;
}

/** What a write does, in its order. A file's number among all of them names its staged and its replaced content. */
export interface Journal {
  /** The manifest is last. */
  readonly writes: readonly JournalWrite[];
  readonly removals: readonly string[];
}

/** What stands in the working folder: a journal, one that is not followed, leftovers from before a journal, or nothing. */
export type Pending =
  | { readonly kind: "none" | "leftovers" }
  | { readonly kind: "journal"; readonly journal: Journal }
  | { readonly kind: "untrusted"; readonly reason: string };

export function stagedPath(index: number): string {
  return `${STAGED}/${String(index)}`;
}

export function oldPath(index: number): string {
  return `${OLD}/${String(index)}`;
}

/** Looks at what an earlier run left. Reads only. */
export function readPending(folder: GuardedFolder): Pending {
  const status = folder.status(JOURNAL);
  if (status === undefined) {
    const hasLeftovers = [DRAFT, STAGED, OLD].some((path) => folder.status(path) !== undefined);
    return { kind: hasLeftovers ? "leftovers" : "none" };
  }
  try {
    return parseJournal(folder.read(JOURNAL)?.toString("utf8") ?? "");
  } catch (error) {
    return { kind: "untrusted", reason: explainSystemError(error).reason };
  }
}

/** A folder may come from elsewhere: a journal is followed only when it could be one of ours in every part. */
function parseJournal(text: string): Pending {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "untrusted", reason: "it is not valid JSON" };
  }
  const reason = problemOfJournal(value);
  return reason === undefined ? { kind: "journal", journal: value as Journal } : { kind: "untrusted", reason };
}

function problemOfJournal(value: unknown): string | undefined {
  if (!hasKeys(value, ["removals", "writes"])) return "it does not hold writes and removals, and nothing else";
  const { writes, removals } = value;
  if (!Array.isArray(writes) || !Array.isArray(removals)) return "its writes or its removals are no list";
  const seen = new Set<string>();
  for (const write of writes as readonly unknown[]) {
    if (
      !hasKeys(write, ["hash", "path"]) ||
      typeof write["hash"] !== "string" ||
      !/^[0-9a-f]{64}$/u.test(write["hash"])
    )
      return "a write does not hold a path and a hash, and nothing else";
    const problem = problemOfPath(write["path"], seen);
    if (problem !== undefined) return problem;
  }
  for (const path of removals as readonly unknown[]) {
    const problem = path === MANIFEST ? "it removes the manifest" : problemOfPath(path, seen);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfPath(path: unknown, seen: Set<string>): string | undefined {
  if (typeof path !== "string") return "a path is no text";
  const reason = refusalOf(path);
  if (reason !== undefined) return `${JSON.stringify(path)}: ${reason}`;
  if (seen.has(path)) return `${JSON.stringify(path)} stands there twice`;
  seen.add(path);
  return undefined;
}

function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && JSON.stringify(Object.keys(value).sort()) === JSON.stringify(keys)
  );
}

/** Puts the new files beside the old ones. Nothing of the output is touched. */
export function stage(folder: GuardedFolder, contents: readonly string[]): void {
  folder.makeFolder(STAGED);
  folder.makeFolder(OLD);
  for (const [index, content] of contents.entries()) folder.create(stagedPath(index), content);
}

/** The one moment that decides: before the rename nothing has happened, after it everything will, or is undone. */
export function commitJournal(folder: GuardedFolder, journal: Journal): void {
  folder.create(DRAFT, JSON.stringify(journal), true);
  folder.move(DRAFT, JOURNAL);
}

/** The write is over: it has been done or undone as a whole. */
export function endJournal(folder: GuardedFolder): void {
  folder.remove(JOURNAL);
}

/** Removes what a run keeps in the working folder, but no lock. The journal must be gone before. */
export function clearWork(folder: GuardedFolder): void {
  folder.remove(DRAFT);
  for (const path of [STAGED, OLD]) {
    // The parents are looked at first; `rmSync` itself follows no link.
    if (folder.status(path) !== undefined) rmSync(join(folder.root, path), { recursive: true, force: true });
  }
}
