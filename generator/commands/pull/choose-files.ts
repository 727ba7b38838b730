import { hash } from "node:crypto";
import { posix } from "node:path";
import { refusalOf } from "../../emit/write/paths.ts";
import type { RepositoryFile } from "./read-repository.ts";

/** The folder of the repository that holds every root, or why there is no such one folder. */
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
  if (folder === undefined) return { problem: `no folder of the repository has ${roots.join(", ")}` };
  if (more.length > 0)
    return { problem: `several folders of the repository have ${roots.join(", ")}: ${folders.join(", ")}` };
  return { folder };
}

/** What of a commit is brought. */
export interface ChosenFiles {
  /** Regular files with the paths that they get. */
  readonly files: readonly { readonly path: string; readonly file: RepositoryFile }[];
  /** What is not brought though it may be a spec, by its path in the repository. */
  readonly leftOut: readonly {
    readonly path: string;
    readonly what: "links" | "submodules" | "files with such names";
  }[];
}

const SPEC = /\.(?:ya?ml|json)$/iu;
/** Who may use the specs stands beside them. */
const LICENCE = /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$/iu;

/** The files below a folder that are specs, and the licence. Hidden ones are a tool's. */
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

/** A file that is brought. */
export interface BroughtFile {
  readonly path: string;
  readonly content: string;
}

/** A larger file is no spec, and more of them are none either. */
const MAXIMUM_SIZE = 64 * 2 ** 20;
const MAXIMUM_TOTAL = 512 * 2 ** 20;

/** The texts of files, or why they cannot be brought. */
export function readContents(
  files: ChosenFiles["files"],
  contents: readonly Buffer[],
): { readonly files: readonly BroughtFile[] } | { readonly problem: string } {
  const brought: BroughtFile[] = [];
  let total = 0;
  for (const [index, { path }] of files.entries()) {
    const bytes = contents[index] ?? Buffer.alloc(0);
    total += bytes.length;
    if (bytes.length > MAXIMUM_SIZE) return { problem: `${path} has more than ${String(MAXIMUM_SIZE / 2 ** 20)} MiB` };
    if (total > MAXIMUM_TOTAL) return { problem: `the specs have more than ${String(MAXIMUM_TOTAL / 2 ** 20)} MiB` };
    const content = bytes.toString("utf8");
    if (content.startsWith("version https://git-lfs.github.com/spec/"))
      return { problem: `${path} is a pointer of Git LFS, and LFS is not asked` };
    if (!Buffer.from(content, "utf8").equals(bytes)) return { problem: `${path} is not UTF-8` };
    // A checkout may have other line ends (`eol=lf`), and would look edited.
    brought.push({ path, content: content.replaceAll("\r\n", "\n") });
  }
  return { files: brought };
}

/** One hash over paths and texts, in the order of the paths. */
export function hashOfFiles(files: readonly BroughtFile[]): string {
  const sorted = [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
  return hash("sha256", sorted.map(({ path, content }) => `${path}\0${content}\0`).join(""), "hex");
}
