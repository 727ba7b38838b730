import { appendPointer } from "../pointer.ts";
import { resolveReference } from "../reference.ts";
import { cursorAt, isObject, type Cursor, type RawObject, type SourceTree } from "../tree.ts";

/**
 * The linked document of a root, as the JSONPaths of overlays see it. A reference to another file appears as its
 * target. A reference into the root stays a reference, because its target can be selected directly. A reference through
 * which a node would contain itself stays too, so that the document is finite.
 */

/** A node of the linked document. */
export interface LinkedNode {
  readonly file: string;
  /** The mapping or list in its file. */
  readonly raw: RawObject | readonly unknown[];
  /** The parent in the same file; absent for the entry node. */
  readonly parent?: LinkedNode;
  /** The pointer of the entry node; the pointers of its children are computed from it. */
  readonly pointer: string;
  readonly key: string;
  /** The nodes of other files that contain this node, innermost first. */
  readonly trail: Trail | undefined;
}

interface Trail {
  readonly raw: object;
  readonly outer: Trail | undefined;
}

/**
 * How many nodes may still be visited. Nodes are counted instead of time, so that findings do not depend on a clock.
 */
export interface Budget {
  left: number;
}

/** The problem that is reported when a budget is used up. */
export const TOO_MUCH_WORK = "it looks at too many nodes; name the way to the targets more closely";

const nodes = new WeakMap<object, LinkedNode>();

/** The node for a value of the linked document; undefined for scalars. */
export function nodeOfView(value: unknown): LinkedNode | undefined {
  return typeof value === "object" && value !== null ? nodes.get(value) : undefined;
}

/** The pointer of a node in its file. */
export function pointerOfNode(node: LinkedNode): string {
  const keys: string[] = [];
  let at = node;
  while (at.parent !== undefined) {
    keys.unshift(at.key);
    at = at.parent;
  }
  return appendPointer(at.pointer, ...keys);
}

/** What a linked document is made from, and the budget for visiting it. */
export interface ViewContext {
  readonly tree: Pick<SourceTree, "files">;
  readonly root: string;
  readonly budget: Budget;
}

/** The linked document of a root. Returns undefined where the root is not a mapping. */
export function viewOfRoot(context: ViewContext): object | undefined {
  const raw = context.tree.files.get(context.root);
  return isObject(raw)
    ? viewOf({ file: context.root, raw, pointer: "", key: "", trail: undefined }, context)
    : undefined;
}

function viewOf(node: LinkedNode, context: ViewContext): object {
  if ((context.budget.left -= 1) < 0) throw new Error(TOO_MUCH_WORK);
  const view = new Proxy(node.raw as object, {
    get: (raw, key) => {
      const value: unknown = Reflect.get(raw, key);
      return typeof key === "symbol" || typeof value !== "object" || value === null || !Object.hasOwn(raw, key)
        ? value
        : viewOf(childOf(node, key, context), context);
    },
  });
  nodes.set(view, node);
  return view;
}

/** The child of a node in the linked document, after references to other files. */
export function childOf(node: LinkedNode, key: string, context: Pick<ViewContext, "tree" | "root">): LinkedNode {
  const raw = (node.raw as RawObject)[key] as RawObject;
  const found = linkedTo({ file: node.file, value: raw }, node.trail, context);
  if (found === undefined) return { file: node.file, raw, parent: node, pointer: "", key, trail: node.trail };
  const { file, pointer, value } = found;
  return { file, raw: value as RawObject, pointer, key: "", trail: { raw: value as object, outer: node.trail } };
}

/**
 * The node of another file that appears instead of a reference. Returns undefined where the reference itself appears.
 */
function linkedTo(
  at: Pick<Cursor, "file" | "value">,
  trail: Trail | undefined,
  { tree, root }: Pick<ViewContext, "tree" | "root">,
): Cursor | undefined {
  let found: Cursor | undefined;
  let { file, value } = at;
  const seen = new Set<unknown>();
  while (isObject(value) && typeof value["$ref"] === "string" && !seen.has(value)) {
    seen.add(value);
    const target = resolveReference(file, value["$ref"]);
    if (target.kind !== "place" || target.file === root) break;
    const next = cursorAt(tree, target.file, target.pointer);
    if (next === undefined || typeof next.value !== "object" || next.value === null) break;
    found = next;
    ({ file, value } = next);
  }
  for (let outer = trail; found !== undefined && outer !== undefined; outer = outer.outer)
    if (outer.raw === found.value) return undefined;
  return found;
}
