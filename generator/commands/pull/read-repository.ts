import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitIn, type GitClient, type GitEnvironment } from "./git-client.ts";

/** A commit as messages show it. */
export interface PulledCommit {
  readonly hash: string;
  /** The day of the commit: `2026-01-31`. */
  readonly date: string;
  readonly subject: string;
}

/** A file of a commit. */
export interface RepositoryFile {
  /** The path in the repository, with `/`. */
  readonly path: string;
  readonly kind: "file" | "link" | "submodule";
  readonly hash: string;
}

/** A repository whose commits and trees are local. Its files are fetched on request. */
export interface Repository {
  readonly commit: string;
  readonly files: readonly RepositoryFile[];
  /**
   * The commits after another commit up to this one that touch a folder, newest first; undefined if that commit is not
   * an ancestor.
   */
  readonly commitsSince: (commit: string, folder: string) => Promise<readonly PulledCommit[] | undefined>;
  /** Fetches the contents of files in one request. */
  readonly readFiles: (files: readonly RepositoryFile[]) => Promise<readonly Buffer[]>;
  readonly remove: () => void;
}

/** The repository and the commit to fetch. */
export interface RepositoryInput {
  /** Checked by `checkSource` and `problemOfRef`. */
  readonly address: string;
  /** A branch, a tag or a full hash. */
  readonly ref: string;
  readonly environment: GitEnvironment | undefined;
}

const TARGET = "refs/isc-sdkgen/target";
/** Fetches commits and trees, and no file that is not requested. */
const FETCH = ["fetch", "--quiet", "--filter=blob:none", "--no-tags", "--no-auto-gc", "--no-recurse-submodules"];

/**
 * Fetches a commit with its history, but without files, into a temporary bare repository. There is no work tree, so
 * nothing is checked out, and no hooks or filters run. Throws `GitError`; nothing is left behind then.
 */
export async function openRepository({ address, ref, environment }: RepositoryInput): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "isc-sdkgen-pull-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const git = gitIn(folder, environment);
    await git.run(["init", "--quiet", "--bare", "--template=", "."]);
    await git.run(["remote", "add", "origin", "--", address]);
    await git.run([...FETCH, "origin", "--", `+${ref}:${TARGET}`]);
    const commit = (await git.run(["rev-parse", "--verify", "--quiet", `${TARGET}^{commit}`])).trim();
    return {
      commit,
      files: filesOf(await git.run(["ls-tree", "-r", "-z", "--full-tree", commit])),
      commitsSince: (from, path) => commitsSince(git, { from, to: commit, path }),
      readFiles: (files) => readFiles(git, files),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function filesOf(text: string): readonly RepositoryFile[] {
  return text.split("\0").flatMap((line): readonly RepositoryFile[] => {
    const [, mode = "", hash = "", path = ""] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.+)$/su.exec(line) ?? [];
    if (mode === "") return [];
    const kind = mode === "120000" ? "link" : mode === "160000" ? "submodule" : "file";
    return [{ path, kind, hash }];
  });
}

interface CommitRange {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

async function commitsSince(
  git: GitClient,
  { from, to, path }: CommitRange,
): Promise<readonly PulledCommit[] | undefined> {
  // Only a commit in the fetched history is requested, because git would fetch any other commit.
  const history = new Set((await git.run(["rev-list", to])).split("\n"));
  if (!history.has(from)) return undefined;
  const log = ["log", "-z", "--no-show-signature", "--no-color", "--format=%H %cs %s", `${from}..${to}`, "--"];
  const text = await git.run([...log, ...(path === "." ? [] : [`:(literal,top)${path}`])]);
  return text.split("\0").flatMap((line) => {
    const [, hash = "", date = "", subject = ""] = /^([0-9a-f]+) (\S+) (.*)$/su.exec(line.trim()) ?? [];
    return hash === "" ? [] : [{ hash, date, subject }];
  });
}

/** Reads the files in one request; reading them one by one would need a request for each. */
async function readFiles(git: GitClient, files: readonly RepositoryFile[]): Promise<readonly Buffer[]> {
  const hashes = files.map(({ hash }) => hash);
  await git.run([...FETCH, "--no-write-fetch-head", "--stdin", "origin"], lines([...new Set(hashes)]));
  return git.read(hashes);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
