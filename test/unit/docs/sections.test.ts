import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeFormatter } from "../../../generator/emit/typescript/format-pool.ts";
import { docsTarget } from "../../../generator/targets/docs/index.ts";
import { emitAll } from "../../support/emit-all.ts";
import { temporaryFolder } from "../../support/generated.ts";

const folder = temporaryFolder("sections");
let files: ReadonlyMap<string, string>;
const page = (path: string): string => files.get(`docs/${path}`) ?? "";
const section = (text: string, heading: string): string =>
  (text.split(`\n## ${heading}\n`)[1] ?? "").split(/^## /mu)[0] ?? "";

beforeAll(async () => {
  const json = (schema: object, example?: unknown): object => ({
    description: "OK",
    content: { "application/json": { schema, ...(example === undefined ? {} : { example }) } },
  });
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const levels = (depth: number): object => ({
    type: "object",
    properties: {
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`p${String(index)}`, { type: "string", example: "x" }]),
      ),
      ...(depth === 0 ? {} : { down: levels(depth - 1), up: levels(depth - 1) }),
    },
  });
  const errors = { "404": json(ref("Problem")), "409": json(ref("Problem")) };
  const get = (operationId: string, tag: string, responses: object): object => ({
    get: { operationId, tags: [tag], responses: { ...responses, ...errors } },
  });
  const kind = (value: string, more: object): object => ({
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string", enum: [value] }, ...more },
  });
  const root = join(folder, "root.json");
  const document = {
    openapi: "3.0.3",
    info: { title: "Test", version: "1" },
    paths: {
      "/things": get("listThings", "Things", {
        "200": json({ type: "array", items: ref("Thing") }, [{ name: "one" }, { name: "two" }]),
        "204": { description: "Nothing" },
      }),
      "/deep": get("getDeep", "Things", { "200": json(ref("Deep")) }),
      "/levels": get("getLevel", "Levels", { "200": json(ref("Level")) }),
      "/shapes": get("getShape", "Shapes", { "200": json(ref("Shape")) }),
      "/codes": get("listCodes", "Levels", {
        "200": json({ type: "array", items: { type: "string" } }, ["a", "b", "c", "d"]),
      }),
      "/note": get("getNote", "Levels", { "200": json({ type: "string" }, "x".repeat(200)) }),
      "/flat": get("getFlat", "Levels", { "200": json(ref("Flat")) }),
      "/report": get("getReport", "Levels", {
        "200": { description: "OK", content: { "text/csv": { schema: { type: "string" }, example: "x".repeat(200) } } },
      }),
      "/file": get("getFile", "Shapes", {
        "200": { description: "OK", content: { "text/csv": { schema: { type: "string" }, example: "a,b\n1,2" } } },
      }),
    },
    components: {
      schemas: {
        Thing: { type: "object", properties: { name: { type: "string" } } },
        Level: { type: "object", properties: { own: { type: "integer", enum: ["BIG", 1] }, rank: ref("Rank") } },
        Rank: { type: "integer", enum: ["BIG", 1] },
        Deep: levels(4),
        // More lines than an example may have, on one level.
        Flat: {
          type: "object",
          properties: Object.fromEntries(
            Array.from({ length: 60 }, (_, index) => [`p${String(index)}`, { type: "integer", example: index }]),
          ),
        },
        Problem: { type: "object", properties: { text: { type: "string", example: "It went wrong." } } },
        Circle: kind("circle", { radius: { type: "number", example: 2 } }),
        Square: kind("square", { side: { type: "number", example: 3 } }),
        Shape: {
          oneOf: [ref("Circle"), ref("Square")],
          discriminator: {
            propertyName: "kind",
            mapping: { circle: "#/components/schemas/Circle", square: "#/components/schemas/Square" },
          },
        },
      },
    },
  };
  // No number of JavaScript holds this one.
  writeFileSync(root, JSON.stringify(document).replaceAll('"BIG"', "9007199254740993"));
  ({ files } = await emitAll({ beta: root }, [docsTarget]));
});
afterAll(async () => {
  await closeFormatter();
  rmSync(folder, { recursive: true, force: true });
});

