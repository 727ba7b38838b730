import { hash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readManifest } from "../../emit/write/manifest.ts";
import { MANIFEST } from "../../emit/write/paths.ts";
import { guardFolder } from "../../files/guard.ts";
import { makeFolders } from "../../files/make-folders.ts";
import { quietly } from "../../files/quietly.ts";
import { linkStatusOf } from "../../files/status.ts";
import { expandRoots } from "../../load/expand-roots.ts";
import type { SpecInput } from "../../load/read.ts";
import { startStage } from "../../stopwatch.ts";
import type { GenerateResult } from "../generate-result.ts";
import { compareFiles, isSettled, realFolders, signatureOf, type Signatures } from "./signature.ts";

/** The memory of runs, and the facts of the process that it needs. */
export interface RunCache {
  /** The folder: the user's cache folder, or the folder of `--cache`. */
  readonly folder: string;
  /** Returns nanoseconds since 1970, as file systems count them. */
  readonly now: () => bigint;
  readonly pid: number;
  /** The version of Node. */
  readonly node: string;
}

/** A run that may have been done before. */
export interface RecallableRun {
  readonly cache: RunCache;
  /** The options of the run, without anything that is stored in files. */
  readonly asked: unknown;
  readonly out: string;
  /** Whether no other run writes the output folder, and no interrupted write is left there. */
  readonly isOpen: () => boolean;
  readonly targets: readonly string[];
  readonly specs: readonly SpecInput[];
  /** The folder that roots are relative to. */
  readonly base: string;
  /**
   * Every file that decides the output, whether it exists or not. `read` are the files of the specs that an earlier run
   * read.
   */
  readonly inputsOf: (read: readonly string[]) => readonly string[];
  /** The folder of this package. */
  readonly packageRoot: string;
}

/** The record of a run, by which a later run can prove that it would do the same. */
interface Memory {
  readonly asked: unknown;
  readonly roots: readonly (readonly string[])[];
  readonly read: readonly string[];
  readonly inputs: Signatures;
  readonly outputs: Signatures;
  readonly folders: Readonly<Record<string, string>>;
  /** The time when the files were checked, in nanoseconds. */
  readonly since: string;
  readonly result: Remembered;
}

type Remembered = Pick<GenerateResult, "exitCode" | "diagnostics" | "summary" | "changes"> & {
  readonly tops: readonly (readonly [string, string])[];
};

/** The number of runs that are remembered; the most recently used ones are kept. */
const MOST_MEMORIES = 24;

/**
 * The result of a run without running it, if every input and every output is unchanged. Undefined if anything differs,
 * or if there is no valid record. Files with other metadata (after a fresh checkout) are read and compared by content.
 */
export async function recall(run: RecallableRun): Promise<GenerateResult | undefined> {
  const end = startStage("compare");
  const memory = readMemory(run);
  if (memory === undefined || !run.isOpen()) return undefined;
  const known = Object.keys(memory.inputs);
  const inputs = inputsOf(run, memory.read);
  if (!isDeepStrictEqual(inputs, known)) return undefined;
  if (!isDeepStrictEqual(await rootsOf(run), memory.roots)) return undefined;
  const looked = run.cache.now();
  const since = BigInt(memory.since);
  const input = compareFiles(memory.inputs, since);
  if (!input.isSame) return undefined;
  const output = compareFiles(memory.outputs, since);
  if (!output.isSame) return undefined;
  if (!isDeepStrictEqual(foldersOf(memory), memory.folders)) return undefined;
  if (input.signatures !== memory.inputs || output.signatures !== memory.outputs)
    writeMemory(run, { ...memory, inputs: input.signatures, outputs: output.signatures, since: String(looked) });
  const { result } = memory;
  const stages = [end()];
  return { ...result, summary: { ...result.summary, stages }, tops: new Map(result.tops), diff: "" };
}

/**
 * Records a run for {@link recall}. A run is recorded only if a second run would do the same: the ledger is unchanged,
 * the output folder needed no diagnostic, every reference led to a file, and no input changed after the run began.
 */
export async function remember(run: RecallableRun, result: GenerateResult, begin: bigint): Promise<void> {
  if (result.isSteady !== true) return;
  const read = result.read ?? [];
  const inputs: Record<string, NonNullable<Signatures[string]> | null> = {};
  for (const path of inputsOf(run, read)) {
    const signature = signatureOf(path);
    if (signature === undefined || (signature !== null && !isSettled(signature, begin))) return;
    inputs[path] = signature;
  }
  const outputs = outputsOf(run);
  if (outputs === undefined) return;
  const { exitCode, diagnostics, summary, changes, tops } = result;
  const { written = 0, unchanged = 0 } = summary.files ?? {};
  const memory: Omit<Memory, "folders"> = {
    asked: run.asked,
    roots: await rootsOf(run),
    read,
    inputs,
    outputs,
    since: String(run.cache.now()),
    result: {
      exitCode,
      diagnostics,
      changes,
      summary: { ...summary, files: { written: 0, removed: 0, unchanged: written + unchanged } },
      tops: [...tops],
    },
  };
  writeMemory(run, { ...memory, folders: foldersOf(memory) });
}

