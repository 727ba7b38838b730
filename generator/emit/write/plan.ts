import { dirname, join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { kindOf } from "../../files/regular-file.ts";
import { linkStatusOf } from "../../files/status.ts";
import type { Manifest, TargetOutput } from "../output.ts";
import { blockedPath, editedFile, failedWrite, foreignFile, unsafePath } from "./diagnostics.ts";
import { beforeOf, type Before } from "./journal.ts";
import { printManifest } from "./manifest.ts";
import { MANIFEST, refusalOf } from "./paths.ts";
import { compareAgain, compareFile, standingAt, type ComparedFile } from "./standing.ts";

/** The changes that a write would make. */
export interface WritePlan {
  /** First the files that are staged already, by their numbers; the manifest is the last one. */
  readonly writes: readonly PlannedWrite[];
  /** Paths of owned files that are no longer generated. */
  readonly removals: readonly string[];
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that a write would create or change. */
export interface PlannedWrite {
  readonly path: string;
  /** The hash of the new content. */
  readonly hash: string;
  readonly before: Before;
  /** The new content, and the text that it replaces. Absent for a file that is staged already. */
  readonly content?: string | undefined;
  readonly text?: string | undefined;
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

/** Compares the output with the folder. Reads only; refuses paths that leave the folder or collide. */
export function planWrite(input: PlanInput): WritePlan {
  const { folder, outputs, manifest, force } = input;
  const owned = new Map(Object.values(manifest.files).flatMap((group) => Object.entries(group)));
  const diagnostics: Diagnostic[] = checkPaths(outputs);
  // Folders are checked only if every path is known to stay inside.
  if (diagnostics.length === 0) {
    const own = outputs.flatMap(({ target }) => Object.keys(manifest.files[target] ?? {}));
    const produced = outputs.flatMap(pathsOf);
    diagnostics.push(...checkFolders(folder.root, [...produced, ...own]));
  }
  if (diagnostics.length > 0) return { writes: [], removals: [], unchanged: 0, diagnostics };
  const compared = outputs.map((output) => ({ target: output.target, files: compareFiles(folder.root, output) }));
  const ownedByAnyCase = new Map([...owned].map(([path, hash]) => [path.toLowerCase(), hash]));
  const staged: PlannedWrite[] = [];
  const others: PlannedWrite[] = [];
  let unchanged = 0;
  for (const file of compared.flatMap(({ files }) => files)) {
    const { standing, hash, index } = file;
    const path = join(folder.root, file.path);
    if (standing.kind === "file" && standing.hash === hash && index === undefined) {
      unchanged += 1;
      continue;
    }
    if (standing.kind === "other") {
      if (!standing.isLink) diagnostics.push(diagnose(blockedPath, { path, kind: standing.name }));
      // With `force`, the link itself is replaced and its target stays unchanged.
      else if (!force) diagnostics.push(diagnose(foreignFile, { path }));
    } else if (standing.kind === "file" && standing.hash !== hash && !force) {
      const known = owned.get(file.path) ?? ownedByAnyCase.get(file.path.toLowerCase());
      if (known === undefined) diagnostics.push(diagnose(foreignFile, { path }));
      else if (known !== standing.hash) diagnostics.push(diagnose(editedFile, { path }));
    }
    if (index !== undefined) staged[index] = plannedWrite(file);
    else if (file.content !== undefined) others.push(plannedWrite(file));
    // The file had its new content, so nothing was staged for it.
    else diagnostics.push(diagnose(failedWrite, { path, ...CHANGED }));
  }
  const removals = planRemovals(input, diagnostics);
  const manifestFile = compareFile(folder.root, {
    path: MANIFEST,
    content: printManifest(nextManifest(input, compared)),
  });
  const { standing } = manifestFile;
  if (standing.kind === "other" && !standing.isLink)
    diagnostics.push(diagnose(blockedPath, { path: join(folder.root, MANIFEST), kind: standing.name }));
  if (standing.kind === "file" && standing.hash === manifestFile.hash) unchanged += 1;
  else others.push(plannedWrite(manifestFile));
  return { writes: [...staged, ...others], removals, unchanged, diagnostics };
}

const CHANGED = {
  reason: "another program changed it during the run",
  state: "nothing was written",
  advice: "let no other program write there, and run again",
};

/** The files of a target beside what stands at their paths. Files that were staged are looked at again. */
function compareFiles(out: string, { files, staged = [] }: TargetOutput): readonly ComparedFile[] {
  return [...staged.map((file) => compareAgain(out, file)), ...files.map((file) => compareFile(out, file))];
}

function plannedWrite({ path, hash, standing, content, text }: ComparedFile): PlannedWrite {
  return { path, hash, before: beforeOf(standing), content, text };
}

function pathsOf({ files, staged = [] }: TargetOutput): readonly string[] {
  return [...staged, ...files].map(({ path }) => path);
}

/** Owned files that the targets of this run no longer generate. Files of other targets stay. */
function planRemovals({ folder, outputs, manifest, force }: PlanInput, diagnostics: Diagnostic[]): string[] {
  const produced = new Map(outputs.flatMap(pathsOf).map((path) => [path.toLowerCase(), path]));
  const removals: string[] = [];
  for (const { target } of outputs) {
    for (const [path, hash] of Object.entries(manifest.files[target] ?? {})) {
      if (stands(folder.root, produced.get(path.toLowerCase()), path)) continue;
      const { standing } = standingAt(folder.root, path);
      if (standing.kind === "nothing") continue;
      // A path that is neither a file nor a link was not written by this program.
      const isEdited = standing.kind === "other" || standing.hash !== hash;
      if (isEdited && (!force || (standing.kind === "other" && !standing.isLink)))
        diagnostics.push(diagnose(editedFile, { path: join(folder.root, path) }));
      else removals.push(path);
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
  { manifest, specHashes, customHash }: PlanInput,
  compared: readonly { readonly target: string; readonly files: readonly ComparedFile[] }[],
): Manifest {
  const written = compared.map(
    ({ target, files }) => [target, Object.fromEntries(files.map(({ path, hash }) => [path, hash]))] as const,
  );
  const custom = customHash === undefined ? {} : { custom: customHash };
  return { specs: { ...specHashes }, ...custom, files: { ...manifest.files, ...Object.fromEntries(written) } };
}

function checkPaths(outputs: readonly TargetOutput[]): Diagnostic[] {
  const seen = new Map<string, string>([[MANIFEST, MANIFEST]]);
  const diagnostics: Diagnostic[] = [];
  for (const path of outputs.flatMap(pathsOf)) {
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
