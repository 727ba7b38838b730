import { describe, expect, it } from "vitest";
import { valueAt } from "../../../generator/load/pointer.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import { processSpec, rootOf, treeOf } from "../../support/spec.ts";

interface Case {
  readonly title: string;
  /** What stands below `paths`, below `components.schemas`, or at the top. */
  readonly paths?: string;
  readonly schema?: string;
  readonly rest?: string;
  readonly at: string;
  /** What stands there afterwards. */
  readonly becomes: unknown;
  /** How grave it is, and what the message must name; undefined when there is nothing to report. */
  readonly said?: readonly [severity: "repair" | "warning", message: string];
  /** Where it is reported; by default where it stood. */
  readonly place?: string;
  readonly version?: string;
  /** The rule that finds it; `malformed-node` by default. */
  readonly rule?: string;
}

const S = "/components/schemas/X";
const GET = "/paths/~1a/get";
const operation = (text: string): string => `/a:\n  get:\n    responses: { '204': { description: ok } }\n    ${text}`;
const answer = (text: string): string => `/a:\n  get:\n    responses: { '200': ${text} }`;

const CASES: readonly Case[] = [
  // The document
  { title: "components", rest: "components: [a]", at: "/components", becomes: undefined, said: ["warning", "a list"] },
  {
    title: "a component section",
    rest: "components: { schemas: [a], parameters: { a: null } }",
    at: "/components",
    becomes: { parameters: {} },
    said: ["warning", "`schemas` is a list, not a mapping"],
    place: "/components/schemas",
  },
  {
    title: "a component",
    rest: "components: { parameters: { a: null } }",
    at: "/components/parameters",
    becomes: {},
    said: ["repair", "`a` is empty"],
    place: "/components/parameters/a",
  },
  {
    title: "a text among the schemas",
    schema: "X: text",
    at: S,
    becomes: {},
    said: ["warning", '`X` is "text", not a schema'],
  },
  {
    title: "one tag in place of a list",
    rest: "tags: A",
    at: "/tags",
    becomes: [{ name: "A" }],
    said: ["repair", 'entry 1 of `tags` is "A"'],
    place: "/tags/0",
  },
  {
    title: "security without a list",
    rest: "security: { oauth: [a] }",
    at: "/security",
    becomes: [{ oauth: ["a"] }],
    said: ["repair", "a mapping, not a list"],
  },
  // Operations
  {
    title: "a path item",
    paths: "/a: text",
    at: "/paths/~1a",
    becomes: null,
    said: ["warning", "not a mapping"],
  },
  { title: "an operation", paths: "/a: { get: [b] }", at: GET, becomes: null, said: ["warning", "a list"] },
  {
    title: "a method in capitals",
    paths: "/a: { GET: { operationId: a, responses: {} } }",
    at: `${GET}/operationId`,
    becomes: "a",
    said: ["repair", '"GET"'],
    place: "/paths/~1a/GET",
  },
  {
    title: "a method in capitals beside the method",
    paths: "/a: { get: { operationId: a, responses: {} }, GET: { operationId: b } }",
    at: `${GET}/operationId`,
    becomes: "a",
    said: ["warning", "is declared twice"],
    place: "/paths/~1a/GET",
  },
  {
    title: "a key that no path item has",
    paths: "/a: { fetch: {} }",
    at: "/paths/~1a",
    becomes: {},
    said: ["warning", '"fetch" is not a key'],
    place: "/paths/~1a/fetch",
  },
  {
    title: "a number as id",
    paths: operation("operationId: 404"),
    at: `${GET}/operationId`,
    becomes: "404",
    said: ["repair", "404"],
  },
  {
    title: "one tag of an operation",
    paths: operation("tags: A"),
    at: `${GET}/tags`,
    becomes: ["A"],
    said: ["repair", '"A", not a list'],
  },
  {
    title: "parameters by name",
    paths: operation("parameters: { a: { name: a, in: query, schema: { type: string } } }"),
    at: `${GET}/parameters/0/name`,
    becomes: "a",
    said: ["repair", "a mapping, not a list"],
    place: `${GET}/parameters`,
  },
  {
    title: "parameters that are none",
    paths: operation("parameters: { a: text }"),
    at: `${GET}/parameters`,
    becomes: undefined,
    said: ["warning", "a mapping, not a list"],
  },
  {
    title: "an empty parameter",
    paths: operation("parameters: [null, { name: 404, in: query, schema: { type: string } }]"),
    at: `${GET}/parameters`,
    becomes: [{ name: "404", in: "query", schema: { type: "string" } }],
    said: ["repair", "entry 1 of `parameters` is empty"],
    place: `${GET}/parameters/0`,
  },
  {
    title: "a body",
    paths: operation("requestBody: [1]"),
    at: `${GET}/requestBody`,
    becomes: undefined,
    said: ["warning", "a list"],
  },
  {
    title: "an empty answer",
    paths: answer("null"),
    at: `${GET}/responses/200`,
    becomes: { description: "" },
    said: ["repair", '"200" is not a mapping'],
    rule: "answers-shape",
  },
  {
    title: "a text as answer",
    paths: answer("fine"),
    at: `${GET}/responses/200`,
    becomes: { description: "fine" },
    said: ["repair", '"200" is not a mapping'],
    rule: "answers-shape",
  },
  {
    title: "headers",
    paths: answer("{ description: ok, headers: [a] }"),
    at: `${GET}/responses/200/headers`,
    becomes: undefined,
    said: ["warning", "a list"],
  },
  {
    title: "content",
    paths: answer("{ description: ok, content: [a] }"),
    at: `${GET}/responses/200/content`,
    becomes: undefined,
    said: ["warning", "a list"],
  },
  {
    title: "an empty media type",
    paths: answer("{ description: ok, content: { application/json: null } }"),
    at: `${GET}/responses/200/content/application~1json`,
    becomes: {},
    said: ["repair", "empty"],
  },
  {
    title: "an encoding of nothing",
    paths:
      "/a:\n  post:\n    responses: { '204': { description: ok } }\n    requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { b: { contentType: text/plain } } } } }",
    at: "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding",
    becomes: {},
    said: ["warning", '"b"'],
    place: "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/b",
  },
  {
    title: "a reference to no map",
    paths: answer("{ $ref: '#/info/title' }"),
    at: `${GET}/responses/200`,
    becomes: { description: "" },
    said: ["warning", '"200" is not a mapping'],
    rule: "answers-shape",
  },
  {
    title: "a reference to no map among parameters",
    paths: operation("parameters: [{ $ref: '#/info/title' }]"),
    at: `${GET}/parameters`,
    becomes: undefined,
    said: ["warning", 'entry 1 of `parameters` refers to "Test", not a mapping'],
    place: `${GET}/parameters/0`,
  },
  // Schemas
  {
    title: "a reference that is a number",
    schema: "X: { $ref: 5 }",
    at: `${S}/$ref`,
    becomes: undefined,
    said: ["warning", "`$ref` is 5"],
  },
  {
    title: "allOf without a list",
    schema: "X: { type: object, allOf: 0 }",
    at: `${S}/allOf`,
    becomes: undefined,
    said: ["warning", "`allOf` is 0, not a list"],
  },
  {
    title: "members that are no schemas",
    schema: "X: { allOf: [null, text, { type: string }] }",
    at: `${S}/allOf`,
    becomes: [{ type: "string" }],
    said: ["warning", 'entry 2 of `allOf` is "text", not a schema'],
    place: `${S}/allOf/1`,
  },
  {
    title: "a union of nothing",
    schema: "X: { type: string, oneOf: [null] }",
    at: `${S}/oneOf`,
    becomes: undefined,
    said: ["repair", "entry 1 of `oneOf` is empty"],
    place: `${S}/oneOf/0`,
  },
  {
    title: "an enumeration",
    schema: "X: { type: string, enum: abc }",
    at: `${S}/enum`,
    becomes: undefined,
    said: ["warning", '"abc"'],
  },
  {
    title: "properties",
    schema: "X: { type: object, properties: [a] }",
    at: `${S}/properties`,
    becomes: undefined,
    said: ["warning", "a list"],
  },
  {
    title: "a discriminator of Swagger 2",
    schema: "X: { type: object, properties: { kind: { type: string } }, discriminator: kind }",
    at: `${S}/discriminator`,
    becomes: { propertyName: "kind" },
    said: ["repair", '"kind", not a mapping'],
  },
  {
    title: "the text of a truth value",
    schema: 'X: { type: string, nullable: "true" }',
    at: `${S}/nullable`,
    becomes: true,
    said: ["repair", '"true"'],
  },
  {
    title: "the text of a number",
    schema: 'X: { type: integer, maximum: "5" }',
    at: `${S}/maximum`,
    becomes: 5,
    said: ["repair", '"5"'],
  },
  {
    title: "null among types",
    schema: "X: { type: [string, null] }",
    at: `${S}/type`,
    becomes: ["string", "null"],
    said: ["repair", "not the name of a type"],
    version: "3.1.0",
  },
  // Nothing to mend
  {
    title: "boolean members in 3.1",
    schema: "X: { anyOf: [true, { type: string }] }",
    at: `${S}/anyOf/0`,
    becomes: true,
    version: "3.1.0",
  },
  { title: "a boolean schema in 3.1", schema: "X: true", at: S, becomes: true, version: "3.1.0" },
  {
    title: "a bound as OpenAPI 3.0 has it",
    schema: "X: { type: integer, minimum: 1, exclusiveMinimum: true }",
    at: `${S}/exclusiveMinimum`,
    becomes: true,
  },
  {
    title: "a property that is called like a keyword",
    schema: "X: { type: object, properties: { allOf: { type: string }, enum: { type: string } } }",
    at: `${S}/properties/allOf/type`,
    becomes: "string",
  },
];

