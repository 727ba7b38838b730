import { assertNever } from "../model/assert-never.ts";
import { follow, mappedSchema, targetAt } from "./follow.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";
import { isNodeKind, isObjectKind, keywordsOf, leadsToNodes, mayBeReference } from "./grammar-lookups.ts";
import { ANY_KEY, GRAMMAR, type Keyword, type NodeKind, type ObjectKind } from "./grammar.ts";
import { appendToken } from "./pointer.ts";
import { isReferredKind, type ReferredKind } from "./reference-kinds.ts";
import { isObject, type Cursor, type RawObject, type SourceTree } from "./tree.ts";

/** A node and what a visitor may need to know about its position. */
export interface Visit {
  readonly kind: NodeKind;
  readonly cursor: Cursor;
  readonly node: RawObject;
  /** The path template; set for path items and operations. */
  readonly path?: string;
  /** The method; set for operations. An operation of an event has a method and no path. */
  readonly method?: string;
  readonly isEvent: boolean;
  /** The path item; set for operations. */
  readonly item?: Cursor;
  /** The node's name in the map that contains it. */
  readonly key?: string;
}

/** Called for each node. */
export type Visitor = (visit: Visit) => void;

/** Called for each reference to a node, before it is followed. The visitor may change the reference's target. */
export type ReferenceVisitor = (reference: { readonly wanted: ReferredKind; readonly at: Cursor }) => void;

/** The depth at which the walk stops recursing and queues schemas instead. */
const DEEPEST_CALL = 500;

/** A key that the walk follows. */
interface ChildKey {
  readonly key: string;
  readonly keyword: Keyword;
}

/** Whether a node of this kind contains nodes that rules visit, or names schemas. */
function hasNodesBelow(kind: ObjectKind): boolean {
  return leadsToNodes(kind) || keywordsOf(kind).some(([, { holds }]) => holds === "schemaName");
}

/** For each kind, the keys that lead to nodes or to values that may be references. */
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
 * Visits every node that the roots reach, each (file, pointer) once, parents before children. A reference is visited as
 * the kind that it stands for, and its target after it. Components are visited even if no reference names them, because
 * each component schema becomes a type. Calls `onReference` for each reference to a node.
 */
export function walkTree(
  tree: Pick<SourceTree, "files" | "roots">,
  visitor: Visitor,
  onReference: ReferenceVisitor = () => undefined,
): void {
  const walk = new Walk(tree, visitor, onReference);
  for (const root of tree.roots) walk.root(root);
  walk.rest();
  // Components come last, so that nodes that an operation reaches are visited from the operation.
  for (const root of tree.roots) walk.components(root);
  walk.rest();
}

/** The fields of a visit that describe the node's position. */
type Surroundings = Omit<Visit, "kind" | "cursor" | "node">;

const PLAIN: Surroundings = { isEvent: false };
const IN_EVENT: Surroundings = { isEvent: true };

/** Kinds that rules do not visit and that contain nodes. */
const PASSED: ReadonlySet<Keyword["holds"]> = new Set(
  [...CHILD_KEYS.keys()].filter((kind) => !isNodeKind(kind) && hasNodesBelow(kind)),
);

/** A key whose value is walked. */
interface KeyPlace {
  readonly parent: ObjectKind;
  /** The key; absent where every key is a name. */
  readonly key?: string;
  readonly keyword: Keyword;
  readonly context: Surroundings;
}

/** The surroundings of a node under a key, or of the entry `name` of the key's map. */
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

/** The state of a walk. It is a class, used only in this file, to keep the recursion readable. */
class Walk {
  /** The visited nodes by kind. An object of the tree identifies a node, because each file has its own objects. */
  readonly #visited = new Map<NodeKind, Set<RawObject>>();
  readonly #tree: Pick<SourceTree, "files" | "roots">;
  readonly #visitor: Visitor;
  readonly #onReference: ReferenceVisitor;
  /** Schemas that are too deep for recursion. Chains of references can be of any length. */
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

  /** Visits the queued schemas. */
  rest(): void {
    for (let next = this.#later.pop(); next !== undefined; next = this.#later.pop()) this.#schema(next);
  }

  /** Walks the keys of a node that lead to other nodes, in the order of the grammar. */
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
    // Most schemas are leaves.
    if (!isObject(cursor.value) || !Object.keys(cursor.value).some((key) => SCHEMA_CHILDREN.has(key))) return;
    this.#children("schema", cursor, { context: PLAIN });
  }

  /** Walks the value of a keyword, the items of its list, or the entries of its map. */
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

  /** Visits a node, and its target where it is a reference. Returns the target if it was not visited before. */
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

  /** Calls `onReference` where the value is a reference, without a visit. */
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
    // A rule changes the node in place, so the object is still the same.
    return cursor.value;
  }
}

function step({ file, pointer, value }: Cursor, token: string): Cursor {
  return { file, pointer: appendToken(pointer, token), value: (value as RawObject)[token] };
}
