import { isObject } from "../tree.ts";
import { METHODS, type NodeKind } from "../node-kinds.ts";

/**
 * What a value must be. `bound` is a number, or a truth value as OpenAPI 3.0 has it; `types` one type or a list of
 * them; `collection` a map or a list; `reference` a text that nothing else is read as.
 */
export type ValueKind =
  "map" | "list" | "text" | "reference" | "truth" | "number" | "bound" | "types" | "collection" | "schema";

/** What a keyword must be, and what becomes of it when it is something else. */
export interface Wanted {
  readonly is: ValueKind;
  /** What the entries of a map or a list must be. */
  readonly of?: Wanted;
  /** The entries of a map that are looked at; the others are another rule's, or extensions. */
  readonly only?: RegExp;
  /** The keys of a map that the walk does not visit on its own. */
  readonly keys?: Shape;
  /** The one reading of another value that loses nothing, where there is one. */
  readonly read?: (value: unknown) => unknown;
  /** What stands there when nothing can be read; without it the keyword or entry is dropped. */
  readonly instead?: () => unknown;
  /** Values that another rule or stage takes care of and reports. */
  readonly leave?: (value: unknown) => boolean;
}

/** A wish with every key, so that all are alike: tens of thousands of nodes are held against them. */
export interface Wish {
  readonly is: ValueKind;
  /** The type of the values that fulfil it without a further look. */
  readonly plain: string | undefined;
  readonly of: Wish | undefined;
  readonly only: RegExp | undefined;
  readonly keys: Shape | undefined;
  readonly read: Wanted["read"] | undefined;
  readonly instead: Wanted["instead"] | undefined;
  readonly leave: Wanted["leave"] | undefined;
}

/** What the keywords of a node must be. Keywords that may hold anything are not listed. */
export type Shape = ReadonlyMap<string, Wish>;

const PLAIN_TYPES: Readonly<Partial<Record<ValueKind, string>>> = {
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

const TEXT: Wanted = { is: "text" };
const REFERENCE: Wanted = { is: "reference" };
const TRUTH: Wanted = { is: "truth" };
const NUMBER: Wanted = { is: "number" };
const BOUND: Wanted = { is: "bound" };
const MAP: Wanted = { is: "map" };
const MAPS: Wanted = { is: "map", of: MAP };

function shape(keywords: Readonly<Record<string, Wanted>>): Shape {
  return new Map(Object.entries(keywords).map(([keyword, wanted]) => [keyword, wishOf(wanted)]));
}

/** Each keyword with the same wish. */
function each(keywords: readonly string[], wanted: Wanted): Record<string, Wanted> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, wanted]));
}

/** One entry without the list around it. */
function asOnlyEntry(value: unknown): unknown {
  return isObject(value) ? [value] : undefined;
}

function oneText(value: unknown): unknown {
  return typeof value === "string" ? [value] : undefined;
}

const SCHEMA: Wanted = { is: "schema" };
/** An entry that must be there, for something names it: it accepts anything. */
const NAMED_SCHEMAS: Wanted = { is: "map", of: { is: "schema", instead: () => ({}) } };
const MEMBERS: Wanted = {
  is: "list",
  of: SCHEMA,
  read: (value) =>
    isObject(value) && ["$ref", "type", "properties"].some((key) => Object.hasOwn(value, key)) ? [value] : undefined,
};

const SERVERS: Wanted = {
  is: "list",
  read: asOnlyEntry,
  of: {
    is: "map",
    read: (value) => (typeof value === "string" ? { url: value } : undefined),
    keys: shape({ url: TEXT, description: TEXT, variables: MAPS }),
  },
};
const SECURITY: Wanted = {
  is: "list",
  read: asOnlyEntry,
  // The name of a scheme alone: to drop it would say that no credentials are needed.
  of: { is: "map", read: (value) => (typeof value === "string" ? { [value]: [] } : undefined) },
};

/** `application/json:` with nothing below is how a body without a schema is often written. */
const CONTENT: Wanted = { is: "map", of: { is: "map", instead: () => ({}) } };
const PARAMETERS: Wanted = {
  is: "list",
  of: MAP,
  read: (value) => {
    if (!isObject(value)) return undefined;
    const isParameter = (entry: unknown): boolean =>
      isObject(entry) && (typeof entry["name"] === "string" || typeof entry["$ref"] === "string");
    if (isParameter(value)) return [value];
    const entries = Object.values(value);
    return entries.length > 0 && entries.every(isParameter) ? entries : undefined;
  },
};
/** The model leaves out what is null here, and lists it among what is left out. */
const LISTED_WHEN_NULL: Wanted = { is: "map", instead: () => null, leave: (value) => value === null };