describe("a value of the wrong kind", () => {
  it.each(CASES)(
    "$title",
    ({ paths, schema, rest, at, becomes, said, place, version = "3.0.1", rule = "malformed-node" }) => {
      const text = rootOf({
        ...(paths === undefined ? {} : { paths }),
        ...(schema === undefined ? {} : { schemas: schema }),
        ...(rest === undefined ? {} : { rest }),
      }).replace("3.0.1", version);
      const { value, diagnostics } = repairTree(treeOf({ "root.yaml": text }));
      expect(valueAt(value.files.get("root.yaml"), at)).toEqual(becomes);
      const found = diagnostics.filter((diagnostic) => diagnostic.code === rule);
      if (said === undefined) {
        expect(found).toEqual([]);
        return;
      }
      const [severity, message] = said;
      const here = found.filter((diagnostic) => diagnostic.origin?.pointer === (place ?? at));
      expect(here.map((diagnostic) => diagnostic.severity)).toEqual([severity]);
      expect(here[0]?.message).toContain(message);
      // What has been mended is not found again.
      expect(repairTree(value).diagnostics.filter((diagnostic) => diagnostic.code === rule)).toEqual([]);
    },
  );

  it("leaves an operation out and says so, and keeps the others", () => {
    const { version, diagnostics } = processSpec({
      "root.yaml": rootOf({
        paths: "/a: null\n/b: { get: text, POST: { operationId: 5, responses: { '200': null } } }",
      }),
    });
    expect(version.operations.map(({ key, wireId }) => `${key} ${wireId}`)).toEqual(["POST /b 5"]);
    expect(version.omissions.map((omission) => omission.what)).toEqual(["/a", "GET /b"]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).not.toContain("operation-ids");
  });
});

