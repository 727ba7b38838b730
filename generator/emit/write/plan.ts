import { dirname, join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { kindOf, readRegularFile } from "../../files/regular-file.ts";
import { linkStatusOf } from "../../files/status.ts";
import type { Manifest, OutputFile, TargetOutput } from "../output.ts";
import { blockedPath, editedFile, foreignFile, unsafePath } from "./diagnostics.ts";
import { hashOf, printManifest } from "./manifest.ts";
import { MANIFEST, refusalOf } from "./paths.ts";

/** The changes that a write would make. */
export interface WritePlan {
  readonly writes: readonly PlannedWrite[];
  /** Paths of owned files that are no longer generated. */
  readonly removals: readonly string[];
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that a write would create or change. */
export interface PlannedWrite extends OutputFile {
  /** The existing text; undefined for a new file. */
  readonly before: string | undefined;
  /** The hash of the content. */
  readonly hash: string;
}

/**
 * The input of `planWrite`: the output folder, the files that the targets made, and the manifest of the previous write.
 */
export interface PlanInput {
  readonly folder: GuardedFolder;
  readonly outputs: readonly TargetOutput[];
  readonly manifest: Manifest;
  /** By label, for the next manifest. */
  readonly specHashes: Readonly<Record<string, string>>;
  /** Hash over the custom code; absent if there is none. */
  readonly customHash?: string | undefined;
  /** Whether to take over foreign and edited files. */
  readonly force: boolean;
}

/** The state of a path: nothing, the text of a file, or something that is neither. */
type Standing = { readonly text: string | undefined } | { readonly kind: string; readonly isLink: boolean };

/** Compares the output with the folder. Reads only; refuses paths that leave the folder or collide. */
export function planWrite(input: PlanInput): WritePlan {
  const { folder, outputs, manifest, force } = input;
  const owned = new Map(Object.values(manifest.files).flatMap((group) => Object.entries(group)));
  const diagnostics: Diagnostic[] = checkPaths(outputs);
  // Folders are checked only if every path is known to stay inside.
  if (diagnostics.length === 0) {
    const own = outputs.flatMap(({ target }) => Object.keys(manifest.files[target] ?? {}));
    const produced = outputs.flatMap((output) => output.files.map(({ path }) => path));
    diagnostics.push(...checkFolders(folder.root, [...produced, ...own]));
  }
  if (diagnostics.length > 0) return { writes: [], removals: [], unchanged: 0, diagnostics };
  const hashes = new Map(outputs.flatMap(({ files }) => files.map(({ path, content }) => [path, hashOf(content)])));
  const hashOfPath = (path: string): string => hashes.get(path) ?? "";
  const ownedByAnyCase = new Map([...owned].map(([path, hash]) => [path.toLowerCase(), hash]));
  const writes: PlannedWrite[] = [];
  let unchanged = 0;
  for (const file of outputs.flatMap((output) => output.files)) {
    const standing = lookAt(folder.root, file.path);
    const path = join(folder.root, file.path);
    if ("kind" in standing) {
      if (!standing.isLink) diagnostics.push(diagnose(blockedPath, { path, kind: standing.kind }));
      // With `force`, the link itself is replaced and its target stays unchanged.
      else if (!force) diagnostics.push(diagnose(foreignFile, { path }));
      writes.push({ ...file, before: undefined, hash: hashOfPath(file.path) });
      continue;
    }
    const before = standing.text;
    if (before === file.content) {
      unchanged += 1;
      continue;
    }
    if (before !== undefined && !force) {
      const hash = owned.get(file.path) ?? ownedByAnyCase.get(file.path.toLowerCase());
      if (hash === undefined) diagnostics.push(diagnose(foreignFile, { path }));
      else if (hash !== hashOf(before)) diagnostics.push(diagnose(editedFile, { path }));
    }
    writes.push({ ...file, before, hash: hashOfPath(file.path) });
  }
  const removals = planRemovals(input, diagnostics);
  const text = printManifest(nextManifest(input, hashOfPath));
  const standing = lookAt(folder.root, MANIFEST);
  const before = "text" in standing ? standing.text : undefined;
  if ("kind" in standing && !standing.isLink)
    diagnostics.push(diagnose(blockedPath, { path: join(folder.root, MANIFEST), kind: standing.kind }));
  if (before === text) unchanged += 1;
  else writes.push({ path: MANIFEST, content: text, before, hash: hashOf(text) });
  return { writes, removals, unchanged, diagnostics };
}

/** Owned files that the targets of this run no longer generate. Files of other targets stay. */
function planRemovals({ folder, outputs, manifest, force }: PlanInput, diagnostics: Diagnostic[]): string[] {
  const produced = new Map(outputs.flatMap((output) => output.files.map(({ path }) => [path.toLowerCase(), path])));
  const removals: string[] = [];
  for (const { target } of outputs) {
    for (const [path, hash] of Object.entries(manifest.files[target] ?? {})) {
      if (stands(folder.root, produced.get(path.toLowerCase()), path)) continue;
      const standing = lookAt(folder.root, path);
      // A path that is neither a file nor a link was not written by this program.
      const isEdited = "kind" in standing || (standing.text !== undefined && hashOf(standing.text) !== hash);
      if (isEdited && (!force || ("kind" in standing && !standing.isLink)))
        diagnostics.push(diagnose(editedFile, { path: join(folder.root, path) }));
      else if (isEdited || ("text" in standing && standing.text !== undefined)) removals.push(path);
    }
  }
  return removals;
}

/**
 * Whether a generated path is the file of an owned path. On file systems that ignore case, a path in another case is
 * the same file.
 */
function stands(out: string, produced: string | undefined, owned: string): boolean {
  if (produced === undefined || produced === owned) return produced === owned;
  const [one, other] = [linkStatusOf(join(out, produced)), linkStatusOf(join(out, owned))];
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

function nextManifest(
  { outputs, manifest, specHashes, customHash }: PlanInput,
  hashOfPath: (path: string) => string,
): Manifest {
  const written = outputs.map(
    (output) => [output.target, Object.fromEntries(output.files.map(({ path }) => [path, hashOfPath(path)]))] as const,
  );
  const custom = customHash === undefined ? {} : { custom: customHash };
  return { specs: { ...specHashes }, ...custom, files: { ...manifest.files, ...Object.fromEntries(written) } };
}

/** The state of a path whose parent folders are already checked. */
function lookAt(out: string, path: string): Standing {
  const full = join(out, path);
  // Checking first avoids a thrown error for each new file.
  const status = linkStatusOf(full);
  if (status === undefined) return { text: undefined };
  if (!status.isFile()) return { kind: kindOf(status), isLink: status.isSymbolicLink() };
  return { text: readRegularFile(full, { followLinks: false }).toString("utf8") };
}

function checkPaths(outputs: readonly TargetOutput[]): Diagnostic[] {
  const seen = new Map<string, string>([[MANIFEST, MANIFEST]]);
  const diagnostics: Diagnostic[] = [];
  for (const { path } of outputs.flatMap((output) => output.files)) {
    const reason = refusalOf(path);
    if (reason !== undefined) diagnostics.push(diagnose(unsafePath, { path, reason }));
    const key = path.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined)
      diagnostics.push(
        diagnose(unsafePath, { path, reason: `it is the same file as ${other} where case does not count` }),
      );
    seen.set(key, path);
  }
  return diagnostics;
}

/** Reports parent folders that are links or files: output would land outside the folder, or nowhere. */
function checkFolders(out: string, paths: readonly string[]): Diagnostic[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== "." && !folders.has(folder); folder = dirname(folder))
      folders.add(folder);
  }
  const diagnostics: Diagnostic[] = [];
  const blocked = new Set<string>();
  // Sorted, so that a folder comes before its subfolders.
  for (const folder of [...folders].sort()) {
    if (blocked.has(dirname(folder))) {
      blocked.add(folder);
      continue;
    }
    const status = linkStatusOf(join(out, folder));
    if (status === undefined || status.isDirectory()) continue;
    blocked.add(folder);
    diagnostics.push(diagnose(blockedPath, { path: join(out, folder), kind: kindOf(status) }));
  }
  return diagnostics;
}
