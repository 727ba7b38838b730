/** The kinds of OpenAPI nodes that rules and builders visit. A node's kind depends on the keyword that holds it. */
export type NodeKind =
  "root" | "pathItem" | "operation" | "parameter" | "requestBody" | "answer" | "header" | "mediaType" | "schema";

/** Every kind of mapping whose keys OpenAPI defines. */
export type ObjectKind =
  | NodeKind
  | ("callback" | "components" | "contact" | "discriminator" | "encoding" | "example" | "externalDocs" | "info")
  | ("license" | "link" | "oauthFlow" | "oauthFlows" | "securityRequirement" | "securityScheme" | "server")
  | ("serverVariable" | "tag" | "xml");

/**
 * A value without keys that OpenAPI defines. `bound` is a number, or a boolean as in OpenAPI 3.0. `types` is one type
 * or a list of types. `reference` is the text of a reference. `schemaName` is a reference or the name of a component.
 * `names` is a list of strings. `data` is any value; a `$ref` in it is an ordinary key.
 */
export type ValueKind = "text" | "truth" | "number" | "bound" | "types" | "reference" | "schemaName" | "names" | "data";

/** The relation of the schemas below a keyword to the schema that has it. The names of their types are made from it. */
export type SchemaStep = "property" | "item" | "position" | "value" | "option" | "owner" | "named";

/** What OpenAPI defines for one key of a mapping, and how this generator uses the key. */
export interface Keyword {
  readonly holds: ObjectKind | ValueKind;
  /** Whether the value is one such value, a list of them, or a map of them by free names. */
  readonly shape: "one" | "list" | "map";
  /** Matches the names of a map that count. Absent: all names. */
  readonly names?: RegExp;
  /** Set where the nodes have no effect until a reference names them. */
  readonly isDeclaration?: true;
  /** The step in names, for a schema's keyword. Absent: a part with the keyword's name. */
  readonly step?: SchemaStep;
  /** What a schema's keyword says about the type: the shape of values, or which properties must be present. */
  readonly says?: "shape" | "presence";
  /** Set where the keyword is a condition, so an example beside it does not reveal the schema's type. */
  readonly isCondition?: true;
  /** Set where OpenAPI 3.0 lacks the key. */
  readonly isNew?: true;
  /** Set where openapi-typescript prints the value. */
  readonly isRaw?: true;
  /**
   * Set where nothing reads the keyword, or not all of it. `harmless`: no type and no call depends on it. `wider`,
   * `narrower`: the type differs from the spec in this direction, and a finding reports it. `told`: another finding
   * reports it.
   */
  readonly unread?: "harmless" | "wider" | "narrower" | "told";
}

/** The keywords of one kind of mapping. */
export type Grammar = Readonly<Record<string, Keyword>>;

/** Stands for any key: the mapping has no keywords, and every key is a name. */
export const ANY_KEY = "*";

const TEXT = { holds: "text", shape: "one" } as const;
const TRUTH = { holds: "truth", shape: "one" } as const;
const NUMBER = { holds: "number", shape: "one" } as const;
const DATA = { holds: "data", shape: "one" } as const;
const REFERENCE = { holds: "reference", shape: "one" } as const;
const OPERATION = { holds: "operation", shape: "one", isRaw: true } as const;
const EXTERNAL_DOCS = { holds: "externalDocs", shape: "one", unread: "harmless" } as const;
const SERVERS = { holds: "server", shape: "list" } as const;
const SECURITY = { holds: "securityRequirement", shape: "list" } as const;
const PARAMETERS = { holds: "parameter", shape: "list", isRaw: true } as const;
const CALLBACKS = { holds: "callback", shape: "map" } as const;
const EXAMPLES = { holds: "example", shape: "map" } as const;
const HARMLESS_TEXT = { ...TEXT, unread: "harmless" } as const;

/** The keys that parameters and headers share. */
const DESCRIBED_VALUE = {
  $ref: REFERENCE,
  description: TEXT,
  required: TRUTH,
  deprecated: TRUTH,
  // A caller can send an empty string without this keyword.
  allowEmptyValue: { ...TRUTH, unread: "harmless" },
  style: TEXT,
  explode: TRUTH,
  allowReserved: TRUTH,
  schema: { holds: "schema", shape: "one", isRaw: true },
  example: DATA,
  examples: EXAMPLES,
} as const satisfies Grammar;

