import { posix } from "node:path";
import { isAbsolutePath } from "../files/absolute-path.ts";

/** What a `$ref` text means, seen from the file it stands in. */
export type ReferenceTarget =
  /** `file` is relative to the tree's top folder, also where it lies outside (`../common/a.yaml`), or an http(s) URL. */
  | { readonly kind: "place"; readonly file: string; readonly pointer: string }
  /** The name of a node of a file; the reading stage has made pointers of those it found. */
  | { readonly kind: "anchor"; readonly file: string; readonly anchor: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Resolves a `$ref` text against the file it stands in. Purely textual: whether the target exists is the caller's
 * question, and whether a file outside the tree's top folder may be read is the reading stage's. Absolute paths and
 * schemes other than http and https are refused.
 *
 * Every stage asks for the same few thousand references again, so answers are kept; they hold for any tree.
 */
export function resolveReference(fromFile: string, ref: string): ReferenceTarget {
  let known = resolved.get(fromFile);
  if (known === undefined) resolved.set(fromFile, (known = new Map()));
  let target = known.get(ref);
  if (target === undefined) {
    known.set(ref, (target = resolve(fromFile, ref)));
    // A process that reads tree after tree must not keep them all.
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

/** The text of a reference from a file to a place: what {@link resolveReference} reads as that place. */
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
  if (!URL.canParse(path, base)) return { refused: "it is no valid URL" };
  const { href } = new URL(path, base);
  return isWebAddress(href) ? href : { refused: "it names another scheme than http and https" };
}

function onDisk(fromFile: string, path: string): string | { readonly refused: string } {
  if (/^[a-z][a-z0-9+.-]+:/iu.test(path)) return { refused: "it names another scheme than http and https" };
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
