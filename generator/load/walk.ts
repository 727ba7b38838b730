import { assertNever } from "../model/assert-never.ts";
import { follow, mappedSchema, targetAt } from "./follow.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";
import { isNodeKind, isObjectKind, keywordsOf, leadsToNodes, mayBeReference } from "./grammar-lookups.ts";
import { ANY_KEY, GRAMMAR, type Keyword, type NodeKind, type ObjectKind } from "./grammar.ts";
import { appendToken } from "./pointer.ts";
import { isReferredKind, type ReferredKind } from "./reference-kinds.ts";
import { isObject, type Cursor, type RawObject, type SourceTree } from "./tree.ts";

/** A node, and what of its surroundings a visitor may need. */
export interface Visit {
  readonly kind: NodeKind;
  readonly cursor: Cursor;
  readonly node: RawObject;
  /** The path template, for path items and operations. */
  readonly path?: string;
  /** The method, for operations; `x-webhooks` operations have one and no path. */
  readonly method?: string;
  readonly isEvent: boolean;
  /** The path item, for operations. */
  readonly item?: Cursor;
  /** The name a media type or parent map gives this node. */
  readonly key?: string;
}

export type Visitor = (visit: Visit) => void;

/** Told of every reference that stands where a node is wanted, before it is followed; may change where it leads. */
export type ReferenceVisitor = (reference: { readonly wanted: ReferredKind; readonly at: Cursor }) => void;

/** A walk by calls goes so deep at most. */
const DEEPEST_CALL = 500;

/** What the walk does with the value of a key. */
interface ChildKey {
  readonly key: string;
  readonly keyword: Keyword;
}

/** Whether rules are told of something below a node of a kind, by its place or by its name. */
function hasNodesBelow(kind: ObjectKind): boolean {
  return leadsToNodes(kind) || keywordsOf(kind).some(([, { holds }]) => holds === "schemaName");
}

/** The keys that lead to nodes, or to what may be a reference, by the kind that has them. */
const CHILD_KEYS = new Map(
  (Object.keys(GRAMMAR) as ObjectKind[]).map((kind): [ObjectKind, readonly ChildKey[]] => [
    kind,
    keywordsOf(
      kind,
      ({ holds }) => holds === "schemaName" || mayBeReference(holds) || (isObjectKind(holds) && hasNodesBelow(holds)),
    ).map(([key, keyword]) => ({ key, keyword })),
  ]),
);

const SCHEMA_CHILDREN: ReadonlyMap<string, ChildKey> = new Map(
  (CHILD_KEYS.get("schema") ?? []).map((child) => [child.key, child]),
);

/**
 * Visits every node that the roots reach, each (file, pointer) once, parents before children. Reference nodes are
 * visited too (as the kind they stand for), then their targets. Components count whether or not anything refers to
 * them: each schema among them becomes a type.
 */
export function walkTree(
  tree: Pick<SourceTree, "files" | "roots">,
  visitor: Visitor,
  onReference: ReferenceVisitor = () => undefined,
): void {
  const walk = new Walk(tree, visitor, onReference);
  for (const root of tree.roots) walk.root(root);
  walk.rest();
  // Last, so that what an operation reaches is visited from there.
  for (const root of tree.roots) walk.components(root);
  walk.rest();
}

/** What a visitor is told of a node's surroundings. */
type Surroundings = Omit<Visit, "kind" | "cursor" | "node">;

const PLAIN: Surroundings = { isEvent: false };
const IN_EVENT: Surroundings = { isEvent: true };

/** Kinds without rules of their own, and with nodes below them. */
const PASSED: ReadonlySet<Keyword["holds"]> = new Set(
  [...CHILD_KEYS.keys()].filter((kind) => !isNodeKind(kind) && hasNodesBelow(kind)),
);

/** A key of a node whose value is gone through. */
interface KeyPlace {
  readonly parent: ObjectKind;
  /** The key; absent where every key is a name. */
  readonly key?: string;
  readonly keyword: Keyword;
  readonly context: Surroundings;
}

/** What is told of the node that a key of another holds, or an entry `name` of its map. */
function surroundingsOf(kind: NodeKind, { parent, key, context }: KeyPlace, name: string | undefined): Surroundings {
  if (kind === "pathItem") {
    if (name === undefined) return context;
    return parent === "root" && key === "paths" ? { path: name, isEvent: false } : { key: name, isEvent: true };
  }
  if (kind === "operation") return key === undefined ? context : { ...context, method: key };
  const { isEvent } = context;
  if (name !== undefined) return { isEvent, key: name };
  return isEvent ? IN_EVENT : PLAIN;
}

/** Walker state: what has been visited. A class only inside this file, to keep the recursion readable. */
class Walk {
  /** By kind. A node is one object of the tree: the identity of the object stands for file and pointer. */
  readonly #visited = new Map<NodeKind, Set<RawObject>>();
  readonly #tree: Pick<SourceTree, "files" | "roots">;
  readonly #visitor: Visitor;
  readonly #onReference: ReferenceVisitor;
  /** Schemas that wait, because the way to them is longer than calls should go: references make ways of any length. */
  readonly #later: Cursor[] = [];
  #depth = 0;

  constructor(tree: Pick<SourceTree, "files" | "roots">, visitor: Visitor, onReference: ReferenceVisitor) {
    this.#tree = tree;
    this.#visitor = visitor;
    this.#onReference = onReference;
  }

