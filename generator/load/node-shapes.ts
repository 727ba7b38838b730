import { isObject } from "./tree.ts";
import { assertNever } from "../model/assert-never.ts";
import { ALL_NODE_KINDS, isObjectKind, keywordsOf } from "./grammar-lookups.ts";
import { ANY_KEY, type Keyword, type NodeKind, type ObjectKind } from "./grammar.ts";
import { MENDED_AS_SCHEMA } from "./rules/text-as-schema.ts";

/**
 * What a value must be. `bound` is a number, or a truth value as OpenAPI 3.0 has it; `types` one type or a list of
 * them; `collection` a map or a list; `reference` a text that nothing else is read as.
 */
export type ExpectedKind =
  "map" | "list" | "text" | "reference" | "truth" | "number" | "bound" | "types" | "collection" | "schema";

/** What a keyword must be, and what becomes of it when it is something else. */
export interface Wanted {
  readonly is: ExpectedKind;
  /** What the entries of a map or a list must be. */
  readonly of?: Wanted;
  /** The entries of a map that are looked at; the others are another rule's, or extensions. */
  readonly only?: RegExp;
  /** The keys of a map that the walk does not visit on its own. */
  readonly keys?: NodeShape;
  /** The one reading of another value that loses nothing, where there is one. */
  readonly read?: (value: unknown) => unknown;
  /** What stands there when nothing can be read; without it the keyword or entry is dropped. */
  readonly instead?: () => unknown;
  /** Values that another rule or stage takes care of and reports. */
  readonly leave?: (value: unknown) => boolean;
}

/** A wish with every key, so that all are alike: tens of thousands of nodes are held against them. */
export interface Wish {
  readonly is: ExpectedKind;
  /** The type of the values that fulfil it without a further look. */
  readonly plain: string | undefined;
  readonly of: Wish | undefined;
  readonly only: RegExp | undefined;
  readonly keys: NodeShape | undefined;
  readonly read: Wanted["read"] | undefined;
  readonly instead: Wanted["instead"] | undefined;
  readonly leave: Wanted["leave"] | undefined;
}

/** What the keywords of a node must be. Keywords that may hold anything are not listed. */
export type NodeShape = ReadonlyMap<string, Wish>;

const PLAIN_TYPES: Readonly<Partial<Record<ExpectedKind, string>>> = {
  text: "string",
  reference: "string",
  types: "string",
  truth: "boolean",
  number: "number",
  bound: "number",
};

function wishOf({ is, of, only, keys, read, instead, leave }: Wanted): Wish {
  return { is, plain: PLAIN_TYPES[is], of: of && wishOf(of), only, keys, read, instead, leave };
}

/** One entry without the list around it. */
function asOnlyEntry(value: unknown): unknown {
  return isObject(value) ? [value] : undefined;
}

function oneText(value: unknown): unknown {
  return typeof value === "string" ? [value] : undefined;
}

function emptyObject(): unknown {
  return {};
}

/** How a value of the wrong kind is read all the same, and what stands in its place where it cannot be. */
type Mending = Pick<Wanted, "read" | "instead" | "leave">;

/** The model leaves out what is null here, and lists it among what is left out. */
const LISTED_WHEN_NULL: Mending = { instead: () => null, leave: (value) => value === null };

/** The text that says one key alone. */
function namedText(key: string): Mending {
  return { read: (value) => (typeof value === "string" ? { [key]: value } : undefined) };
}

/** Of an object, or of an item of a list, by its kind. */
const OBJECT_MENDINGS: Readonly<Partial<Record<ObjectKind, Mending>>> = {
  // Swagger 2 wrote the name of the property alone.
  discriminator: namedText("propertyName"),
  server: namedText("url"),
  tag: namedText("name"),
  // The name of a scheme alone: to drop it would say that no credentials are needed.
  securityRequirement: { read: (value) => (typeof value === "string" ? { [value]: [] } : undefined) },
};

/** Of an entry of a map, by its kind. */
const ENTRY_MENDINGS: Readonly<Partial<Record<ObjectKind, Mending>>> = {
  // It must be there, for something names it: it accepts anything.
  schema: { instead: emptyObject },
  // `application/json:` with nothing below is how a body without a schema is often written.
  mediaType: { instead: emptyObject },
};

