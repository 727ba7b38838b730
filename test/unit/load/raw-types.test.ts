import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { GlobalContext, OpenAPI3 } from "openapi-typescript";
import { transformSchema } from "openapi-typescript";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../generator/analyse.ts";
import { rawComment } from "../../../generator/emit/escape.ts";
import { printTypeNodes } from "../../../generator/emit/typescript/print-type-nodes.ts";
import type { TypeNode } from "../../../generator/emit/typescript/type-nodes.ts";
import { bundleTree, type BundledSpec } from "../../../generator/load/bundle/bundle.ts";
import type { RawObject, SourceTree } from "../../../generator/load/tree.ts";
import { printingContext } from "../../../generator/targets/openapi-types.ts";
import { treeOf } from "../../support/spec.ts";
import { SPECS } from "../../foreign/specs.mjs";

/** The package itself, with the compiler. */
const genuine = createRequire(import.meta.url)("openapi-typescript") as {
  readonly transformSchema: (document: OpenAPI3, context: GlobalContext) => ts.Node[];
  readonly astToString: (nodes: ts.Node[]) => string;
};

function escapeComments(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments !== undefined)
    ts.setSyntheticLeadingComments(
      node,
      comments.map((comment) => ({ ...comment, text: rawComment(comment.text) })),
    );
  ts.forEachChild(node, escapeComments);
}

/** What the package prints with the compiler, and what the generator prints of the same document. */
function bothOf(tree: SourceTree): { readonly expected: string; readonly actual: string } {
  const contextOf = ({ document }: BundledSpec): GlobalContext => printingContext(document, new Map());
  const [first, second] = [bundleTree(tree), bundleTree(tree)];
  const expected = genuine.transformSchema(first.document as unknown as OpenAPI3, contextOf(first));
  expected.forEach(escapeComments);
  const actual: unknown = transformSchema(second.document as unknown as OpenAPI3, contextOf(second));
  return { expected: genuine.astToString(expected), actual: printTypeNodes(actual as TypeNode[]) };
}

const SCHEMAS: RawObject = {
  Text: {
    type: "string",
    title: "A\n  title",
    description: " two\n\n\tlines */ \n   deep \u00a0x",
    format: "x",
    example: "",
  },
  Values: { type: ["string", "null"], enum: ["a", 'q"\\', "\u00e9\ud83d\ude00", "\u2028", null, "a"], default: "a" },
  Numbers: { enum: [-1, 0, 1.5, 1e21, true, false, {}, [], [1, -2, ["x"]], { "a-b": { 1: "x" } }] },
  Constant: { const: { __proto__x: 1, "x y": [true] }, deprecated: true, examples: [{ a: 1 }, "b"] },
  Tuple: { type: "array", prefixItems: [{ type: "string" }, { properties: { a: { type: "integer" } } }] },
  Empty: { type: "array", prefixItems: [] },
  Lists: { type: "array", items: { type: "array", items: { oneOf: [{ type: "string" }, { type: "number" }] } } },
  Both: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object", required: ["z"], properties: { z: {} } }] },
  Needs: {
    required: ["id"],
    allOf: [{ $ref: "#/components/schemas/Base" }],
    anyOf: [{ type: "null" }, { type: "object" }],
  },
  Base: {
    type: "object",
    required: ["id"],
    discriminator: { propertyName: "kind" },
    properties: {
      id: { type: "string", readOnly: true },
      "10": { type: "string", nullable: true },
      "2": { type: "boolean", default: false, description: "one line" },
      "-1": { type: "null" },
      "\u00e9\0": { type: "object" },
      "\u00001": { type: "object", additionalProperties: true },
      $a_1: { type: "object", additionalProperties: { type: "array", items: { $ref: "#/components/schemas/Text" } } },
      kind: { anyOf: [{ $ref: "#/components/schemas/Values" }, { allOf: [{ type: "string" }, { type: "number" }] }] },
      both: { type: "object", properties: { x: true }, additionalProperties: { type: "string" } },
      defs: { type: "object", $defs: { A: { type: "string" } }, patternProperties: { "^x": { type: "string" } } },
      never: false,
      list: { type: "array", items: { allOf: [{ type: "object", properties: { a: {} } }, { type: "string" }] } },
      oneList: { type: "array", items: { oneOf: [{ type: "object", properties: {} }, { enum: ["a", "b"] }] } },
    },
  },
};

