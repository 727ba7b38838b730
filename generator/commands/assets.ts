import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/**
 * Reads the hand-written files that are copied into the output or shape it: `templates/` by their path below that
 * folder, the runtimes as `runtime/typescript/...`, and the licence.
 */
export async function readAssets(root: string): Promise<ReadonlyMap<string, string>> {
  const assets = new Map<string, string>();
  const [templates, runtime] = await Promise.all([
    readFolder(join(root, "templates")),
    readFolder(join(root, "generator", "runtime")),
  ]);
  for (const [path, text] of templates) assets.set(path, text);
  for (const [path, text] of runtime) assets.set(`runtime/${path}`, text);
  assets.set("LICENSE", await readFile(join(root, "LICENSE"), "utf8"));
  return assets;
}

async function readFolder(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.sort().map((file) => readFile(file, "utf8")));
  return files.map((file, index) => [
    relative(folder, file).split(sep).join("/"),
    (texts[index] ?? "").replaceAll("\r\n", "\n"),
  ]);
}
