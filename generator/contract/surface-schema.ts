/** A JSON Schema; only the keywords used here. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const texts: Schema = { type: "array", items: text };
const flag: Schema = { const: true };
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const list = (items: Schema): Schema => ({ type: "array", items });
const map = (values: Schema): Schema => ({ type: "object", additionalProperties: values });

/** The schema of an object without further properties. A name that ends with `?` may be absent. */
function object(description: string, properties: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(properties);
  return {
    type: "object",
    ...(description === "" ? {} : { description }),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/u, ""), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

const SCALARS = ["string", "integer", "number", "boolean", "binary"];
const anything: Schema = {};
const page = { "page?": text, "anchor?": text };
const hash: Schema = { type: "string", pattern: "^[0-9a-f]{16}$" };

const codecs: Schema = { enum: ["json", "text", "bytes", "form", "multipart", "stream", "events"] };
const framings: Schema = { enum: ["lines", "sequence", "events"] };
const styles: Schema = {
  enum: ["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"],
};

/** The keys of each form of a type; `?` marks an optional key. */
const TYPE_FORMS: readonly (readonly string[])[] = [
  ["scalar", "format"],
  ["ref"],
  ["list"],
  ["positions", "required", "list?"],
  ["map"],
  ["literal"],
  ["nullable"],
  ["unknown"],
  ["never"],
];

/**
 * The schema of a type. The contents are checked once and not for each form, because a surface has some hundred
 * thousand types.
 */
const typeSchema: Schema = {
  description:
    "A use of a type: a scalar by its name, or an object: a scalar with a `format`, a model of the same version (`ref`: its id), a `list`, a list whose first items have types of their own (`positions`; `list` is what may follow them), a `map` with values of one type, one `literal`, a `nullable` type, any value (`unknown`: the reason), or no value (`never`: the reason).",
  anyOf: [
    { enum: SCALARS },
    {
      type: "object",
      properties: {
        scalar: { enum: SCALARS },
        format: text,
        ref: text,
        list: ref("type"),
        positions: list(ref("type")),
        required: { type: "integer" },
        map: ref("type"),
        literal: { type: ["string", "number", "boolean", "null"] },
        nullable: ref("type"),
        unknown: text,
        never: text,
      },
      anyOf: TYPE_FORMS.map((keys) => ({
        required: keys.filter((key) => !key.endsWith("?")),
        propertyNames: { enum: keys.map((key) => key.replace(/\?$/u, "")) },
      })),
    },
  ],
};

const operation = object("An operation. `key` is its identity in the version.", {
  version: text,
  key: text,
  method: { enum: ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] },
  path: text,
  sentPath: text,
  id: text,
  tag: text,
  intent: { enum: ["read", "create", "replace", "modify", "delete", "action"] },
  idempotent: { type: "boolean" },
  "experimental?": flag,
  "deprecated?": object("", { "replacement?": object("", { version: text, key: text }) }),
  "anonymous?": flag,
  security: list(list(object("", { scheme: text, scopes: texts }))),
  scopes: texts,
  userLevels: texts,
  "constantHeaders?": list(object("", { wire: text, value: text })),
  parameters: list(ref("parameter")),
  "body?": object("", { required: { type: "boolean" }, contents: list(ref("content")) }),
  accepts: texts,
  "choices?": texts,
  responses: list(ref("response")),
  success: object("What a successful call gives.", {
    kind: { enum: ["value", "nothing", "text", "download", "stream", "total"] },
    statuses: texts,
    "types?": list(ref("type")),
    "orNothing?": flag,
    "framing?": framings,
    "dataCodec?": { enum: ["json", "text"] },
    "mediaTypes?": texts,
  }),
  "paging?": ref("paging"),
  "filters?": object("", { parameter: text, fields: list(ref("filter")), "composites?": texts }),
  "sorters?": object("", { parameter: text, fields: texts }),
  "job?": object(
    "How to wait for the work that a call starts or asks after: asks `poll` until `status` says that it ended.",
    {
      poll: text,
      takes: list(
        object(
          "A parameter of the operation to ask. `path`: a property of the answer, or place and name of a parameter of the call.",
          {
            place: { enum: ["path", "query"] },
            wire: text,
            from: { enum: ["answer", "call"] },
            path: texts,
          },
        ),
      ),
      status: texts,
      done: texts,
      failed: texts,
      "message?": texts,
      "percent?": texts,
      sources: list(
        object("Where the spec says it.", {
          of: { enum: ["call", "poll", "id", "status"] },
          file: text,
          pointer: text,
        }),
      ),
    },
  ),
  targets: map(ref("call")),
  docs: hash,
});