  root(file: string): void {
    const cursor: Cursor = { file, pointer: "", value: this.#tree.files.get(file) };
    if (this.#enter("root", cursor, PLAIN) === undefined) return;
    this.#children("root", cursor, { context: PLAIN, isWanted: ({ holds }) => holds !== "components" });
  }

  components(file: string): void {
    const cursor: Cursor = { file, pointer: "", value: this.#tree.files.get(file) };
    this.#children("root", cursor, { context: PLAIN, isWanted: ({ holds }) => holds === "components" });
  }

  /** Visits what waits. */
  rest(): void {
    for (let next = this.#later.pop(); next !== undefined; next = this.#later.pop()) this.#schema(next);
  }

  /** Goes through the keys of a node that lead to others, in the order of the grammar. */
  #children(
    kind: ObjectKind,
    cursor: Cursor,
    { context, isWanted }: { readonly context: Surroundings; readonly isWanted?: (keyword: Keyword) => boolean },
  ): void {
    if (!isObject(cursor.value)) return;
    for (const { key, keyword } of CHILD_KEYS.get(kind) ?? []) {
      if (isWanted?.(keyword) === false) continue;
      if (key === ANY_KEY) this.#entries(cursor, { parent: kind, keyword, context });
      else if (Object.hasOwn(cursor.value, key))
        this.#values(step(cursor, key), { parent: kind, key, keyword, context });
    }
  }

  #schemaChildren(cursor: Cursor): void {
    // Nearly all schemas are leaves.
    if (!isObject(cursor.value) || !Object.keys(cursor.value).some((key) => SCHEMA_CHILDREN.has(key))) return;
    this.#children("schema", cursor, { context: PLAIN });
  }

  /** The value of a keyword, the items of its list, or the entries of its map. */
  #values(at: Cursor, place: KeyPlace & { readonly key: string }): void {
    switch (place.keyword.shape) {
      case "one":
        this.#child(at, place);
        return;
      case "list":
        if (!Array.isArray(at.value)) return;
        at.value.forEach((value: unknown, index) => {
          this.#child({ file: at.file, pointer: `${at.pointer}/${index}`, value }, place);
        });
        return;
      case "map":
        this.#entries(at, place);
        return;
      default:
        assertNever(place.keyword.shape);
    }
  }

  #entries(map: Cursor, place: KeyPlace): void {
    if (!isObject(map.value)) return;
    const { names } = place.keyword;
    for (const name of Object.keys(map.value))
      if (names === undefined || names.test(name)) this.#child(step(map, name), place, name);
  }

  #child(at: Cursor, place: KeyPlace, name?: string): void {
    const { holds, isDeclaration } = place.keyword;
    if (holds === "schemaName") {
      const mapped = typeof at.value === "string" ? mappedSchema(this.#tree, at.file, at.value) : undefined;
      if (mapped !== undefined) this.#schema(mapped);
    } else if (isDeclaration === true) {
      if (holds !== "schema") this.#mention(holds, at);
    } else if (holds === "schema") this.#schema(at);
    else if (isNodeKind(holds)) this.#node(holds, at, surroundingsOf(holds, place, name));
    else if (isObjectKind(holds)) {
      this.#mention(holds, at);
      if (!PASSED.has(holds)) return;
      const target = follow(this.#tree, at);
      if (target !== undefined) this.#children(holds, target, { context: place.context });
    }
  }

  #node(kind: Exclude<NodeKind, "schema">, at: Cursor, context: Surroundings): void {
    const cursor = this.#target(kind, at, context);
    if (cursor === undefined) return;
    this.#children(kind, cursor, { context: kind === "pathItem" ? { ...context, item: cursor } : context });
  }

  #schema(at: Cursor): void {
    if (this.#depth > DEEPEST_CALL) {
      this.#later.push(at);
      return;
    }
    this.#depth += 1;
    const cursor = this.#target("schema", at, PLAIN);
    if (cursor !== undefined) this.#schemaChildren(cursor);
    this.#depth -= 1;
  }

  /** Visits the node, and where it is a reference its target as well; gives the target when it is new. */
  #target(kind: NodeKind, at: Cursor, context: Surroundings): Cursor | undefined {
    let current: Cursor | undefined = at;
    for (let hops = 0; hops <= MAXIMUM_CHAIN && current !== undefined; hops += 1) {
      const node = this.#enter(kind, current, context);
      if (node === undefined) return undefined;
      const ref = node["$ref"];
      if (typeof ref !== "string") return current;
      // Siblings of a schema reference are schemas too (OpenAPI 3.1, and the vendor's habit in 3.0).
      if (kind === "schema") this.#schemaChildren(current);
      if (current === at && isReferredKind(kind)) this.#onReference({ wanted: kind, at });
      current = targetAt(this.#tree, current.file, String(node["$ref"]));
    }
    return undefined;
  }

  /** Of kinds that no rule looks into only where they refer to counts. */
  #mention(wanted: Keyword["holds"], at: Cursor): void {
    if (isReferredKind(wanted) && isObject(at.value) && typeof at.value["$ref"] === "string")
      this.#onReference({ wanted, at });
  }

  #enter(kind: NodeKind, cursor: Cursor, context: Surroundings): RawObject | undefined {
    if (!isObject(cursor.value)) return undefined;
    let visited = this.#visited.get(kind);
    if (visited === undefined) this.#visited.set(kind, (visited = new Set()));
    if (visited.has(cursor.value)) return undefined;
    visited.add(cursor.value);
    this.#visitor({ kind, cursor, node: cursor.value, ...context });
    // A rule may have replaced the node in its parent's place by changing it; the object stays the same.
    return cursor.value;
  }
}

function step({ file, pointer, value }: Cursor, token: string): Cursor {
  return { file, pointer: appendToken(pointer, token), value: (value as RawObject)[token] };
}
