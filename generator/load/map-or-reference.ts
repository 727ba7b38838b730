import type { RuleContext } from "./rule.ts";
import { isObject, type Cursor, type SourceTree } from "./tree.ts";

/** Whether a value is a map or a reference to one. `file` is the file that contains the value. */
export function isMapOrReference(context: RuleContext, file: string, value: unknown): boolean {
  if (!isObject(value)) return false;
  const ref = value["$ref"];
  return typeof ref !== "string" || refersToMap(context, { file, pointer: "", value }, ref);
}

/** Whether a reference names a map. A broken reference counts as one, because the linking stage has reported it. */
function refersToMap({ tree, follow }: RuleContext, cursor: Cursor, ref: string): boolean {
  const { safe, others } = referencesOf(tree);
  if (safe.has(ref)) return true;
  // Most references name a whole file, and few files are not maps. This check avoids following thousands of references.
  if (!/[#%]/u.test(ref) && !others.has(ref.slice(ref.lastIndexOf("/") + 1))) {
    safe.add(ref);
    return true;
  }
  const target = follow(cursor);
  return target === undefined || isObject(target.value);
}

/** Cached knowledge about the references of a tree. */
interface KnownReferences {
  /** Texts of references that always name a map, in whatever file they are. */
  readonly safe: Set<string>;
  /** The names, without folders, of the files that are not maps. */
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
