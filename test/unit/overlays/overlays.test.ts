import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse, type Analysis } from "../../../generator/analyse.ts";
import { specsOf } from "../../../generator/commands/specs-input.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { specHash } from "../../../generator/load/hash-specs.ts";
import { locateDiagnostics } from "../../../generator/load/locate.ts";
import { temporaryFolder } from "../../support/generated.ts";

const ROOT = {
  openapi: "3.0.3",
  info: { title: "Things", version: "1" },
  tags: [{ name: "Things" }],
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        tags: ["Things"],
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          { name: "internal", in: "query", schema: { type: "string" } },
          { name: "offset", in: "query", schema: { type: "integer" } },
        ],
        responses: { "200": { description: "OK", content: json({ $ref: "#/components/schemas/Thing" }) } },
      },
    },
    "/others": { $ref: "paths/others.yaml" },
  },
  components: {
    schemas: { Thing: { type: "object", properties: { id: { type: "string" }, old: { type: "string" } } } },
  },
};

const OTHERS = {
  get: {
    operationId: "listOthers",
    tags: ["Others"],
    responses: { "200": { description: "OK", content: json({ $ref: "../schemas/Other.yaml" }) } },
  },
  post: {
    operationId: "createOther",
    tags: ["Others"],
    requestBody: { content: json({ $ref: "../schemas/Other.yaml" }) },
    responses: { "204": { description: "Done" } },
  },
};

const OTHER = {
  type: "object",
  properties: { name: { type: "string" }, parent: { $ref: "Other.yaml" } },
};

function json(schema: unknown): unknown {
  return { "application/json": { schema } };
}

const FILES = { "root.yaml": ROOT, "paths/others.yaml": OTHERS, "schemas/Other.yaml": OTHER };

interface Applied {
  readonly analysis: Analysis;
  /** The files of the first version, as they were before repairs or after. */
  readonly files: ReadonlyMap<string, unknown>;
  readonly found: readonly string[];
}

interface Project {
  readonly overlays?: readonly string[];
  readonly versions?: Readonly<
    Record<string, { readonly roots: readonly string[]; readonly overlays?: readonly string[] }>
  >;
}

/** Applies overlays, given as texts or documents by path, and tells each finding as `file:line code`. */
async function applyFiles(
  overlays: Readonly<Record<string, unknown>>,
  {
    overlays: shared = [],
    versions = { beta: { roots: ["root.yaml"], overlays: Object.keys(overlays) } },
  }: Project = {},
  files: Readonly<Record<string, unknown>> = FILES,
): Promise<Applied> {
  const folder = temporaryFolder("overlays");
  for (const [path, content] of Object.entries({ ...files, ...overlays })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content, undefined, 1));
  }
  const config = withDefaults({ specs: versions, overlays: shared }, folder);
  const analysis = await analyse({ ...specsOf({ config, cwd: folder, specs: [] }), config });
  const found = locateDiagnostics(analysis.diagnostics, analysis.trees)
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(
      ({ code, message, origin, line }) =>
        `${(origin?.file ?? "").replace(`${folder}/`, "")}:${String(line)} ${code}: ${message.replaceAll(`${folder}/`, "")}`,
    );
  return { analysis, files: analysis.trees[0]?.files ?? new Map(), found };
}

function overlayOf(...actions: readonly unknown[]): unknown {
  return { overlay: "1.0.0", info: { title: "Corrections", version: "1" }, actions };
}

/** The overlay's text has a line for each action: the fourth is the first. */
function linesOf(...actions: readonly string[]): string {
  return [
    "overlay: 1.0.0",
    "info: { title: Corrections, version: '1' }",
    "actions:",
    ...actions.map((action) => `  - ${action}`),
  ].join("\n");
}

function at(files: ReadonlyMap<string, unknown>, file: string, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], files.get(file));
}

