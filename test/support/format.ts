import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";

/** The files below a folder that prettier, with its default options, would change; and how many it was asked for. */
export async function unformatted(folder: string): Promise<{ checked: number; found: string[] }> {
  const found: string[] = [];
  let checked = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/node_modules|\bdist\b/u.test(path) || !/\.(?:ts|mjs|json|md)$/u.test(path)) continue;
    const text = readFileSync(join(folder, path), "utf8");
    checked += 1;
    if ((await format(text, { filepath: path })) !== text) found.push(path);
  }
  return { checked, found };
}
