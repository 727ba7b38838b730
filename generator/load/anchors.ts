import { eachReferenceNode } from "./find-references.ts";
import { appendPointer } from "./pointer.ts";
import { resolveReference } from "./reference.ts";
import { copyValue, isObject, type RawObject } from "./tree.ts";

/**
 * Rewrites the references of a document that name `$anchor` or `$id` (OpenAPI 3.1) as pointers, in place, because all
 * later stages know pointers only. A `$dynamicRef` gets the `$ref` that it means where no schema extends its own. A
 * reference that names nothing in the document stays as it is, for the linking stage to report.
 */
export function readAnchors(document: unknown): void {
  const anchors = new Map<string, string>();
  const ids = new Map<string, string>();
  collect(document, [], { anchors, ids });
  if (anchors.size === 0 && ids.size === 0) return;
  readDynamic(document, anchors);
  eachReferenceNode(document, ({ ref, holder, isData }) => {
    if (isData) return;
    const pointer = pointerOf(ref, anchors, ids);
    // `resolveReference` decodes percent escapes, so a percent sign in the pointer is escaped.
    if (pointer !== undefined) (holder as RawObject)["$ref"] = `#${pointer.replaceAll("%", "%25")}`;
  });
}

/** The parts of a tree that {@link linkAnchors} needs. */
interface AnchoredFiles {
  readonly files: Map<string, unknown>;
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/**
 * Rewrites references to anchors in other files as pointers, after all files are read. Changes `files`: a changed file
 * becomes a copy, because files with the same text may share one parsed value. Returns the paths of the changed files.
 */
export function linkAnchors({ files, references }: AnchoredFiles): readonly string[] {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const anchorsOf = (file: string): ReadonlyMap<string, string> => {
    let anchors = known.get(file);
    if (anchors === undefined) known.set(file, (anchors = anchorsIn(files.get(file))));
    return anchors;
  };
  const isForeignAnchor = (path: string, ref: string): boolean => {
    const target = resolveReference(path, ref);
    return target.kind === "anchor" && target.file !== path;
  };
  const changed = [...references].filter(([path, refs]) => refs.some((ref) => isForeignAnchor(path, ref)));
  for (const [path] of changed) {
    const document = copyValue(files.get(path));
    files.set(path, document);
    eachReferenceNode(document, ({ ref, holder, isData }) => {
      if (isData || !isForeignAnchor(path, ref)) return;
      const target = resolveReference(path, ref);
      const pointer = target.kind === "anchor" ? anchorsOf(target.file).get(target.anchor) : undefined;
      if (pointer === undefined) return;
      (holder as RawObject)["$ref"] = `${ref.slice(0, ref.indexOf("#"))}#${pointer.replaceAll("%", "%25")}`;
    });
  }
  return changed.map(([path]) => path);
}

function anchorsIn(document: unknown): ReadonlyMap<string, string> {
  const found = { anchors: new Map<string, string>(), ids: new Map<string, string>() };
  collect(document, [], found);
  return found.anchors;
}

function collect(
  node: unknown,
  keys: readonly string[],
  found: { readonly anchors: Map<string, string>; readonly ids: Map<string, string> },
): void {
  if (typeof node !== "object" || node === null) return;
  if (isObject(node)) {
    const { $anchor: plain, $dynamicAnchor: dynamic } = node;
    // OpenAPI 3.2 identifies a document by `$self`.
    const id = keys.length === 0 ? (node["$self"] ?? node["$id"]) : node["$id"];
    // The first node with an anchor's name wins.
    for (const anchor of [plain, dynamic])
      if (typeof anchor === "string" && !found.anchors.has(anchor))
        found.anchors.set(anchor, appendPointer("", ...keys));
    if (typeof id === "string" && id !== "" && !found.ids.has(id)) found.ids.set(id, appendPointer("", ...keys));
  }
  for (const [key, value] of Object.entries(node)) collect(value, [...keys, key], found);
}

function readDynamic(node: unknown, anchors: ReadonlyMap<string, string>): void {
  if (typeof node !== "object" || node === null) return;
  if (isObject(node)) {
    const { $dynamicRef: dynamic, $ref: ref } = node;
    if (typeof dynamic === "string" && ref === undefined && dynamic.startsWith("#") && anchors.has(dynamic.slice(1)))
      node["$ref"] = dynamic;
  }
  for (const value of Object.values(node)) readDynamic(value, anchors);
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
  // A reference that is only a fragment is a pointer already.
  return base === "" ? undefined : `${start}${fragment}`;
}
