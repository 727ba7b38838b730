import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Manifest, OutputFile, TargetOutput } from "../output.ts";
import { editedFile, foreignFile, unsafePath } from "./diagnostics.ts";
import { hashOf, MANIFEST, printManifest } from "./manifest.ts";
import { linkStatusOf } from "./status.ts";

/** What a write would do. */
export interface WritePlan {
  readonly writes: readonly PlannedWrite[];
  /** Paths of owned files that are no longer produced. */
  readonly removals: readonly string[];
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlannedWrite extends OutputFile {
  /** What stands there now; undefined for a new file. */
  readonly before: string | undefined;
}

export interface PlanInput {
  readonly out: string;
  readonly outputs: readonly TargetOutput[];
  readonly manifest: Manifest;
  readonly specHashes: Readonly<Record<string, string>>;
  readonly force: boolean;
}

/** Compares the output with what stands in the folder. Reads only; refuses paths that leave the folder or collide. */
export function planWrite(input: PlanInput): WritePlan {
  const { out, outputs, manifest, force } = input;
  const diagnostics: Diagnostic[] = checkPaths(outputs);
  // Folders are looked at only where every path is known to stay inside.
  if (diagnostics.length === 0) diagnostics.push(...checkFolders(out, outputs));
  if (diagnostics.length > 0) return { writes: [], removals: [], unchanged: 0, diagnostics };
  const owned = new Map(Object.values(manifest.files).flatMap((group) => Object.entries(group)));
  const ownedByAnyCase = new Map([...owned].map(([path, hash]) => [path.toLowerCase(), hash]));
  const writes: PlannedWrite[] = [];
  let unchanged = 0;
  const files = outputs.flatMap((output) => output.files);
  const standing = readAll(
    out,
    files.map((file) => file.path),
  );
  for (const [index, file] of files.entries()) {
    const before = standing[index];
    if (before === file.content) {
      unchanged += 1;
      continue;
    }
    if (before !== undefined && !force) {
      const hash = owned.get(file.path) ?? ownedByAnyCase.get(file.path.toLowerCase());
      if (hash === undefined) diagnostics.push(diagnose(foreignFile, { path: join(out, file.path) }));
      else if (hash !== hashOf(before)) diagnostics.push(diagnose(editedFile, { path: join(out, file.path) }));
    }
    writes.push({ ...file, before });
  }
  const removals = planRemovals(input, diagnostics);
  const text = printManifest(nextManifest(input));
  const [before] = readAll(out, [MANIFEST]);
  if (before === text) unchanged += 1;
  else writes.push({ path: MANIFEST, content: text, before });
  return { writes, removals, unchanged, diagnostics };
}

/** Owned files of the targets of this run that are produced no more. Those of other targets are not this run's. */
function planRemovals({ out, outputs, manifest, force }: PlanInput, diagnostics: Diagnostic[]): string[] {
  const produced = new Map(outputs.flatMap((output) => output.files.map(({ path }) => [path.toLowerCase(), path])));
  const removals: string[] = [];
  for (const { target } of outputs) {
    const group = Object.entries(manifest.files[target] ?? {}).filter(
      ([path]) => !stands(out, produced.get(path.toLowerCase()), path) && isSafe(path),
    );
    const standing = readAll(
      out,
      group.map(([path]) => path),
    );
    for (const [index, [path, hash]] of group.entries()) {
      const text = standing[index];
      if (text === undefined) continue;
      if (!force && hashOf(text) !== hash) diagnostics.push(diagnose(editedFile, { path: join(out, path) }));
      else removals.push(path);
    }
  }
  return removals;
}

/** Whether a produced path is the file of an owned one, as it also is by another case where case does not count. */
function stands(out: string, produced: string | undefined, owned: string): boolean {
  if (produced === undefined || produced === owned) return produced === owned;
  const [one, other] = [linkStatusOf(join(out, produced)), linkStatusOf(join(out, owned))];
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

function nextManifest({ outputs, manifest, specHashes }: PlanInput): Manifest {
  const files: Record<string, Record<string, string>> = {};
  for (const [target, group] of Object.entries(manifest.files)) files[target] = { ...group };
  for (const output of outputs)
    files[output.target] = Object.fromEntries(output.files.map((file) => [file.path, hashOf(file.content)]));
  return { specs: { ...specHashes }, files };
}

function readAll(out: string, paths: readonly string[]): (string | undefined)[] {
  return paths.map((path) => readText(join(out, path)));
}

function readText(path: string): string | undefined {
  try {
    // Asking first spares a thrown error for each file that is new.
    return linkStatusOf(path) === undefined ? undefined : readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    // A folder in a file's place is foreign, whatever it holds.
    if (code === "EISDIR") return "\0folder";
    throw error;
  }
}

/** Whether a path stays inside the folder it is relative to, on every system. */
export function isSafe(path: string): boolean {
  return refusalOf(path) === undefined;
}

function refusalOf(path: string): string | undefined {
  if (path === "" || path.startsWith("/") || path.includes("\\") || path.includes("\0") || /^[a-z]:/iu.test(path))
    return "it is not a relative path";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return "it leaves its folder";
  // Reserved on Windows with any extension; trailing dots and spaces vanish there.
  if (
    segments.some(
      (segment) =>
        /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/iu.test(segment) ||
        /[. ]$/u.test(segment) ||
        /[<>:"|?*\u0000-\u001f]/u.test(segment),
    )
  )
    return "it is no file name on Windows";
  return undefined;
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

/** No folder on the way may be a link: output would land outside the folder. */
function checkFolders(out: string, outputs: readonly TargetOutput[]): Diagnostic[] {
  const folders = new Set<string>();
  for (const { path } of outputs.flatMap((output) => output.files)) {
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) folders.add(folder);
  }
  const diagnostics: Diagnostic[] = [];
  for (const folder of [...folders].sort()) {
    const status = linkStatusOf(join(out, folder));
    if (status?.isSymbolicLink() === true)
      diagnostics.push(diagnose(unsafePath, { path: folder, reason: "it is a symbolic link" }));
    else if (status !== undefined && !status.isDirectory())
      diagnostics.push(diagnose(foreignFile, { path: join(out, folder) }));
  }
  return diagnostics;
}
