import { expect, it } from "vitest";
import { repairTree } from "../../../generator/load/repair.ts";
import { isObject } from "../../../generator/load/tree.ts";
import { rootOf, treeOf } from "../../support/spec.ts";

/** A schema as it is written, and what is kept of it. */
const ROWS: readonly (readonly [schema: string, kept: object])[] = [
  ["{ type: string, enum: [1.0, 1.1, 2.0] }", { enum: ["1.0", "1.1", "2.0"] }],
  ["{ type: string, enum: [1, 1.0, 01] }", { enum: ["1", "1.0", "01"] }],
  ["{ type: string, default: 01234 }", { default: "01234" }],
  ["{ type: string, default: 1e3 }", { default: "1e3" }],
  ["{ type: string, default: 2.50 }", { default: "2.50" }],
  ["{ type: string, default: true }", { default: "true" }],
  ["{ type: string, example: 1.10 }", { example: "1.10" }],
  ["{ type: string, example: 12345678901234567890 }", { example: "12345678901234567890" }],
  ["{ type: array, items: { type: string }, default: [1.10, 01] }", { default: ["1.10", "01"] }],
  ["{ type: array, items: { type: integer }, default: [9007199254740993, 1] }", { default: ["9007199254740993", 1] }],
  [
    "{ type: object, properties: { v: { type: string }, n: { type: number } }, default: { v: 1.10, n: 1.0 } }",
    { default: { v: "1.10", n: 1 } },
  ],
  [
    "{ type: string, oneOf: [{ const: 1.0, title: A }, { const: 007, title: B }] }",
    { oneOf: [{ const: "1.0" }, { const: "007" }] },
  ],
  ["{ type: string, examples: [1.10, 007] }", { examples: ["1.10", "007"] }],
  ["{ type: integer, examples: [9007199254740993] }", { examples: ["9007199254740993"] }],
  ["{ type: string, const: 3.10 }", { const: "3.10" }],
  ["{ type: string, const: true }", { const: "true" }],
  [
    "{ type: string, discriminator: { mapping: { 1.10: a, 1.1: b, 0x1F: c, NULL: d, ~: e } } }",
    { discriminator: { mapping: { "1.10": "a", "1.1": "b", "0x1F": "c", NULL: "d", "~": "e" } } },
  ],
  [
    "\n  type: object\n  properties:\n    1.0: { type: string, default: 1.50 }\n    -.5 : { default: 1.0 }",
    { properties: { "1.0": { default: "1.50" }, "-.5": { default: 1 } } },
  ],
  ["{ type: integer, format: int64, default: 9223372036854775807 }", { default: "9223372036854775807" }],
  ["{ type: integer, default: -9223372036854775808 }", { default: "-9223372036854775808" }],
  ["{ type: integer, enum: [9223372036854775807, 1] }", { enum: ["9223372036854775807", 1] }],
  ["{ enum: [9007199254740993, 2] }", { type: "integer", enum: ["9007199254740993", 2] }],
  ["{ type: integer, example: 9223372036854775807 }", { example: "9223372036854775807" }],
  [
    "{ type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807 }",
    { minimum: "-9223372036854775808", maximum: "9223372036854775807" },
  ],
  ["{ type: number, maximum: 1.5e300, minLength: 18446744073709551615 }", { minimum: "18446744073709551615" }],
  ["{ type: integer, default: 9007199254740991 }", { default: 9007199254740991 }],
  ["{ type: number, default: 1.0 }", { default: 1 }],
  [
    "{ type: object, properties: { n: { type: integer }, m: { type: number } }, example: { n: 9007199254740993, m: 9007199254740993, o: 9007199254740993 } }",
    { example: { n: "9007199254740993", m: 9007199254740992, o: 9007199254740992 } },
  ],
  ["{ type: array, items: { type: integer }, example: [1, 9007199254740993] }", { example: [1, "9007199254740993"] }],
  [
    "{ allOf: [{ type: object, additionalProperties: { type: integer } }], example: { a: 9007199254740993 } }",
    { example: { a: "9007199254740993" } },
  ],
  ["{ oneOf: [{ type: string }, { type: integer }], example: 9007199254740993 }", { example: "9007199254740993" }],
  ["{ oneOf: [{ type: string }, { type: number }], example: 9007199254740993 }", { example: 9007199254740992 }],
  // Widened first: the example shows an integer where the schema says object.
  ["{ type: object, example: 9007199254740993 }", { example: "9007199254740993" }],
];

it.each(ROWS)("%s keeps what is written", (schema, kept) => {
  const tree = treeOf({ "root.yaml": rootOf({ schemas: `X: ${schema}` }) });
  const repaired = repairTree(tree).value;
  const root = repaired.files.get("root.yaml");
  const components = isObject(root) && isObject(root["components"]) ? root["components"] : {};
  expect((components["schemas"] as Record<string, unknown>)["X"]).toMatchObject(kept);
  // A second run finds nothing to do.
  expect(repairTree(repaired).value.files).toEqual(repaired.files);
});

it("the variables of a server keep what is written", () => {
  const text = "openapi: 3.1.0\nservers: [{ url: '/{v}', variables: { v: { default: 1.10 } } }]\npaths: {}";
  const root = repairTree(treeOf({ "root.yaml": text })).value.files.get("root.yaml");
  expect(root).toMatchObject({ servers: [{ variables: { v: { default: "1.10" } } }] });
});

it("integers beyond 2^53 are told once for a spec", () => {
  const big = "{ type: integer, default: 9223372036854775807 }";
  const { diagnostics } = repairTree(treeOf({ "root.yaml": rootOf({ schemas: `X: ${big}\nY: ${big}` }) }));
  expect(diagnostics.map(({ code }) => code)).toEqual(["inexact-integer"]);
});

it("examples of media types keep the digits of integers, behind references too", () => {
  const paths = `/x: { get: { responses: { '200': { description: ok, content: { application/json: {
    schema: { type: array, items: { $ref: '#/components/schemas/X' } },
    examples: { one: { value: [{ n: 9007199254740993 }] } } } } } } } }`;
  const schemas = "X: { type: object, properties: { n: { type: integer, format: int64 } } }";
  const root = repairTree(treeOf({ "root.yaml": rootOf({ paths, schemas }) })).value.files.get("root.yaml");
  expect(JSON.stringify(root)).toContain('"value":[{"n":"9007199254740993"}]');
});
