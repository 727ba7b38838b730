import { hash } from "node:crypto";
import { posix } from "node:path";
import { refusalOf } from "../../emit/write/paths.ts";
import type { RepositoryFile } from "./read-repository.ts";

/** Finds the folder of the repository that has every root. Returns a problem if there is not exactly one. */
export function findFolder(
  files: readonly RepositoryFile[],
  roots: readonly string[],
): { readonly folder: string } | { readonly problem: string } {
  const paths = new Set(files.filter(({ kind }) => kind === "file").map(({ path }) => path));
  const [first = "", ...others] = roots;
  const folders = [...paths]
    .filter((path) => path === first || path.endsWith(`/${first}`))
    .map((path) => (path === first ? "." : path.slice(0, -first.length - 1)))
    .filter((folder) => others.every((root) => paths.has(posix.join(folder, root))));
  const [folder, ...more] = folders.sort();
  if (folder === undefined) return { problem: `no folder of the repository contains ${roots.join(", ")}` };
  if (more.length > 0)
    return { problem: `several folders of the repository contain ${roots.join(", ")}: ${folders.join(", ")}` };
  return { folder };
}

/** The files of a commit that are copied. */
export interface ChosenFiles {
  /** Regular files with their new paths. */
  readonly files: readonly { readonly path: string; readonly file: RepositoryFile }[];
  /** Entries that may be specs and are not copied, by their path in the repository. */
  readonly leftOut: readonly {
    readonly path: string;
    readonly what: "links" | "submodules" | "files with such names";
  }[];
}

const SPEC = /\.(?:ya?ml|json)$/iu;
/** The licence is copied with the specs, because it states who may use them. */
const LICENCE = /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$/iu;

/** Chooses the specs below a folder, and the licence. Hidden files belong to tools and are not copied. */
export function chooseFiles(all: readonly RepositoryFile[], folder: string): ChosenFiles {
  const prefix = folder === "." ? "" : `${folder}/`;
  const files: ChosenFiles["files"][number][] = [];
  const leftOut: ChosenFiles["leftOut"][number][] = [];
  for (const file of all) {
    const path = file.path.slice(prefix.length);
    const isSpec = SPEC.test(path) || (LICENCE.test(path) && !path.includes("/"));
    if (!file.path.startsWith(prefix) || !(isSpec || file.kind === "submodule") || /(?:^|\/)\./u.test(path)) continue;
    if (file.kind !== "file") leftOut.push({ path: file.path, what: file.kind === "link" ? "links" : "submodules" });
    else if (refusalOf(path) !== undefined) leftOut.push({ path: file.path, what: "files with such names" });
    else files.push({ path, file });
  }
  return { files, leftOut };
}

/** A file that is copied. */
export interface BroughtFile {
  readonly path: string;
  readonly content: string;
}

/** The limits on the size of a file and of all files; nothing larger is a spec. */
const MAXIMUM_SIZE = 64 * 2 ** 20;
const MAXIMUM_TOTAL = 512 * 2 ** 20;

/** Reads the texts of files. Returns the problem if they cannot be copied. */
export function readContents(
  files: ChosenFiles["files"],
  contents: readonly Buffer[],
): { readonly files: readonly BroughtFile[] } | { readonly problem: string } {
  const brought: BroughtFile[] = [];
  let total = 0;
  for (const [index, { path }] of files.entries()) {
    const bytes = contents[index] ?? Buffer.alloc(0);
    total += bytes.length;
    if (bytes.length > MAXIMUM_SIZE) return { problem: `${path} is larger than ${String(MAXIMUM_SIZE / 2 ** 20)} MiB` };
    if (total > MAXIMUM_TOTAL) return { problem: `the specs have more than ${String(MAXIMUM_TOTAL / 2 ** 20)} MiB` };
    const content = bytes.toString("utf8");
    if (content.startsWith("version https://git-lfs.github.com/spec/"))
      return { problem: `${path} is a Git LFS pointer, and pull does not download LFS files` };
    if (!Buffer.from(content, "utf8").equals(bytes)) return { problem: `${path} is not UTF-8` };
    // Line ends are normalised, because a checkout may change them (`eol=lf`) and the files would then look edited.
    brought.push({ path, content: content.replaceAll("\r\n", "\n") });
  }
  return { files: brought };
}

/** One hash over paths and texts, in the order of the paths. */
export function hashOfFiles(files: readonly BroughtFile[]): string {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  return hash("sha256", sorted.map(({ path, content }) => `${path}\0${content}\0`).join(""), "hex");
}