describe("what an action does", () => {
  it("merges mappings key by key, appends to lists and replaces the rest", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf({
        target: "$.paths['/things'].get",
        update: {
          summary: "Lists things",
          tags: ["More"],
          responses: { "200": { description: "All things" }, "404": { description: "None" } },
        },
      }),
    });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "paths", "/things", "get")).toMatchObject({
      summary: "Lists things",
      tags: ["Things", "More"],
      operationId: "listThings",
      responses: { "200": { description: "All things", content: {} }, "404": { description: "None" } },
    });
  });

  it.each([
    ["an item", { name: "Others" }, [{ name: "Things" }, { name: "Others" }]],
    ["each item of a list", [{ name: "A" }, { name: "B" }], [{ name: "Things" }, { name: "A" }, { name: "B" }]],
  ])("appends %s to a list that it targets", async (_, update, expected) => {
    const { files, found } = await applyFiles({ "o.yaml": overlayOf({ target: "$.tags", update }) });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "tags")).toEqual(expected);
  });

  it("removes every target, whatever the update says", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf(
        { target: "$.paths['/things'].get.parameters[0,1]", remove: true, update: { name: "x" } },
        { target: "$.components.schemas.Thing.properties.old", remove: true },
      ),
    });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "paths", "/things", "get", "parameters")).toMatchObject([{ name: "offset" }]);
    const { properties } = at(files, "root.yaml", "components", "schemas", "Thing") as { readonly properties: object };
    expect(Object.keys(properties)).toEqual(["id"]);
  });

  it("removes items of a list, the last first", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf({ target: "$.paths['/things'].get.parameters[?@.name != 'internal']", remove: true }),
    });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "paths", "/things", "get", "parameters")).toMatchObject([{ name: "internal" }]);
  });

  it("sees what the actions and overlays before it wrote", async () => {
    const { files, found } = await applyFiles({
      "one.yaml": overlayOf({ target: "$.info", update: { "x-step": { count: 1 } } }),
      "two.yaml": overlayOf(
        { target: "$.info['x-step']", update: { count: 2, more: {} } },
        { target: "$.info['x-step'].more", update: { last: true } },
      ),
    });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "info", "x-step")).toEqual({ count: 2, more: { last: true } });
  });

  it("reads match and search with an engine that does not backtrack", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf(
        { target: "$.paths[*][?match(@.operationId, 'list.*')]", update: { "x-listed": true } },
        { target: "$.paths[*][?search(@.operationId, '(O|x)th(er)+')]", update: { "x-other": true } },
      ),
    });
    expect(found).toEqual([]);
    expect(at(files, "root.yaml", "paths", "/things", "get", "x-listed")).toBe(true);
    expect(at(files, "paths/others.yaml", "get")).toMatchObject({ "x-listed": true, "x-other": true });
    expect(at(files, "paths/others.yaml", "post")).not.toHaveProperty("x-listed");
    expect(at(files, "paths/others.yaml", "post", "x-other")).toBe(true);
  });
});

describe("what the paths see", () => {
  it("goes through references to other files, and changes what they name", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf({
        target: "$.paths['/others'].get.responses['200'].content['application/json'].schema.properties.name",
        update: { description: "Its name" },
      }),
    });
    expect(found).toEqual([]);
    expect(at(files, "schemas/Other.yaml", "properties", "name", "description")).toBe("Its name");
    expect(at(files, "root.yaml", "paths", "/others")).toEqual({ $ref: "paths/others.yaml" });
  });

  it("meets each node once, also where files refer to themselves", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf({ target: "$..[?@.type == 'string']", update: { "x-seen": ["once"] } }),
    });
    expect(found).toEqual([]);
    expect(at(files, "schemas/Other.yaml", "properties", "name", "x-seen")).toEqual(["once"]);
    expect(at(files, "root.yaml", "components", "schemas", "Thing", "properties", "id", "x-seen")).toEqual(["once"]);
  });

  it("ends a filter that goes round in a file that refers to itself", async () => {
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf({ target: "$.paths[*][?@..parent]", update: { "x-tree": true } }),
    });
    expect(found).toEqual([]);
    expect(at(files, "paths/others.yaml", "get", "x-tree")).toBe(true);
    expect(at(files, "root.yaml", "paths", "/things", "get")).not.toHaveProperty("x-tree");
  });

  it("keeps references inside the root, which may be replaced at their place", async () => {
    const schema = "$.paths['/things'].get.responses['200'].content['application/json']";
    const { files, found } = await applyFiles({
      "o.yaml": overlayOf(
        { target: `${schema}.schema[?@ == '#/components/schemas/Thing']`, remove: true },
        { target: schema, update: { schema: { $ref: "schemas/Other.yaml" } } },
        {
          target: "$.paths['/others'].post.requestBody.content['application/json']",
          update: { schema: { $ref: "#/components/schemas/Thing" } },
        },
      ),
    });
    expect(found).toEqual([]);
    expect(
      at(files, "root.yaml", "paths", "/things", "get", "responses", "200", "content", "application/json", "schema"),
    ).toEqual({
      $ref: "schemas/Other.yaml",
    });
    expect(at(files, "paths/others.yaml", "post", "requestBody", "content", "application/json", "schema")).toEqual({
      $ref: "../root.yaml#/components/schemas/Thing",
    });
    expect(at(files, "schemas/Other.yaml", "type")).toBe("object");
  });

  it("reads files that only an overlay refers to, and paths of the next action see them", async () => {
    const { files, found, analysis } = await applyFiles(
      {
        "o.yaml": overlayOf(
          { target: "$.components.schemas", update: { New: { $ref: "extra/New.yaml" } } },
          { target: "$.components.schemas.New.properties.size", update: { format: "int64" } },
          {
            target: "$.paths['/things'].get.responses",
            update: { "201": { description: "New", content: json({ $ref: "#/components/schemas/New" }) } },
          },
        ),
      },
      undefined,
      {
        ...FILES,
        "extra/New.yaml": { type: "object", properties: { size: { type: "integer" }, deep: { $ref: "Deep.yaml" } } },
        "extra/Deep.yaml": { type: "string", enum: ["a", "b"] },
      },
    );
    expect(found).toEqual([]);
    expect(at(files, "extra/New.yaml", "properties", "size")).toEqual({ type: "integer", format: "int64" });
    expect(files.has("extra/Deep.yaml")).toBe(true);
    expect(analysis.model?.versions[0]?.declarations.map(({ origin }) => origin.file)).toContain("extra/New.yaml");
  });

  it("leaves the readings that other versions share as they were", async () => {
    const { analysis } = await applyFiles(
      { "o.yaml": overlayOf({ target: "$.paths['/others'].post", remove: true }) },
      { versions: { beta: { roots: ["root.yaml"], overlays: ["o.yaml"] }, v1: { roots: ["root.yaml"] } } },
    );
    const keysOf = (index: number): readonly string[] =>
      Object.keys(at(analysis.trees[index]?.files ?? new Map(), "paths/others.yaml") as object);
    expect([keysOf(0), keysOf(1)]).toEqual([["get"], ["get", "post"]]);
  });
});

