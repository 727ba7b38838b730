import { posix } from "node:path";

/** What a `$ref` text means, seen from the file it stands in. */
export type ReferenceTarget =
  | { readonly kind: "inside"; readonly file: string; readonly pointer: string }
  /** The name of a node of a file of the tree; the reading stage has made pointers of those it found. */
  | { readonly kind: "anchor"; readonly anchor: string }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Resolves a `$ref` text against the file it stands in. Purely textual: whether the target exists is the caller's question.
 * Absolute paths, other schemes and paths that leave the tree's top folder are refused.
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
  const isAnchor = pointer !== "" && !pointer.startsWith("/");
  if (path === "") return isAnchor ? { kind: "anchor", anchor: pointer } : { kind: "inside", file: fromFile, pointer };
  if (/^[a-z][a-z0-9+.-]+:/iu.test(path)) return { kind: "refused", reason: "it names another host or scheme" };
  if (path.startsWith("/") || path.startsWith("\\") || /^[a-z]:/iu.test(path)) {
    return { kind: "refused", reason: "it is an absolute path" };
  }
  const decoded = decode(path);
  if (decoded === undefined || decoded.includes("\0"))
    return { kind: "refused", reason: "its path is not valid percent-encoding" };
  const file = posix.normalize(posix.join(posix.dirname(fromFile), decoded.replaceAll("\\", "/")));
  if (file === ".." || file.startsWith("../")) return { kind: "refused", reason: "it leaves the folder of the spec" };
  return isAnchor ? { kind: "anchor", anchor: pointer } : { kind: "inside", file, pointer };
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
