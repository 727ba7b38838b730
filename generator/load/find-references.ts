import { ANY_KEY, GRAMMAR, type Keyword } from "./grammar.ts";
import { isObjectKind, keywordsOf } from "./grammar-lookups.ts";
import { resolveReference } from "./reference.ts";
import type { Origin } from "../model/model.ts";
import { isObject, type SourceTree } from "./tree.ts";

/**
 * Where in a document a value stands, as far as references are concerned: a `node` of OpenAPI, a map from free `names`
 * to nodes, or `data` that only looks like anything.
 */
type Position = "node" | "names" | "data";

/** What a key holds: a mapping, or a list. */
interface KeyPositions {
  readonly mapping: Position;
  readonly list: Position;
}

/**
 * By key alone, for the kind of a fragment's root is not known. Where kinds differ (`parameters` is a map of nodes in one
 * place and a list of them in another, `requestBody` a node of an operation and data of a link) nodes count before data.
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

/** A property called `example` is a schema; the keyword `example` of a schema is data. */
function positionOf(parent: Position, key: string, value: object): Position {
  if (parent !== "node") return parent === "data" ? "data" : "node";
  const known = POSITIONS.get(key);
  if (known === undefined) return key.startsWith("x-") ? "data" : "node";
  return Array.isArray(value) ? known.list : known.mapping;
}

/** An object of a document that has a `$ref`. */
export interface FoundReference {
  readonly ref: string;
  readonly holder: Readonly<Record<string, unknown>>;
  /** Whether it stands in data, where `$ref` may be a key like any other. */
  readonly isData: boolean;
  /** The keys that lead to the holder; good only during the call. */
  readonly keys: readonly string[];
}

/** Calls for every object with a `$ref`, in the order of the document. Its depth has been bounded by the reader. */
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
      // The items of a list are what the list is.
      visit(value, Array.isArray(node) ? (position === "names" ? "node" : position) : positionOf(position, key, value));
      keys.pop();
    }
  };
  if (typeof document === "object" && document !== null) visit(document, "node");
}

/**
 * Whether data means another file by its `$ref`: the vendor writes `example: { $ref: file }`, which no specification
 * knows. Anything beside the reference, or another kind of text, is data that happens to have that key.
 */
export function meansFile({ ref, holder }: FoundReference): boolean {
  return Object.keys(holder).length === 1 && FILE_REFERENCE.test(ref);
}

/** The keys that hold a map whose values name schemas, and those that hold a mapping with such a key: a discriminator's. */
const NAMING_KEYS: readonly (readonly [outer: string, inner: string])[] = Object.values(GRAMMAR).flatMap((keywords) =>
  Object.entries(keywords).flatMap(([outer, { holds }]) =>
    isObjectKind(holds)
      ? keywordsOf(holds, (inner) => inner.holds === "schemaName").map(([inner]) => [outer, inner] as const)
      : [],
  ),
);

/** Calls for every value of a discriminator's mapping that names a file: heirs may be mentioned nowhere else. */
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

/** Calls for the place that each reference of a tree names, in data too. */
export function eachTarget(tree: Pick<SourceTree, "files">, found: (place: Origin) => void): void {
  for (const [file, document] of tree.files) {
    eachReferenceNode(document, ({ ref }) => {
      const target = resolveReference(file, ref);
      if (target.kind === "place") found(target);
    });
  }
}
