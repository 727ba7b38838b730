import { isObject } from "./tree.ts";
import { assertNever } from "../model/assert-never.ts";
import { ALL_NODE_KINDS, isObjectKind, keywordsOf } from "./grammar-lookups.ts";
import { ANY_KEY, type Keyword, type NodeKind, type ObjectKind } from "./grammar.ts";
import { REPAIRED_AS_SCHEMA } from "./rules/text-as-schema.ts";

/**
 * What a value must be. `bound` is a number, or a boolean as in OpenAPI 3.0. `types` is one type or a list of types.
 * `collection` is a map or a list. `reference` is the text of a reference.
 */
export type ExpectedKind =
  "map" | "list" | "text" | "reference" | "truth" | "number" | "bound" | "types" | "collection" | "schema";

/** What the value of a keyword must be, and how another value is repaired. */
export interface ValueRule {
  readonly is: ExpectedKind;
  /** What the entries of a map or a list must be. */
  readonly of?: ValueRule;
  /** Matches the entries of a map that are checked. Others belong to another rule, or are extensions. */
  readonly only?: RegExp;
  /** The keys of a map that the walk does not visit as a node. */
  readonly keys?: NodeShape;
  /** Converts another value without loss; undefined where that is impossible. */
  readonly read?: (value: unknown) => unknown;
  /** The replacement for a value that cannot be converted. Without it the keyword or entry is dropped. */
  readonly instead?: () => unknown;
  /** Values that another rule or stage repairs and reports. */
  readonly leave?: (value: unknown) => boolean;
}

/**
 * A {@link ValueRule} with every key set. Objects with the same keys are faster to read, and tens of thousands of nodes
 * are checked against them.
 */
export interface FullValueRule {
  readonly is: ExpectedKind;
  /** The `typeof` of values that need no further check. */
  readonly plain: string | undefined;
  readonly of: FullValueRule | undefined;
  readonly only: RegExp | undefined;
  readonly keys: NodeShape | undefined;
  readonly read: ValueRule["read"] | undefined;
  readonly instead: ValueRule["instead"] | undefined;
  readonly leave: ValueRule["leave"] | undefined;
}

/** What the keywords of a node must be. Keywords that may hold any value are not listed. */
export type NodeShape = ReadonlyMap<string, FullValueRule>;

const PLAIN_TYPES: Readonly<Partial<Record<ExpectedKind, string>>> = {
  text: "string",
  reference: "string",
  types: "string",
  truth: "boolean",
  number: "number",
  bound: "number",
};

function fullRuleOf({ is, of, only, keys, read, instead, leave }: ValueRule): FullValueRule {
  return { is, plain: PLAIN_TYPES[is], of: of && fullRuleOf(of), only, keys, read, instead, leave };
}

/** A list with the value as its only entry. */
function asOnlyEntry(value: unknown): unknown {
  return isObject(value) ? [value] : undefined;
}

function oneText(value: unknown): unknown {
  return typeof value === "string" ? [value] : undefined;
}

function emptyObject(): unknown {
  return {};
}

/** How a value of the wrong kind is repaired. */
type ValueRepair = Pick<ValueRule, "read" | "instead" | "leave">;

/** Null stands for a node that cannot be read. The model leaves it out and adds it to the omissions. */
const LISTED_WHEN_NULL: ValueRepair = { instead: () => null, leave: (value) => value === null };

/** Converts a string to an object with one key. */
function namedText(key: string): ValueRepair {
  return { read: (value) => (typeof value === "string" ? { [key]: value } : undefined) };
}

/** Repairs of an object, or of an item of a list, by its kind. */
const OBJECT_REPAIRS: Readonly<Partial<Record<ObjectKind, ValueRepair>>> = {
  // Swagger 2 has only the name of the property.
  discriminator: namedText("propertyName"),
  server: namedText("url"),
  tag: namedText("name"),
  // A string is the name of a scheme. If it were dropped, the operation would need no credentials.
  securityRequirement: { read: (value) => (typeof value === "string" ? { [value]: [] } : undefined) },
};

