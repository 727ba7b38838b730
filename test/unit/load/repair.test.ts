import { describe, expect, it } from "vitest";
import { REPAIRS } from "../../../generator/diagnostics/catalog/repairs.ts";
import { REPAIR_RULES } from "../../../generator/load/rules/index.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import { valueAt } from "../../../generator/load/pointer.ts";
import { rootOf, treeOf } from "../../support/spec.ts";

interface Case {
  readonly rule: string;
  readonly title: string;
  readonly schema?: string;
  readonly paths?: string;
  /** Pointer of what to look at, and what must stand there afterwards. */
  readonly at: string;
  readonly becomes: unknown;
  /** How often the rule is applied; at least once, unless told. */
  readonly count?: number;
}

const S = "/components/schemas/X";
const SCHEMA_PATH =
  "/x:\n  get:\n    operationId: getX\n    responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/X' } } } } }";

const PATCH_OF = (items: string, example: string): string =>
  `/x:\n  patch:\n    operationId: patchX\n    requestBody: { content: { application/json: { schema: { type: array, items: ${items} }, example: [${example}] } } }\n    responses: { '200': { description: ok } }`;

const CASES: readonly Case[] = [
  {
    rule: "long-path",
    title: "a path that no server reads",
    paths: `/x: {}\n? /${"long/".repeat(3200)}\n: { get: { operationId: getX, responses: { '200': { description: ok } } } }`,
    at: "/paths",
    becomes: { "/x": {} },
  },
  {
    rule: "wider-example",
    title: "items that are objects, and texts",
    schema: "X: { type: array, items: { type: object }, example: [John, { type: upper }, null] }",
    at: `${S}/items`,
    becomes: { oneOf: [{ type: "object" }, { type: "string" }] },
  },
  {
    rule: "wider-example",
    title: "values that are objects, and numbers and lists",
    schema: "X: { type: object, additionalProperties: { type: object }, example: { a: 1, b: [2], c: 3 } }",
    at: `${S}/additionalProperties`,
    becomes: { oneOf: [{ type: "object" }, { type: "integer" }, { type: "array", items: {} }] },
  },
  {
    rule: "wider-example",
    title: "an object that is a text",
    schema: "X: { type: object, properties: { level: { type: object, example: INFO } } }",
    at: `${S}/properties/level`,
    becomes: { oneOf: [{ type: "object" }, { type: "string" }], example: "INFO" },
  },
  {
    rule: "wider-example",
    title: "a text that is a list of texts",
    schema: "X: { type: object, properties: { fields: { type: string, example: [a, b] } } }",
    at: `${S}/properties/fields`,
    becomes: { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }], example: ["a", "b"] },
  },
  {
    rule: "wider-example",
    title: "not where the items show the list",
    schema: "X: { type: array, items: { type: object, example: [{ a: 1 }] } }",
    at: `${S}/items/type`,
    becomes: "object",
    count: 0,
  },
  {
    rule: "wider-example",
    title: "not where the schema says more",
    schema: "X: { type: array, items: { type: object, properties: { a: {} } }, example: [John] }",
    at: `${S}/items/type`,
    becomes: "object",
    count: 0,
  },
  {
    rule: "wider-example",
    title: "not where the example is the text of the object",
    schema: "X: { type: object, example: '{\"a\": 1}' }",
    at: `${S}/type`,
    becomes: "object",
    count: 0,
  },
  {
    rule: "patch-bodies",
    title: "objects of any properties that are operations",
    paths: PATCH_OF("{ type: object, additionalProperties: { type: object } }", "{ op: replace, path: /a, value: b }"),
    at: "/paths/~1x/patch/requestBody/content/application~1json/schema/items/required",
    becomes: ["op", "path"],
  },
  {
    rule: "patch-bodies",
    title: "not where the example shows other objects",
    paths: PATCH_OF("{ type: object }", "{ id: a }"),
    at: "/paths/~1x/patch/requestBody/content/application~1json/schema/items",
    becomes: { type: "object" },
    count: 0,
  },
  {
    rule: "misplaced-format",
    title: "a format as type",
    schema: "X: { type: date-time }",
    at: S,
    becomes: { type: "string", format: "date-time" },
  },
  { rule: "misplaced-format", title: "a synonym", schema: "X: { type: int }", at: `${S}/type`, becomes: "integer" },
  {
    rule: "unknown-format",
    title: "capitals",
    schema: "X: { type: string, format: UUID }",
    at: `${S}/format`,
    becomes: "uuid",
  },
  {
    rule: "unknown-format",
    title: "prose",
    schema: "X: { type: string, format: uuid (if user is Org Admin) }",
    at: `${S}/format`,
    becomes: "uuid",
  },
  {
    rule: "items-without-array",
    title: "no type",
    schema: "X: { items: { type: string } }",
    at: `${S}/type`,
    becomes: "array",
  },
  {
    rule: "items-without-array",
    title: "an object",
    schema: "X: { type: object, items: { type: string } }",
    at: `${S}/items`,
    becomes: undefined,
  },
  {
    rule: "items-without-array",
    title: "an integer",
    schema: "X: { type: integer, items: { type: integer } }",
    at: S,
    becomes: { type: "integer" },
  },
  { rule: "array-without-items", title: "nothing", schema: "X: { type: array }", at: `${S}/items`, becomes: {} },
  {
    rule: "array-without-items",
    title: "allOf for items",
    schema: "X: { type: array, allOf: [{ type: string }] }",
    at: S,
    becomes: { type: "array", items: { type: "string" } },
  },
  {
    rule: "missing-type",
    title: "properties",
    schema: "X: { properties: { a: { type: string } } }",
    at: `${S}/type`,
    becomes: "object",
  },
  { rule: "missing-type", title: "an example", schema: "X: { example: text }", at: `${S}/type`, becomes: "string" },
  { rule: "enum-values", title: "no type", schema: "X: { enum: [A, B] }", at: `${S}/type`, becomes: "string" },
  {
    rule: "enum-values",
    title: "an object among scalars of no one type",
    schema: "X: { enum: [a, 1, { a: 1 }] }",
    at: S,
    becomes: { type: "string", enum: ["a", "1"] },
  },
  {
    rule: "enum-values",
    title: "null without nullable",
    schema: "X: { type: string, enum: [A, null] }",
    at: S,
    becomes: { type: "string", enum: ["A"], nullable: true },
  },
  {
    rule: "enum-values",
    title: "twice the same",
    schema: "X: { type: string, enum: [A, A] }",
    at: `${S}/enum`,
    becomes: ["A"],
  },
  {
    rule: "enum-values",
    title: "a truth value among texts",
    schema: "X: { type: string, enum: [false, en] }",
    at: `${S}/enum`,
    becomes: ["false", "en"],
  },
  {
    rule: "enum-values",
    title: "the empty text stays",
    schema: "X: { type: string, enum: ['', A] }",
    at: `${S}/enum`,
    becomes: ["", "A"],
  },
  {
    rule: "enum-values",
    title: "a trailing comma stays",
    schema: "X: { type: string, enum: ['A,'] }",
    at: `${S}/enum`,
    becomes: ["A,"],
  },
  {
    rule: "misplaced-bounds",
    title: "a length on a number",
    schema: "X: { type: integer, maxLength: 250 }",
    at: S,
    becomes: { type: "integer", maximum: 250 },
  },
  {
    rule: "null-beside-members",
    title: "null beside a union",
    schema: "X: { type: 'null', oneOf: [{ type: string }, { type: integer }] }",
    at: S,
    becomes: { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
  },
  {
    rule: "impossible-pattern",
    title: "its own example",
    schema: "X: { type: string, pattern: '^\\{\\}$', example: '{\"a\":1}' }",
    at: `${S}/pattern`,
    becomes: undefined,
  },
  {
    rule: "required-properties",
    title: "no such property",
    schema: "X: { type: object, properties: { messsage: { type: string } }, required: [message] }",
    at: `${S}/required`,
    becomes: [],
  },
  {
    rule: "required-properties",
    title: "on a list",
    schema: "X: { type: array, items: { type: string }, required: [a] }",
    at: `${S}/required`,
    becomes: undefined,
  },
  {
    rule: "required-properties",
    title: "a truth value",
    schema: "X: { type: object, properties: { a: { type: string, required: true } } }",
    at: `${S}/required`,
    becomes: ["a"],
  },
  {
    rule: "default-value",
    title: "a text for a truth value",
    schema: "X: { type: boolean, default: 'false' }",
    at: `${S}/default`,
    becomes: false,
  },
  {
    rule: "default-value",
    title: "a truth value for a text",
    schema: "X: { type: string, default: true }",
    at: `${S}/default`,
    becomes: "true",
  },
  {
    rule: "default-value",
    title: "null where it is not allowed",
    schema: "X: { type: string, default: null }",
    at: `${S}/default`,
    becomes: undefined,
  },
  {
    rule: "example-value",
    title: "a number for a text",
    schema: "X: { type: string, example: 12 }",
    at: `${S}/example`,
    becomes: "12",
  },
  {
    rule: "example-value",
    title: "a text for a list",
    schema: "X: { type: array, items: { type: string }, example: 'a, b' }",
    at: `${S}/example`,
    becomes: ["a", "b"],
  },
  {
    rule: "text-as-schema",
    title: "a text for a schema",
    schema: "X: { type: array, items: hello }",
    at: `${S}/items`,
    becomes: {},
  },
  {
    rule: "path-parameters",
    title: "a segment that lost its braces",
    paths:
      "/jobs/id:\n  get:\n    operationId: getJob\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    responses: { '204': { description: ok } }",
    at: "/paths/~1jobs~1id/get/x-sdkgen-request-path",
    becomes: "/jobs/{id}",
  },
  {
    rule: "path-parameters",
    title: "a segment that lost its braces, in a path that repeats the server's",
    paths:
      "/beta/jobs/id:\n  get:\n    operationId: getJob\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    responses: { '204': { description: ok } }",
    at: "/paths/~1beta~1jobs~1id/get/x-sdkgen-request-path",
    becomes: "/jobs/{id}",
  },
  {
    rule: "path-parameters",
    title: "a change of one under the address of the list",
    paths:
      "/seds:\n  get:\n    operationId: listSeds\n    responses: { '204': { description: ok } }\n  patch:\n    operationId: patchSed\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    responses: { '204': { description: ok } }",
    at: "/paths/~1seds/patch/x-sdkgen-request-path",
    becomes: "/seds/{id}",
  },
  {
    rule: "path-parameters",
    title: "not where the place is another path's",
    paths:
      "/seds:\n  get:\n    operationId: listSeds\n    responses: { '204': { description: ok } }\n  patch:\n    operationId: patchSeds\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    responses: { '204': { description: ok } }\n/seds/{id}:\n  patch:\n    operationId: patchSed\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n    responses: { '204': { description: ok } }",
    at: "/paths/~1seds/patch/parameters",
    becomes: [],
  },
  {
    rule: "path-parameters",
    title: "another name",
    paths:
      "/a/{id}:\n  get:\n    parameters: [{ in: path, name: roleId, required: true, schema: { type: string } }]\n    responses: {}",
    at: "/paths/~1a~1{id}/get/parameters/0/name",
    becomes: "id",
  },
  {
    rule: "path-parameters",
    title: "nothing declared",
    paths: "/a/{id}:\n  get:\n    responses: {}",
    at: "/paths/~1a~1{id}/get/parameters/0/name",
    becomes: "id",
  },
  {
    rule: "path-parameters",
    title: "one too many",
    paths:
      "/a:\n  get:\n    parameters: [{ in: path, name: id, required: true, schema: { type: string } }]\n    responses: {}",
    at: "/paths/~1a/get/parameters",
    becomes: [],
  },
  {
    rule: "duplicate-parameter",
    title: "twice",
    paths:
      "/a:\n  get:\n    parameters: [{ in: query, name: q, schema: { type: string } }, { in: query, name: q, schema: { type: string } }]\n    responses: {}",
    at: "/paths/~1a/get/parameters/1",
    becomes: undefined,
  },
  {
    rule: "parameter-shape",
    title: "a Swagger 2 leftover",
    paths: "/a:\n  get:\n    parameters: [{ in: query, name: q, type: integer }]\n    responses: {}",
    at: "/paths/~1a/get/parameters/0/schema",
    becomes: { type: "integer" },
  },
  {
    rule: "media-type-keys",
    title: "a description",
    paths:
      "/a:\n  post:\n    requestBody: { content: { application/json: { description: no, schema: { type: string } } } }\n    responses: {}",
    at: "/paths/~1a/post/requestBody/content/application~1json/description",
    becomes: undefined,
  },
  {
    rule: "misspelt-extension",
    title: "one letter",
    paths: "/a:\n  get:\n    x-sailpont-userLevels: [ORG_ADMIN]\n    responses: {}",
    at: "/paths/~1a/get/x-sailpoint-userLevels",
    becomes: ["ORG_ADMIN"],
  },
  {
    rule: "version-in-path",
    title: "the base path again",
    paths: "/beta/a:\n  get:\n    responses: {}",
    at: "/paths/~1beta~1a/x-sdkgen-request-path",
    becomes: "/a",
  },
  {
    rule: "answers-shape",
    title: "no status",
    paths: "/a:\n  get:\n    responses: { content: { application/json: { schema: { type: string } } } }",
    at: "/paths/~1a/get/responses/200/content/application~1json/schema/type",
    becomes: "string",
  },
  {
    rule: "patch-bodies",
    title: "one operation",
    paths:
      "/a:\n  patch:\n    requestBody: { content: { application/json-patch+json: { schema: { type: object, properties: { op: { type: string }, path: { type: string } } } } } }\n    responses: {}",
    at: "/paths/~1a/patch/requestBody/content/application~1json-patch+json/schema/type",
    becomes: "array",
  },
  {
    rule: "body-on-delete",
    title: "a body on GET",
    paths:
      "/a:\n  get:\n    requestBody: { content: { application/json: { schema: { type: string } } } }\n    responses: {}",
    at: "/paths/~1a/get/requestBody",
    becomes: undefined,
  },
];