describe("which documents an overlay is for", () => {
  const versions = { beta: { roots: ["root.yaml"] }, v1: { roots: ["other.yaml"] } };
  const files = { ...FILES, "other.yaml": { ...ROOT, paths: { "/only": ROOT.paths["/things"] } } };

  it("applies an overlay for every version before those of a version, and lets it find something in one", async () => {
    const { files: beta, found } = await applyFiles(
      {
        "all.yaml": overlayOf(
          { target: "$.paths['/only'].get", update: { summary: "Only" } },
          { target: "$.info", update: { "x-order": ["all"] } },
        ),
        "beta.yaml": overlayOf({ target: "$.info", update: { "x-order": ["beta"] } }),
      },
      { overlays: ["all.yaml"], versions: { ...versions, beta: { roots: ["root.yaml"], overlays: ["beta.yaml"] } } },
      files,
    );
    expect(found).toEqual([]);
    expect(at(beta, "root.yaml", "info", "x-order")).toEqual(["all", "beta"]);
  });

  it("tells an action that is dead in every version", async () => {
    const all = linesOf("{ target: '$.info', update: { x-a: 1 } }", "{ target: \"$.paths['/gone']\", remove: true }");
    const { found, analysis } = await applyFiles({ "all.yaml": all }, { overlays: ["all.yaml"], versions }, files);
    expect(found).toEqual([
      "all.yaml:5 dead-action: the target of the action, $.paths['/gone'], matches nothing in beta, v1",
    ]);
    expect(analysis.model).toBeUndefined();
  });

  it("goes by extends", async () => {
    const one = { ...(overlayOf({ target: "$.info", update: { "x-one": 1 } }) as object), extends: "../root.yaml" };
    const { found, analysis } = await applyFiles({ "o/one.yaml": one }, { overlays: ["o/one.yaml"], versions }, files);
    expect(found).toEqual([]);
    const marked = analysis.trees.map((tree) =>
      Object.hasOwn(at(tree.files, tree.roots[0] ?? "", "info") as object, "x-one"),
    );
    expect(marked).toEqual([true, false]);
  });

  it.each([
    ["./root2.yaml", "error", "the overlay extends ./root2.yaml, which is not one of the roots (root.yaml)"],
    [
      "https://x.example/openapi.yaml",
      "warning",
      "the overlay extends https://x.example/openapi.yaml; it is not known whether beta is made from that document",
    ],
  ])("extends %s is an %s", async (document, severity, message) => {
    const one = { ...(overlayOf({ target: "$.info", update: { "x-one": 1 } }) as object), extends: document };
    const { analysis } = await applyFiles({ "o.yaml": one });
    expect(analysis.diagnostics.filter(({ code }) => code === "unknown-extends")).toMatchObject([
      { severity, message },
    ]);
    expect(analysis.model === undefined).toBe(severity === "error");
  });
});