/** Of a list, by the kind of its items. */
const LIST_MENDINGS: Readonly<Partial<Record<Keyword["holds"], Mending>>> = {
  server: { read: asOnlyEntry },
  securityRequirement: { read: asOnlyEntry },
  tag: { read: (value) => oneText(value) ?? asOnlyEntry(value) },
  text: { read: oneText },
  schema: {
    read: (value) =>
      isObject(value) && ["$ref", "type", "properties"].some((key) => Object.hasOwn(value, key)) ? [value] : undefined,
  },
  parameter: {
    read: (value) => {
      if (!isObject(value)) return undefined;
      const isParameter = (entry: unknown): boolean =>
        isObject(entry) && (typeof entry["name"] === "string" || typeof entry["$ref"] === "string");
      if (isParameter(value)) return [value];
      const entries = Object.values(value);
      return entries.length > 0 && entries.every(isParameter) ? entries : undefined;
    },
  },
};

/** Keywords that another rule or stage checks, and what of them stays for this one. */
const CHECKED_ELSEWHERE: Readonly<Partial<Record<ObjectKind, Readonly<Record<string, Wanted | undefined>>>>> = {
  // By the reading stage.
  root: { openapi: undefined },
  // By `answers-shape`.
  operation: { responses: undefined },
  // By `parameter-shape` and `text-as-schema`.
  parameter: { schema: undefined },
  mediaType: { schema: undefined },
  schema: {
    ...Object.fromEntries(MENDED_AS_SCHEMA.map((key) => [key, undefined])),
    properties: { is: "map" },
    // A list in OpenAPI 3.1, a map where it was taken for a media type's.
    examples: undefined,
    // By the reading stage, which follows them.
    $id: undefined,
    $anchor: undefined,
    $dynamicAnchor: undefined,
    $dynamicRef: undefined,
    $recursiveRef: undefined,
  },
};

/** Kinds whose keys are checked with the node that holds them. The others are nodes, or are read as they are. */
const CHECKED_INSIDE: ReadonlySet<Keyword["holds"]> = new Set<Keyword["holds"]>([
  "info",
  "server",
  "tag",
  "discriminator",
  "encoding",
  "components",
]);

/** What a keyword of a kind must be; undefined where it may be anything, or is checked elsewhere. */
function wantedOf(kind: ObjectKind, key: string, keyword: Keyword): Wanted | undefined {
  const elsewhere = CHECKED_ELSEWHERE[kind];
  if (elsewhere !== undefined && Object.hasOwn(elsewhere, key)) return elsewhere[key];
  const { holds, shape, unread } = keyword;
  if (key === ANY_KEY || unread === "harmless") return undefined;
  // The bare value may stand there.
  if (holds === "example") return { is: kind === "components" ? "map" : "collection" };
  // A `required` that is a truth value is the rule `required-properties`'.
  if (kind === "schema" && keyword.says === "presence")
    return { is: "list", of: { is: "text" }, ...LIST_MENDINGS.text, leave: (value) => typeof value === "boolean" };
  switch (shape) {
    case "one":
      if (holds === "operation") return { is: "map", ...LISTED_WHEN_NULL };
      if (kind === "header" && holds === "schema") return { is: "schema", instead: emptyObject };
      return valueOf(holds);
    case "list": {
      const of = valueOf(holds);
      return { is: "list", ...(of === undefined ? {} : { of }), ...LIST_MENDINGS[holds] };
    }
    case "map": {
      const of = valueOf(holds);
      if (of === undefined) return { is: "map" };
      if (keyword.names !== undefined) return { is: "map", only: keyword.names, of: { ...of, ...LISTED_WHEN_NULL } };
      return { is: "map", of: isObjectKind(holds) ? { ...of, ...ENTRY_MENDINGS[holds] } : of };
    }
    default:
      return assertNever(shape);
  }
}

function valueOf(holds: Keyword["holds"]): Wanted | undefined {
  if (isObjectKind(holds))
    return holds === "schema"
      ? { is: "schema" }
      : { is: "map", ...(CHECKED_INSIDE.has(holds) ? { keys: shapeOf(holds) } : {}), ...OBJECT_MENDINGS[holds] };
  switch (holds) {
    case "data":
      return undefined;
    case "names":
      return { is: "list" };
    case "schemaName":
      return { is: "text" };
    default:
      return { is: holds };
  }
}

function shapeOf(kind: ObjectKind): NodeShape {
  return new Map(
    keywordsOf(kind).flatMap(([key, keyword]) => {
      const wanted = wantedOf(kind, key, keyword);
      return wanted === undefined ? [] : [[key, wishOf(wanted)]];
    }),
  );
}

/** The nodes as the grammar has them. */
export const SHAPES = Object.fromEntries(ALL_NODE_KINDS.map((kind) => [kind, shapeOf(kind)])) as Readonly<
  Record<NodeKind, NodeShape>
>;
