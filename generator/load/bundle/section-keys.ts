import { appendPointer } from "../pointer.ts";
import { compareText } from "../../model/order.ts";
import { identityOf, isObject, type SourceTree } from "../tree.ts";
import { baseName, keyText, unusedKey } from "./bundle-keys.ts";
import { endOfChain } from "./component-table.ts";

/** An entry of a root's component section. */
export interface RootEntry {
  readonly name: string;
  readonly file: string;
  readonly pointer: string;
  /** The identity of the node at the end of the entry's references. */
  readonly identity: string;
}

/** The entries of a component section in all roots. Where two roots use one name, the first wins. */
export function rootEntries(tree: SourceTree, section: string): readonly RootEntry[] {
  const seen = new Set<string>();
  return tree.roots.flatMap((file) => {
    const document = tree.files.get(file);
    const components = isObject(document) ? document["components"] : undefined;
    const entries = isObject(components) ? components[section] : undefined;
    if (!isObject(entries)) return [];
    return Object.keys(entries).flatMap((name): readonly RootEntry[] => {
      if (seen.has(name)) return [];
      seen.add(name);
      const pointer = appendPointer("", "components", section, name);
      return [{ name, file, pointer, identity: identityOf(endOfChain(tree, { file, pointer })) }];
    });
  });
}

/**
 * The keys for the components of a section. A component that a root names keeps that name. Any other one is named after
 * its file or pointer, with folders added where two would get the same key. Further names of a component go to
 * `aliases`.
 */
export function sectionKeys(
  entries: readonly RootEntry[],
  identities: readonly string[],
): { readonly keys: ReadonlyMap<string, string>; readonly aliases: ReadonlyMap<string, string> } {
  const keys = new Map<string, string>();
  const aliases = new Map<string, string>();
  // Names that need no change are reserved first, so changed names yield to them.
  const used = new Set(entries.map(({ name }) => name).filter((name) => name === keyText(name)));
  const wanted = new Set(identities);
  for (const { name, identity } of entries) {
    if (!wanted.has(identity)) continue;
    const key = name === keyText(name) ? name : unusedKey(keyText(name), used);
    if (keys.has(identity)) aliases.set(key, identity);
    else keys.set(identity, key);
  }
  const rest = identities.filter((identity) => !keys.has(identity)).sort(compareText);
  const count = new Map<string, number>();
  for (const identity of rest) count.set(baseName(identity), (count.get(baseName(identity)) ?? 0) + 1);
  for (const identity of rest) {
    const short = baseName(identity);
    const isFree = count.get(short) === 1 && !used.has(short);
    keys.set(identity, unusedKey(isFree ? short : keyText(identity), used));
  }
  return { keys, aliases };
}