/** The paths of all inputs, sorted: the files of the project, and the generator's own files. */
function inputsOf(run: RecallableRun, read: readonly string[]): readonly string[] {
  const own = (path: string): string => join(run.packageRoot, path);
  const folders = ["dist", "templates", "generator/runtime"].map(own);
  const files = ["package.json", "LICENSE"].map(own);
  return [...new Set([...run.inputsOf(read), ...files, ...folders.flatMap(pathsBelow)])].sort();
}

/** The paths of all files below a folder; empty if the folder does not exist. */
export function pathsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** The root documents of each spec, with patterns expanded. */
function rootsOf({ specs, base }: RecallableRun): Promise<readonly (readonly string[])[]> {
  return Promise.all(specs.map(async ({ roots, version }) => (await expandRoots(roots, { base, version })).value));
}

/** The signatures of the manifest and of the files that it lists; undefined if they cannot be determined. */
function outputsOf({ out, targets }: RecallableRun): Signatures | undefined {
  const reading = readManifest(guardFolder(out));
  const manifest = signatureOf(join(out, MANIFEST));
  if (!("manifest" in reading) || manifest === undefined || manifest === null) return undefined;
  const outputs: Record<string, NonNullable<Signatures[string]>> = { [join(out, MANIFEST)]: manifest };
  for (const target of targets)
    for (const [path, content] of Object.entries(reading.manifest.files[target] ?? {})) {
      const status = linkStatusOf(join(out, path));
      if (status?.isFile() !== true) return undefined;
      // The first comparison reads the file, because these times never match.
      const unknown = { size: status.size, modified: "0", changed: "0", node: "0" };
      outputs[join(out, path)] = { ...unknown, hash: content };
    }
  return outputs;
}

function foldersOf({ inputs, outputs }: Pick<Memory, "inputs" | "outputs">): Readonly<Record<string, string>> {
  return realFolders([...Object.keys(inputs), ...Object.keys(outputs)]);
}

/** Packages that are not in the bundle and affect the output. */
const BESIDE = ["openapi-typescript", "prettier", "ts-morph", "typescript"] as const;

function placeOf({ cache, asked, out, targets, packageRoot }: RecallableRun): string {
  const require = createRequire(join(packageRoot, "package.json"));
  const versions = BESIDE.map((name) => {
    try {
      return (require(`${name}/package.json`) as { readonly version?: unknown }).version;
    } catch {
      return null;
    }
  });
  const facts = { asked, out, targets, packageRoot, versions, node: cache.node };
  return join(cache.folder, `${hash("sha256", JSON.stringify(facts), "hex")}.json`);
}

/** Reads the record of a run. A file that was cut short or edited does not match the hash at its beginning. */
function readMemory(run: RecallableRun): Memory | undefined {
  try {
    const text = readFileSync(placeOf(run), "utf8");
    const end = text.indexOf("\n");
    const content = text.slice(end + 1);
    if (hash("sha256", content, "hex") !== text.slice(0, end)) return undefined;
    return JSON.parse(content) as Memory;
  } catch {
    return undefined;
  }
}

/** Writes the record of a run. If the cache cannot be written, only the next run is slower. */
function writeMemory(run: RecallableRun, memory: Memory): void {
  const place = placeOf(run);
  const draft = `${place}.${String(run.cache.pid)}`;
  const content = JSON.stringify(memory);
  quietly(() => {
    makeFolders(run.cache.folder);
    // Replaced in one step, so that a concurrent run reads either the old or the new record.
    writeFileSync(draft, `${hash("sha256", content, "hex")}\n${content}`, { mode: 0o600 });
    renameSync(draft, place);
  });
  quietly(() => rmSync(draft, { force: true }));
  quietly(() => forgetOldest(run.cache.folder));
}

function forgetOldest(cache: string): void {
  const memories = readdirSync(cache)
    .filter((name) => /^[0-9a-f]{64}\.json(?:\.\d+)?$/u.test(name))
    .map((name) => ({ path: join(cache, name), time: linkStatusOf(join(cache, name))?.mtimeMs ?? 0 }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of memories.slice(MOST_MEMORIES)) rmSync(path, { force: true });
}
