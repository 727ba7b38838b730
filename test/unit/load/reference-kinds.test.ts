import { describe, expect, it } from "vitest";
import { processSpec, stringify } from "../../support/spec.ts";

type Node = Readonly<Record<string, unknown>>;

const TEXT = { type: "string" };
const BODY = { required: true, content: { "application/json": { schema: { type: "integer" } } } };
const ANSWER = { description: "An answer.", content: { "text/plain": { schema: TEXT } } };
const OPERATION = { operationId: "getA", tags: ["T"], responses: { "200": ANSWER } };

/** What may be a reference: a node, where it is put in a document, and the section of components it belongs to. */
interface Kind {
  readonly section: string;
  readonly node: Node;
  readonly put: (node: Node) => Node;
}

function withOperation(more: Node, rest: Node = {}): Node {
  return { paths: { "/a": { post: { ...OPERATION, ...more } } }, ...rest };
}

function withAnswer(more: Node): Node {
  return withOperation({ responses: { "200": { ...ANSWER, ...more } } });
}

const KINDS: Readonly<Record<string, Kind>> = {
  parameter: {
    section: "parameters",
    node: { name: "q", in: "query", description: "A parameter.", schema: TEXT },
    put: (node) => withOperation({ parameters: [node] }),
  },
  "request body": { section: "requestBodies", node: BODY, put: (node) => withOperation({ requestBody: node }) },
  response: { section: "responses", node: ANSWER, put: (node) => withOperation({ responses: { "200": node } }) },
  header: {
    section: "headers",
    node: { description: "A header.", schema: { type: "integer" } },
    put: (node) => withAnswer({ headers: { "X-H": node } }),
  },
  example: {
    section: "examples",
    node: { summary: "An example.", value: "x" },
    put: (node) => withAnswer({ content: { "text/plain": { schema: TEXT, examples: { one: node } } } }),
  },
  link: { section: "links", node: { operationId: "getA" }, put: (node) => withAnswer({ links: { next: node } }) },
  callback: {
    section: "callbacks",
    node: { "{$request.body#/url}": { post: { requestBody: BODY, responses: { "200": ANSWER } } } },
    put: (node) => withOperation({ callbacks: { done: node } }),
  },
  "path item": {
    section: "pathItems",
    node: { parameters: [{ name: "p", in: "query", schema: TEXT }], get: OPERATION },
    put: (node) => ({ paths: { "/a": node } }),
  },
  "security scheme": {
    section: "securitySchemes",
    node: { type: "http", scheme: "bearer" },
    put: (node) => ({ ...withOperation({ security: [{ key: [] }] }), components: { securitySchemes: { key: node } } }),
  },
  schema: {
    section: "schemas",
    node: { type: "object", properties: { a: TEXT } },
    put: (node) => withOperation({ requestBody: { content: { "application/json": { schema: node } } } }),
  },
};

/** Kinds that have no section of their own. */
const OTHERS: Readonly<Record<string, Kind>> = {
  operation: { section: "", node: OPERATION, put: (node) => ({ paths: { "/a": { get: node } } }) },
  "item of a callback": {
    section: "",
    node: { post: { requestBody: BODY, responses: { "200": ANSWER } } },
    put: (node) => withOperation({ callbacks: { done: { "{$request.body#/url}": node } } }),
  },
  "operation of a callback": {
    section: "",
    node: { requestBody: BODY, responses: { "200": ANSWER } },
    put: (node) => withOperation({ callbacks: { done: { "{$request.body#/url}": { post: node } } } }),
  },
  webhook: {
    section: "",
    node: { post: { description: "An event.", requestBody: BODY, responses: { "200": ANSWER } } },
    put: (node) => ({ paths: {}, webhooks: { made: node } }),
  },
  "media type": {
    section: "",
    node: { schema: { type: "integer" }, example: 3 },
    put: (node) => withOperation({ requestBody: { content: { "application/json": node } } }),
  },
  paths: { section: "", node: { "/a": { get: OPERATION } }, put: (node) => ({ paths: node }) },
  responses: { section: "", node: { "200": ANSWER }, put: (node) => withOperation({ responses: node }) },
  content: {
    section: "",
    node: { "application/json": { schema: { type: "integer" } } },
    put: (node) => withOperation({ requestBody: { content: node } }),
  },
  headers: {
    section: "",
    node: { "X-H": { schema: { type: "integer" } } },
    put: (node) => withAnswer({ headers: node }),
  },
};

