import {
  GRAMMAR,
  type Keyword,
  type NodeKind,
  type ObjectKind,
  type PATH_ITEM_GRAMMAR,
  type SCHEMA_GRAMMAR,
} from "./grammar.ts";

/** The keys of a table whose keywords match `Like`. */
type KeysWith<Table, Like> = { [Key in keyof Table]: Table[Key] extends Like ? Key : never }[keyof Table];

/** A method that a path item may have. */
export type Method = KeysWith<typeof PATH_ITEM_GRAMMAR, { readonly holds: "operation" }>;
/** `oneOf` or `anyOf`. */
export type UnionKeyword = KeysWith<typeof SCHEMA_GRAMMAR, { readonly step: "option" }>;

/** The keys of a kind with their keywords, in the order of the table. `isWanted` filters them. */
export function keywordsOf(
  kind: ObjectKind,
  isWanted: (keyword: Keyword, key: string) => boolean = () => true,
): readonly (readonly [key: string, keyword: Keyword])[] {
  return Object.entries(GRAMMAR[kind]).filter(([key, keyword]) => isWanted(keyword, key));
}

function keysOf(kind: ObjectKind, isWanted: (keyword: Keyword, key: string) => boolean): readonly string[] {
  return keywordsOf(kind, isWanted).map(([key]) => key);
}

/** The HTTP methods that a path item may have. `additionalOperations` is no method: it is a map of operations. */
export const METHODS = keysOf(
  "pathItem",
  ({ holds, shape }) => holds === "operation" && shape === "one",
) as readonly Method[];

/** The keys of a root that hold events. */
export const EVENT_SECTIONS = keysOf("root", ({ holds }, key) => holds === "pathItem" && key !== "paths");

/** The keywords of a schema whose value is one schema, a list of schemas, or a map of schemas. */
export const SCHEMA_KEYWORDS: Readonly<Record<Keyword["shape"], readonly string[]>> = {
  one: keysOf("schema", ({ holds, shape }) => holds === "schema" && shape === "one"),
  list: keysOf("schema", ({ holds, shape }) => holds === "schema" && shape === "list"),
  map: keysOf("schema", ({ holds, shape }) => holds === "schema" && shape === "map"),
};

/** The keywords whose members are alternatives: `oneOf`, `anyOf`. */
export const UNION_KEYWORDS = keysOf("schema", ({ step }) => step === "option") as readonly UnionKeyword[];

/** The keywords that combine schemas: `allOf`, `oneOf`, `anyOf`. */
export const COMPOSITION_KEYWORDS = keysOf("schema", ({ step }) => step === "owner" || step === "option");

/** The keywords that type the items of a list. */
export const ITEM_KEYWORDS = keysOf("schema", ({ step }) => step === "item" || step === "position");

/** The keywords that state the shape of values. */
export const SHAPE_KEYWORDS = keysOf("schema", ({ says }) => says === "shape");

/**
 * The keywords that state the shape or the presence of properties, and not documentation, `readOnly` or `writeOnly`.
 */
export const STRUCTURAL_KEYWORDS = keysOf("schema", ({ says }) => says !== undefined);

/** The maps of schemas that have no effect until a reference names one: `$defs`, `definitions`. */
export const DECLARATION_KEYWORDS = keysOf("schema", ({ isDeclaration }) => isDeclaration === true);

const NODE_KINDS: Readonly<Record<NodeKind, true>> = {
  root: true,
  pathItem: true,
  operation: true,
  parameter: true,
  requestBody: true,
  answer: true,
  header: true,
  mediaType: true,
  schema: true,
};

/** The kinds of nodes that rules visit. */
export const ALL_NODE_KINDS = Object.keys(NODE_KINDS) as readonly NodeKind[];

/** Whether a keyword holds nodes that rules visit. */
export function isNodeKind(holds: Keyword["holds"]): holds is NodeKind {
  return Object.hasOwn(NODE_KINDS, holds);
}

/** Whether a keyword holds mappings whose keys OpenAPI defines. */
export function isObjectKind(holds: Keyword["holds"]): holds is ObjectKind {
  return Object.hasOwn(GRAMMAR, holds);
}

/** Whether OpenAPI allows a reference instead of a node of this kind. */
export function mayBeReference(holds: Keyword["holds"]): holds is ObjectKind {
  return isObjectKind(holds) && Object.hasOwn(GRAMMAR[holds], "$ref");
}

/**
 * Whether a mapping of this kind is a node, or may contain nodes. `open` holds the kinds that the search is inside of.
 */
export function leadsToNodes(kind: ObjectKind, open: readonly ObjectKind[] = []): boolean {
  if (isNodeKind(kind)) return true;
  if (open.includes(kind)) return false;
  return keywordsOf(kind).some(([, { holds }]) => isObjectKind(holds) && leadsToNodes(holds, [...open, kind]));
}
