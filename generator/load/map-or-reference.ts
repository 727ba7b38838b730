import type { RuleContext } from "./rule.ts";
import { isObject, type Cursor, type SourceTree } from "./tree.ts";

/** Whether a value is a map, or refers to one from its file. */
export function isMapOrReference(context: RuleContext, file: string, value: unknown): boolean {
  if (!isObject(value)) return false;
  const ref = value["$ref"];
  return typeof ref !== "string" || refersToMap(context, { file, pointer: "", value }, ref);
}

/** Whether a reference names a map. One that leads nowhere has been reported by the linking stage, and counts as one. */
function refersToMap({ tree, follow }: RuleContext, cursor: Cursor, ref: string): boolean {
  const { safe, others } = referencesOf(tree);
  if (safe.has(ref)) return true;
  // Nearly all name a whole file, and few files are no maps: thousands of references need not be followed.
  if (!/[#%]/u.test(ref) && !others.has(ref.slice(ref.lastIndexOf("/") + 1))) {
    safe.add(ref);
    return true;
  }
  const target = follow(cursor);
  return target === undefined || isObject(target.value);
}

/** What is known of the references of a tree, by its files. */
interface KnownReferences {
  /** Texts that cannot name anything but a map, wherever they stand. */
  readonly safe: Set<string>;
  /** The names, without folders, of the files that are no maps. */
  readonly others: ReadonlySet<string>;
}

const knownReferences = new WeakMap<SourceTree["files"], KnownReferences>();

function referencesOf({ files }: SourceTree): KnownReferences {
  let known = knownReferences.get(files);
  if (known === undefined) {
    const others = [...files].flatMap(([path, value]) => (isObject(value) ? [] : [path.split("/").at(-1) ?? path]));
    knownReferences.set(files, (known = { safe: new Set(), others: new Set(others) }));
  }
  return known;
}
