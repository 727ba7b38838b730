import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readSurface } from "../../../generator/contract/read-surface.ts";
import type { Surface } from "../../../generator/contract/surface-format.ts";
import { SURFACE_SCHEMA, surfaceSchemaText } from "../../../generator/contract/surface-schema.ts";
import { surfaceText } from "../../../generator/contract/surface-text.ts";
import { contractOf } from "../../support/surface.ts";
import { at, publicSpec, treesOf } from "./surface-spec.ts";

type Spec = ReturnType<typeof publicSpec>;
type Change = (spec: Spec) => void;
type PublicRow = readonly [name: string, change: Change, where: (surface: Surface) => unknown];
type WordRow = readonly [name: string, change: Change];

async function surfaceAfter(change: (spec: Spec) => void): Promise<Surface> {
  const spec = publicSpec();
  change(spec);
  return (await contractOf(treesOf(spec))).surface;
}

const plain = surfaceAfter(() => undefined);

const operationOf = ({ operations }: Surface, id: string): Surface["operations"][number] | undefined =>
  operations.find((entry) => entry.id === id);
const modelOf = ({ models }: Surface, id: string): Surface["models"][number] | undefined =>
  models.find((entry) => entry.id.endsWith(id));
const propertyOf = (surface: Surface, wire: string): object | undefined =>
  modelOf(surface, "role.json")?.properties?.find((property) => property.wire === wire);
const parameterOf = (surface: Surface, wire: string): object | undefined =>
  operationOf(surface, "listRoles")?.parameters.find((parameter) => parameter.wire === wire);

const list = (spec: Spec): Record<string, unknown> => at(spec.root, "paths", "/roles", "get");
const listParameter = (spec: Spec, index: number): Record<string, unknown> => at(list(spec), "parameters", index);
const property = (spec: Spec, wire: string): Record<string, unknown> => at(spec.role, "properties", wire);

