import { hash } from "node:crypto";
import type { SourceTree } from "./tree.ts";

/**
 * One hash of all files of a tree, sorted by path, and of its overlays in order. It changes exactly when the input
 * does.
 */
export function specHash(tree: SourceTree): string {
  const paths = [...tree.texts.keys()].sort();
  const files = paths.map((path) => `${path}\0${tree.texts.get(path) ?? ""}\0`);
  const order = (tree.overlays ?? []).map(({ overlay, isApplied }) => `${String(isApplied)}\0${overlay.text}\0`);
  return hash("sha256", [...files, ...order].join(""), "hex");
}