describe("components that nothing refers to", () => {
  it("are repaired like all others", () => {
    const text = rootOf({ schemas: "E: { type: string, enum: [a, 1] }\nF: { type: array }" });
    const { value, diagnostics } = repairTree(treeOf({ "root.yaml": text }));
    expect(valueAt(value.files.get("root.yaml"), "/components/schemas/E/enum")).toEqual(["a", "1"]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["enum-values", "array-without-items"]);
  });

  it("are repaired in every section", () => {
    const schema = "{ type: int }";
    const text = rootOf({
      rest: [
        "components:",
        `  parameters: { a: { name: a, in: query, schema: ${schema} } }`,
        `  headers: { a: { schema: ${schema} } }`,
        `  requestBodies: { a: { content: { application/json: { schema: ${schema} } } } }`,
        `  responses: { a: { description: a, content: { application/json: { schema: ${schema} } } } }`,
      ].join("\n"),
    });
    const { diagnostics } = repairTree(treeOf({ "root.yaml": text }));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(Array(4).fill("misplaced-format"));
  });
});

describe("a path template", () => {
  it.each([
    ["/w/{}", "/w/{value}"],
    ["/w/{ }/{}", "/w/{value}/{other_value}"],
    ["/w/{value}/{}", "/w/{value}/{other_value}"],
  ])("%s is sent as %s", (path, named) => {
    const { version, diagnostics } = processSpec({
      "root.yaml": rootOf({ paths: `"${path}": { get: { responses: { '204': { description: ok } } } }` }),
    });
    const [operation] = version.operations;
    expect(operation?.requestPath).toBe(named);
    const placeholders = [...named.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]);
    expect(operation?.parameters.map((parameter) => parameter.wire)).toEqual(placeholders);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain("path-templates");
  });

  it("operations of other methods are left out, each by its own name", () => {
    const { version, diagnostics } = processSpec({
      "root.yaml": rootOf({
        paths: "/w: { additionalOperations: { COPY: { responses: { '204': { description: ok } } } } }",
      }),
    });
    expect(version.operations).toEqual([]);
    expect(version.omissions.map((omission) => omission.what)).toEqual(["COPY /w"]);
    expect(diagnostics.map(({ code }) => code)).not.toContain("operation-ids");
  });

  it.each(["/w/{id", "/w/id}", "/w/{a{b}}"])("%s is left out", (path) => {
    const { version, diagnostics } = processSpec({
      "root.yaml": rootOf({ paths: `"${path}": { get: { responses: { '204': { description: ok } } } }` }),
    });
    expect(version.operations).toEqual([]);
    expect(version.omissions.map((omission) => omission.what)).toEqual([path]);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === "warning").map(({ code }) => code)).toContain(
      "path-templates",
    );
  });
});
