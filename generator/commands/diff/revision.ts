import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { DEFAULT_CONFIG } from "../../config/config.ts";
import { DEFAULT_CONFIG_FILE } from "../options.ts";
import { runGit } from "../run-git.ts";

/** The project of a revision, in a temporary folder. */
export interface RevisionFolder {
  /** Path of the configuration. */
  readonly config: string;
  readonly remove: () => void;
}

/** A git revision, and the place of the project in its repository. */
export interface RevisionInput {
  /** `v1.2.0`, a branch, a hash. */
  readonly revision: string;
  readonly cwd: string;
  /** The path of the configuration; undefined: the default file in the working folder. */
  readonly config: string | undefined;
}

/** The maximum size of a file; a larger file is not a spec. */
const MAXIMUM_SIZE = 64 * 1024 * 1024;

/**
 * Copies the files of a git revision into a temporary folder. It copies only regular files, so that no link leads out
 * of the folder, and omits the output folder. The objects are read without a checkout, so no hook, filter or attribute
 * of the repository runs.
 */
export async function extractRevision(
  input: RevisionInput,
): Promise<{ readonly folder: RevisionFolder } | { readonly problem: string }> {
  const { cwd } = input;
  try {
    const listed = await listRevision(input);
    if ("problem" in listed) return listed;
    const { entries, config, text } = listed;
    const wanted = entries.filter(({ path, size }) => size <= MAXIMUM_SIZE && !isIn(path, outFolder(config, text)));
    return { folder: await writeFiles(cwd, wanted, config) };
  } catch (error) {
    return { problem: gitProblem(error) };
  }
}

/** Reads what a revision released: its configuration, and the surface of its output folder if that is committed. */
export async function readRevision(
  input: RevisionInput,
): Promise<{ readonly config: string; readonly surface: string | undefined } | { readonly problem: string }> {
  try {
    const listed = await listRevision(input);
    if ("problem" in listed) return listed;
    const path = `${outFolder(listed.config, listed.text)}/surface.json`;
    const entry = listed.entries.find((one) => one.path === path && one.size <= MAXIMUM_SIZE);
    const [surface] = entry === undefined ? [] : await readObjects(input.cwd, [entry.hash]);
    return { config: listed.text.toString("utf8"), surface: surface?.toString("utf8") };
  } catch (error) {
    return { problem: gitProblem(error) };
  }
}

/** The tags in the history of the working tree, in git's order. */
export async function mergedTags(
  cwd: string,
): Promise<{ readonly tags: readonly string[] } | { readonly problem: string }> {
  try {
    const text = await runGit(cwd, "tag", "--merged", "HEAD");
    return { tags: text.split("\n").filter((tag) => tag !== "") };
  } catch (error) {
    return { problem: gitProblem(error) };
  }
}

interface RevisionList {
  readonly entries: readonly TreeEntry[];
  /** The path of the configuration in the repository, and its content. */
  readonly config: string;
  readonly text: Buffer;
}

/** Lists the files of a revision, and finds its configuration. */
async function listRevision(input: RevisionInput): Promise<RevisionList | { readonly problem: string }> {
  const { revision, cwd } = input;
  // Git would read it as an option.
  if (revision === "" || revision.startsWith("-") || /[\0\n]/u.test(revision))
    return { problem: "a revision must be a branch, a tag or a hash" };
  const top = (await runGit(cwd, "rev-parse", "--show-toplevel")).trim();
  const prefix = (await runGit(cwd, "rev-parse", "--show-prefix")).trim();
  const commit = (
    await runGit(cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`)
  ).trim();
  const entries = parseTree(await runGit(cwd, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--"));
  const config = configPath(input, { top, prefix });
  const entry = entries.find(({ path }) => path === config);
  if (entry === undefined) return { problem: `the revision has no ${config}` };
  const [text = Buffer.alloc(0)] = await readObjects(cwd, [entry.hash]);
  return { entries, config, text };
}

/** The path of the configuration in the repository. */
function configPath({ cwd, config }: RevisionInput, { top, prefix }: { top: string; prefix: string }): string {
  if (config === undefined) return `${prefix}${DEFAULT_CONFIG_FILE}`;
  return isAbsolute(config)
    ? relative(top, config).replaceAll("\\", "/")
    : relative(top, join(top, prefix, relative(cwd, resolve(cwd, config)))).replaceAll("\\", "/");
}

/** The output folder of the revision's configuration. */
function outFolder(config: string, text: Buffer): string {
  let out: unknown;
  try {
    out = (JSON.parse(text.toString("utf8")) as { readonly out?: unknown }).out;
  } catch {
    // Reading the configuration later reports the problem.
  }
  const folder = typeof out === "string" ? out : DEFAULT_CONFIG.out;
  return join(dirname(config), folder).replaceAll("\\", "/");
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

interface TreeEntry {
  readonly hash: string;
  readonly size: number;
  readonly path: string;
}

/** Parses the regular files of `ls-tree -r -z -l`; links and submodules are omitted. */
function parseTree(text: string): readonly TreeEntry[] {
  return text.split("\0").flatMap((line) => {
    const match = /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t(.+)$/su.exec(line);
    const [, hash = "", size = "", path = ""] = match ?? [];
    return match === null || !isPlainPath(path) ? [] : [{ hash, size: Number(size), path }];
  });
}

/** Whether a path stays in its folder. A git tree made by hand may contain any path. */
function isPlainPath(path: string): boolean {
  return !/[\\:]/u.test(path) && path.split("/").every((part) => !["", ".", "..", ".git"].includes(part.toLowerCase()));
}

async function writeFiles(cwd: string, entries: readonly TreeEntry[], config: string): Promise<RevisionFolder> {
  const folder = mkdtempSync(join(tmpdir(), "isc-sdkgen-revision-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const texts = await readObjects(
      cwd,
      entries.map(({ hash }) => hash),
    );
    for (const [index, { path }] of entries.entries()) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, texts[index] ?? Buffer.alloc(0), { flag: "wx" });
    }
    return { config: join(folder, config), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Reads the contents of objects with one run of `cat-file --batch`. Each content is a line with its size, its bytes,
 * and a line end.
 */
function readObjects(cwd: string, hashes: readonly string[]): Promise<readonly Buffer[]> {
  return new Promise((resolveObjects, reject) => {
    const child = spawn("git", ["cat-file", "--batch"], { cwd, windowsHide: true, stdio: ["pipe", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    child.on("error", reject);
    child.stdin.on("error", reject);
    child.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
    child.on("close", () => {
      try {
        resolveObjects(parseObjects(Buffer.concat(chunks), hashes.length));
      } catch (error) {
        reject(error as Error);
      }
    });
    child.stdin.end(hashes.map((hash) => `${hash}\n`).join(""));
  });
}

function parseObjects(output: Buffer, count: number): readonly Buffer[] {
  const objects: Buffer[] = [];
  let at = 0;
  while (objects.length < count) {
    const end = output.indexOf(10, at);
    const size = / blob (\d+)$/u.exec(output.toString("utf8", at, Math.max(at, end)))?.[1];
    if (size === undefined) throw new Error("the repository lacks an object of the revision; fetch the full history");
    const start = end + 1;
    objects.push(output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return objects;
}

function gitProblem(error: unknown): string {
  const { code, stderr, message } = error as {
    readonly code?: unknown;
    readonly stderr?: string;
    readonly message?: string;
  };
  if (code === "ENOENT") return "git is not installed";
  const said = (stderr ?? "").trim().split("\n")[0] ?? "";
  if (said !== "") return said;
  return code === 1 ? "the repository has no such revision" : (message ?? String(error));
}