const PATHS: RawObject = {
  "/a/{id}/~x%20": {
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, description: "id" }],
    get: {
      operationId: "get a#b",
      summary: "Get\r\nit",
      parameters: [
        { name: "z", in: "query", schema: { type: "array", items: { type: "string" } } },
        { name: "a-b", in: "header", required: true, schema: { type: "integer" } },
      ],
      responses: {
        "200": {
          description: "ok",
          headers: { "X-Count": { schema: { type: "integer" } } },
          content: { "application/json": { schema: { $ref: "#/components/schemas/Base" } }, "text/plain": {} },
        },
        default: { description: "none" },
      },
    },
    post: {
      requestBody: { required: true, content: { "*/*": { schema: { type: "string", default: "x" } } } },
      responses: { "204": { description: "d" } },
    },
  },
  "/empty": {},
};

async function treesOf(...roots: readonly string[]): Promise<readonly SourceTree[]> {
  const specs = roots.map((root, index) => ({ version: `v${String(index + 1)}`, roots: [root] }));
  const { trees } = await analyse({ specs, base: ".", config: { references: { allow: [] }, base: "." } });
  return trees;
}

const bothVersions = (folder: string): string[] =>
  ["beta", "v2024"].map((version) => `${folder}/sailpoint-api.${version}.yaml`);

/** Documents that take too long for every run: `npm run test:raw-types` compares them. */
const LARGE: Readonly<Record<string, readonly string[]>> = {
  "sailpoint 2025-05-20": bothVersions("../shared/specs/sailpoint-2025-05-20"),
  "sailpoint 2025-11-20": bothVersions("../shared/specs/sailpoint-2025-11-20"),
  ...Object.fromEntries(SPECS.map(({ name, path }) => [name, [path]])),
};
const isAsked = process.env["ISC_RAW_TYPES"] !== undefined;

describe("the nodes and the printer of the raw types", () => {
  it("print a document with every construct as the compiler does", () => {
    const root = { openapi: "3.1.0", paths: PATHS, webhooks: { w: PATHS["/empty"] }, components: { schemas: SCHEMAS } };
    const { expected, actual } = bothOf({ ...treeOf({ "r.json": "" }), files: new Map([["r.json", root]]) });
    expect(expected).toContain("WithRequired");
    expect(actual).toBe(expected);
  });

  it("print an empty document as the compiler does", () => {
    const { expected, actual } = bothOf({ ...treeOf({ "r.json": "" }), files: new Map([["r.json", {}]]) });
    expect(actual).toBe(expected);
  });

  it("print the embedded specs as the compiler does", async () => {
    for (const tree of await treesOf(...bothVersions("specs"))) {
      const { expected, actual } = bothOf(tree);
      expect(actual).toBe(expected);
    }
  });

  it.skipIf(!isAsked).each(Object.keys(LARGE))("print %s as the compiler does", async (name) => {
    const roots = LARGE[name] ?? [];
    const missing = roots.find((root) => !existsSync(root));
    if (missing !== undefined) {
      process.stdout.write(`skipped: ${name}, ${missing} is not here\n`);
      return;
    }
    for (const tree of await treesOf(...roots)) {
      const { expected, actual } = bothOf(tree);
      expect(expected.length).toBeGreaterThan(1000);
      // Not `toBe`: a difference of megabytes would be drawn for hours.
      expect(actual === expected, `${String(actual.length)} and ${String(expected.length)} characters`).toBe(true);
    }
  });
});
