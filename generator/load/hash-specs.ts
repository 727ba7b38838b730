import { hash } from "node:crypto";
import type { SourceTree } from "./tree.ts";

/** One hash over all files of a tree, by sorted path: changes exactly when an input file does. */
export function specHash(tree: SourceTree): string {
  const paths = [...tree.texts.keys()].sort();
  return hash("sha256", paths.map((path) => `${path}\0${tree.texts.get(path) ?? ""}\0`).join(""), "hex");
}