/** A document whose default scheme is the second one declared. */
const SCHEMES =
  "security: [{ main: [] }]\ncomponents: { securitySchemes: { other: { type: http, scheme: basic }, main: { type: http, scheme: bearer } } }";

describe("the rule security-schemes", () => {
  it.each([
    ["what is declared", "[{ other: [a] }]", [{ other: ["a"] }], 0],
    [
      "what is not: the document's default takes its scopes",
      "[{ UserContextAuth: [a, b] }]",
      [{ main: ["a", "b"] }],
      1,
    ],
    ["one of two", "[{ other: [], gone: [c] }]", [{ other: [], main: ["c"] }], 1],
    ["nobody at all", "[{}]", [{}], 0],
  ])("reads %s", (_, security, expected, count) => {
    const paths = `/a:\n  get:\n    security: ${security}\n    responses: {}`;
    const { value, diagnostics } = repairTree(treeOf({ "root.yaml": rootOf({ paths, rest: SCHEMES }) }));
    expect(valueAt(value.files.get("root.yaml"), "/paths/~1a/get/security")).toEqual(expected);
    expect(diagnostics.filter(({ code }) => code === "security-schemes")).toHaveLength(count);
  });
});

describe("repair rules", () => {
  it.each(CASES)("$rule: $title", ({ rule, schema, paths, at, becomes, count }) => {
    const text = rootOf({ paths: paths ?? SCHEMA_PATH, ...(schema === undefined ? {} : { schemas: schema }) });
    const { value, diagnostics } = repairTree(treeOf({ "root.yaml": text }));
    expect(valueAt(value.files.get("root.yaml"), at)).toEqual(becomes);
    const codes = diagnostics.map(({ code }) => code).filter((code) => code === rule);
    if (count === undefined) expect(codes).toContain(rule);
    else expect(codes).toHaveLength(count);
  });

  it("leave the tree they were given as it was, and find nothing to repair twice", () => {
    const tree = treeOf({
      "root.yaml": rootOf({
        paths: SCHEMA_PATH,
        schemas: "X: { type: object, properties: { a: { type: int, default: '1' } }, required: [b] }",
      }),
    });
    const before = JSON.stringify([...tree.files]);
    const first = repairTree(tree);
    expect(JSON.stringify([...tree.files])).toBe(before);
    expect(repairTree(first.value).diagnostics).toEqual([]);
  });

  it("are the catalogue's, each once", () => {
    expect(REPAIR_RULES.map((rule) => rule.id).sort()).toEqual(Object.keys(REPAIRS).sort());
  });
});
