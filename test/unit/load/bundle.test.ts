import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format } from "prettier";
import { afterAll, describe, expect, it } from "vitest";
import type { RawObject, SourceTree } from "../../../generator/load/tree.ts";
import { endOfChain } from "../../../generator/load/bundle/component-table.ts";
import { rawTypes } from "../../../generator/targets/openapi-types.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { rootOf, treeOf } from "../../support/spec.ts";

const printed: string[] = [];

/** The raw types of a tree as repair may leave it, and the codes of what was found; compiled when all are there. */
function typesOf(tree: SourceTree): { text: string; codes: string[]; messages: string[] } {
  const { value, diagnostics } = rawTypes(tree);
  printed.push(value);
  return {
    text: value.replaceAll(/\s+/gu, " "),
    codes: diagnostics.map((found) => found.code),
    messages: diagnostics.map((found) => found.message),
  };
}

function typesOfRoot(root: RawObject): ReturnType<typeof typesOf> {
  return typesOf({ ...treeOf({ "root.json": "" }), files: new Map([["root.json", { openapi: "3.1.0", ...root }]]) });
}

function typesOfSchemas(schemas: RawObject): ReturnType<typeof typesOf> {
  return typesOfRoot({ components: { schemas } });
}

const ref = (name: string): RawObject => ({ $ref: `#/components/schemas/${name}` });
const ok = { "200": { description: "d" } };
const json = (schema: unknown): RawObject => ({ content: { "application/json": { schema } } });

describe("chains of references", () => {
  it("are followed as far as every stage follows them, so that a long one costs no square of its length", () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`C${String(index)}`, ref(`C${String(index + 1)}`)]),
    );
    const tree = treeOf({ "root.json": "" });
    const files = new Map([["root.json", { components: { schemas: { ...schemas, C300: { type: "string" } } } }]]);
    const end = (name: string): string =>
      endOfChain({ ...tree, files }, { file: "root.json", pointer: `/components/schemas/${name}` }).pointer;
    expect(end("C0")).toBe("/components/schemas/C101");
    expect(end("C200")).toBe("/components/schemas/C300");
  });
});

describe("cycles outside schemas", () => {
  it("callbacks that lead back to their path", () => {
    const callbacks = { cb: { "{$request.body#/url}": { $ref: "#/paths/~1x" } } };
    const { text, codes } = typesOfRoot({
      paths: { "/x": { post: { operationId: "sub", callbacks, responses: ok } } },
    });
    expect(text).toContain('post: operations["sub"]');
    expect(codes).toEqual([]);
  });

  it("path items that are each other", () => {
    const { text, codes } = typesOfRoot({ paths: { "/x": { $ref: "#/paths/~1y" }, "/y": { $ref: "#/paths/~1x" } } });
    expect(text).toContain('"/x": {');
    expect(codes).toEqual([]);
  });
});

describe("maps of names", () => {
  it("keep what would be keywords elsewhere", () => {
    const names = ["example", "examples", "discriminator", "x-foo", "__proto__", "hasOwnProperty", "$ref", "50%"];
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    const { text } = typesOfSchemas({ X: { type: "object", properties, required: ["50%"] } });
    for (const name of ["example", "examples", "discriminator", '"x-foo"', "__proto__", "hasOwnProperty", "$ref"])
      expect(text).toContain(`${name}?: string;`);
    expect(text).toContain('"50%": string;');
  });

  it("keep headers, and extensions stay out of answers and paths", () => {
    const responses = { "200": { headers: { "x-total": { schema: { type: "integer" } } } }, "x-note": {} };
    const { text } = typesOfRoot({ paths: { "/x": { get: { responses } }, "x-paths": { get: { responses } } } });
    expect(text).toContain('"x-total"?: number;');
    expect(text).not.toMatch(/x-note|x-paths/u);
  });

  it("webhooks", () => {
    const requestBody = json({ type: "object", properties: { a: { type: "string" } } });
    const { text } = typesOfRoot({ webhooks: { made: { post: { operationId: "made", requestBody, responses: ok } } } });
    expect(text).toContain("export interface webhooks { made: {");
    expect(text).toContain('"application/json": { a?: string; };');
  });
});

