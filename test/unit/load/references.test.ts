import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { locateDiagnostics } from "../../../generator/load/locate.ts";
import { linkTree } from "../../../generator/load/link.ts";
import { valueAt } from "../../../generator/load/pointer.ts";
import { readSpec } from "../../../generator/load/read.ts";
import { readYaml } from "../../../generator/load/yaml.ts";
import type { SourceTree } from "../../../generator/load/tree.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { analyseTrees } from "../../../generator/analyse.ts";
import { processSpec, rootOf, treeOf } from "../../support/spec.ts";

interface Read {
  readonly tree: SourceTree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and links files as a run does, the first being the root. */
async function read(files: Readonly<Record<string, string>>): Promise<Read> {
  const folder = temporaryFolder("references");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const [root = ""] = Object.keys(files);
  const { value: tree, diagnostics } = await readSpec({ version: "beta", roots: [root], top: "." }, { base: folder });
  const linked = tree === undefined ? [] : linkTree(tree).diagnostics;
  return { tree, diagnostics: locateDiagnostics([...diagnostics, ...linked], tree === undefined ? [] : [tree]) };
}

function root(schemas: string): string {
  return rootOf({ schemas });
}

const URL = "https://example.com/v2/Users/1";

describe("a $ref in data", () => {
  it.each([
    ["example", `X: { type: object, example: { value: a, $ref: '${URL}' } }`],
    ["example, with nothing beside it", `X: { type: object, example: { $ref: '${URL}' } }`],
    ["default", `X: { type: object, default: { $ref: '../../outside.yaml' } }`],
    ["enum", `X: { enum: [{ $ref: /etc/passwd }] }`],
    ["const", `X: { const: { $ref: 'nothing.yaml' } }`],
    ["the list of examples of 3.1", `X: { examples: [{ $ref: '${URL}' }] }`],
    ["deeper in an example", `X: { example: { a: [{ properties: { b: { $ref: '${URL}' } } }] } }`],
    ["an extension", `X: { x-links: { $ref: '${URL}' } }`],
  ])("stays data: %s", async (_, schemas) => {
    const { tree, diagnostics } = await read({ "root.yaml": root(schemas) });
    expect(diagnostics).toEqual([]);
    expect([...(tree?.files.keys() ?? [])]).toEqual(["root.yaml"]);
    expect(valueAt(tree?.files.get("root.yaml"), "/components/schemas")).toEqual(readYaml(schemas).value);
  });

  it("stays data in a named example, whose own reference is one", async () => {
    const { tree, diagnostics } = await read({
      "root.yaml": rootOf({
        rest: `components: { examples: { a: { value: { $ref: '${URL}' } }, b: { $ref: ./b.yaml }, c: { $ref: ./c.yaml } } }`,
      }),
      "b.yaml": `value: { $ref: '${URL}' }`,
    });
    expect([...(tree?.files.keys() ?? [])]).toEqual(["root.yaml", "b.yaml"]);
    expect(diagnostics.map(({ code, origin }) => `${code} ${origin?.pointer ?? ""}`)).toEqual([
      "missing-reference /components/examples/c/$ref",
    ]);
  });

  it("is followed when nothing stands beside it and it names a file of the tree", async () => {
    const { tree, diagnostics } = await read({
      "spec/root.yaml": root("X: { type: object, example: { $ref: ./x.yaml }, default: { a: 1, $ref: ./y.yaml } }"),
      "spec/x.yaml": "a: 1",
      "spec/y.yaml": "a: 1",
    });
    expect(diagnostics).toEqual([]);
    expect([...(tree?.files.keys() ?? [])]).toEqual(["spec/root.yaml", "spec/x.yaml"]);
  });

  it("is none where a property, an answer or a component has the name of a data keyword", async () => {
    const schemas = [
      "example: { $ref: './1.yaml' }",
      "X:",
      "  properties:",
      "    example: { $ref: './2.yaml' }",
      "    default: { properties: { enum: { $ref: './3.yaml' }, value: { $ref: './4.yaml' } } }",
    ].join("\n");
    const paths = "/a: { get: { responses: { default: { $ref: './5.yaml' } } } }";
    const { diagnostics } = await read({ "root.yaml": rootOf({ schemas, paths }) });
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(5).fill("missing-reference"));
  });
});

describe("an anchor", () => {
  it("names a node of its document", async () => {
    const { tree, diagnostics } = await read({
      "root.yaml": root(
        [
          "Thing: { $anchor: thing, type: object, properties: { 'a/b%': { $anchor: part, type: string } } }",
          "X: { $ref: '#thing' }",
          "Y: { $ref: '#part' }",
          "Z: { $id: 'https://x.example/z', type: string }",
          "W: { properties: { z: { $ref: 'https://x.example/z' } } }",
        ].join("\n"),
      ),
    });
    expect(diagnostics).toEqual([]);
    const schemas = valueAt(tree?.files.get("root.yaml"), "/components/schemas");
    expect(schemas).toMatchObject({
      X: { $ref: "#/components/schemas/Thing" },
      Y: { $ref: "#/components/schemas/Thing/properties/a~1b%25" },
      W: { properties: { z: { $ref: "#/components/schemas/Z" } } },
    });
  });

  it("that nothing has is a located warning, and the place unknown", async () => {
    const { diagnostics } = await read({
      "root.yaml": root("X: { type: object,\n  properties: { a: { $ref: '#nothing' } } }"),
    });
    expect(diagnostics.map(({ code, severity, line, message }) => ({ code, severity, line, message }))).toEqual([
      {
        code: "missing-reference",
        severity: "warning",
        line: 8,
        message: 'the reference "#nothing" has no target: no node of the same file has the $anchor "nothing"',
      },
    ]);
    const { version } = processSpec({
      "root.yaml": root("X: { type: object, properties: { a: { $ref: '#nothing' } } }"),
    });
    expect(version.declarations[0]).toMatchObject({ properties: [{ wire: "a", use: { kind: "unknown" } }] });
  });
});

