import yaml from "js-yaml";
import { isObject, type SourceTree } from "./tree.ts";

/** Every scalar is the text that stands there; merge keys are kept, as for values. */
const TEXTS = yaml.FAILSAFE_SCHEMA.extend({
  implicit: [(yaml as unknown as { types: { merge: yaml.Type } }).types.merge],
});

/** A file's document with texts in place of numbers. Few files are asked for, and each is read once. */
function textsOf(tree: Pick<SourceTree, "texts">, file: string): unknown {
  let known = documents.get(tree.texts);
  if (known === undefined) documents.set(tree.texts, (known = new Map()));
  if (!known.has(file)) {
    let document: unknown;
    try {
      document = yaml.load((tree.texts.get(file) ?? "").replaceAll("\r\n", "\n"), { schema: TEXTS, json: true });
    } catch {
      // What cannot be read has been reported.
    }
    known.set(file, document);
  }
  return known.get(file);
}

const documents = new WeakMap<ReadonlyMap<string, string>, Map<string, unknown>>();

/**
 * A number as it stands in the text of its file: `1.0`, `01234`, `9223372036854775807`. A JavaScript number knows none of
 * these. Undefined where the place is not found in the text, or another value stands there.
 */
export function numberTextAt(
  tree: Pick<SourceTree, "texts">,
  { file, keys, value }: { readonly file: string; readonly keys: readonly string[]; readonly value: number },
): string | undefined {
  let node = textsOf(tree, file);
  for (const key of keys) {
    if (!isObject(node) && !Array.isArray(node)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[key];
  }
  return typeof node === "string" && Number(node) === value ? node : undefined;
}