describe("an operation", () => {
  it("shows one object of a list as the spec has it, and no body where there is none", () => {
    const text = section(page("typescript/beta/methods/things.md"), "list-things");
    expect(text).toContain('### Example response\n\nStatus 200, shortened:\n\n```json\n[{ "name": "one" }]\n```\n');
    expect(text).not.toContain("Status 204");
  });

  it("shows fewer levels of a long response, and says so", () => {
    const text = section(page("powershell/beta/methods/things.md"), "get-deep");
    const [, block = ""] = /Status 200, shortened:\n\n```json\n([\s\S]*?)```/u.exec(text) ?? [];
    const value = JSON.parse(block) as { readonly down?: { readonly p0?: string; readonly down?: object } };
    expect(value.down?.p0).toBe("x");
    expect(value.down?.down).toBeUndefined();
  });

  it.each([
    ["list-codes", "Status 200, shortened:"],
    ["get-note", "Status 200, shortened:"],
    ["get-report", "Status 200, shortened:"],
    ["get-flat", "Status 200:"],
  ])("says whether the example is shortened: %s", (anchor, title) => {
    expect(section(page("typescript/beta/methods/levels.md"), anchor)).toContain(`### Example response\n\n${title}\n`);
  });

  it("shows a text as it is", () => {
    const text = section(page("typescript/beta/methods/shapes.md"), "get-file");
    expect(text).toContain("Status 200:\n\n```text\na,b\n1,2\n```\n");
  });

  it("does not say that the spec states nothing", () => {
    expect(section(page("typescript/beta/methods/things.md"), "list-things")).not.toMatch(/### Access|states no/u);
  });
});

it("a page shows the body of its errors once, with their statuses", () => {
  const text = page("typescript/beta/methods/things.md");
  expect(text.match(/It went wrong/gu)).toHaveLength(1);
  expect(section(text, "Error responses")).toContain("Statuses 404 and 409:");
  expect(section(text, "list-things")).toContain("[examples of the bodies](#error-responses)");
});

it("a union says which property tells its variants apart, and shows each", () => {
  const text = page("powershell/beta/models/shape.md");
  expect(text).toContain("A value is one of these variants; its property `kind` says which.");
  expect(text).toContain('```json\n{\n  "kind": "circle",\n  "radius": 2\n}\n```');
  expect(text).toContain('```json\n{\n  "kind": "square",\n  "side": 3\n}\n```');
});

it("models stand with the tags that mention them, by name", () => {
  const text = page("typescript/beta/models/index.md");
  const names = (heading: string): readonly string[] =>
    [...section(text, heading).matchAll(/\*\*(\w+)\*\*/gu)].map(([, name = ""]) => name);
  expect(names("Things").filter((name) => !/^Deep./u.test(name))).toEqual(["Deep", "Problem", "Thing"]);
  expect(names("Shapes")).toContain("Circle");
});

describe("for programs", () => {
  it("a page says what it is about", () => {
    expect(page("typescript/beta/methods/things.md")).toContain(
      'language: typescript\nversion: beta\ntag: Things\noperations: ["getDeep", "listThings"]\n---\n',
    );
    expect(page("typescript/beta/models/index.md")).toContain("language: typescript\nversion: beta\n---\n");
  });

  it("llms.txt lists the pages, and llms-full.txt has every operation and model", () => {
    expect(page("llms.txt")).toContain("(typescript/beta/llms-full.txt)");
    expect(page("powershell/beta/llms.txt")).toContain("- [Things](methods/things.md): Get-BetaDeep, Get-BetaThings");
    const full = page("typescript/beta/llms-full.txt");
    expect(full).toContain(
      "### isc.beta.things.listThings\nGET /things\nReturns: 200 Thing[]; 204 without a body\nErrors: 404, 409\n",
    );
    expect(full).toContain("- Shape: one of by kind: Circle | Square\n");
    expect(full).toContain("- Thing: name?: string\n");
  });

  it("integers beyond 2^53 keep their digits, and are no text in PowerShell", () => {
    expect(page("powershell/beta/models/level.md")).toContain("**Enum** \\[ 9007199254740993, 1 ]");
    expect(page("powershell/beta/llms-full.txt")).toContain("- Rank: 9007199254740993 | 1\n");
    expect(page("typescript/beta/llms-full.txt")).toContain('- Rank: "9007199254740993" | 1\n');
  });
});