const parameter = object("", {
  place: { enum: ["path", "query", "header", "cookie"] },
  wire: text,
  type: ref("type"),
  required: { type: "boolean" },
  style: styles,
  explode: { type: "boolean" },
  "reserved?": flag,
  "codec?": { enum: ["json", "text"] },
  "unsendable?": { anyOf: [{ const: "all" }, texts] },
  "default?": anything,
  "deprecated?": flag,
  "bounds?": ref("bounds"),
  "from?": texts,
});

const content = object("A body in one media type. `first`: the one that is sent by default.", {
  mediaType: text,
  codec: codecs,
  "sentAs?": text,
  "patch?": flag,
  "subtype?": text,
  "framing?": framings,
  type: ref("type"),
  "first?": flag,
  "fields?": list(
    object("A field of a form.", {
      wire: text,
      type: ref("type"),
      required: { type: "boolean" },
      "codec?": { enum: ["json", "text", "bytes"] },
      "mayBeFile?": flag,
      "mediaType?": text,
      "style?": styles,
      "explode?": { type: "boolean" },
      "reserved?": flag,
      "headers?": list(object("", { wire: text, value: text })),
      "default?": anything,
    }),
  ),
});

const response = object("", {
  status: text,
  contents: list(
    object("", {
      mediaType: text,
      codec: codecs,
      "framing?": framings,
      "dataCodec?": { enum: ["json", "text"] },
      type: ref("type"),
    }),
  ),
  headers: list(object("", { wire: text, type: ref("type") })),
});

const paging = object("Names of query parameters and properties that page a list.", {
  style: { enum: ["offset", "page", "cursor", "searchAfter"] },
  "limit?": text,
  "offset?": text,
  "page?": text,
  "cursor?": text,
  "next?": text,
  "count?": text,
  "items?": text,
  "total?": text,
  "defaultLimit?": { type: "number" },
  "maxLimit?": { type: "number" },
  pageSize: { type: "number" },
  fullPageSize: { type: "number" },
  "window?": { type: "number" },
  item: ref("type"),
});

const filter = object("", {
  wire: text,
  operators: list({ enum: ["eq", "ne", "in", "sw", "co", "ca", "gt", "ge", "lt", "le", "isnull", "pr"] }),
  valueType: { enum: ["string", "number", "boolean", "date-time", "unknown"] },
  "values?": texts,
});

const call = object("A call in the words of a target.", {
  module: text,
  name: text,
  signature: text,
  output: texts,
  "aliases?": list(ref("alias")),
  parameters: list(
    object("", {
      place: { enum: ["path", "query", "header", "cookie", "body", "form"] },
      wire: { type: ["string", "null"] },
      name: text,
      type: text,
      required: { type: "boolean" },
      "aliases?": texts,
      "position?": { type: "integer" },
    }),
  ),
  "class?": text,
  "property?": text,
  "arguments?": text,
  "filters?": ref("declaration"),
  "sorters?": ref("declaration"),
  "formerCalls?": list(
    object("Deprecated methods in the class of a tag that the operation had before.", {
      module: text,
      class: text,
      property: text,
      names: list(ref("alias")),
    }),
  ),
  "jobs?": texts,
  "sets?": texts,
  ...page,
});

