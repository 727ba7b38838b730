import { posix } from "node:path";
import { isAbsolutePath } from "../files/absolute-path.ts";

/** The meaning of a `$ref` in a file. */
export type ReferenceTarget =
  /** `file` is relative to the tree's top folder, even outside of it (`../common/a.yaml`), or an http(s) URL. */
  | { readonly kind: "place"; readonly file: string; readonly pointer: string }
  /** The anchor of a node. The reading stage has replaced the anchors that exist by pointers. */
  | { readonly kind: "anchor"; readonly file: string; readonly anchor: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Resolves a `$ref` against the file that contains it. Works on the text alone: the caller checks whether the target
 * exists, and the reading stage whether a file outside the tree's top folder may be read. Absolute paths and schemes
 * other than http and https are refused.
 *
 * The results are cached for all trees, because every stage resolves the same few thousand references.
 */
export function resolveReference(fromFile: string, ref: string): ReferenceTarget {
  let known = resolved.get(fromFile);
  if (known === undefined) resolved.set(fromFile, (known = new Map()));
  let target = known.get(ref);
  if (target === undefined) {
    known.set(ref, (target = resolve(fromFile, ref)));
    // The cache is bounded: a process may read any number of trees.
    if ((count += 1) >= MAXIMUM_KEPT) {
      resolved.clear();
      count = 0;
    }
  }
  return target;
}

const MAXIMUM_KEPT = 200_000;
const resolved = new Map<string, Map<string, ReferenceTarget>>();
let count = 0;

function resolve(fromFile: string, ref: string): ReferenceTarget {
  const hash = ref.indexOf("#");
  const path = hash === -1 ? ref : ref.slice(0, hash);
  const fragment = hash === -1 ? "" : ref.slice(hash + 1);
  const pointer = decode(fragment);
  if (pointer === undefined) return { kind: "refused", reason: "its fragment is not valid percent-encoding" };
  const file =
    path === ""
      ? fromFile
      : isWebAddress(path) || isWebAddress(fromFile)
        ? onWeb(fromFile, path)
        : onDisk(fromFile, path);
  if (typeof file !== "string") return { kind: "refused", reason: file.refused };
  const isAnchor = pointer !== "" && !pointer.startsWith("/");
  return isAnchor ? { kind: "anchor", file, anchor: pointer } : { kind: "place", file, pointer };
}

/** The text of a reference from a file to a pointer of another file. {@link resolveReference} is the inverse. */
export function referenceTo(
  fromFile: string,
  { file, pointer }: { readonly file: string; readonly pointer: string },
): string {
  const fragment = `#${pointer.replaceAll("%", "%25")}`;
  if (file === fromFile) return fragment;
  if (isWebAddress(file)) return `${file}${fragment}`;
  const path = posix.relative(posix.dirname(fromFile), file).split("/").map(encodeURIComponent).join("/");
  return pointer === "" ? path : `${path}${fragment}`;
}

/** Whether a file of a tree, or the path of a reference, is an http(s) URL. */
export function isWebAddress(path: string): boolean {
  return /^https?:\/\//iu.test(path);
}

function onWeb(fromFile: string, path: string): string | { readonly refused: string } {
  const base = isWebAddress(fromFile) ? fromFile : undefined;
  if (!URL.canParse(path, base)) return { refused: "it is not a valid URL" };
  const { href } = new URL(path, base);
  return isWebAddress(href) ? href : { refused: "its scheme is not http or https" };
}

function onDisk(fromFile: string, path: string): string | { readonly refused: string } {
  if (/^[a-z][a-z0-9+.-]+:/iu.test(path)) return { refused: "its scheme is not http or https" };
  if (isAbsolutePath(path)) return { refused: "it is an absolute path" };
  const decoded = decode(path);
  if (decoded === undefined || decoded.includes("\0")) return { refused: "its path is not valid percent-encoding" };
  return posix.normalize(posix.join(posix.dirname(fromFile), decoded.replaceAll("\\", "/")));
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