/** Each row changes one public thing; `where` is the field of the surface that has to tell it. */
const PUBLIC: readonly PublicRow[] = [
  [
    "an operation added",
    ({ root }) =>
      void (at(root, "paths")["/things"] = {
        get: { operationId: "listThings", tags: ["Roles"], responses: { "204": { description: "" } } },
      }),
    ({ operations }) => operations.length,
  ],
  [
    "an operation removed",
    ({ root }) => void delete at(root, "paths")["/roles/{id}"],
    ({ operations }) => operations.length,
  ],
  [
    "an operation's id",
    (spec) => void (list(spec)["operationId"] = "searchRoles"),
    (s) => s.operations.map(({ id }) => id),
  ],
  ["its tag", (spec) => void (list(spec)["tags"] = ["Others"]), (s) => operationOf(s, "listRoles")?.tag],
  ["its deprecation", (spec) => void (list(spec)["deprecated"] = true), (s) => operationOf(s, "listRoles")?.deprecated],
  [
    "that it is experimental",
    (spec) => void (list(spec)["x-sailpoint-experimental"] = true),
    (s) => operationOf(s, "listRoles")?.experimental,
  ],
  [
    "its scopes",
    (spec) => void (list(spec)["security"] = [{ userAuth: ["roles:read", "roles:list"] }]),
    (s) => operationOf(s, "listRoles")?.scopes,
  ],
  ["that it is anonymous", (spec) => void (list(spec)["security"] = []), (s) => operationOf(s, "listRoles")?.anonymous],
  [
    "its user levels",
    (spec) => void (list(spec)["x-sailpoint-userLevels"] = ["ADMIN", "USER"]),
    (s) => operationOf(s, "listRoles")?.userLevels,
  ],
  [
    "the server's path",
    ({ root }) => void (root["servers"] = [{ url: "https://x.example/v2" }]),
    (s) => [s.versions[0]?.basePath, operationOf(s, "listRoles")?.sentPath],
  ],
  ["a parameter required", (spec) => void (listParameter(spec, 1)["required"] = true), (s) => parameterOf(s, "offset")],
  [
    "a parameter's type",
    (spec) => void (listParameter(spec, 1)["schema"] = { type: "string" }),
    (s) => parameterOf(s, "offset"),
  ],
  [
    "a parameter's format",
    (spec) => void (listParameter(spec, 1)["schema"] = { type: "integer", format: "int64" }),
    (s) => parameterOf(s, "offset"),
  ],
  [
    "a parameter's default",
    (spec) => void (at(listParameter(spec, 0), "schema")["default"] = 50),
    (s) => parameterOf(s, "limit"),
  ],
  [
    "a parameter's bounds",
    (spec) => void (at(listParameter(spec, 0), "schema")["maximum"] = 100),
    (s) => parameterOf(s, "limit"),
  ],
  [
    "a parameter's style",
    (spec) => void (listParameter(spec, 5)["style"] = "spaceDelimited"),
    (s) => parameterOf(s, "colors"),
  ],
  [
    "a parameter's explode",
    (spec) => void Object.assign(listParameter(spec, 5), { style: "form" }),
    (s) => parameterOf(s, "colors"),
  ],
  [
    "a parameter deprecated",
    (spec) => void (listParameter(spec, 5)["deprecated"] = true),
    (s) => parameterOf(s, "colors"),
  ],
  [
    "a parameter's reserved characters",
    (spec) => void Object.assign(listParameter(spec, 5), { style: "form", explode: false, allowReserved: true }),
    (s) => parameterOf(s, "colors"),
  ],
  [
    "where a parameter's values come from",
    ({ root }) =>
      void (at(root, "paths", "/roles/{id}", "get", "parameters", 0)["x-sailpoint-resource-operation-id"] =
        "listRoles"),
    (s) => operationOf(s, "getRole")?.parameters,
  ],
  [
    "a parameter added",
    (spec) =>
      void (at(list(spec))["parameters"] = [
        ...(list(spec)["parameters"] as object[]),
        { name: "x", in: "header", schema: { type: "string" } },
      ]),
    (s) => operationOf(s, "listRoles")?.parameters.length,
  ],
  [
    "a body optional",
    ({ root }) => void (at(root, "paths", "/roles", "post", "requestBody")["required"] = false),
    (s) => operationOf(s, "createRole")?.body?.required,
  ],
  [
    "a body's type",
    ({ root }) =>
      void (at(root, "paths", "/roles", "post", "requestBody", "content", "application/json")["schema"] = {
        type: "array",
        items: { $ref: "role.json" },
      }),
    (s) => operationOf(s, "createRole")?.body?.contents[0]?.type,
  ],
  [
    "a body's media type",
    ({ root }) =>
      void (at(root, "paths", "/roles", "post", "requestBody")["content"] = {
        "application/vnd.role+json": { schema: { $ref: "role.json" } },
      }),
    (s) => operationOf(s, "createRole")?.body?.contents[0]?.mediaType,
  ],
  [
    "a body's codec",
    ({ root }) =>
      void (at(root, "paths", "/roles", "post", "requestBody")["content"] = {
        "text/plain": { schema: { type: "string" } },
      }),
    (s) => operationOf(s, "createRole")?.body?.contents[0]?.codec,
  ],
  [
    "a form's field required",
    ({ root }) =>
      void (at(root, "paths", "/roles/{id}/icon", "put", "requestBody", "content", "multipart/form-data", "schema")[
        "required"
      ] = ["image", "title"]),
    (s) => operationOf(s, "setIcon")?.body?.contents[0]?.fields,
  ],
  [
    "a response's status",
    (spec) => void (at(list(spec), "responses")["404"] = { description: "None." }),
    (s) => operationOf(s, "listRoles")?.responses.map(({ status }) => status),
  ],
  [
    "a response's type",
    (spec) =>
      void (at(list(spec), "responses", "400", "content", "application/json")["schema"] = {
        $ref: "#/components/schemas/Owner",
      }),
    (s) => operationOf(s, "listRoles")?.responses.at(-1)?.contents,
  ],
  [
    "a response's header",
    (spec) => void (at(list(spec), "responses", "200", "headers")["X-Next"] = { schema: { type: "string" } }),
    (s) => operationOf(s, "listRoles")?.responses[0]?.headers,
  ],
  [
    "what a call gives",
    (spec) =>
      void (at(list(spec), "responses", "200", "content", "application/json")["schema"] = { $ref: "role.json" }),
    (s) => operationOf(s, "listRoles")?.success,
  ],
  [
    "how a list is paged",
    (spec) => void (at(listParameter(spec, 0), "schema")["maximum"] = 50),
    (s) => operationOf(s, "listRoles")?.paging?.maxLimit,
  ],
  [
    "a filter's operator",
    (spec) =>
      void (listParameter(spec, 3)["description"] = String(listParameter(spec, 3)["description"]).replace(
        "eq, sw",
        "eq, sw, co",
      )),
    (s) => operationOf(s, "listRoles")?.filters,
  ],
  [
    "a sorter",
    (spec) =>
      void (listParameter(spec, 4)["description"] = String(listParameter(spec, 4)["description"]).replace(
        "created",
        "modified",
      )),
    (s) => operationOf(s, "listRoles")?.sorters,
  ],
  [
    "a property added",
    ({ role }) => void (at(role, "properties")["more"] = { type: "string" }),
    (s) => propertyOf(s, "more"),
  ],
  ["a property's type", (spec) => void (property(spec, "count")["type"] = "number"), (s) => propertyOf(s, "count")],
  [
    "a property that may be null",
    (spec) => void (property(spec, "name")["nullable"] = true),
    (s) => propertyOf(s, "name"),
  ],
  ["a property optional", ({ role }) => void delete role["required"], (s) => propertyOf(s, "name")],
  ["a property's access", (spec) => void delete property(spec, "id")["readOnly"], (s) => propertyOf(s, "id")],
  [
    "a property that is only sent",
    (spec) => void delete property(spec, "secret")["writeOnly"],
    (s) => propertyOf(s, "secret"),
  ],
  ["a property's bounds", (spec) => void (property(spec, "name")["maxLength"] = 50), (s) => propertyOf(s, "name")],
  ["a property's default", (spec) => void (property(spec, "count")["default"] = 4), (s) => propertyOf(s, "count")],
  ["a property deprecated", (spec) => void (property(spec, "tags")["deprecated"] = true), (s) => propertyOf(s, "tags")],
  [
    "what else is allowed",
    ({ role }) => void (role["additionalProperties"] = false),
    (s) => modelOf(s, "role.json")?.rest,
  ],
  [
    "a value of an enumeration",
    (spec) => void (property(spec, "kind")["enum"] = ["STANDARD", "BUSINESS", "OTHER"]),
    (s) => modelOf(s, "/properties/kind")?.values,
  ],
  [
    "a variant of a union",
    ({ root }) =>
      void (at(root, "components", "schemas", "Shape")["oneOf"] = [
        { $ref: "#/components/schemas/Circle" },
        { $ref: "#/components/schemas/Owner" },
      ]),
    (s) => modelOf(s, "schemas/Shape")?.members,
  ],
  [
    "a value of a tag",
    ({ root }) =>
      void (at(root, "components", "schemas", "Shape", "discriminator")["mapping"] = {
        round: "#/components/schemas/Circle",
        square: "#/components/schemas/Square",
      }),
    (s) => modelOf(s, "schemas/Shape")?.members,
  ],
  [
    "what an alias stands for",
    ({ root }) => void (at(root, "components", "schemas")["Names"] = { type: "array", items: { type: "integer" } }),
    (s) => modelOf(s, "schemas/Names")?.type,
  ],
  ["a model deprecated", ({ role }) => void (role["deprecated"] = true), (s) => modelOf(s, "role.json")?.deprecated],
  [
    "the forms of a model",
    ({ root }) => void delete at(root, "paths", "/roles")["post"],
    (s) => modelOf(s, "role.json")?.forms,
  ],
  [
    "a name in a target",
    (spec) => void (list(spec)["operationId"] = "findRoles"),
    (s) => s.operations.map(({ targets }) => [targets["typescript"]?.name, targets["powershell"]?.name]),
  ],
  [
    "a signature in a target",
    (spec) => void (listParameter(spec, 1)["required"] = true),
    (s) => Object.values(operationOf(s, "listRoles")?.targets ?? {}).map(({ signature }) => signature),
  ],
  [
    "a model's declaration",
    (spec) => void (property(spec, "count")["type"] = "string"),
    (s) => modelOf(s, "role.json")?.targets["typescript"]?.type,
  ],
];