/** How a node may be referred to: the reference, and the files it leads through. */
const WAYS: readonly (readonly [string, string, (node: Node) => Readonly<Record<string, unknown>>])[] = [
  ["a whole file", "./n.yaml", (node) => ({ "n.yaml": node })],
  ["JSON in a folder", "f/n.json", (node) => ({ "f/n.json": node })],
  ["a part of a file", "n.yaml#/x/1", (node) => ({ "n.yaml": { x: [{}, node] } })],
  ["encoded characters", "my%20n%23.yaml#/a~1b%20~0%25c", (node) => ({ "my n#.yaml": { "a/b ~%c": node } })],
  ["a chain", "f/c.yaml#/x", (node) => ({ "f/c.yaml": { x: { $ref: "../n.yaml" } }, "n.yaml": node })],
  [
    "a pointer through a reference",
    "c.yaml#/x/y",
    (node) => ({ "c.yaml": { x: { $ref: "n.yaml#/z" } }, "n.yaml": { z: { y: node } } }),
  ],
];

function processDocument(
  document: Node,
  files: Readonly<Record<string, unknown>> = {},
): ReturnType<typeof processSpec> {
  const root = { openapi: "3.1.0", info: { title: "T", version: "1" }, tags: [{ name: "T" }], ...document };
  const all = Object.entries({ "root.yaml": root, ...files });
  return processSpec(Object.fromEntries(all.map(([path, value]) => [path, stringify(value)])));
}

/** What a model says, wherever it stands. */
function meaningOf({ version }: ReturnType<typeof processSpec>): unknown {
  const places = new Set(["origin", "id", "place"]);
  return JSON.parse(JSON.stringify(version, (key, value: unknown) => (places.has(key) ? undefined : value)));
}

describe.each(Object.entries({ ...KINDS, ...OTHERS }))("a reference to %s", (_, { node, put }) => {
  it.each(WAYS)("means what it names: %s", (_way, ref, files) => {
    const inline = processDocument(put(node));
    const referred = processDocument(put({ $ref: ref }), files(node));
    expect(meaningOf(referred)).toEqual(meaningOf(inline));
    const problems = referred.diagnostics.filter(({ severity }) => severity === "warning" || severity === "error");
    expect(problems).toEqual([]);
  });

  it("that leads nowhere is a warning with its place", () => {
    const { diagnostics } = processDocument(put({ $ref: "./gone.yaml" }));
    const { origin } = diagnostics.find(({ code }) => code === "missing-reference") ?? {};
    expect(origin?.pointer).toMatch(/\/\$ref$/u);
  });
});

/** Of these, one says what the other says, and is read with a warning. */
const ALIKE: ReadonlySet<string> = new Set(["response request body", "request body response", "header parameter"]);

describe.each(Object.entries(KINDS))("where %s is wanted, a component that is", (wanted, { put }) => {
  it.each(Object.entries(KINDS))("%s is told where it is another", (found, { section, node }) => {
    const referred = put({ $ref: `#/components/${section}/Other` });
    const own = (referred["components"] ?? {}) as Readonly<Record<string, Node>>;
    const { diagnostics } = processDocument({
      ...referred,
      components: { ...own, [section]: { ...own[section], Other: node } },
    });
    const told = diagnostics.filter(({ code }) => code === "wrong-kind-reference");
    expect(told.map(({ severity, origin }) => [severity, origin?.pointer.endsWith("/$ref")])).toEqual(
      wanted === found ? [] : [["warning", true]],
    );
    if (wanted !== found) {
      expect(told[0]?.message).toContain(wanted);
      expect(told[0]?.action.startsWith("read as")).toBe(ALIKE.has(`${wanted} ${found}`));
    }
  });
});

describe("a file that is a node of another kind", () => {
  it.each([
    ["a document", "parameter", { openapi: "3.0.0", paths: {} }],
    ["a schema", "parameter", { type: "object", properties: {} }],
    ["a schema", "response", { allOf: [] }],
    ["a response", "schema", ANSWER],
    ["a response", "parameter", ANSWER],
    ["a parameter", "schema", { name: "q", in: "query", schema: TEXT }],
    ["an operation", "path item", OPERATION],
    ["a path item", "schema", { get: OPERATION }],
    ["a security scheme", "header", { type: "http", scheme: "bearer" }],
  ])("is told by what only such nodes have: %s where a %s is wanted", (_, wanted, node) => {
    const kind = KINDS[wanted];
    const { diagnostics } = processDocument(kind?.put({ $ref: "./n.yaml" }) ?? {}, { "n.yaml": node });
    expect(diagnostics.filter(({ code }) => code === "wrong-kind-reference")).toHaveLength(1);
  });
});

