import { ANY_KEY, GRAMMAR, type Keyword } from "./grammar.ts";
import { isObjectKind, keywordsOf } from "./grammar-lookups.ts";
import { resolveReference } from "./reference.ts";
import type { Origin } from "../model/model.ts";
import { isObject, type SourceTree } from "./tree.ts";

/**
 * How references in a value are to be read: a `node` of OpenAPI, a map of nodes by free `names`, or `data`, in which
 * `$ref` may be an ordinary key.
 */
type Position = "node" | "names" | "data";

/** The position of a key's value, for a mapping and for a list. */
interface KeyPositions {
  readonly mapping: Position;
  readonly list: Position;
}

/**
 * The positions by key alone, because the kind of a fragment's root is unknown. Where kinds differ, nodes win over
 * data: `parameters` is a map of nodes in components and a list in an operation; `requestBody` is a node in an
 * operation and data in a link.
 */
const POSITIONS: ReadonlyMap<string, KeyPositions> = new Map(
  [...keywordsByKey()].map(([key, keywords]): [string, KeyPositions] => {
    const isNode = keywords.some(({ holds }) => isObjectKind(holds));
    const isData = keywords.some(({ holds, shape }) => holds === "data" && shape !== "map");
    const isList = keywords.some(({ holds, shape }) => holds === "data" && shape === "list");
    const isMap = keywords.some(({ shape }) => shape === "map");
    const mapping = isMap ? "names" : isData && !isNode ? "data" : "node";
    const isNodeList = keywords.some(({ holds, shape }) => isObjectKind(holds) && shape === "list");
    return [key, { mapping, list: isList && !isNodeList ? "data" : mapping }];
  }),
);

function keywordsByKey(): Map<string, Keyword[]> {
  const byKey = new Map<string, Keyword[]>();
  for (const keywords of Object.values(GRAMMAR))
    for (const [key, keyword] of Object.entries(keywords)) byKey.set(key, [...(byKey.get(key) ?? []), keyword]);
  byKey.delete(ANY_KEY);
  return byKey;
}

/**
 * The position of a key's value. A property named `example` is a schema, but the keyword `example` of a schema is data.
 */
function positionOf(parent: Position, key: string, value: object): Position {
  if (parent !== "node") return parent === "data" ? "data" : "node";
  const known = POSITIONS.get(key);
  if (known === undefined) return key.startsWith("x-") ? "data" : "node";
  return Array.isArray(value) ? known.list : known.mapping;
}

/** An object with a `$ref`. */
export interface FoundReference {
  readonly ref: string;
  readonly holder: Readonly<Record<string, unknown>>;
  /** Whether the object is data, where `$ref` may be an ordinary key. */
  readonly isData: boolean;
  /** The keys that lead to the holder. Valid during the call only. */
  readonly keys: readonly string[];
}

/**
 * Calls `found` for every object with a `$ref`, in document order. Recursion is safe: the reader has bounded the depth.
 */
export function eachReferenceNode(document: unknown, found: (reference: FoundReference) => void): void {
  const keys: string[] = [];
  const visit = (node: object, position: Position): void => {
    const holder = node as Record<string, unknown>;
    const ref = Array.isArray(node) ? undefined : holder["$ref"];
    if (typeof ref === "string") found({ ref, holder, isData: position === "data", keys });
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (typeof value !== "object" || value === null) continue;
      keys.push(key);
      // An item of a list has the position of the list; an item of a list of names is a node.
      visit(value, Array.isArray(node) ? (position === "names" ? "node" : position) : positionOf(position, key, value));
      keys.pop();
    }
  };
  if (typeof document === "object" && document !== null) visit(document, "node");
}

/**
 * Whether a `$ref` in data names a file. The vendor writes `example: { $ref: file }`, which OpenAPI does not define.
 * With other keys beside it, or with text that is not a file name, it is ordinary data.
 */
export function meansFile({ ref, holder }: FoundReference): boolean {
  return Object.keys(holder).length === 1 && FILE_REFERENCE.test(ref);
}

/** Pairs of a key and a key below it that hold schema names: `discriminator` and `mapping`. */
const NAMING_KEYS: readonly (readonly [outer: string, inner: string])[] = Object.values(GRAMMAR).flatMap((keywords) =>
  Object.entries(keywords).flatMap(([outer, { holds }]) =>
    isObjectKind(holds)
      ? keywordsOf(holds, (inner) => inner.holds === "schemaName").map(([inner]) => [outer, inner] as const)
      : [],
  ),
);

/**
 * Calls `found` for every value of a discriminator's mapping that names a file. A file with an heir may be named
 * nowhere else.
 */
export function eachMappedFile(document: unknown, found: (ref: string) => void): void {
  if (typeof document !== "object" || document === null) return;
  for (const [outer, inner] of NAMING_KEYS) {
    const holder = (document as Record<string, unknown>)[outer];
    const mapping = isObject(holder) ? holder[inner] : undefined;
    const refs = isObject(mapping) ? Object.values(mapping) : [mapping];
    for (const ref of refs) if (typeof ref === "string" && FILE_REFERENCE.test(ref)) found(ref);
  }
  for (const value of Object.values(document)) eachMappedFile(value, found);
}

const FILE_REFERENCE = /\.(?:ya?ml|json)(?:#.*)?$/iu;

/** Calls `found` for the file and pointer that each reference of a tree names, data included. */
export function eachTarget(tree: Pick<SourceTree, "files">, found: (place: Origin) => void): void {
  for (const [file, document] of tree.files) {
    eachReferenceNode(document, ({ ref }) => {
      const target = resolveReference(file, ref);
      if (target.kind === "place") found(target);
    });
  }
}