describe("where findings are shown", () => {
  it("shows what an overlay wrote in the overlay, and the rest at its own line", async () => {
    const overlay = linesOf(
      "{ target: \"$.paths['/things'].get.parameters[0]\", remove: true }",
      "{ target: $.components.schemas.Thing.properties.id, update: { type: strin } }",
    );
    const root = [
      "openapi: 3.0.3",
      "info: { title: Things, version: '1' }",
      "paths:",
      "  /things:",
      "    get:",
      "      operationId: listThings",
      "      parameters:",
      "        - { name: a, in: query, schema: { type: string } }",
      "        - { name: b, in: query, schema: { type: stringg } }",
      "      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }",
      "components: { schemas: { Thing: { type: object, properties: { id: { type: string } } } } }",
    ].join("\n");
    const { found } = await applyFiles({ "o.yaml": overlay }, undefined, { "root.yaml": root });
    expect(found.map((text) => text.split(":").slice(0, 3).join(":"))).toEqual([
      'o.yaml:5 misplaced-format: "strin" is not a type',
      'root.yaml:9 misplaced-format: "stringg" is not a type',
    ]);
  });

  it("shows a reference that an overlay wrote and that leads nowhere", async () => {
    const { found } = await applyFiles({
      "o.yaml": linesOf("{ target: $.paths, update: { /new: { $ref: 'nowhere.yaml' } } }"),
    });
    expect(found).toContain(
      'o.yaml:4 missing-reference: the reference "nowhere.yaml" has no target: the file does not exist',
    );
  });
});

describe("an overlay that cannot be applied", () => {
  const action = (text: string): string => linesOf(`{ ${text} }`);
  it.each([
    ["no mapping", "- a", 1, "the file is not an overlay"],
    ["broken YAML", "overlay: [", 2, "the overlay is not well-formed YAML or JSON"],
    ["two equal keys", `${action("target: $.info, update: {}")}\nactions: []`, 5, 'the key "actions" stands twice'],
    [
      "another version",
      "overlay: 2.0.0\ninfo: {}\nactions: []",
      1,
      "the overlay has the version 2.0.0; only 1.0.0 is supported",
    ],
    [
      "a document of another kind",
      "openapi: 3.0.0\ninfo: { title: a, version: b }\npaths: {}",
      1,
      "the file is not an overlay",
    ],
    ["an unknown key", action("target: $.info, updat: {}"), 4, '/actions/0 has the unknown key "updat"'],
    ["no action", "overlay: 1.0.0\ninfo: { title: a, version: b }\nactions: []", 3, "must NOT have fewer than 1 items"],
    ["no target", action("update: {}"), 4, "must have required property 'target'"],
    ["a path that is none", action("target: paths.x, update: {}"), 4, "paths.x is not a JSONPath of RFC 9535"],
    ["a function that is none", action("target: '$[?foo(@)]', update: {}"), 4, "no such function 'foo'"],
    [
      "a path without an end",
      action(`target: '$[?${"(".repeat(900)}', update: {}`),
      4,
      "is not a JSONPath of RFC 9535",
    ],
    [
      "a path that is too long",
      action(`target: '$${".a".repeat(2000)}', update: {}`),
      4,
      "must NOT have more than 2000 characters",
    ],
    [
      "a key of prototypes",
      action("target: $.info, update: { x: { __proto__: { y: 1 } } }"),
      4,
      'the action writes the key "__proto__"',
    ],
    [
      "a text as target of an update",
      action("target: $.info.title, update: { x: 1 }"),
      4,
      "$.info.title leads to a value that is neither",
    ],
    [
      "a text as update of a mapping",
      action("target: $.info, update: text"),
      4,
      "$.info leads to a mapping, and the update is none",
    ],
    ["removing the document", action("target: $, remove: true"), 4, "the action removes the whole document"],
    ["removing the document by a longer path", action("target: '$ ', remove: true"), 4, ""],
    ["a pattern that backtracks", action("target: \"$.paths[?search(@, 'a(?=b)')]\", remove: true"), 4, ""],
    [
      "a pattern that nobody can run",
      action("target: \"$.info[?search(@, '(?=b)')]\", remove: true"),
      4,
      'the pattern "(?=b)" of search() is not asked',
    ],
    [
      "nothing found",
      action("target: $.nothing, remove: true"),
      4,
      "the target of the action, $.nothing, matches nothing in beta",
    ],
    [
      "a document that doubles with every action",
      linesOf(...Array.from({ length: 40 }, () => "{ target: '$..*', update: { x: { y: { z: {} } } } }")),
      4,
      "leads to a value that is neither",
    ],
    [
      "updates that write too much",
      linesOf(
        `{ target: $.info, update: { x-a: [${"{},".repeat(1500)}{}] } }`,
        `{ target: "$.info['x-a'][*]", update: { x: [${"0,".repeat(1000)}0] } }`,
      ),
      5,
      "writes more than 1000000 nodes",
    ],
    ["an action that does nothing", action("target: $.info, remove: false"), 4, 'neither "update" nor "remove: true"'],
  ])("is told with its line: %s", async (_, overlay, line, message) => {
    const { found, analysis } = await applyFiles({ "o.yaml": overlay });
    expect(analysis.model).toBeUndefined();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      line === undefined ? /^o\.yaml:\d+ / : new RegExp(`^o\\.yaml:${String(line)} (?:bad-overlay|dead-action): `, "u"),
    );
    expect(found[0]).toContain(message);
  });

  it("is told where it is not there, once for all versions", async () => {
    const { found } = await applyFiles(
      {},
      { overlays: ["gone.yaml"], versions: { beta: { roots: ["root.yaml"] }, v1: { roots: ["root.yaml"] } } },
    );
    expect(found).toEqual([expect.stringContaining("bad-overlay: the overlay gone.yaml cannot be read") as string]);
  });
});