describe("a circle of references", () => {
  it("is reported once, where it begins", async () => {
    const schemas =
      "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }\nC: { $ref: '#/components/schemas/A' }\nD: { $ref: '#/components/schemas/D' }";
    const { diagnostics } = await read({ "root.yaml": root(schemas) });
    expect(diagnostics.map(({ code, severity, origin, line }) => [code, severity, origin?.pointer, line])).toEqual([
      ["circular-reference", "warning", "/components/schemas/A/$ref", 7],
      ["circular-reference", "warning", "/components/schemas/D/$ref", 10],
    ]);
  });

  it("across files is one as well, and a chain that ends is none", async () => {
    const { diagnostics } = await read({
      "root.yaml": root("A: { $ref: './b.yaml' }\nE: { $ref: '#/components/schemas/F' }\nF: { $ref: './g.yaml' }"),
      "b.yaml": "$ref: './root.yaml#/components/schemas/A'",
      "g.yaml": "type: string",
    });
    expect(diagnostics.map(({ code, origin }) => `${code} ${origin?.file ?? ""}`)).toEqual([
      "circular-reference root.yaml",
    ]);
  });
});

describe("a text that cannot be read", () => {
  const deep = `a: 1\nb: ${"[".repeat(3000)}${"]".repeat(3000)}`;

  it.each([
    ["two documents", "---\n# one\na: 1\n---\nb: 1\n", 4, /single document/u],
    ["two documents without a first marker", "a: 1\n---\nb: 1\n", 2, /single document/u],
    ["content after the end", "a: 1\n...\nb: 1\n", 2, /single document/u],
    ["3,000 lists", deep, 2, /nested deeper than 500/u],
    ["3,000 maps", "{a: ".repeat(3000) + "1" + "}".repeat(3000), 1, /nested deeper than 500/u],
    ["600 lists", "- ".repeat(600) + "a", 1, /nested deeper than 500/u],
  ])("is a problem with a line: %s", (_, text, line, message) => {
    const { value, problems } = readYaml(text);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => [problem.kind, problem.line])).toEqual([["unreadable", line]]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.column).toBeGreaterThan(0);
  });

  it.each(["--- {a: 1}\n", "%YAML 1.2\n---\na: 1\n...\n", "[".repeat(400) + "]".repeat(400)])("is not %j", (text) => {
    expect(readYaml(text).problems).toEqual([]);
  });

  it("stops the run as a root, with its reason", async () => {
    const { tree, diagnostics } = await read({ "root.yaml": "openapi: 3.0.1\n---\na: 1\n" });
    expect(tree).toBeUndefined();
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain("error unreadable-root");
    expect(diagnostics.map(({ message }) => message).join()).toMatch(/line 2: .*single document/u);
  });

  it.each([
    ["a: 1\n---\nb: 1\n", /line 2: .*single document/u],
    [deep, /line 2: it is nested deeper/u],
  ])("is the reason why a reference to it leads nowhere", async (text, reason) => {
    const { diagnostics } = await read({ "root.yaml": root("A: { $ref: './b.yaml#/a' }"), "b.yaml": text });
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(["missing-reference", "unreadable-file"]);
    expect(diagnostics.find(({ code }) => code === "missing-reference")?.message).toMatch(reason);
  });
});

describe("a map that is a reference to what holds it", () => {
  const spec = (schema: string, rest = ""): string =>
    rootOf({
      paths: `"/x": { get: { operationId: getX, tags: [X], responses: { '200': { description: OK, content: { application/json: { schema: ${schema} } } } } } }`,
      rest,
    });

  it.each([
    [
      "the file itself",
      { "root.yaml": spec("{ $ref: ./a.yaml }"), "a.yaml": "{ type: object, properties: { $ref: '' } }" },
    ],
    ["its root", { "root.yaml": spec("{ $ref: ./a.yaml }"), "a.yaml": "{ type: object, properties: { $ref: '#' } }" }],
    ["itself", { "root.yaml": spec("{ $ref: ./a.yaml }"), "a.yaml": "{ properties: { $ref: '#/properties' } }" }],
    [
      "another file, and that one to the first",
      {
        "root.yaml": spec("{ $ref: ./a.yaml }"),
        "a.yaml": "{ type: object, properties: { $ref: ./b.yaml } }",
        "b.yaml": "{ type: object, properties: { $ref: ./a.yaml } }",
      },
    ],
    [
      "each other, and the list of parts too",
      {
        "root.yaml": spec("{ $ref: ./a.yaml }"),
        "a.yaml":
          "{ allOf: { $ref: ./b.yaml }, properties: { $ref: './b.yaml#/properties' }, patternProperties: { $ref: '#' } }",
        "b.yaml": "{ anyOf: { $ref: ./a.yaml }, properties: { $ref: './a.yaml#/properties' }, $defs: { $ref: '#' } }",
      },
    ],
    [
      "the components",
      { "root.yaml": spec("{ $ref: '#/components/schemas/A' }", "components: { schemas: { $ref: '#/components' } }") },
    ],
    ["the document", { "root.yaml": spec("{ type: string }", "components: { $ref: '#' }") }],
    ["the paths", { "root.yaml": "{ openapi: 3.1.0, info: { title: X, version: '1' }, paths: { $ref: '#' } }" }],
    [
      "the responses",
      { "root.yaml": spec("{ type: string }", "components: { responses: { $ref: '#/paths/~1x/get' } }") },
    ],
  ])("ends: %s", (_, files) => {
    const { diagnostics } = analyseTrees([treeOf(files)]);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
