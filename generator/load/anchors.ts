import { eachReference } from "./find-references.ts";
import { appendPointer } from "./pointer.ts";
import { isObject, type RawObject } from "./tree.ts";

/**
 * Writes the references to `$anchor` and `$id` (OpenAPI 3.1) of a document as pointers, in place: all stages behind
 * the reader know pointers only. What names nothing in the document stays for the linker to report.
 */
export function readAnchors(document: unknown): void {
  const anchors = new Map<string, string>();
  const ids = new Map<string, string>();
  collect(document, [], { anchors, ids });
  if (anchors.size === 0 && ids.size === 0) return;
  eachReference(document, ({ ref, holder, isData }) => {
    if (isData) return;
    const pointer = pointerOf(ref, anchors, ids);
    // A percent sign would be read as an escape.
    if (pointer !== undefined) (holder as RawObject)["$ref"] = `#${pointer.replaceAll("%", "%25")}`;
  });
}

function collect(
  node: unknown,
  keys: readonly string[],
  found: { readonly anchors: Map<string, string>; readonly ids: Map<string, string> },
): void {
  if (typeof node !== "object" || node === null) return;
  if (isObject(node)) {
    const { $anchor: anchor, $id: id } = node;
    // The first one of a name counts.
    if (typeof anchor === "string" && !found.anchors.has(anchor)) found.anchors.set(anchor, appendPointer("", ...keys));
    if (typeof id === "string" && id !== "" && !found.ids.has(id)) found.ids.set(id, appendPointer("", ...keys));
  }
  for (const [key, value] of Object.entries(node)) collect(value, [...keys, key], found);
}

function pointerOf(
  ref: string,
  anchors: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): string | undefined {
  const hash = ref.indexOf("#");
  const base = hash === -1 ? ref : ref.slice(0, hash);
  const fragment = hash === -1 ? "" : ref.slice(hash + 1);
  const start = base === "" ? "" : ids.get(base);
  if (start === undefined) return undefined;
  if (fragment !== "" && !fragment.startsWith("/")) return anchors.get(fragment);
  // A pointer without a base is one already.
  return base === "" ? undefined : `${start}${fragment}`;
}
