import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import type ts from "typescript";

/** A file of a program, as read from the disk. */
export interface CodeFile {
  readonly path: string;
  /** The text without the byte order mark. */
  readonly text: string;
  /** The byte order mark of the file, or an empty string. */
  readonly mark: string;
}

const PATTERN = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";
const IGNORED = ["**/node_modules/**", "**/.git/**", "**/*.d.{ts,mts,cts}", "**/*.min.js"];

/**
 * Reads the sources that paths name: files, and files in folders. Returns a text that names the path if one does not
 * exist.
 */
export function readCodeFiles(paths: readonly string[], cwd: string): readonly CodeFile[] | string {
  const found = new Set<string>();
  for (const path of paths) {
    const full = resolve(cwd, path);
    const status = statSync(full, { throwIfNoEntry: false });
    if (status === undefined) return path;
    if (status.isDirectory())
      for (const name of globSync(PATTERN, { cwd: full, ignore: IGNORED, dot: false })) found.add(join(full, name));
    else found.add(full);
  }
  // A link to a file or to a folder above must not make one file two, each of which is moved and written.
  const files = new Map([...found].sort().map((path) => [realpathSync(path), path]));
  return [...files.keys()].sort().map((path) => {
    const text = readFileSync(path, "utf8");
    const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    return { path, text: text.slice(mark.length), mark };
  });
}

/** Finds the nearest file with a name in a folder or its parents. */
export function findAbove(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
  const above = dirname(folder);
  return above === folder ? undefined : findAbove(above, name);
}

/**
 * The options of the tsconfig.json that is nearest to a folder; none where there is no such file, or one that cannot be
 * read. `files`: the program. The names of modules (`paths`, `baseUrl`) that the nearest file of each of them declares
 * are added, so that the packages of a repository find each other.
 */
export async function readCompilerOptions(
  folder: string,
  files: readonly CodeFile[] = [],
): Promise<ts.CompilerOptions> {
  const own = findAbove(folder, "tsconfig.json");
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  const all = [...new Set([own, ...folders.map((one) => findAbove(one, "tsconfig.json"))])];
  if (all.every((path) => path === undefined)) return {};
  // Loaded here: every command loads this file, and the compiler takes a second.
  const { default: ts } = await import("typescript");
  const read = (path: string): ts.CompilerOptions => {
    const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { readonly config?: object };
    return config === undefined ? {} : ts.parseJsonConfigFileContent(config, ts.sys, dirname(path)).options;
  };
  const options = own === undefined ? {} : read(own);
  const names = new Map<string, string[]>();
  let jsx = options.jsx;
  for (const path of all) {
    if (path === undefined) continue;
    const { baseUrl, paths = {}, pathsBasePath, jsx: found } = read(path);
    jsx ??= found;
    const base = baseUrl ?? (typeof pathsBasePath === "string" ? pathsBasePath : dirname(path));
    const isElsewhere = baseUrl !== undefined && baseUrl !== options.baseUrl;
    for (const [name, targets] of Object.entries({ ...paths, ...(isElsewhere ? { "*": ["*"] } : {}) })) {
      const known = names.get(name) ?? [];
      names.set(name, [...new Set([...known, ...targets.map((target) => resolve(base, target))])]);
    }
  }
  return {
    ...options,
    ...(jsx === undefined ? {} : { jsx }),
    ...(names.size === 0 ? {} : { paths: Object.fromEntries(names) }),
  };
}