/** The keywords of a schema: OpenAPI 3.0, JSON Schema 2020-12, and the additions of OpenAPI 3.1. */
export const SCHEMA_GRAMMAR = {
  $ref: REFERENCE,
  // One schema
  items: { holds: "schema", shape: "one", step: "item", says: "shape", isRaw: true },
  additionalProperties: { holds: "schema", shape: "one", step: "value", says: "shape", isRaw: true },
  not: { holds: "schema", shape: "one", isCondition: true, unread: "wider" },
  if: { holds: "schema", shape: "one", isCondition: true, unread: "told", isNew: true },
  then: { holds: "schema", shape: "one", unread: "told", isNew: true },
  else: { holds: "schema", shape: "one", unread: "told", isNew: true },
  contains: { holds: "schema", shape: "one", unread: "wider", isNew: true },
  propertyNames: { holds: "schema", shape: "one", unread: "told", isNew: true },
  unevaluatedProperties: { holds: "schema", shape: "one", step: "value", says: "shape", isNew: true },
  unevaluatedItems: { holds: "schema", shape: "one", step: "item", isNew: true },
  contentSchema: { holds: "schema", shape: "one", unread: "told", isNew: true },
  // Lists of schemas
  allOf: { holds: "schema", shape: "list", step: "owner", says: "shape", isRaw: true },
  oneOf: { holds: "schema", shape: "list", step: "option", says: "shape", isRaw: true },
  anyOf: { holds: "schema", shape: "list", step: "option", says: "shape", isRaw: true },
  prefixItems: { holds: "schema", shape: "list", step: "position", says: "shape", isRaw: true, isNew: true },
  // Maps of schemas
  properties: { holds: "schema", shape: "map", step: "property", says: "shape", isRaw: true },
  patternProperties: { holds: "schema", shape: "map", step: "property", says: "shape", isRaw: true, isNew: true },
  dependentSchemas: { holds: "schema", shape: "map", unread: "told", isNew: true },
  $defs: { holds: "schema", shape: "map", step: "named", isDeclaration: true, isNew: true },
  definitions: { holds: "schema", shape: "map", step: "named", isDeclaration: true, isNew: true },
  // Values
  type: { holds: "types", shape: "one" },
  enum: { holds: "data", shape: "list", says: "shape" },
  const: { holds: "data", shape: "one", says: "shape", isNew: true },
  required: { holds: "text", shape: "list", says: "presence" },
  discriminator: { holds: "discriminator", shape: "one" },
  nullable: TRUTH,
  readOnly: TRUTH,
  writeOnly: TRUTH,
  deprecated: TRUTH,
  default: DATA,
  example: DATA,
  examples: { holds: "data", shape: "list", isNew: true },
  title: TEXT,
  description: TEXT,
  format: TEXT,
  pattern: TEXT,
  multipleOf: { ...NUMBER, unread: "wider" },
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: { holds: "bound", shape: "one", unread: "wider" },
  exclusiveMaximum: { holds: "bound", shape: "one", unread: "wider" },
  minLength: NUMBER,
  maxLength: NUMBER,
  minItems: NUMBER,
  maxItems: NUMBER,
  uniqueItems: { ...TRUTH, unread: "wider" },
  minProperties: { ...NUMBER, unread: "wider" },
  maxProperties: { ...NUMBER, unread: "wider" },
  minContains: { ...NUMBER, unread: "wider", isNew: true },
  maxContains: { ...NUMBER, unread: "wider", isNew: true },
  dependentRequired: { holds: "names", shape: "map", unread: "wider", isNew: true },
  contentEncoding: { ...TEXT, isNew: true },
  contentMediaType: { ...TEXT, isNew: true },
  externalDocs: EXTERNAL_DOCS,
  xml: { holds: "xml", shape: "one", unread: "harmless" },
  // Identity
  $id: { ...TEXT, isNew: true },
  $anchor: { ...TEXT, isNew: true },
  $dynamicAnchor: { ...TEXT, isNew: true },
  $dynamicRef: { ...TEXT, unread: "wider", isNew: true },
  $recursiveRef: { ...TEXT, unread: "wider", isNew: true },
  $recursiveAnchor: { ...TRUTH, unread: "harmless", isNew: true },
  $schema: { ...HARMLESS_TEXT, isNew: true },
  $vocabulary: { holds: "truth", shape: "map", unread: "harmless", isNew: true },
  $comment: { ...HARMLESS_TEXT, isNew: true },
} as const satisfies Grammar;