describe("malformed nodes", () => {
  it("are left out", () => {
    const get = {
      operationId: 5,
      parameters: [null, 5, { in: "query", name: 7 }, { in: "query", name: 7 }, { in: "nowhere", name: "a" }],
      requestBody: [],
      responses: { "200": null, "201": { description: 5, headers: [], content: { "text/plain": { schema: null } } } },
    };
    const { text, codes } = typesOfRoot({
      paths: { "/a": { get, put: null, parameters: "x" }, "/b": null, "/c": [], "/d": { $ref: 5 } },
      components: { responses: [], parameters: { p: null }, headers: 5, schemas: { L: [], Z: null, F: false } },
    });
    expect(codes).toEqual([]);
    expect(text).toContain('get: operations["5"]');
    expect(text).toContain("query?: { 7?: string; };");
    expect(text).toContain('201: { headers: { [name: string]: unknown; }; content: { "text/plain": unknown; }; };');
    expect(text).toContain("F: never; L: unknown; Z: unknown;");
    expect(text).not.toContain('"/b"');
  });

  it("in schemas say nothing", () => {
    const { text, codes } = typesOfSchemas({
      A: { allOf: 0, properties: [], required: "abc", items: 5 },
      B: { allOf: [null, true, false, []], anyOf: "x", type: ["nonsense"] },
      C: { type: "object", enum: ["a"], properties: { a: null, b: [], c: 5 }, additionalProperties: "yes" },
      D: { title: 5, description: { a: 1 }, format: [], type: "string" },
      E: { allOf: [ref("G")], required: ["toString", "a", 5] },
      G: { type: "object", nullable: true, properties: { a: { type: "string" } } },
      H: { $ref: 5, type: "string" },
    });
    expect(codes).toEqual([]);
    expect(text).toContain("A: unknown;");
    expect(text).toContain("C: { a?: unknown; b?: unknown; c?: unknown; };");
    expect(text).toContain("/** 5 */ D: string;");
    expect(text).toContain('E: components["schemas"]["G"];');
    expect(text).toContain("H: string;");
  });

  it("names that are escapes gone wrong, and operations of one name", () => {
    const { text } = typesOfRoot({
      paths: {
        "/a%zz": { get: { operationId: "a#b%zz", responses: ok }, put: { operationId: "a/b%zz", responses: ok } },
        "/b": { get: { operationId: "a/b%zz", responses: ok, parameters: [{ in: "query", name: "50%" }] } },
      },
      components: { pathItems: { p: { get: { operationId: "a/b%zz", responses: ok } } } },
    });
    expect(text).toContain('get: operations["a/b%zz"]');
    expect(text).toContain('put: operations["a/b%zz PUT /a%zz"]');
    expect(text).toContain('get: operations["a/b%zz GET /b"]');
    expect(text).toContain('"50%"?: string');
  });

  it("schemas of names without plain letters", () => {
    const { text } = typesOfSchemas({ 日本: { type: "string" }, 中国: { items: ref("日本"), type: "array" } });
    expect(text).toMatch(/: string;/u);
    expect(text).toMatch(/: components\["schemas"\]\["[^"]*"\]\[\];/u);
  });
});

describe("recursion", () => {
  it("through lists goes through aliases", () => {
    const { text, codes } = typesOfSchemas({
      Tree: { type: "array", items: ref("Tree") },
      Json: {
        oneOf: [
          { type: "string" },
          { type: "object", additionalProperties: ref("Json") },
          { type: "array", items: ref("Json") },
        ],
      },
      Ping: { type: ["array", "null"], items: { anyOf: [ref("Pong"), { type: "string" }] } },
      Pong: { allOf: [ref("Ping")], nullable: true },
      Pair: { type: "array", prefixItems: [ref("Pair"), { type: "string" }] },
      // Nothing is recursive where a property stands between.
      Node: { type: "object", properties: { children: { type: "array", items: ref("Node") } } },
    });
    expect(codes).toEqual([]);
    expect(text).toContain("Tree: RecursiveTree;");
    expect(text).toContain("export type RecursiveTree = RecursiveTree[];");
    expect(text).toContain("| RecursiveJson[];");
    expect(text).toContain('children?: components["schemas"]["Node"][];');
  });

  it("through a map that is elsewhere goes through components", () => {
    const { text } = typesOfSchemas({
      A: { type: "object", properties: { $ref: "#/components/schemas" } },
      B: { type: "object", properties: { $ref: "#/components/schemas/A/properties" } },
      C: { type: "string" },
    });
    expect(text).toContain(
      'A?: components["schemas"]["A"]; B?: components["schemas"]["B"]; C?: components["schemas"]["C"];',
    );
  });

  it("through nothing is cut, and told", () => {
    const { text, messages } = typesOfSchemas({
      Self: { oneOf: [ref("Self"), { type: "string" }] },
      A: { allOf: [ref("B"), { type: "object", properties: { a: { type: "string" } } }] },
      B: { anyOf: [ref("A")] },
      Alias: ref("Alias"),
      P: ref("Q"),
      Q: ref("P"),
    });
    expect(text).toContain("Self: string;");
    expect(text).toContain("Alias: unknown;");
    expect(messages).toContain('the schema "Self" contains itself directly, not through an array or a property');
    expect(messages).toContain(
      'the schemas "B" and "A" contain each other directly, not through an array or a property',
    );
  });

  it.each([
    ["properties", (schema: unknown) => ({ type: "object", properties: { a: schema } })],
    ["additionalProperties", (schema: unknown) => ({ type: "object", additionalProperties: schema })],
    ["lists", (schema: unknown) => ({ anyOf: [{ type: "array", items: schema }, { type: "null" }] })],
    ["allOf", (schema: unknown) => ({ allOf: [schema, { type: "object", properties: { a: { type: "string" } } }] })],
  ])("of 500 levels goes on in components: %s", async (_, wrap) => {
    let schema: unknown = { type: "object", properties: { innermost: { type: "string" } } };
    for (let level = 0; level < 500; level += 1) schema = wrap(schema);
    const { text, codes } = typesOfRoot({ paths: { "/x": { get: { responses: { "200": json(schema) } } } } });
    expect(codes).toEqual([]);
    expect(text).toContain("innermost?: string");
    await format(printed.at(-1) ?? "", { parser: "typescript" });
  });
});

describe("several roots", () => {
  it("give the components of all; the first has the name", () => {
    const first = { openapi: "3.0.1", components: { schemas: { A: { type: "string" }, Same: { type: "string" } } } };
    const second = {
      openapi: "3.0.1",
      paths: { "/x": { get: { responses: { "200": json(ref("Same")) } } } },
      components: { schemas: { B: { type: "integer" }, Same: { type: "boolean" } }, parameters: { p: {} } },
    };
    const tree = treeOf({ "one.json": JSON.stringify(first), "two.json": JSON.stringify(second) });
    const { text } = typesOf({ ...tree, roots: ["one.json", "two.json"] });
    expect(text).toContain('A: string; B: number; "one.json_components_schemas_Same": string; Same: boolean;');
    expect(text).toContain("parameters: { p: string; };");
  });

  it("does not lengthen a schema's name for a response's", () => {
    const components = { responses: { Error: json(ref("Error")) }, schemas: { Error: { type: "string" } } };
    const responses = { "400": { $ref: "#/components/responses/Error" } };
    const { text } = typesOfRoot({ paths: { "/x": { get: { responses } } }, components });
    expect(text).toContain('"application/json": components["schemas"]["Error"]');
  });
});

describe("what still fails", () => {
  it("is a warning and a module of empty types", () => {
    const tree = treeOf({ "root.yaml": rootOf({}) });
    const broken: SourceTree = {
      ...tree,
      get files(): SourceTree["files"] {
        throw new RangeError("Maximum call stack size exceeded");
      },
    };
    const { text, codes, messages } = typesOf(broken);
    expect(codes).toEqual(["raw-types-failed"]);
    expect(messages[0]).toContain("Maximum call stack size exceeded");
    for (const name of ["paths", "webhooks", "components", "$defs", "operations"])
      expect(text).toContain(`export type ${name} = Record<string, never>;`);
  });
});

describe("all of the above", () => {
  const folder = temporaryFolder("bundle");
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(["node_modules/typescript/bin/tsc", "node_modules/typescript7/bin/tsc"])("compiles: %s", (compiler) => {
    mkdirSync(join(folder, "src"), { recursive: true });
    printed.forEach((text, index) => {
      writeFileSync(join(folder, "src", `types${String(index)}.ts`), text);
    });
    const path = join(folder, "tsconfig.json");
    const compilerOptions = { target: "es2022", strict: true, skipLibCheck: false, noEmit: true, types: [] };
    writeFileSync(path, JSON.stringify({ compilerOptions, include: ["src"] }));
    let found = "";
    try {
      execFileSync(process.execPath, [resolve(compiler), "-p", path], { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      found = (error as { stdout: string }).stdout;
    }
    expect(found).toBe("");
  });
});
