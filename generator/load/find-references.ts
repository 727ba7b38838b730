import { resolveReference } from "./reference.ts";
import type { Origin } from "../model/model.ts";
import type { SourceTree } from "./tree.ts";

/**
 * Where in a document a value stands, as far as references are concerned: a `node` of OpenAPI, a map from free `names`
 * to nodes, or `data` that only looks like anything.
 */
type Position = "node" | "names" | "data";

const POSITION_BY_KEY: ReadonlyMap<string, Position> = new Map<string, Position>([
  ...["example", "default", "enum", "const", "value"].map((key) => [key, "data"] as const),
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"].map(
    (key) => [key, "names"] as const,
  ),
  ...["paths", "webhooks", "x-webhooks", "responses", "content", "headers", "encoding", "mapping", "examples"].map(
    (key) => [key, "names"] as const,
  ),
  ...["schemas", "parameters", "requestBodies", "securitySchemes", "links", "callbacks", "pathItems", "variables"].map(
    (key) => [key, "names"] as const,
  ),
]);

/** A property called `example` is a schema; the keyword `example` of a schema is data. */
function positionOf(parent: Position, key: string, value: object): Position {
  if (parent !== "node") return parent === "data" ? "data" : "node";
  if (key.startsWith("x-") && key !== "x-webhooks") return "data";
  // The examples of a schema (OpenAPI 3.1) are a list of data, those of a media type a map of nodes.
  if (key === "examples" && Array.isArray(value)) return "data";
  return POSITION_BY_KEY.get(key) ?? "node";
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
export function eachReference(document: unknown, found: (reference: FoundReference) => void): void {
  const keys: string[] = [];
  const visit = (node: object, position: Position): void => {
    const holder = node as Record<string, unknown>;
    const ref = Array.isArray(node) ? undefined : holder["$ref"];
    if (typeof ref === "string") found({ ref, holder, isData: position === "data", keys });
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (typeof value !== "object" || value === null) continue;
      keys.push(key);
      // The items of a list are what the list is; `parameters` is a map of nodes in one place and a list of them in another.
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

/** Calls for every value of a discriminator's mapping that names a file: heirs may be mentioned nowhere else. */
export function eachMappedFile(document: unknown, found: (ref: string) => void): void {
  if (typeof document !== "object" || document === null) return;
  const { discriminator } = document as Record<string, unknown>;
  const mapping: unknown =
    typeof discriminator === "object" && discriminator !== null && "mapping" in discriminator
      ? discriminator.mapping
      : undefined;
  if (typeof mapping === "object" && mapping !== null)
    for (const ref of Object.values(mapping)) if (typeof ref === "string" && FILE_REFERENCE.test(ref)) found(ref);
  for (const value of Object.values(document)) eachMappedFile(value, found);
}

const FILE_REFERENCE = /\.(?:ya?ml|json)(?:#.*)?$/iu;

/** Calls for the place that each reference of a tree names, in data too. */
export function eachTarget(tree: Pick<SourceTree, "files">, found: (place: Origin) => void): void {
  for (const [file, document] of tree.files) {
    eachReference(document, ({ ref }) => {
      const target = resolveReference(file, ref);
      if (target.kind === "place") found(target);
    });
  }
}
