import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join, resolve } from "node:path";

/** Functions of the file system that change something, by how many paths they take first. */
const CHANGING: Readonly<Record<string, 1 | 2>> = {
  writeFile: 1,
  appendFile: 1,
  rm: 1,
  unlink: 1,
  rmdir: 1,
  mkdir: 1,
  truncate: 1,
  chmod: 1,
  utimes: 1,
  mkdtemp: 1,
  rename: 2,
  link: 2,
  copyFile: 2,
  cp: 2,
};

type Call = (...values: unknown[]) => unknown;

let touched: Set<string> | undefined;

function note(path: unknown): void {
  if (touched === undefined || (typeof path !== "string" && !(path instanceof URL) && !Buffer.isBuffer(path))) return;
  const full = resolve(String(path));
  try {
    // Where the parent really is decides, not what it is called.
    touched.add(join(fs.realpathSync.native(dirname(full)), full.slice(dirname(full).length)));
  } catch {
    touched.add(full);
  }
}

/** Wraps the file system and the network of this process, once: every change is noted while somebody watches. */
export function wrapSystem(): void {
  for (const module of [fs, fs.promises] as unknown as Record<string, Call>[]) {
    const wrap = (name: string, paths: (values: readonly unknown[]) => readonly unknown[]): void => {
      const original = module[name];
      if (original === undefined) return;
      module[name] = (...values) => {
        paths(values).forEach(note);
        return original.apply(module, values);
      };
    };
    for (const [name, count] of Object.entries(CHANGING))
      for (const form of [name, `${name}Sync`]) wrap(form, (values) => values.slice(0, count));
    for (const name of ["symlink", "symlinkSync"]) wrap(name, (values) => [values[1]]);
    for (const name of ["open", "openSync"])
      wrap(name, ([path, flags]) =>
        (
          typeof flags === "number"
            ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0
            : /[wa+]/u.test(String(flags ?? "r"))
        )
          ? [path]
          : [],
      );
  }
  syncBuiltinESMExports();
  globalThis.fetch = (address) => {
    touched?.add(`the web: ${String(address)}`);
    return Promise.reject(new Error("no network here"));
  };
}

/** Runs something and gives every path that it changed or tried to change. */
export async function watch<Value>(
  action: () => Promise<Value>,
): Promise<{ value: Value; touched: ReadonlySet<string> }> {
  const seen = new Set<string>();
  touched = seen;
  try {
    return { value: await action(), touched: seen };
  } finally {
    touched = undefined;
  }
}
