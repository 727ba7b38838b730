import { at, type Node } from "./small-spec.ts";

/** One edit of the small spec. Both ways are releases: with the edit, and without it again. */
export interface Edit {
  readonly name: string;
  readonly edit: (spec: Node) => void;
}

type Row = readonly [name: string, edit: (spec: Node) => void];

const schema = (spec: Node, name: string): Node => at(spec, "components", "schemas", name);
const property = (spec: Node, model: string, wire: string): Node => at(schema(spec, model), "properties", wire);
const operation = (spec: Node, path: string, method: string): Node => at(spec, "paths", path, method);
const parameter = (spec: Node, path: string, method: string, index: number): Node =>
  at(operation(spec, path, method), "parameters", index);
const list = (spec: Node): Node => operation(spec, "/roles", "get");
const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` });
const json = (value: unknown): Node => ({ "application/json": { schema: value } });
const append = (node: Node, key: string, ...items: readonly unknown[]): void => {
  node[key] = [...((node[key] as readonly unknown[] | undefined) ?? []), ...items];
};
const replaceIn = (node: Node, key: string, from: string, to: string): void => {
  node[key] = String(node[key]).replace(from, to);
};

const OPERATIONS: readonly Row[] = [
  [
    "an operation is added",
    (spec) =>
      void (at(spec, "paths")["/things"] = {
        get: { operationId: "listThings", tags: ["Roles"], responses: { "204": { description: "" } } },
      }),
  ],
  ["an operation is removed", (spec) => void delete at(spec, "paths", "/roles/{id}")["delete"]],
  ["an operation with models of its own is removed", (spec) => void delete at(spec, "paths")["/report"]],
  ["an operation has another id", (spec) => void (list(spec)["operationId"] = "findRoles")],
  ["an operation has another tag", (spec) => void (operation(spec, "/report", "get")["tags"] = ["Roles"])],
  [
    "a path parameter has another name",
    (spec) => {
      const paths = at(spec, "paths");
      paths["/roles/{roleId}/icon"] = paths["/roles/{id}/icon"];
      delete paths["/roles/{id}/icon"];
      parameter(spec, "/roles/{roleId}/icon", "put", 0)["name"] = "roleId";
    },
  ],
  ["the base path changes", (spec) => void (spec["servers"] = [{ url: "https://x.example/beta2" }])],
  ["an operation becomes experimental", (spec) => void (list(spec)["x-sailpoint-experimental"] = true)],
  [
    "an operation asks for the experimental header",
    (spec) =>
      append(list(spec), "parameters", {
        name: "X-SailPoint-Experimental",
        in: "header",
        required: true,
        schema: { type: "string", default: "true" },
      }),
  ],
  [
    "a response can be had as another media type",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200", "content")["text/csv"] = {
        schema: { type: "string" },
      }),
  ],
  ["an operation is deprecated", (spec) => void (list(spec)["deprecated"] = true)],
  ["an operation needs another scope", (spec) => void (list(spec)["security"] = [{ userAuth: ["roles:list"] }])],
  ["an operation needs no credentials", (spec) => void (list(spec)["security"] = [])],
  ["an operation is open to more users", (spec) => void (list(spec)["x-sailpoint-userLevels"] = ["ADMIN", "USER"])],
  ["a description changes", (spec) => void (list(spec)["description"] = "Other words.")],
];

const PARAMETERS: readonly Row[] = [
  [
    "an optional parameter is added",
    (spec) => append(list(spec), "parameters", { name: "x", in: "query", schema: { type: "string" } }),
  ],
  [
    "a required parameter is added",
    (spec) => append(list(spec), "parameters", { name: "x", in: "query", required: true, schema: { type: "string" } }),
  ],
  [
    "a required header is added",
    (spec) =>
      append(operation(spec, "/roles/{id}", "get"), "parameters", {
        name: "X-Mode",
        in: "header",
        required: true,
        schema: { type: "string" },
      }),
  ],
  ["a parameter becomes required", (spec) => void (parameter(spec, "/roles", "get", 7)["required"] = true)],
  [
    "a number parameter takes texts",
    (spec) => void (parameter(spec, "/roles", "get", 7)["schema"] = { type: "string" }),
  ],
  [
    "an integer parameter takes numbers",
    (spec) => void (parameter(spec, "/roles", "get", 7)["schema"] = { type: "number" }),
  ],
  [
    "a parameter has another format",
    (spec) => void (parameter(spec, "/roles", "get", 7)["schema"] = { type: "integer", format: "int64" }),
  ],
  [
    "a parameter takes another value",
    (spec) => append(at(parameter(spec, "/roles", "get", 6), "schema"), "enum", "MIDDLE"),
  ],
  [
    "a parameter's values are no longer listed",
    (spec) => void (parameter(spec, "/roles", "get", 6)["schema"] = { type: "string" }),
  ],
  [
    "a parameter takes a list",
    (spec) => void (parameter(spec, "/roles", "get", 7)["schema"] = { type: "array", items: { type: "integer" } }),
  ],
  [
    "a parameter has another default",
    (spec) => void (at(parameter(spec, "/roles", "get", 0), "schema")["default"] = 50),
  ],
  ["a parameter has other bounds", (spec) => void (at(parameter(spec, "/roles", "get", 7), "schema")["maximum"] = 99)],
  [
    "a parameter has another style",
    (spec) => void Object.assign(parameter(spec, "/roles", "get", 5), { style: "pipeDelimited", explode: false }),
  ],
  ["a parameter is deprecated", (spec) => void (parameter(spec, "/roles", "get", 7)["deprecated"] = true)],
  ["a parameter moves to a header", (spec) => void (parameter(spec, "/roles/{id}", "put", 1)["in"] = "header")],
  [
    "a parameter has another wire name and the same name",
    (spec) => void (parameter(spec, "/roles/{id}", "put", 1)["name"] = "Force"),
  ],
  ["a parameter has another name", (spec) => void (parameter(spec, "/roles/{id}", "put", 1)["name"] = "really")],
  [
    "a parameter's values come from an operation",
    (spec) => void (parameter(spec, "/roles/{id}", "get", 0)["x-sailpoint-resource-operation-id"] = "listRoles"),
  ],
];

const BODIES: readonly Row[] = [
  [
    "an optional body is added",
    (spec) => void (operation(spec, "/roles/{id}", "delete")["requestBody"] = { content: json(ref("Search")) }),
  ],
  [
    "a required body is added",
    (spec) =>
      void (operation(spec, "/roles/{id}", "delete")["requestBody"] = { required: true, content: json(ref("Search")) }),
  ],
  [
    "a body becomes required",
    (spec) => void (at(operation(spec, "/roles/search", "post"), "requestBody")["required"] = true),
  ],
  [
    "a body has another type",
    (spec) => void (at(operation(spec, "/roles", "post"), "requestBody")["content"] = json(ref("Search"))),
  ],
  [
    "a body becomes a list",
    (spec) =>
      void (at(operation(spec, "/roles", "post"), "requestBody")["content"] = json({
        type: "array",
        items: ref("Role"),
      })),
  ],
  [
    "a body has another media type of the same kind",
    (spec) =>
      void (at(operation(spec, "/roles", "post"), "requestBody")["content"] = {
        "application/vnd.role+json": { schema: ref("Role") },
      }),
  ],
  [
    "a body is text",
    (spec) =>
      void (at(operation(spec, "/roles", "post"), "requestBody")["content"] = {
        "text/plain": { schema: { type: "string" } },
      }),
  ],
  [
    "a body may be a form too",
    (spec) =>
      void (at(operation(spec, "/roles/search", "post"), "requestBody", "content")[
        "application/x-www-form-urlencoded"
      ] = { schema: ref("Search") }),
  ],
  ["a form field is added", (spec) => void (at(iconForm(spec), "properties")["alt"] = { type: "string" })],
  [
    "a required form field is added",
    (spec) => {
      at(iconForm(spec), "properties")["alt"] = { type: "string" };
      append(iconForm(spec), "required", "alt");
    },
  ],
  ["a form field becomes required", (spec) => append(iconForm(spec), "required", "title")],
  ["a form field has another type", (spec) => void (at(iconForm(spec), "properties")["title"] = { type: "integer" })],
];

function iconForm(spec: Node): Node {
  return at(operation(spec, "/roles/{id}/icon", "put"), "requestBody", "content", "multipart/form-data", "schema");
}

const RESPONSES: readonly Row[] = [
  [
    "a success status is added",
    (spec) =>
      void (at(operation(spec, "/roles/{id}", "put"), "responses")["201"] = {
        description: "",
        content: json(ref("Role")),
      }),
  ],
  [
    "a success status of another type is added",
    (spec) =>
      void (at(operation(spec, "/roles/{id}", "put"), "responses")["201"] = {
        description: "",
        content: json(ref("Report")),
      }),
  ],
  [
    "a success without content is added",
    (spec) => void (at(operation(spec, "/roles/{id}", "put"), "responses")["204"] = { description: "" }),
  ],
  [
    "a success status is another",
    (spec) => {
      const responses = at(operation(spec, "/roles/{id}", "put"), "responses");
      responses["202"] = responses["200"];
      delete responses["200"];
    },
  ],
  [
    "an error status is added",
    (spec) =>
      void (at(operation(spec, "/roles/{id}", "get"), "responses")["403"] = {
        description: "",
        content: json(ref("Problem")),
      }),
  ],
  [
    "an error status with another body is added",
    (spec) =>
      void (at(operation(spec, "/roles/{id}", "get"), "responses")["403"] = {
        description: "",
        content: json(ref("Other")),
      }),
  ],
  [
    "an error has another body",
    (spec) => void (at(operation(spec, "/roles/{id}", "get"), "responses", "404")["content"] = json(ref("Other"))),
  ],
  [
    "a response has another type",
    (spec) => void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = json(ref("Summary"))),
  ],
  [
    "a response becomes a list",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = json({
        type: "array",
        items: ref("Report"),
      })),
  ],
  [
    "a response may be null",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = json({
        nullable: true,
        allOf: [ref("Report")],
      })),
  ],
  [
    "a response has another media type of the same kind",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = {
        "application/vnd.report+json": { schema: ref("Report") },
      }),
  ],
  [
    "a response is a file",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = {
        "application/pdf": { schema: { type: "string", format: "binary" } },
      }),
  ],
  [
    "a response is text",
    (spec) =>
      void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = {
        "text/plain": { schema: { type: "string" } },
      }),
  ],
  [
    "a call returns something",
    (spec) =>
      void (at(operation(spec, "/roles/{id}", "delete"), "responses")["200"] = {
        description: "",
        content: json(ref("Report")),
      }),
  ],
  [
    "a call returns something in place of nothing",
    (spec) =>
      void (operation(spec, "/roles/{id}", "delete")["responses"] = {
        "200": { description: "", content: json(ref("Report")) },
      }),
  ],
  [
    "a response header is added",
    (spec) => void (at(list(spec), "responses", "200", "headers")["X-Next"] = { schema: { type: "string" } }),
  ],
  [
    "a list is no longer paged",
    (spec) =>
      void (list(spec)["parameters"] = (list(spec)["parameters"] as readonly Node[]).filter(
        ({ name }) => !["limit", "offset", "count"].includes(String(name)),
      )),
  ],
  [
    "a filter field is added",
    (spec) =>
      replaceIn(
        parameter(spec, "/roles", "get", 3),
        "description",
        "**id**: *eq, in*",
        "**id**: *eq, in*\n\n**owner.id**: *eq*",
      ),
  ],
  [
    "a filter operator is added",
    (spec) => replaceIn(parameter(spec, "/roles", "get", 3), "description", "*eq, sw*", "*eq, sw, co*"),
  ],
  [
    "a filter is no longer described",
    (spec) => void (parameter(spec, "/roles", "get", 3)["description"] = "A filter."),
  ],
  [
    "a sorter field is added",
    (spec) =>
      replaceIn(parameter(spec, "/roles", "get", 4), "description", "**name, created**", "**name, created, id**"),
  ],
  ["sorters are no longer described", (spec) => void (parameter(spec, "/roles", "get", 4)["description"] = "Sorters.")],
  [
    "an event is added",
    (spec) => {
      const hooks = at(spec, "x-webhooks");
      hooks["role-gone"] = {
        ...at(hooks, "role-changed"),
        post: { ...at(hooks, "role-changed", "post"), operationId: "roleGone" },
      };
    },
  ],
  [
    "an event has another payload",
    (spec) => void (at(spec, "x-webhooks", "role-changed", "post", "requestBody")["content"] = json(ref("Report"))),
  ],
];

/** The same edit of a model that is sent, one that is read, and one that is both. */
function everyDirection(name: string, edit: (spec: Node, model: string) => void): readonly Row[] {
  return [
    [`${name}, sent`, (spec): void => edit(spec, "Search")],
    [`${name}, read`, (spec): void => edit(spec, "Summary")],
    [`${name}, sent and read`, (spec): void => edit(spec, "Role")],
  ];
}

/** Properties of one kind in each of the models. */
const TEXT: Readonly<Record<string, string>> = { Search: "query", Summary: "id", Role: "name" };
const OPTIONAL: Readonly<Record<string, string>> = { Search: "mode", Summary: "state", Role: "note" };
const NULLABLE: Readonly<Record<string, string>> = { Search: "extra", Summary: "next", Role: "remark" };
const LIST: Readonly<Record<string, string>> = { Search: "within", Summary: "parts", Role: "tags" };
const NUMBER: Readonly<Record<string, string>> = { Search: "size", Summary: "total", Role: "count" };

function wireOf(table: Readonly<Record<string, string>>, model: string): string {
  return table[model] ?? "";
}

const MODELS: readonly Row[] = [
  ...everyDirection(
    "an optional property is added",
    (spec, model) => void (at(schema(spec, model), "properties")["fresh"] = { type: "string" }),
  ),
  ...everyDirection("a required property is added", (spec, model) => {
    at(schema(spec, model), "properties")["fresh"] = { type: "string" };
    append(schema(spec, model), "required", "fresh");
  }),
  ...everyDirection(
    "an object is added",
    (spec, model) => void (at(schema(spec, model), "properties")["fresh"] = ref("Report")),
  ),
  ...everyDirection("a property becomes required", (spec, model) =>
    append(schema(spec, model), "required", wireOf(OPTIONAL, model)),
  ),
  ...everyDirection("one of two properties becomes required", (spec, model) => {
    schema(spec, model)["anyOf"] = [OPTIONAL, LIST].map((wire) => ({ required: [wireOf(wire, model)] }));
  }),
  ...everyDirection("exactly one of two properties becomes required", (spec, model) => {
    schema(spec, model)["oneOf"] = [OPTIONAL, LIST].map((wire) => ({ required: [wireOf(wire, model)] }));
  }),
  ...everyDirection(
    "a property may be null",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["nullable"] = true),
  ),
  ...everyDirection(
    "a property may no longer be null",
    (spec, model) => void delete property(spec, model, wireOf(NULLABLE, model))["nullable"],
  ),
  ...everyDirection(
    "a text becomes a number",
    (spec, model) => void (at(schema(spec, model), "properties")[wireOf(TEXT, model)] = { type: "number" }),
  ),
  ...everyDirection(
    "a text becomes an object",
    (spec, model) => void (at(schema(spec, model), "properties")[wireOf(TEXT, model)] = ref("Report")),
  ),
  ...everyDirection(
    "a text becomes anything",
    (spec, model) => void (at(schema(spec, model), "properties")[wireOf(TEXT, model)] = {}),
  ),
  ...everyDirection(
    "a text gets listed values",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["enum"] = ["A", "B"]),
  ),
  ...everyDirection(
    "a text may be a number too",
    (spec, model) =>
      void (at(schema(spec, model), "properties")[wireOf(TEXT, model)] = {
        oneOf: [{ type: "string" }, { type: "number" }],
      }),
  ),
  ...everyDirection(
    "a text has a format",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["format"] = "date-time"),
  ),
  ...everyDirection("a number is an integer, or the other way round", (spec, model) => {
    const node = property(spec, model, wireOf(NUMBER, model));
    node["type"] = node["type"] === "integer" ? "number" : "integer";
    delete node["format"];
  }),
  ...everyDirection(
    "a list has other items",
    (spec, model) => void (property(spec, model, wireOf(LIST, model))["items"] = { type: "integer" }),
  ),
  ...everyDirection(
    "a list becomes one item",
    (spec, model) => void (at(schema(spec, model), "properties")[wireOf(LIST, model)] = { type: "string" }),
  ),
  ...everyDirection(
    "a property becomes read-only",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["readOnly"] = true),
  ),
  ...everyDirection(
    "a property becomes write-only",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["writeOnly"] = true),
  ),
  ...everyDirection(
    "a property has another default",
    (spec, model) => void (property(spec, model, wireOf(NUMBER, model))["default"] = 7),
  ),
  ...everyDirection(
    "a property has other bounds",
    (spec, model) => void (property(spec, model, wireOf(NUMBER, model))["maximum"] = 9),
  ),
  ...everyDirection(
    "a property is deprecated",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["deprecated"] = true),
  ),
  ...everyDirection(
    "a property reads differently",
    (spec, model) => void (property(spec, model, wireOf(TEXT, model))["description"] = "Other words."),
  ),
  ...everyDirection(
    "further properties get a type",
    (spec, model) => void (schema(spec, model)["additionalProperties"] = { type: "string" }),
  ),
  ...everyDirection(
    "further properties are refused",
    (spec, model) => void (schema(spec, model)["additionalProperties"] = false),
  ),
  ["a model is deprecated", (spec) => void (schema(spec, "Report")["deprecated"] = true)],
  [
    "a model that was read is sent too",
    (spec) => void (operation(spec, "/roles/{id}", "delete")["requestBody"] = { content: json(ref("Summary")) }),
  ],
  [
    "a model that was sent is read too",
    (spec) => void (at(operation(spec, "/report", "get"), "responses", "200")["content"] = json(ref("Search"))),
  ],
  [
    "a map has other values, read",
    (spec) => void (property(spec, "Summary", "labels")["additionalProperties"] = { type: "integer" }),
  ],
  [
    "a map has other values, sent",
    (spec) => void (property(spec, "Search", "options")["additionalProperties"] = { type: "integer" }),
  ],
  ["an alias stands for another list", (spec) => void (schema(spec, "Names")["items"] = { type: "integer" })],
];

const VALUES: readonly Row[] = [
  ["a value is added, sent", (spec) => append(property(spec, "Search", "mode"), "enum", "SLOW")],
  ["a value is added, read", (spec) => append(property(spec, "Summary", "state"), "enum", "IDLE")],
  ["a value is added, sent and read", (spec) => append(schema(spec, "Kind"), "enum", "OTHER")],
  ["a number is added, read", (spec) => append(property(spec, "Summary", "grade"), "enum", 3)],
  [
    "numbers become texts, read",
    (spec) => void Object.assign(property(spec, "Summary", "grade"), { type: "string", enum: ["A", "B"] }),
  ],
  ["values are no longer listed, sent", (spec) => void delete property(spec, "Search", "mode")["enum"]],
  ["values are no longer listed, read", (spec) => void delete property(spec, "Summary", "state")["enum"]],
  [
    "a union has another member, sent",
    (spec) => append(property(spec, "Search", "value"), "oneOf", { type: "boolean" }),
  ],
  [
    "a union has another member, read",
    (spec) => append(property(spec, "Summary", "value"), "oneOf", { type: "boolean" }),
  ],
  [
    "a union with a tag has another member",
    (spec) => {
      append(schema(spec, "Shape"), "oneOf", ref("Triangle"));
      at(schema(spec, "Shape"), "discriminator", "mapping")["triangle"] = "#/components/schemas/Triangle";
    },
  ],
  [
    "a union with a tag has another member without a property that the others share",
    (spec) => {
      delete at(schema(spec, "Triangle"), "properties")["colour"];
      append(schema(spec, "Shape"), "oneOf", ref("Triangle"));
      at(schema(spec, "Shape"), "discriminator", "mapping")["triangle"] = "#/components/schemas/Triangle";
    },
  ],
  [
    "a union with a tag becomes an object",
    (spec) =>
      void (at(spec, "components", "schemas")["Shape"] = {
        type: "object",
        required: ["type"],
        properties: { type: { type: "string" }, colour: { type: "string" } },
      }),
  ],
  ["a union loses its tag", (spec) => void delete schema(spec, "Shape")["discriminator"]],
  [
    "a member has another tag value",
    (spec) => {
      const mapping = at(schema(spec, "Shape"), "discriminator", "mapping");
      delete mapping["circle"];
      mapping["round"] = "#/components/schemas/Circle";
    },
  ],
];

/** Every edit. The names of files and schemas stay, so that entries keep their identity. */
export const EDITS: readonly Edit[] = [...OPERATIONS, ...PARAMETERS, ...BODIES, ...RESPONSES, ...MODELS, ...VALUES].map(
  ([name, edit]) => ({ name, edit }),
);
