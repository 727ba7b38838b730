import yaml from "js-yaml";
import { isObject, type SourceTree } from "./tree.ts";

/** Reads every scalar as its source text. Merge keys are supported, as for values. */
const TEXTS = yaml.FAILSAFE_SCHEMA.extend({
  implicit: [(yaml as unknown as { types: { merge: yaml.Type } }).types.merge],
});

/** The document of a file with strings instead of numbers. It is cached, and few files need it. */
function textsOf(tree: Pick<SourceTree, "texts">, file: string): unknown {
  let known = documents.get(tree.texts);
  if (known === undefined) documents.set(tree.texts, (known = new Map()));
  if (!known.has(file)) {
    let document: unknown;
    try {
      document = yaml.load((tree.texts.get(file) ?? "").replaceAll("\r\n", "\n"), { schema: TEXTS, json: true });
    } catch {
      // The reading stage has reported an unreadable text.
    }
    known.set(file, document);
  }
  return known.get(file);
}

const documents = new WeakMap<ReadonlyMap<string, string>, Map<string, unknown>>();

/**
 * A number as its file writes it: `1.0`, `01234`, `9223372036854775807`. JavaScript numbers do not keep this. Returns
 * undefined where the keys lead nowhere or to another value.
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