/** A parameter's, and a header's. */
const PARAMETER_KEYWORDS = {
  description: TEXT,
  ...each(["required", "deprecated", "allowEmptyValue", "explode", "allowReserved"], TRUTH),
  style: TEXT,
  content: CONTENT,
  examples: { is: "collection" },
} as const satisfies Record<string, Wanted>;

const COMPONENTS = shape({
  schemas: NAMED_SCHEMAS,
  responses: MAPS,
  parameters: MAPS,
  requestBodies: MAPS,
  headers: MAPS,
  examples: MAP,
  securitySchemes: MAPS,
  links: MAPS,
  callbacks: MAPS,
  pathItems: MAPS,
});

/** The kinds of nodes, as OpenAPI 3.0 and 3.1 define them. */
export const SHAPES: Readonly<Record<NodeKind, Shape>> = {
  root: shape({
    info: { is: "map", keys: shape({ title: TEXT, description: TEXT }) },
    servers: SERVERS,
    security: SECURITY,
    tags: {
      is: "list",
      read: (value) => oneText(value) ?? asOnlyEntry(value),
      of: {
        is: "map",
        read: (value) => (typeof value === "string" ? { name: value } : undefined),
        keys: shape({ name: TEXT, description: TEXT }),
      },
    },
    paths: { is: "map", only: /^\//u, of: LISTED_WHEN_NULL },
    ...each(["webhooks", "x-webhooks"], MAPS),
    components: { is: "map", keys: COMPONENTS },
    externalDocs: MAP,
  }),
  pathItem: shape({
    $ref: REFERENCE,
    summary: TEXT,
    description: TEXT,
    servers: SERVERS,
    parameters: PARAMETERS,
    ...each(METHODS, LISTED_WHEN_NULL),
  }),
  // `responses` are the rule `answers-shape`'s.
  operation: shape({
    tags: { is: "list", of: TEXT, read: oneText },
    ...each(["summary", "description", "operationId"], TEXT),
    externalDocs: MAP,
    parameters: PARAMETERS,
    requestBody: MAP,
    callbacks: MAPS,
    deprecated: TRUTH,
    security: SECURITY,
    servers: SERVERS,
  }),
  parameter: shape({ $ref: REFERENCE, name: TEXT, in: TEXT, ...PARAMETER_KEYWORDS }),
  header: shape({ $ref: REFERENCE, schema: { is: "schema", instead: () => ({}) }, ...PARAMETER_KEYWORDS }),
  requestBody: shape({ $ref: REFERENCE, description: TEXT, required: TRUTH, content: CONTENT }),
  answer: shape({ $ref: REFERENCE, description: TEXT, headers: MAPS, content: CONTENT, links: MAPS }),
  mediaType: shape({
    examples: { is: "collection" },
    encoding: {
      is: "map",
      of: {
        is: "map",
        keys: shape({ contentType: TEXT, style: TEXT, explode: TRUTH, allowReserved: TRUTH, headers: MAPS }),
      },
    },
  }),
  // `items`, `additionalProperties` and each of `properties` are the rule `text-as-schema`'s.
  schema: shape({
    $ref: REFERENCE,
    type: { is: "types" },
    ...each(["title", "description", "format", "pattern"], TEXT),
    ...each(["nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"], TRUTH),
    ...each(["multipleOf", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"], NUMBER),
    ...each(["minProperties", "maxProperties", "minContains", "maxContains"], NUMBER),
    ...each(["exclusiveMinimum", "exclusiveMaximum"], BOUND),
    enum: { is: "list" },
    // A truth value is the rule `required-properties`'.
    required: { is: "list", of: TEXT, read: oneText, leave: (value) => typeof value === "boolean" },
    properties: MAP,
    ...each(["patternProperties", "dependentSchemas", "$defs", "definitions"], NAMED_SCHEMAS),
    dependentRequired: { is: "map", of: { is: "list" } },
    ...each(["allOf", "oneOf", "anyOf", "prefixItems"], MEMBERS),
    ...each(["not", "if", "then", "else", "contains", "propertyNames"], SCHEMA),
    ...each(["unevaluatedProperties", "unevaluatedItems"], SCHEMA),
    discriminator: {
      is: "map",
      // Swagger 2 wrote the name of the property alone.
      read: (value) => (typeof value === "string" ? { propertyName: value } : undefined),
      keys: shape({ propertyName: TEXT, mapping: { is: "map", of: TEXT } }),
    },
    externalDocs: MAP,
  }),
};
