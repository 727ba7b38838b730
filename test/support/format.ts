import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, getFileInfo } from "prettier";

/**
 * The files below a folder that prettier, with its default options, would change; and how many it was asked for. As for
 * `prettier --check` in the package, its ignore list counts.
 */
export async function unformatted(folder: string): Promise<{ checked: number; found: string[] }> {
  const found: string[] = [];
  let checked = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/node_modules|\bdist\b/u.test(path) || !/\.(?:ts|mjs|json|md)$/u.test(path)) continue;
    const { ignored } = await getFileInfo(join(folder, path), { ignorePath: ignoreFiles(folder, path) });
    if (ignored) continue;
    const text = readFileSync(join(folder, path), "utf8");
    checked += 1;
    if ((await format(text, { filepath: path })) !== text) found.push(path);
  }
  return { checked, found };
}

/** The ignore lists of the folder itself and of the package in it that holds the file. */
function ignoreFiles(folder: string, path: string): string[] {
  const [first = ""] = path.split(/[\\/]/u);
  return [folder, join(folder, first)].map((place) => join(place, ".prettierignore")).filter(existsSync);
}
