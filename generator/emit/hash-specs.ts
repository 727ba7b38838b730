import type { SourceTree } from "../load/tree.ts";
import { createHash } from "node:crypto";

/** One hash over all files of a tree, by sorted path: changes exactly when an input file does. */
export function specHash(tree: SourceTree): string {
  const hash = createHash("sha256");
  for (const path of [...tree.texts.keys()].sort())
    hash
      .update(path)
      .update("\0")
      .update(tree.texts.get(path) ?? "")
      .update("\0");
  return hash.digest("hex");
}
