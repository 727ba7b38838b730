import { appendPointer } from "../pointer.ts";
import { resolveReference } from "../reference.ts";
import { cursorAt, isObject, type Cursor, type RawObject, type SourceTree } from "../tree.ts";

/**
 * The linked document of a root, as the paths of an overlay see it: a reference to another file is seen as what it
 * names. A reference to a place of the root stays one, for that place can be targeted itself. So does a reference by
 * which a node would hold itself, so that the document is a finite one.
 */

/** A node of the linked document. */
export interface LinkedNode {
  readonly file: string;
  /** The mapping or list itself, in its file. */
  readonly raw: RawObject | readonly unknown[];
  /** Undefined for the top of a file. */
  readonly parent?: LinkedNode;
  /** The pointer in the file where there is no parent in it. */
  readonly pointer: string;
  readonly key: string;
  /** The nodes of other files that this one stands in, the innermost first. */
  readonly trail: Trail | undefined;
}

interface Trail {
  readonly raw: object;
  readonly outer: Trail | undefined;
}

/** What a path may cost. Counted in nodes that were looked at, for no clock may decide on a finding. */
export interface Budget {
  left: number;
}

/** A path, or all of them together, looks at too many nodes. */
export const TOO_MUCH_WORK = "it looks at too many nodes; name the way to the targets more closely";

const nodes = new WeakMap<object, LinkedNode>();

/** The node behind a value that the library was given. */
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

export interface ViewContext {
  readonly tree: Pick<SourceTree, "files">;
  readonly root: string;
  readonly budget: Budget;
}

/** The top of the linked document; undefined where the root is no mapping. */
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

/** The child of a node as the linked document has it. */
export function childOf(node: LinkedNode, key: string, context: Pick<ViewContext, "tree" | "root">): LinkedNode {
  const raw = (node.raw as RawObject)[key] as RawObject;
  const found = linkedTo({ file: node.file, value: raw }, node.trail, context);
  if (found === undefined) return { file: node.file, raw, parent: node, pointer: "", key, trail: node.trail };
  const { file, pointer, value } = found;
  return { file, raw: value as RawObject, pointer, key: "", trail: { raw: value as object, outer: node.trail } };
}

/** What a node of another file is seen in place of a reference; undefined where the reference is seen itself. */
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
