import { describe, expect, it, vi } from "vitest";
import { bundleTree } from "../../../generator/load/bundle/bundle.ts";
import { eachReferenceNode } from "../../../generator/load/find-references.ts";
import { mistakenKind } from "../../../generator/load/reference-kinds.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import type { RawObject } from "../../../generator/load/tree.ts";
import { walkTree } from "../../../generator/load/walk.ts";
import { hasStructure } from "../../../generator/model/build/compose.ts";
import { stepsOf } from "../../../generator/model/build/place.ts";
import { unionKeywords } from "../../../generator/model/build/union.ts";
import { processSpec, rootOf, treeOf } from "../../support/spec.ts";

/** Adds keywords that no specification has: whoever has a list of keywords of its own does not know them. */
vi.mock("../../../generator/load/grammar.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../../generator/load/grammar.ts")>();
  const { GRAMMAR } = original;
  const shape = { holds: "schema", says: "shape", isRaw: true };
  return {
    ...original,
    GRAMMAR: {
      ...GRAMMAR,
      schema: {
        ...GRAMMAR.schema,
        newItem: { ...shape, shape: "one", step: "item" },
        newOptions: { ...shape, shape: "list", step: "option" },
        newEntries: { ...shape, shape: "map", step: "property" },
        newDefinitions: { holds: "schema", shape: "map", step: "named", isDeclaration: true },
        newValue: { holds: "data", shape: "one" },
        newCount: { holds: "number", shape: "one", unread: "wider" },
      },
      components: { ...GRAMMAR.components, newAnswers: { holds: "answer", shape: "map", isRaw: true } },
      answer: { ...GRAMMAR.answer, newHeaders: { holds: "header", shape: "map", isRaw: true } },
      mediaType: { ...GRAMMAR.mediaType, newKey: { holds: "text", shape: "one" } },
      pathItem: { ...GRAMMAR.pathItem, newMethod: GRAMMAR.pathItem["get"] },
    },
  };
});

const X = "/components/schemas/X";
const schemaTree = (schemas: string) => treeOf({ "root.yaml": rootOf({ schemas }) });
const answerTree = (answer: string) =>
  treeOf({ "root.yaml": rootOf({ paths: `/a:\n  get:\n    operationId: getA\n    responses: { '200': ${answer} }` }) });

function visitedIn(tree: ReturnType<typeof treeOf>): readonly string[] {
  const visited: string[] = [];
  walkTree(tree, ({ kind, cursor }) => void visited.push(`${kind} ${cursor.pointer}`));
  return visited;
}

const found = (tree: ReturnType<typeof treeOf>): readonly string[] =>
  repairTree(tree).diagnostics.map(({ code, origin }) => `${code} ${origin?.pointer}`);