const member = object("", { type: ref("type"), "tagValues?": texts });

const model = object("A model. `id` is its identity in the version: file and pointer.", {
  version: text,
  id: text,
  "also?": texts,
  kind: { enum: ["object", "enumeration", "union", "alias"] },
  forms: list({ enum: ["read", "sent"] }),
  "formsDiffer?": flag,
  "deprecated?": flag,
  "properties?": list(ref("property")),
  "rest?": { anyOf: [{ enum: ["open", "closed"] }, object("", { type: ref("type") })] },
  "alternatives?": list(object("", { "tag?": text, members: list(ref("member")) })),
  "presence?": list(
    object("All the properties of at least one list are there; of no second one where it is exclusive.", {
      lists: list(texts),
      "exclusive?": flag,
    }),
  ),
  "correlation?": object("The type of a property follows from the value of another.", {
    tag: text,
    property: text,
    cases: list(object("", { value: text, type: ref("type") })),
  }),
  "scalar?": { enum: ["string", "integer", "number"] },
  "open?": { type: "boolean" },
  "values?": list({ type: ["string", "number"] }),
  "tag?": text,
  "members?": list(ref("member")),
  "type?": ref("type"),
  targets: map(
    object("A model in the words of a target.", {
      name: text,
      type: text,
      "input?": ref("declaration"),
      "functions?": texts,
      "aliases?": list(ref("alias")),
      ...page,
    }),
  ),
  docs: hash,
});

const property = object("", {
  wire: text,
  type: ref("type"),
  required: { type: "boolean" },
  access: { enum: ["both", "read", "sent"] },
  "default?": anything,
  "deprecated?": flag,
  "bounds?": ref("bounds"),
});

/** The content of `docs/surface.schema.json`: the shape of `surface.json`, format 2. */
export const SURFACE_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:isc-sdkgen:surface:2",
  title: "surface.json, format 2",
  description: "The public API of one run of isc-sdkgen: what the API has, and what each target calls it.",
  ...object("", {
    $schema: text,
    format: { const: 2 },
    targets: map(object("", { errors: list(object("", { status: text, name: text })) })),
    versions: list(
      object("", {
        version: text,
        serverUrl: text,
        basePath: text,
        targets: map(
          object("A version in the words of a target.", { module: text, "property?": text, "prefix?": text }),
        ),
        docs: hash,
      }),
    ),
    operations: list(ref("operation")),
    models: list(ref("model")),
    events: list(
      object("", {
        version: text,
        wire: text,
        trigger: text,
        payload: ref("type"),
        "reply?": ref("type"),
        targets: map(object("", { name: text, payload: text, "reply?": text, ...page })),
        docs: hash,
      }),
    ),
    omitted: list(object("", { version: text, what: text, reason: text, file: text, pointer: text })),
  }),
  $defs: {
    type: typeSchema,
    operation,
    parameter,
    content,
    response,
    paging,
    filter,
    call,
    member,
    model,
    property,
    alias: object("Another name, and where it comes from.", {
      name: text,
      since: { enum: ["published", "otherVersion", "renamed"] },
    }),
    declaration: object("A type that a target declares by name.", { name: text, type: text }),
    bound: { type: ["number", "string"], pattern: "^-?[0-9]+$" },
    bounds: object("", {
      "minimum?": ref("bound"),
      "maximum?": ref("bound"),
      "exclusiveMinimum?": ref("bound"),
      "exclusiveMaximum?": ref("bound"),
      "minLength?": ref("bound"),
      "maxLength?": ref("bound"),
      "minItems?": ref("bound"),
      "maxItems?": ref("bound"),
      "pattern?": text,
    }),
  },
};

/** The schema as the text of a file. */
export function surfaceSchemaText(): string {
  return `${JSON.stringify(SURFACE_SCHEMA, null, 2)}\n`;
}