const WORDS: readonly WordRow[] = [
  ["an operation's summary", (spec) => void (list(spec)["summary"] = "Other words.")],
  ["an operation's description", (spec) => void (list(spec)["description"] = "Other words.")],
  ["a parameter's description", (spec) => void (listParameter(spec, 1)["description"] = "Other words.")],
  ["a parameter's example", (spec) => void (listParameter(spec, 1)["example"] = 7)],
  ["a response's description", (spec) => void (at(list(spec), "responses", "200")["description"] = "Other words.")],
  [
    "a header's description",
    (spec) => void (at(list(spec), "responses", "200", "headers", "X-Total-Count")["description"] = "Other words."),
  ],
  [
    "a body's description",
    ({ root }) => void (at(root, "paths", "/roles", "post", "requestBody")["description"] = "Other words."),
  ],
  ["a model's description", ({ role }) => void (role["description"] = "Other words.")],
  ["a property's description", (spec) => void (property(spec, "name")["description"] = "Other words.")],
  ["a property's example", (spec) => void (property(spec, "id")["example"] = "3d02")],
  ["a tag's description", ({ root }) => void (at(root, "tags", 0)["description"] = "Other words.")],
  ["the title", ({ root }) => void (at(root, "info")["title"] = "Other words.")],
];

/** A surface without the hashes of prose, and how many of them differ. */
function withoutDocs(surface: Surface): { text: string; hashes: readonly string[] } {
  const text = surfaceText(surface);
  return { text: text.replaceAll(/"docs":"[0-9a-f]+"/gu, ""), hashes: text.match(/"docs":"[0-9a-f]+"/gu) ?? [] };
}

