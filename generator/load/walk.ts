import { follow, mappedSchema, targetAt } from "./follow.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";
import { METHODS, type NodeKind } from "./node-kinds.ts";
import { appendToken } from "./pointer.ts";
import type { ReferredKind } from "./reference-kinds.ts";
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

/** Keywords whose value is one schema, a list of schemas, or a map of schemas. */
export const SCHEMA_KEYWORDS = {
  one: [
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
  ],
  list: ["allOf", "oneOf", "anyOf", "prefixItems"],
  map: ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
} as const;

const KEYWORDS: ReadonlySet<string> = new Set([...Object.values(SCHEMA_KEYWORDS).flat(), "discriminator"]);

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
    const node = this.#enter("root", cursor, { isEvent: false });
    if (node === undefined) return;
    this.#entries(cursor, "paths", (at, path) => {
      if (path.startsWith("/")) this.#pathItem(at, { path, isEvent: false });
    });
    for (const key of ["webhooks", "x-webhooks"]) {
      this.#entries(cursor, key, (at, name) => this.#pathItem(at, { key: name, isEvent: true }));
    }
  }

  components(file: string): void {
    const components = this.#step({ file, pointer: "", value: this.#tree.files.get(file) }, "components");
    if (components === undefined) return;
    this.#entries(components, "schemas", (schema) => this.#schema(schema));
    this.#entries(components, "parameters", (parameter) => this.#parameter(parameter));
    this.#entries(components, "headers", (header) => this.#header(header));
    this.#entries(components, "requestBodies", (body) =>
      this.#content(this.#target("requestBody", body, { isEvent: false })),
    );
    this.#entries(components, "responses", (answer) => this.#answer(answer, { isEvent: false }));
    this.#entries(components, "callbacks", (callback) => this.#callback(callback));
    this.#mentioned(components, "pathItems", "pathItem");
    this.#mentioned(components, "examples", "example");
    this.#mentioned(components, "links", "link");
    this.#mentioned(components, "securitySchemes", "securityScheme");
  }

  #pathItem(at: Cursor, context: { path?: string; key?: string; isEvent: boolean }): void {
    const cursor = this.#target("pathItem", at, context);
    if (cursor === undefined) return;
    this.#items(cursor, "parameters", (parameter) => this.#parameter(parameter));
    for (const method of METHODS) {
      const operation = this.#step(cursor, method);
      if (operation !== undefined) this.#operation(operation, { ...context, item: cursor, method });
    }
  }

  #operation(
    stated: Cursor,
    context: { path?: string; key?: string; item: Cursor; method: string; isEvent: boolean },
  ): void {
    // Specs keep operations in files of their own, though no specification lets an operation be a reference.
    const at = this.#target("operation", stated, context);
    if (at === undefined) return;
    this.#items(at, "parameters", (parameter) => this.#parameter(parameter));
    const body = this.#step(at, "requestBody");
    if (body !== undefined) this.#content(this.#target("requestBody", body, { isEvent: context.isEvent }));
    this.#entries(at, "responses", (answer, key) => this.#answer(answer, { isEvent: context.isEvent, key }));
    this.#entries(at, "callbacks", (callback) => this.#callback(callback));
  }

  /** A map from the expressions of URLs to path items, whose operations the service calls. */
  #callback(at: Cursor): void {
    this.#mention("callback", at);
    const target = follow(this.#tree, at);
    if (target === undefined || !isObject(target.value)) return;
    for (const [expression, value] of Object.entries(target.value)) {
      if (expression.startsWith("x-")) continue;
      const item: Cursor = { file: target.file, pointer: appendToken(target.pointer, expression), value };
      this.#pathItem(item, { key: expression, isEvent: true });
    }
  }

  #answer(at: Cursor, context: { key?: string; isEvent: boolean }): void {
    const target = this.#target("answer", at, context);
    this.#content(target);
    if (target === undefined) return;
    this.#entries(target, "headers", (header) => this.#header(header));
    this.#mentioned(target, "links", "link");
  }

  #parameter(at: Cursor): void {
    const cursor = this.#target("parameter", at, { isEvent: false });
    if (cursor === undefined) return;
    const schema = this.#step(cursor, "schema");
    if (schema !== undefined) this.#schema(schema);
    this.#mentioned(cursor, "examples", "example");
    this.#content(cursor);
  }

  #header(at: Cursor): void {
    const cursor = this.#target("header", at, { isEvent: false });
    const schema = cursor === undefined ? undefined : this.#step(cursor, "schema");
    if (schema !== undefined) this.#schema(schema);
  }

  #content(cursor: Cursor | undefined): void {
    if (cursor === undefined) return;
    this.#entries(cursor, "content", (stated, type) => {
      const media = this.#target("mediaType", stated, { isEvent: false, key: type });
      if (media === undefined) return;
      const schema = this.#step(media, "schema");
      if (schema !== undefined) this.#schema(schema);
      this.#mentioned(media, "examples", "example");
      this.#entries(media, "encoding", (encoding) => {
        this.#entries(encoding, "headers", (header) => this.#header(header));
      });
    });
  }

  /** Visits what waits. */
  rest(): void {
    for (let next = this.#later.pop(); next !== undefined; next = this.#later.pop()) this.#schema(next);
  }

  #schema(at: Cursor): void {
    if (this.#depth > DEEPEST_CALL) {
      this.#later.push(at);
      return;
    }
    this.#depth += 1;
    const cursor = this.#target("schema", at, { isEvent: false });
    if (cursor !== undefined) this.#schemaChildren(cursor);
    this.#depth -= 1;
  }

  #schemaChildren(cursor: Cursor): void {
    // Nearly all schemas are leaves.
    if (!isObject(cursor.value) || !Object.keys(cursor.value).some((key) => KEYWORDS.has(key))) return;
    for (const keyword of SCHEMA_KEYWORDS.one) {
      const next = this.#step(cursor, keyword);
      if (next !== undefined && isObject(next.value)) this.#schema(next);
    }
    for (const keyword of SCHEMA_KEYWORDS.list) this.#items(cursor, keyword, (next) => this.#schema(next));
    for (const keyword of SCHEMA_KEYWORDS.map) {
      if (keyword === "$defs" || keyword === "definitions") continue;
      this.#entries(cursor, keyword, (next) => this.#schema(next));
    }
    const mapping =
      isObject(cursor.value) && isObject(cursor.value["discriminator"])
        ? cursor.value["discriminator"]["mapping"]
        : undefined;
    if (!isObject(mapping)) return;
    for (const ref of Object.values(mapping)) {
      if (typeof ref !== "string") continue;
      const next = mappedSchema(this.#tree, cursor.file, ref);
      if (next !== undefined) this.#schema(next);
    }
  }

  /** Visits the node, and where it is a reference its target as well; gives the target when it is new. */
  #target(kind: NodeKind, at: Cursor, context: Omit<Visit, "kind" | "cursor" | "node">): Cursor | undefined {
    let current: Cursor | undefined = at;
    for (let hops = 0; hops <= MAXIMUM_CHAIN && current !== undefined; hops += 1) {
      const node = this.#enter(kind, current, context);
      if (node === undefined) return undefined;
      const ref = node["$ref"];
      if (typeof ref !== "string") return current;
      // Siblings of a schema reference are schemas too (OpenAPI 3.1, and the vendor's habit in 3.0).
      if (kind === "schema") this.#schemaChildren(current);
      if (current === at && kind !== "root" && kind !== "mediaType") this.#onReference({ wanted: kind, at });
      current = targetAt(this.#tree, current.file, String(node["$ref"]));
    }
    return undefined;
  }

  /** Entries of kinds that no rule looks into: only where they refer to counts. */
  #mentioned(cursor: Cursor, token: string, wanted: ReferredKind): void {
    this.#entries(cursor, token, (entry) => this.#mention(wanted, entry));
  }

  #mention(wanted: ReferredKind, at: Cursor): void {
    if (isObject(at.value) && typeof at.value["$ref"] === "string") this.#onReference({ wanted, at });
  }

  #enter(kind: NodeKind, cursor: Cursor, context: Omit<Visit, "kind" | "cursor" | "node">): RawObject | undefined {
    if (!isObject(cursor.value)) return undefined;
    let visited = this.#visited.get(kind);
    if (visited === undefined) this.#visited.set(kind, (visited = new Set()));
    if (visited.has(cursor.value)) return undefined;
    visited.add(cursor.value);
    this.#visitor({ kind, cursor, node: cursor.value, ...context });
    // A rule may have replaced the node in its parent's place by changing it; the object stays the same.
    return cursor.value;
  }

  #step(cursor: Cursor, token: string): Cursor | undefined {
    if (!isObject(cursor.value) || !Object.hasOwn(cursor.value, token)) return undefined;
    return { file: cursor.file, pointer: appendToken(cursor.pointer, token), value: cursor.value[token] };
  }

  #items(cursor: Cursor, token: string, each: (item: Cursor) => void): void {
    const list = this.#step(cursor, token);
    if (list === undefined || !Array.isArray(list.value)) return;
    list.value.forEach((value: unknown, index) => {
      each({ file: list.file, pointer: `${list.pointer}/${index}`, value });
    });
  }

  #entries(cursor: Cursor, token: string, each: (entry: Cursor, key: string) => void): void {
    const map = this.#step(cursor, token);
    if (map === undefined || !isObject(map.value)) return;
    for (const key of Object.keys(map.value)) {
      each({ file: map.file, pointer: appendToken(map.pointer, key), value: map.value[key] }, key);
    }
  }
}