/** Repairs of an entry of a map, by its kind. */
const ENTRY_REPAIRS: Readonly<Partial<Record<ObjectKind, ValueRepair>>> = {
  // The schema has a name that references use, so it stays and accepts any value.
  schema: { instead: emptyObject },
  // A body without a schema is often written as `application/json:` without a value.
  mediaType: { instead: emptyObject },
};

/** Repairs of a list, by the kind of its items. */
const LIST_REPAIRS: Readonly<Partial<Record<Keyword["holds"], ValueRepair>>> = {
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

/** Keywords that another rule or stage checks. A value states what this rule still checks of them. */
const CHECKED_ELSEWHERE: Readonly<Partial<Record<ObjectKind, Readonly<Record<string, ValueRule | undefined>>>>> = {
  // Checked by the reading stage.
  root: { openapi: undefined },
  // Checked by `answers-shape`.
  operation: { responses: undefined },
  // Checked by `parameter-shape` and `text-as-schema`.
  parameter: { schema: undefined },
  mediaType: { schema: undefined },
  schema: {
    ...Object.fromEntries(REPAIRED_AS_SCHEMA.map((key) => [key, undefined])),
    properties: { is: "map" },
    // A list in OpenAPI 3.1, but a map where the author took it for the `examples` of a media type.
    examples: undefined,
    // Checked by the reading stage, which follows them.
    $id: undefined,
    $anchor: undefined,
    $dynamicAnchor: undefined,
    $dynamicRef: undefined,
    $recursiveRef: undefined,
  },
};

/** Kinds whose keys are checked together with the node that holds them. Other kinds are nodes, or are not checked. */
const CHECKED_INSIDE: ReadonlySet<Keyword["holds"]> = new Set<Keyword["holds"]>([
  "info",
  "server",
  "tag",
  "discriminator",
  "encoding",
  "components",
]);

/** What the value of a keyword must be. Returns undefined where it may be anything or is checked elsewhere. */
function wantedOf(kind: ObjectKind, key: string, keyword: Keyword): ValueRule | undefined {
  const elsewhere = CHECKED_ELSEWHERE[kind];
  if (elsewhere !== undefined && Object.hasOwn(elsewhere, key)) return elsewhere[key];
  const { holds, shape, unread } = keyword;
  if (key === ANY_KEY || unread === "harmless") return undefined;
  // An example may be a bare value instead of an Example Object.
  if (holds === "example") return { is: kind === "components" ? "map" : "collection" };
  // The rule `required-properties` handles a boolean `required`.
  if (kind === "schema" && keyword.says === "presence")
    return { is: "list", of: { is: "text" }, ...LIST_REPAIRS.text, leave: (value) => typeof value === "boolean" };
  switch (shape) {
    case "one":
      if (holds === "operation") return { is: "map", ...LISTED_WHEN_NULL };
      if (kind === "header" && holds === "schema") return { is: "schema", instead: emptyObject };
      return valueOf(holds);
    case "list": {
      const of = valueOf(holds);
      return { is: "list", ...(of === undefined ? {} : { of }), ...LIST_REPAIRS[holds] };
    }
    case "map": {
      const of = valueOf(holds);
      if (of === undefined) return { is: "map" };
      if (keyword.names !== undefined) return { is: "map", only: keyword.names, of: { ...of, ...LISTED_WHEN_NULL } };
      return { is: "map", of: isObjectKind(holds) ? { ...of, ...ENTRY_REPAIRS[holds] } : of };
    }
    default:
      return assertNever(shape);
  }
}

function valueOf(holds: Keyword["holds"]): ValueRule | undefined {
  if (isObjectKind(holds))
    return holds === "schema"
      ? { is: "schema" }
      : { is: "map", ...(CHECKED_INSIDE.has(holds) ? { keys: shapeOf(holds) } : {}), ...OBJECT_REPAIRS[holds] };
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
      return wanted === undefined ? [] : [[key, fullRuleOf(wanted)]];
    }),
  );
}

/** The expected values of all kinds of nodes, derived from the grammar. */
export const SHAPES = Object.fromEntries(ALL_NODE_KINDS.map((kind) => [kind, shapeOf(kind)])) as Readonly<
  Record<NodeKind, NodeShape>
>;