describe("the hash of the input", () => {
  it("changes with an overlay and with the order of two", async () => {
    const a = overlayOf({ target: "$.info", update: { "x-a": 1 } });
    const b = overlayOf({ target: "$.info", update: { "x-b": 1 } });
    const hash = async (overlays: Readonly<Record<string, unknown>>, order: readonly string[]): Promise<string> => {
      const { analysis } = await applyFiles(overlays, {
        versions: { beta: { roots: ["root.yaml"], overlays: order } },
      });
      const [tree] = analysis.trees;
      return tree === undefined ? "" : specHash(tree);
    };
    const hashes = [
      await hash({}, []),
      await hash({ "a.yaml": a }, ["a.yaml"]),
      await hash({ "a.yaml": a, "b.yaml": b }, ["a.yaml", "b.yaml"]),
      await hash({ "a.yaml": a, "b.yaml": b }, ["b.yaml", "a.yaml"]),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(await hash({ "a.yaml": a }, ["a.yaml"])).toBe(hashes[1]);
  });
});

describe("a reference of an update", () => {
  const union = {
    oneOf: [{ $ref: "Other.yaml" }],
    discriminator: { propertyName: "kind", mapping: { a: "Other.yaml" } },
  };
  const files = {
    ...FILES,
    "schemas/Union.yaml": union,
    "paths/others.yaml": {
      ...OTHERS,
      put: { ...OTHERS.post, operationId: "put", requestBody: { content: json({ $ref: "../schemas/Union.yaml" }) } },
    },
  };
  const target = "$.paths['/others'].put.requestBody.content['application/json'].schema";
  it.each([
    ["a mapping of its own", "$.info", { "x-none": 1 }, ["discriminator", "mapping", "a"], "Other.yaml"],
    [
      "a new schema",
      target,
      { oneOf: [{ $ref: "#/components/schemas/Thing" }] },
      ["oneOf", 1, "$ref"],
      "../root.yaml#/components/schemas/Thing",
    ],
    [
      "a key of a mapping",
      target,
      { discriminator: { mapping: { b: "#/components/schemas/Thing", c: "Plain" } } },
      ["discriminator", "mapping", "b"],
      "../root.yaml#/components/schemas/Thing",
    ],
    [
      "a name of a mapping",
      target,
      { discriminator: { mapping: { c: "Plain" } } },
      ["discriminator", "mapping", "c"],
      "Plain",
    ],
    [
      "a new property",
      target,
      { properties: { x: { $ref: "schemas/Other.yaml#/properties/name" } } },
      ["properties", "x", "$ref"],
      "Other.yaml#/properties/name",
    ],
  ])("is that of the root in %s", async (_, path, update, keys, expected) => {
    const { files: after } = await applyFiles({ "o.yaml": overlayOf({ target: path, update }) }, undefined, files);
    expect(at(after, "schemas/Union.yaml", ...keys)).toBe(expected);
  });
});
