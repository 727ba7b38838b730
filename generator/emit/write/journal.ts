import { timingSafeEqual } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import type { Standing } from "../output.ts";
import { hashOf } from "./manifest.ts";
import { MANIFEST, refusalOf, WORK } from "./paths.ts";
import { makeKey, readKey, sealOf } from "./seal.ts";

const JOURNAL = `${WORK}/journal.json`;
const DRAFT = `${JOURNAL}.draft`;
/** The folder of new files that are not in their place yet. */
const STAGED = `${WORK}/staged`;
/** The folder of replaced and removed files, kept until the whole write is done. */
const OLD = `${WORK}/old`;

/** The state of a path when the write was planned: the hash of a file, `link`, or null if nothing existed. */
export type Before = string | null;

/** One file of the write. */
export interface JournalWrite {
  readonly path: string;
  /** SHA-256 of the new content. */
  readonly hash: string;
  readonly before: Before;
}

/** A file that the write removes, because no target makes it any more. */
export interface JournalRemoval {
  readonly path: string;
  readonly before: Before;
}

/** The steps of a write in order. The index of a file in the journal names its staged and its replaced content. */
export interface Journal {
  /** The new files; the manifest is the last one. */
  readonly writes: readonly JournalWrite[];
  readonly removals: readonly JournalRemoval[];
}

/**
 * The content of the working folder: a journal, a journal that is not followed, files from before a journal, or
 * nothing.
 */
export type Pending =
  | { readonly kind: "none" | "leftovers" }
  | { readonly kind: "journal"; readonly journal: Journal }
  | { readonly kind: "untrusted"; readonly reason: string };

/** The path, inside the writer's folder, of the new content of the write with an index. */
export function stagedPath(index: number): string {
  return `${STAGED}/${String(index)}`;
}

/** The path, inside the writer's folder, of the file that the step with an index replaces or removes. */
export function oldPath(index: number): string {
  return `${OLD}/${String(index)}`;
}

/** The state of a path in the form of a journal; `other` if it is neither a file nor a link. */
export function standingOf(folder: GuardedFolder, path: string): Before {
  const status = folder.status(path);
  if (status === undefined) return null;
  if (status.isSymbolicLink()) return "link";
  return status.isFile() ? hashOf(folder.read(path)?.toString("utf8") ?? "") : "other";
}

/** A state in the form of a journal. */
export function beforeOf(standing: Standing): Before {
  if (standing.kind === "file") return standing.hash;
  if (standing.kind === "nothing") return null;
  return standing.isLink ? "link" : "other";
}

/**
 * Reads what an earlier run left; changes nothing. The folder may come from somebody else, so a journal is followed
 * only if its seal proves that a run of this user wrote it here.
 */
export function readPending(folder: GuardedFolder, state: string | undefined): Pending {
  const status = folder.status(JOURNAL);
  if (status === undefined) {
    const hasLeftovers = [DRAFT, STAGED, OLD].some((path) => folder.status(path) !== undefined);
    return { kind: hasLeftovers ? "leftovers" : "none" };
  }
  try {
    return parseJournal(folder, folder.read(JOURNAL)?.toString("utf8") ?? "", state);
  } catch (error) {
    return { kind: "untrusted", reason: explainSystemError(error).reason };
  }
}

function parseJournal(folder: GuardedFolder, text: string, state: string | undefined): Pending {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "untrusted", reason: "it is not valid JSON" };
  }
  const reason = problemOfJournal(value);
  if (reason !== undefined) return { kind: "untrusted", reason };
  const { seal, ...journal } = value as Journal & { readonly seal: string };
  const own = sealOf(folder, JSON.stringify(journal), readKey(folder, state));
  return own !== undefined && isEqual(seal, own)
    ? { kind: "journal", journal }
    : { kind: "untrusted", reason: "it was not written by a run of this user in this folder" };
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function problemOfJournal(value: unknown): string | undefined {
  if (!hasKeys(value, ["removals", "seal", "writes"]) || typeof value["seal"] !== "string")
    return "it must have exactly the keys writes, removals and seal";
  const { writes, removals } = value;
  if (!Array.isArray(writes) || !Array.isArray(removals)) return "its writes or its removals are not a list";
  const seen = new Set<string>();
  for (const write of writes as readonly unknown[]) {
    if (!hasKeys(write, ["before", "hash", "path"]) || !isHash(write["hash"]) || !isBefore(write["before"]))
      return "a write has missing or unknown keys";
    const problem = problemOfPath(write["path"], seen);
    if (problem !== undefined) return problem;
  }
  for (const removal of removals as readonly unknown[]) {
    if (!hasKeys(removal, ["before", "path"]) || !isBefore(removal["before"]))
      return "a removal has missing or unknown keys";
    const problem = removal["path"] === MANIFEST ? "it removes the manifest" : problemOfPath(removal["path"], seen);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isHash(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{64}$/u.test(value);
}

function isBefore(value: unknown): boolean {
  return value === null || value === "link" || isHash(value);
}

function problemOfPath(path: unknown, seen: Set<string>): string | undefined {
  if (typeof path !== "string") return "a path is not a string";
  const reason = refusalOf(path);
  if (reason !== undefined) return `${JSON.stringify(path)}: ${reason}`;
  if (seen.has(path)) return `${JSON.stringify(path)} is listed twice`;
  seen.add(path);
  return undefined;
}

function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && JSON.stringify(Object.keys(value).sort()) === JSON.stringify(keys)
  );
}

/**
 * Writes the new files beside the old ones; changes no file of the output. A content is undefined where its file is
 * staged already.
 */
export function stage(folder: GuardedFolder, contents: readonly (string | undefined)[]): void {
  folder.makeFolder(STAGED);
  folder.makeFolder(OLD);
  for (const [index, content] of contents.entries())
    if (content !== undefined) folder.create(stagedPath(index), content);
}

/**
 * Commits the write with one rename. Before the rename nothing has happened; after it, the write is completed or undone
 * as a whole. Returns whether another run can do that: without a stored key no other run can.
 */
export function commitJournal(folder: GuardedFolder, journal: Journal, state: string | undefined): boolean {
  const seal = sealOf(folder, JSON.stringify(journal), makeKey(folder, state));
  folder.create(DRAFT, JSON.stringify({ ...journal, seal: seal ?? "" }), true);
  folder.move(DRAFT, JOURNAL);
  return seal !== undefined;
}

/** Ends a write that was completed or undone as a whole. */
export function endJournal(folder: GuardedFolder): void {
  folder.remove(JOURNAL);
}

/** Whether a write has been committed and not ended. */
export function hasJournal(folder: GuardedFolder): boolean {
  return folder.status(JOURNAL) !== undefined;
}

/** Removes the files of a run in the working folder, except locks. The journal must be removed before. */
export function clearWork(folder: GuardedFolder): void {
  for (const path of [DRAFT, STAGED, OLD]) removeAll(folder, path);
}

/** Discards a journal that is not followed, and everything beside it. */
export function discardJournal(folder: GuardedFolder): void {
  removeAll(folder, JOURNAL);
  clearWork(folder);
}

function removeAll(folder: GuardedFolder, path: string): void {
  // `status` checks the parents first; `rmSync` itself follows no link.
  if (folder.status(path) !== undefined) rmSync(join(folder.root, path), { recursive: true, force: true });
}