describe("texts beside a reference", () => {
  it.each([
    ["parameter", "description"],
    ["request body", "description"],
    ["response", "description"],
    ["header", "description"],
    ["example", "summary"],
  ])("count before those of the %s", (name, key) => {
    const { node, put } = KINDS[name] as Kind;
    const beside = processDocument(put({ $ref: "./c.yaml", [key]: "Said here." }), {
      "c.yaml": { $ref: "./n.yaml", [key]: "Said on the way." },
      "n.yaml": node,
    });
    expect(JSON.stringify(meaningOf(beside))).toContain("Said here.");
    expect(meaningOf(beside)).toEqual(meaningOf(processDocument(put({ ...node, [key]: "Said here." }))));
  });

  it("of a path item make one item of both, and other keys beside a parameter are told", () => {
    const { version, diagnostics } = processDocument(
      {
        paths: {
          "/a/{p}": { $ref: "./n.yaml", parameters: [{ name: "q", in: "query", schema: TEXT }], put: OPERATION },
          "/b": { get: { ...OPERATION, parameters: [{ $ref: "./p.yaml", required: true }] } },
        },
      },
      {
        "n.yaml": { parameters: [{ name: "p", in: "path", required: true, schema: TEXT }], get: OPERATION },
        "p.yaml": { name: "q", in: "query", schema: TEXT },
      },
    );
    expect(version.operations.map(({ key, parameters }) => [key, parameters.map(({ wire }) => wire)])).toEqual([
      ["GET /a/{}", ["p", "q"]],
      ["PUT /a/{}", ["p", "q"]],
      ["GET /b", ["q"]],
    ]);
    expect(version.operations.at(-1)?.parameters[0]?.required).toBe(false);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toContain(
      "reference-siblings a reference has required beside it; only a summary and a description are allowed",
    );
  });
});

describe("keywords beside the reference of a schema", () => {
  const files = { "base.yaml": { type: "object", properties: { a: TEXT } } };
  it.each([
    ["properties", { properties: { b: TEXT } }, "a b"],
    ["required", { required: ["a"] }, "a!"],
    ["allOf", { allOf: [{ properties: { c: TEXT } }] }, "a c"],
  ])("are kept where another reference leads to it: %s", (_, beside, properties) => {
    const components = { schemas: { X: { $ref: "./base.yaml", ...beside } } };
    const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/X" } } } };
    const { version } = processDocument({ ...withOperation({ requestBody: body }), components }, files);
    const use = version.operations[0]?.body?.contents[0]?.use;
    const declaration = version.declarations.find(({ id }) => use?.kind === "ref" && id === use.id);
    const shown =
      declaration?.kind === "object"
        ? declaration.properties.map(({ wire, required }) => wire + (required ? "!" : ""))
        : [];
    expect(shown.join(" ")).toBe(properties);
  });

  it("null too", () => {
    const components = { schemas: { X: { $ref: "./base.yaml", nullable: true } } };
    const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/X" } } } };
    const { version } = processDocument({ ...withOperation({ requestBody: body }), components }, files);
    expect(version.operations[0]?.body?.contents[0]?.use.kind).toBe("nullable");
  });
});

describe("a discriminator", () => {
  it.each([
    ["a file", "./cat.yaml"],
    ["a name", "Cat"],
    ["a pointer through a reference", "root.yaml#/components/schemas/Cat"],
  ])("maps to an option by %s, and what is none is told", (_, ref) => {
    const pet = {
      oneOf: [{ $ref: "cat.yaml" }, { $ref: "dog.yaml" }],
      discriminator: { propertyName: "kind", mapping: { cat: ref, dog: "dog.yaml", cow: "Cow" } },
    };
    const animal = { type: "object", properties: { kind: TEXT } };
    const { version, diagnostics } = processDocument(
      { paths: {}, components: { schemas: { Pet: { $ref: "pet.yaml" }, Cat: { $ref: "cat.yaml" } } } },
      { "pet.yaml": pet, "cat.yaml": animal, "dog.yaml": { ...animal, title: "Dog" } },
    );
    const union = version.declarations.find(({ kind }) => kind === "union");
    expect(union?.kind === "union" ? union.members.map(({ tagValues }) => tagValues) : []).toEqual([["cat"], ["dog"]]);
    expect(diagnostics.filter(({ code }) => code === "mapped-to-nothing").map(({ origin }) => origin?.pointer)).toEqual(
      ["/discriminator/mapping/cow"],
    );
  });
});

it("an alias is followed through as many references as a chain may have", () => {
  // Each is a name of its own, so that the model has a chain of aliases and not one reference.
  const names = Array.from({ length: 90 }, (_, index) => [
    `S${String(index)}`,
    { oneOf: [{ $ref: `#/components/schemas/S${String(index + 1)}` }] },
  ]);
  const { version } = processDocument({
    paths: {
      "/a": {
        post: {
          ...OPERATION,
          requestBody: { content: { "multipart/form-data": { schema: { $ref: "#/components/schemas/S0" } } } },
        },
      },
    },
    components: { schemas: { ...Object.fromEntries(names), S90: { type: "object", properties: { a: TEXT } } } },
  });
  expect(version.operations[0]?.body?.contents[0]?.fields.map(({ wire }) => wire)).toEqual(["a"]);
});
