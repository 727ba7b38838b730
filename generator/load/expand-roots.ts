import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { diagnose, type StageResult } from "../diagnostics/diagnostic.ts";
import { compareText } from "../model/order.ts";
import { noRoots } from "./diagnostics.ts";
import { isWebAddress } from "./reference.ts";

/**
 * The root documents that some paths mean: a path is itself, a pattern ("apis/NAME/openapi.yaml" for any NAME) every file that fits, in
 * order. A file whose name looks like a pattern is that file. Links and hidden files are never followed by a pattern.
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
