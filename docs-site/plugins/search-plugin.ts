import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { createSearchParts } from "./search-parts";
import type { Tree } from "./tree";

/** Writes the search index beside the built pages, in parts that a reader's browser loads when the search opens. */
export default function searchPlugin(_context: LoadContext, { tree }: { readonly tree: Tree }): Plugin {
  return {
    name: "reference-search",
    async postBuild({ outDir }) {
      const folder = join(outDir, "search");
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of createSearchParts(tree)) writeFileSync(join(folder, name), text);
    },
  };
}