/** The keys of a path item. The methods are the keys that hold an operation. */
export const PATH_ITEM_GRAMMAR = {
  $ref: REFERENCE,
  summary: TEXT,
  description: TEXT,
  servers: SERVERS,
  parameters: PARAMETERS,
  get: OPERATION,
  put: OPERATION,
  post: OPERATION,
  delete: OPERATION,
  options: OPERATION,
  head: OPERATION,
  patch: OPERATION,
  trace: OPERATION,
  query: OPERATION,
} as const satisfies Grammar;

/**
 * Which key of which kind holds what, for OpenAPI 3.0, 3.1, 3.2 and their schemas. No other file states this: walking,
 * finding references, checking values, bundling, naming and building schemas read this table. Nodes are visited in the
 * order of the keys.
 */
export const GRAMMAR: Readonly<Record<ObjectKind, Grammar>> = {
  root: {
    openapi: TEXT,
    $self: TEXT,
    info: { holds: "info", shape: "one" },
    servers: SERVERS,
    security: SECURITY,
    tags: { holds: "tag", shape: "list" },
    externalDocs: EXTERNAL_DOCS,
    jsonSchemaDialect: { ...HARMLESS_TEXT, isNew: true },
    paths: { holds: "pathItem", shape: "map", names: /^\//u },
    webhooks: { holds: "pathItem", shape: "map", isNew: true },
    "x-webhooks": { holds: "pathItem", shape: "map" },
    components: { holds: "components", shape: "one" },
  },
  info: {
    title: TEXT,
    description: TEXT,
    summary: { ...HARMLESS_TEXT, isNew: true },
    termsOfService: HARMLESS_TEXT,
    version: HARMLESS_TEXT,
    contact: { holds: "contact", shape: "one", unread: "harmless" },
    license: { holds: "license", shape: "one", unread: "harmless" },
  },
  contact: { name: HARMLESS_TEXT, url: HARMLESS_TEXT, email: HARMLESS_TEXT },
  license: { name: HARMLESS_TEXT, identifier: { ...HARMLESS_TEXT, isNew: true }, url: HARMLESS_TEXT },
  externalDocs: { description: HARMLESS_TEXT, url: HARMLESS_TEXT },
  tag: {
    name: TEXT,
    summary: TEXT,
    description: TEXT,
    parent: HARMLESS_TEXT,
    kind: HARMLESS_TEXT,
    externalDocs: EXTERNAL_DOCS,
  },
  server: {
    name: HARMLESS_TEXT,
    url: TEXT,
    description: HARMLESS_TEXT,
    variables: { holds: "serverVariable", shape: "map" },
  },
  serverVariable: {
    enum: { holds: "text", shape: "list", unread: "harmless" },
    default: TEXT,
    description: HARMLESS_TEXT,
  },
  components: {
    schemas: { holds: "schema", shape: "map" },
    parameters: { holds: "parameter", shape: "map", isRaw: true },
    headers: { holds: "header", shape: "map", isRaw: true },
    requestBodies: { holds: "requestBody", shape: "map", isRaw: true },
    responses: { holds: "answer", shape: "map", isRaw: true },
    callbacks: CALLBACKS,
    // A path item that no reference names has no path.
    pathItems: { holds: "pathItem", shape: "map", isDeclaration: true, isRaw: true, isNew: true },
    examples: EXAMPLES,
    links: { holds: "link", shape: "map" },
    securitySchemes: { holds: "securityScheme", shape: "map" },
    // A media type is read where a reference names it.
    mediaTypes: { holds: "mediaType", shape: "map", isDeclaration: true },
  },
  pathItem: {
    ...PATH_ITEM_GRAMMAR,
    additionalOperations: { holds: "operation", shape: "map", isDeclaration: true, unread: "told" },
  },
  operation: {
    tags: { holds: "text", shape: "list" },
    summary: TEXT,
    description: TEXT,
    externalDocs: EXTERNAL_DOCS,
    operationId: TEXT,
    deprecated: TRUTH,
    security: SECURITY,
    servers: SERVERS,
    parameters: PARAMETERS,
    requestBody: { holds: "requestBody", shape: "one", isRaw: true },
    responses: { holds: "answer", shape: "map", names: /^(?!x-)/u, isRaw: true },
    callbacks: CALLBACKS,
  },
  parameter: {
    name: TEXT,
    in: TEXT,
    ...DESCRIBED_VALUE,
    content: { holds: "mediaType", shape: "map" },
  },
  // A program reads a header as text, whatever the spec states. The header's type is for the docs.
  header: {
    ...DESCRIBED_VALUE,
    required: { ...TRUTH, unread: "harmless" },
    deprecated: { ...TRUTH, unread: "harmless" },
    style: HARMLESS_TEXT,
    explode: { ...TRUTH, unread: "harmless" },
    allowReserved: { ...TRUTH, unread: "harmless" },
    example: { ...DATA, unread: "harmless" },
    examples: { ...EXAMPLES, unread: "harmless" },
    content: { holds: "mediaType", shape: "map", isRaw: true },
  },
  requestBody: {
    $ref: REFERENCE,
    description: TEXT,
    required: TRUTH,
    content: { holds: "mediaType", shape: "map", isRaw: true },
  },
  answer: {
    $ref: REFERENCE,
    summary: TEXT,
    description: TEXT,
    content: { holds: "mediaType", shape: "map", isRaw: true },
    headers: { holds: "header", shape: "map", isRaw: true },
    links: { holds: "link", shape: "map" },
  },
  mediaType: {
    $ref: REFERENCE,
    schema: { holds: "schema", shape: "one", isRaw: true },
    itemSchema: { holds: "schema", shape: "one" },
    example: DATA,
    examples: EXAMPLES,
    encoding: { holds: "encoding", shape: "map" },
    prefixEncoding: { holds: "encoding", shape: "list", unread: "told" },
    itemEncoding: { holds: "encoding", shape: "one", unread: "told" },
  },
  encoding: {
    contentType: TEXT,
    style: TEXT,
    explode: TRUTH,
    allowReserved: TRUTH,
    headers: { holds: "header", shape: "map" },
    // No client sends multipart parts inside parts.
    encoding: { holds: "data", shape: "map", unread: "told" },
    prefixEncoding: { holds: "data", shape: "list", unread: "told" },
    itemEncoding: { ...DATA, unread: "told" },
  },
  callback: {
    $ref: REFERENCE,
    [ANY_KEY]: { holds: "pathItem", shape: "one", names: /^(?!x-)/u },
  },
  example: {
    $ref: REFERENCE,
    summary: TEXT,
    description: HARMLESS_TEXT,
    value: DATA,
    dataValue: DATA,
    serializedValue: TEXT,
    externalValue: TEXT,
  },
  // A finding reports a response with links, so the keys of a link need no finding.
  link: {
    $ref: { ...REFERENCE, unread: "harmless" },
    operationRef: HARMLESS_TEXT,
    operationId: HARMLESS_TEXT,
    parameters: { holds: "data", shape: "map", unread: "harmless" },
    requestBody: { ...DATA, unread: "harmless" },
    description: HARMLESS_TEXT,
    server: { holds: "server", shape: "one", unread: "harmless" },
  },
  securityScheme: {
    $ref: REFERENCE,
    type: TEXT,
    description: TEXT,
    name: TEXT,
    in: TEXT,
    scheme: TEXT,
    bearerFormat: HARMLESS_TEXT,
    flows: { holds: "oauthFlows", shape: "one" },
    openIdConnectUrl: TEXT,
    oauth2MetadataUrl: TEXT,
    deprecated: TRUTH,
  },
  oauthFlows: {
    implicit: { holds: "oauthFlow", shape: "one" },
    password: { holds: "oauthFlow", shape: "one" },
    clientCredentials: { holds: "oauthFlow", shape: "one" },
    authorizationCode: { holds: "oauthFlow", shape: "one" },
    deviceAuthorization: { holds: "oauthFlow", shape: "one" },
  },
  oauthFlow: {
    authorizationUrl: TEXT,
    deviceAuthorizationUrl: TEXT,
    tokenUrl: TEXT,
    refreshUrl: TEXT,
    scopes: { holds: "text", shape: "map" },
  },
  securityRequirement: { [ANY_KEY]: { holds: "names", shape: "one" } },
  schema: SCHEMA_GRAMMAR,
  discriminator: {
    propertyName: TEXT,
    mapping: { holds: "schemaName", shape: "map" },
    defaultMapping: { holds: "schemaName", shape: "one", unread: "told" },
  },
  xml: {
    name: HARMLESS_TEXT,
    namespace: HARMLESS_TEXT,
    prefix: HARMLESS_TEXT,
    attribute: { ...TRUTH, unread: "harmless" },
    wrapped: { ...TRUTH, unread: "harmless" },
    nodeType: HARMLESS_TEXT,
  },
};
