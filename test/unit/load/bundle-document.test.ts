import { describe, expect, it } from "vitest";
import { analyseTrees } from "../../../generator/analyse.ts";
import { bundleDocument } from "../../../generator/load/bundle/bundle-document.ts";
import { valueAt } from "../../../generator/load/pointer.ts";
import type { RawObject } from "../../../generator/load/tree.ts";
import { rootOf, treeOf } from "../../support/spec.ts";

function bundle(files: Readonly<Record<string, string>>): {
  readonly document: RawObject;
  readonly found: readonly string[];
} {
  const [tree] = analyseTrees([treeOf(files)]).trees;
  if (tree === undefined) throw new Error("no tree");
  const { value, diagnostics } = bundleDocument(tree);
  return { document: value, found: diagnostics.map(({ message }) => message) };
}

/** Every reference of a document. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === "$ref" ? [String(part)] : referencesIn(part)));
}

const OK = "responses: { '204': { description: None } }";

describe("a bundle", () => {
  it("keeps what a document says, and the names of its components", () => {
    const { document, found } = bundle({
      "root.yaml": `
openapi: 3.0.1
info: { title: Pets, version: '2', contact: { name: Us }, x-owner: me }
servers: [{ url: 'https://pets.test' }]
security: [{ token: [] }]
tags: [{ name: Pets, description: All pets }]
paths:
  /pets/{id}: { $ref: 'paths/pet.yaml' }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  parameters: { PetId: { $ref: 'parameters/id.yaml' } }
  schemas:
    Animal: { $ref: 'schemas/pet.yaml' }
    Beast: { $ref: 'schemas/pet.yaml' }
    Unused: { type: string }
`,
      "paths/pet.yaml": `
get:
  operationId: getPet
  tags: [Pets]
  parameters: [{ $ref: ../parameters/id.yaml }]
  callbacks: { done: { '{$request.body#/url}': { post: { ${OK} } } } }
  responses:
    '200':
      description: A pet
      headers: { X-Total: { schema: { type: integer } } }
      content:
        application/json:
          schema: { $ref: ../schemas/pet.yaml }
          example: { name: Rex }
      links: { again: { operationId: getPet } }
`,
      "parameters/id.yaml": "{ name: id, in: path, required: true, schema: { type: string }, example: 7 }",
      "schemas/pet.yaml": `
type: object
discriminator: { propertyName: kind, mapping: { dog: ./dog.yaml } }
properties: { kind: { type: string }, friends: { type: array, items: { $ref: ./pet.yaml } } }
`,
      "schemas/dog.yaml": "{ allOf: [{ $ref: ./pet.yaml }], type: object }",
    });
    expect(found).toEqual([]);
    expect(document).toMatchObject({
      openapi: "3.0.1",
      info: { title: "Pets", version: "2", contact: { name: "Us" }, "x-owner": "me" },
      security: [{ token: [] }],
      tags: [{ name: "Pets", description: "All pets" }],
    });
    const at = (pointer: string): unknown => valueAt(document, pointer);
    expect(at("/paths/~1pets~1{id}/get/parameters")).toEqual([{ $ref: "#/components/parameters/PetId" }]);
    const response = at("/paths/~1pets~1{id}/get/responses/200");
    expect(response).toMatchObject({
      headers: { "X-Total": { schema: { type: "integer" } } },
      content: { "application/json": { schema: { $ref: "#/components/schemas/Animal" }, example: { name: "Rex" } } },
      links: { again: { operationId: "getPet" } },
    });
    expect(at("/paths/~1pets~1{id}/get/callbacks/done")).toHaveProperty(["{$request.body#/url}", "post"]);
    expect(Object.keys(at("/components/schemas") as object)).toEqual(["Animal", "Beast", "Unused", "dog"]);
    expect(at("/components/schemas/Beast")).toEqual({ $ref: "#/components/schemas/Animal" });
    expect(at("/components/schemas/Animal/discriminator/mapping")).toEqual({ dog: "#/components/schemas/dog" });
    for (const ref of referencesIn(document)) expect(at(ref.slice(1))).toBeDefined();
  });

  it.each([
    [
      "nullable beside allOf has its type",
      "{ allOf: [{ $ref: '#/components/schemas/O' }], nullable: true }",
      { type: "object", nullable: true, allOf: [{ $ref: "#/components/schemas/O" }] },
    ],
    [
      "nullable beside a reference",
      "{ $ref: '#/components/schemas/O', nullable: true }",
      { type: "object", nullable: true, allOf: [{ $ref: "#/components/schemas/O" }] },
    ],
    [
      "nullable in a loose part",
      "{ allOf: [{ $ref: '#/components/schemas/O' }, { nullable: true }] }",
      { type: "object", nullable: true, allOf: [{ $ref: "#/components/schemas/O" }, {}] },
    ],
    [
      "nullable options of several types",
      "{ nullable: true, oneOf: [{ type: string }, { type: integer }] }",
      { oneOf: [{ type: "string" }, { type: "integer" }, { type: "string", nullable: true, enum: [null] }] },
    ],
    ["a list of types", "{ type: [string, 'null'] }", { type: "string", nullable: true }],
    ["several types", "{ type: [string, integer] }", { anyOf: [{ type: "string" }, { type: "integer" }] }],
    ["a constant", "{ type: string, const: a }", { type: "string", enum: ["a"] }],
    [
      "a number as exclusive bound",
      "{ type: integer, exclusiveMinimum: 3 }",
      { type: "integer", minimum: 3, exclusiveMinimum: true },
    ],
    [
      "positions",
      "{ type: array, prefixItems: [{ type: string }] }",
      { type: "array", items: { anyOf: [{ type: "string" }] } },
    ],
    [
      "keys by pattern",
      "{ type: object, patternProperties: { '^x': { type: string } }, additionalProperties: false }",
      { type: "object", additionalProperties: { type: "string" } },
    ],
    ["examples", "{ type: string, examples: [a, b] }", { type: "string", example: "a" }],
  ])("says in the words of OpenAPI 3.0: %s", (_, schema, expected) => {
    const { document } = bundle({
      "root.yaml": rootOf({ schemas: `O: { type: object }\nX: { type: object, properties: { p: ${schema} } }` }),
    });
    expect(valueAt(document, "/components/schemas/X/properties/p")).toEqual(expected);
  });

  it.each([
    ["null is a type", "{ type: string, nullable: true, enum: [a] }", { type: ["string", "null"], enum: ["a", null] }],
    [
      "null beside parts",
      "{ description: d, allOf: [{ $ref: '#/components/schemas/O' }], nullable: true }",
      { description: "d", anyOf: [{ allOf: [{ $ref: "#/components/schemas/O" }] }, { type: "null" }] },
    ],
    [
      "bounds are numbers",
      "{ type: integer, minimum: 3, exclusiveMinimum: true }",
      { type: "integer", exclusiveMinimum: 3 },
    ],
    ["conditions stay", "{ type: object, if: { required: [a] } }", { type: "object", if: { required: ["a"] } }],
  ])("says in the words of OpenAPI 3.1: %s", (_, schema, expected) => {
    const root = rootOf({ schemas: `O: { type: object }\nX: { type: object, properties: { p: ${schema} } }` }).replace(
      "3.0.1",
      "3.1.0",
    );
    expect(valueAt(bundle({ "root.yaml": root }).document, "/components/schemas/X/properties/p")).toEqual(expected);
  });

  it("has each operation where its calls are sent to, under an id of its own", () => {
    const { document, found } = bundle({
      "root.yaml": rootOf({
        paths: `
/a: { get: { operationId: same, ${OK} }, patch: { operationId: change, parameters: [{ name: id, in: path, required: true, schema: { type: string } }], ${OK} } }
/b?mode=x: { get: { operationId: same, ${OK} } }
/b: { get: { operationId: other, ${OK} } }
/self: { post: { operationId: call, callbacks: { c: { '{$url}': { $ref: '#/paths/~1self' } } }, ${OK} } }`,
      }),
    });
    const paths = document["paths"] as Record<string, Record<string, RawObject>>;
    expect(Object.keys(paths)).toEqual(["/a", "/a/{id}", "/b", "/self"]);
    expect(paths["/a"]?.["get"]?.["operationId"]).toBe("same");
    expect(paths["/a/{id}"]?.["patch"]).toMatchObject({
      operationId: "change",
      parameters: [{ name: "id", in: "path" }],
    });
    expect(paths["/b"]?.["get"]).toMatchObject({
      operationId: "same_get_b",
      parameters: [{ name: "mode", in: "query", required: true, schema: { enum: ["x"] } }],
    });
    expect(JSON.stringify(document)).not.toContain("x-sdkgen");
    expect(found).toEqual([
      expect.stringContaining("a path item inside itself"),
      expect.stringContaining("GET /b, which is sent to /b"),
    ]);
  });

  it("puts in place what an example refers to, and leaves out one that leads nowhere", () => {
    const { document, found } = bundle({
      "root.yaml": rootOf({
        schemas:
          "X: { type: object, properties: { a: { type: object, example: { $ref: one.yaml } }, b: { type: object, example: { $ref: none.yaml } } } }",
      }),
      "one.yaml": "{ name: Rex }",
    });
    expect(valueAt(document, "/components/schemas/X/properties")).toEqual({
      a: { type: "object", example: { name: "Rex" } },
      b: { type: "object" },
    });
    expect(found).toEqual([expect.stringContaining("none.yaml, which has no target")]);
  });

  it("tells what OpenAPI 3.0 cannot say", () => {
    const { document, found } = bundle({
      "root.yaml": rootOf({ schemas: "X: { type: object, if: { required: [a] }, $defs: { A: { type: string } } }" }),
    });
    expect(valueAt(document, "/components/schemas/X")).toEqual({ type: "object" });
    expect(found).toEqual([expect.stringContaining("the keyword if")]);
  });

  it("makes one document of several roots", () => {
    const files = {
      "a.yaml": rootOf({ paths: `/a: { get: { operationId: a, ${OK} } }`, schemas: "Pet: { type: string }" }),
      "b.yaml": rootOf({
        paths: `/b: { get: { operationId: b, ${OK} } }`,
        schemas: "Pet: { type: string }\nOther: { $ref: '#/components/schemas/Pet' }",
      }).replace("x.example", "y.example"),
    };
    const [tree] = analyseTrees([{ ...treeOf(files), roots: ["a.yaml", "b.yaml"] }]).trees;
    const { value: document } = bundleDocument(tree ?? treeOf(files));
    expect(valueAt(document, "/paths/~1b")).toMatchObject({
      servers: [{ url: "https://y.example/beta" }],
      get: { operationId: "b" },
    });
    expect(valueAt(document, "/paths/~1a")).not.toHaveProperty("servers");
    expect(Object.keys(valueAt(document, "/components/schemas") as object)).toEqual(["Other", "Pet"]);
  });
});
