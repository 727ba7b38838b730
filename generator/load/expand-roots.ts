import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { diagnose, type StageResult } from "../diagnostics/diagnostic.ts";
import { compareText } from "../model/order.ts";
import { noRoots } from "./diagnostics.ts";
import { isWebAddress } from "./reference.ts";

/**
 * The root documents for the paths and patterns of the config. A path means itself; a pattern ("apis/NAME/openapi.yaml"
 * for any NAME) means every file that matches, sorted. An existing file counts as a path even if its name looks like a
 * pattern. Patterns do not follow symbolic links and do not match hidden files. Reports patterns without a match.
 */
export async function expandRoots(
  roots: readonly string[],
  { base, version }: { readonly base: string; readonly version: string },
): Promise<StageResult<readonly string[]>> {
  const expanded = await Promise.all(
    roots.map(async (root) => {
      const isPath = isWebAddress(root) || !isDynamicPattern(root) || existsSync(resolve(base, root));
      if (isPath) return { root, files: [root] };
      const files = await glob(root.replaceAll("\\", "/"), {
        cwd: base,
        onlyFiles: true,
        followSymbolicLinks: false,
        expandDirectories: false,
        dot: false,
      });
      return { root, files: files.sort(compareText) };
    }),
  );
  return {
    value: [...new Set(expanded.flatMap(({ files }) => files))],
    diagnostics: expanded
      .filter(({ files }) => files.length === 0)
      .map(({ root }) => diagnose(noRoots, { root, base }, { version })),
  };
}