describe("a keyword that is added to the grammar is known to", () => {
  it("the walk", () => {
    const visited = visitedIn(
      schemaTree("X: { newItem: {}, newOptions: [{}], newEntries: { a: {} }, newDefinitions: { a: {} } }"),
    );
    expect(visited).toEqual(expect.arrayContaining([`schema ${X}/newItem`, `schema ${X}/newOptions/0`]));
    expect(visited).toContain(`schema ${X}/newEntries/a`);
    expect(visited).not.toContain(`schema ${X}/newDefinitions/a`);
    expect(visitedIn(answerTree("{ newHeaders: { H: { schema: { type: string } } } }"))).toContain(
      "header /paths/~1a/get/responses/200/newHeaders/H",
    );
    expect(visitedIn(treeOf({ "root.yaml": rootOf({ paths: "/a: { newMethod: { responses: {} } }" }) }))).toContain(
      "operation /paths/~1a/newMethod",
    );
  });

  it("the search for references", () => {
    const references: string[] = [];
    const document = {
      newValue: { $ref: "data" },
      newItem: { $ref: "node" },
      newEntries: { newValue: { $ref: "name" }, example: { $ref: "name" } },
    };
    eachReferenceNode(document, ({ ref, isData, keys }) => void references.push(`${keys.join("/")} ${ref} ${isData}`));
    expect(references).toEqual([
      "newValue data true",
      "newItem node false",
      "newEntries/newValue name false",
      "newEntries/example name false",
    ]);
  });

  it("the shapes of nodes, and the rule that refers to whole maps", () => {
    expect(
      found(schemaTree("X: { type: object, newItem: a, newOptions: [a], newEntries: [], newCount: many }")),
    ).toEqual(["newItem", "newOptions/0", "newEntries", "newCount"].map((place) => `malformed-node ${X}/${place}`));
    const spread = schemaTree("X: { newEntries: { $ref: '#/components/schemas' } }\nY: { type: string }");
    expect(found(spread)).toContain(`referenced-maps ${X}/newEntries`);
    expect(found(answerTree("{ description: a, content: { a/b: { newKey: a, other: a } } }"))).toEqual([
      "media-type-keys /paths/~1a/get/responses/200/content/a~1b/other",
    ]);
  });

  it("the bundle", () => {
    const tree = treeOf({
      "root.yaml": rootOf({
        paths: "/a:\n  newMethod: { responses: { '200': { newHeaders: { H: { schema: { type: string } } } } } }",
        schemas: "X: { newItem: { $ref: '#/components/schemas/Y' }, newOptions: [{}], newEntries: { a: {} } }\nY: {}",
        rest: "  newAnswers: { A: { description: a } }",
      }),
    });
    const { paths, components } = bundleTree(tree).document as Record<string, Record<string, Record<string, unknown>>>;
    expect(components?.["schemas"]?.["X"]).toEqual({
      newItem: { $ref: "#/components/schemas/Y" },
      newOptions: [{}],
      newEntries: { a: {} },
    });
    expect(components?.["newAnswers"]?.["A"]).toMatchObject({ description: "a" });
    expect(paths?.["/a"]?.["newMethod"]).toMatchObject({
      responses: { "200": { newHeaders: { H: { schema: { type: "string" } } } } },
    });
  });

  it("the places of names", () => {
    expect(stepsOf(["newEntries", "a", "newItem", "newOptions", "1", "newDefinitions", "b", "other"])).toEqual([
      { kind: "property", wire: "a" },
      { kind: "item" },
      { kind: "option", ordinal: 2 },
      { kind: "part", wire: "b" },
      { kind: "part", wire: "other" },
    ]);
  });

  it("the schema builder, which also tells what it does not read", () => {
    expect(hasStructure({ newItem: {} })).toBe(true);
    expect(hasStructure({ newCount: 1 })).toBe(false);
    const value = { newOptions: [{ type: "string" }] };
    expect(unionKeywords({ file: "", pointer: "", value })).toEqual(["newOptions"]);
    const schemas = "X: { type: object, properties: { a: { type: string, newCount: 1 } } }";
    expect(processSpec({ "root.yaml": rootOf({ schemas }) }).diagnostics).toEqual([
      expect.objectContaining({ code: "unsupported-keyword", message: expect.stringContaining("newCount") as string }),
    ]);
  });

  it("the bounds of nesting, and the kinds of references", () => {
    let nested: RawObject = { type: "string" };
    for (let depth = 0; depth < 150; depth += 1) nested = { newItem: nested };
    expect(found(schemaTree(`X: ${JSON.stringify(nested)}`))).toEqual([
      expect.stringMatching(/^nested-too-deep /u) as string,
    ]);
    const target = { file: "a.yaml", pointer: "", value: { newEntries: {} } };
    expect(mistakenKind("answer", target)).toEqual({ found: "schema", isReadable: false });
    const inSection = { file: "a.yaml", pointer: "/components/newAnswers/A", value: { description: "a" } };
    expect(mistakenKind("parameter", inSection)).toEqual({ found: "answer", isReadable: false });
  });
});