describe("surface.json", () => {
  it.each(PUBLIC)("tells %s", async (_, change, where) => {
    const [before, after] = [await plain, await surfaceAfter(change)];
    expect(where(after)).not.toEqual(where(before));
    expect(withoutDocs(after).text).not.toBe(withoutDocs(before).text);
  });

  it.each(WORDS)("tells other words of %s by one hash and nothing else", async (_, change) => {
    const [before, after] = [withoutDocs(await plain), withoutDocs(await surfaceAfter(change))];
    expect(after.text).toBe(before.text);
    expect(after.hashes.filter((hash, index) => hash !== before.hashes[index]).length).toBe(1);
  });

  it("is the same whatever the order of keys and files", async () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, turned(item)]),
      );
    };
    const spec = publicSpec();
    const [tree] = treesOf({ root: turned(spec.root) as Spec["root"], role: turned(spec.role) as Spec["role"] });
    if (tree === undefined) throw new Error("no tree");
    const other = { ...tree, files: new Map([...tree.files].reverse()), texts: new Map([...tree.texts].reverse()) };
    expect(surfaceText((await contractOf([other])).surface)).toBe(surfaceText(await plain));
  });

  it("has one line for each entry, is read back as it was, and holds no path of this machine", async () => {
    const surface = await plain;
    const text = surfaceText(surface);
    const { value, problems } = readSurface(text);
    expect(problems).toEqual([]);
    expect({ ...value, $schema: undefined }).toEqual({ ...surface, $schema: undefined });
    for (const { key } of surface.operations)
      expect(text.split("\n").filter((line) => line.includes(`"key":${JSON.stringify(key)},`)).length).toBe(1);
    expect(text).not.toContain(process.cwd());
  });

  it("of one target and version holds nothing of another", async () => {
    const surface = await plain;
    const { value } = readSurface(surfaceText(surface, { target: "powershell", version: "beta" }));
    expect(new Set(value?.operations.flatMap(({ targets }) => Object.keys(targets)))).toEqual(new Set(["powershell"]));
    expect(value?.operations.length).toBe(surface.operations.length);
    expect(readSurface(surfaceText(surface, { version: "none" })).value?.operations).toEqual([]);
  });
});

describe("reading a surface", () => {
  it.each([
    ["{", /^not JSON: /u],
    ["[]", /an object is expected at the top/u],
    ['{"operations":[],"models":[]}', /^format 1 has names only/u],
    ['{"format":1,"operations":{}}', /^format 1 has names only.*Generate the surface/u],
    ['{"format":3}', /^\/format: 3 is not known here; this version reads format 2\. Take /u],
    ['{"format":2}', /^the top: must have required property/u],
  ])("of %s tells what is wrong", (text, problem) => {
    const { value, problems } = readSurface(text);
    expect(value).toBeUndefined();
    expect(problems[0]).toMatch(problem);
  });

  it("tells the entry and the place of what is wrong", async () => {
    const text = surfaceText(await plain);
    const wrong = text.replace('"required":true,"style":"simple"', '"required":"yes","style":"simple"');
    expect(readSurface(wrong).problems).toEqual([
      expect.stringMatching(
        /^\/operations\/\d+ \(beta GET \/roles\/\{\}\) \/parameters\/0\/required: must be boolean/u,
      ),
    ]);
    const unknown = text.replace('{"list":"string"}', '{"list":"strnig"}');
    expect(readSurface(unknown).problems.join("\n")).toContain("/list: must be equal to one of the allowed values");
    expect(readSurface(text.replace('"sentPath"', '"pathSent"')).value).toBeUndefined();
  });

  it("follows the published schema, and so does what is committed", () => {
    expect(readFileSync("docs/surface.schema.json", "utf8")).toBe(surfaceSchemaText());
    expect(
      new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).validateSchema(SURFACE_SCHEMA),
    ).toBe(true);
    for (const file of [
      "generated/surface.json",
      "generated/typescript/surface.json",
      "generated/powershell/IscSdk.Beta/surface.json",
      "generated/powershell/IscSdk.V2024/surface.json",
    ])
      expect(readSurface(readFileSync(file, "utf8")).problems).toEqual([]);
  });
});
