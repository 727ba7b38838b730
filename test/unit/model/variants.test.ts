import { expect, test } from "vitest";
import { buildVersion } from "../../../generator/model/build/version.ts";
import { processSpec, stringify } from "../../support/spec.ts";

/** What is reported for a schema, of one code. */
function reported(schema: object, wanted = "unsupported-keyword"): string[] {
  const root = {
    openapi: "3.0.3",
    info: { title: "Test", version: "1" },
    paths: {},
    components: {
      schemas: { Own: schema, Choice: { oneOf: [{ type: "object", properties: { x: {} } }, { type: "string" }] } },
    },
  };
  const { diagnostics } = buildVersion({
    label: "beta",
    top: "/",
    roots: ["root.yaml"],
    files: new Map([["root.yaml", root]]),
    texts: new Map(),
    unreadable: new Map(),
  });
  return diagnostics.filter(({ code }) => code === wanted).map(({ message }) => message);
}

const OBJECTS = [
  { type: "object", properties: { a: { type: "string" } } },
  { type: "object", properties: { b: { type: "string" } } },
];
const ANY = [...OBJECTS, { type: "string" }];

test("what stands beside a union of objects is said", () => {
  expect(reported({ oneOf: OBJECTS })).toEqual([]);
  expect(reported({ type: "object", properties: { base: { type: "string" } }, oneOf: OBJECTS })).toEqual([]);
  expect(reported({ allOf: [{ type: "object", properties: {} }], oneOf: OBJECTS, anyOf: OBJECTS })).toEqual([]);
});

test("what stands beside a union of more than objects is not lost in silence", () => {
  expect(reported({ properties: { base: { type: "string" } }, oneOf: ANY })).toEqual([
    expect.stringContaining("properties beside a union of more than objects"),
  ]);
  expect(reported({ allOf: [{ type: "string" }], oneOf: ANY, anyOf: ANY })).toEqual([
    expect.stringContaining("allOf beside a union of more than objects"),
    expect.stringContaining("anyOf beside a union of more than objects"),
  ]);
});

test("what a base maps to and is not composed of it is named, and so is what is not there", () => {
  const mapping = { x: "#/components/schemas/Choice", y: "#/components/schemas/Gone" };
  const properties = { kind: { type: "string" } };
  const base = { type: "object", properties, discriminator: { propertyName: "kind", mapping } };
  expect(reported(base, "mapped-to-nothing")).toEqual([
    expect.stringContaining("which is not a member of the union"),
    expect.stringContaining("which does not exist"),
  ]);
  const bare = { type: "object", properties, discriminator: { propertyName: "kind" } };
  expect(reported(bare, "mapped-to-nothing")).toEqual([]);
});

test("types that depend on values are not lost in silence", () => {
  const schema = { type: "object", properties: { a: {} }, if: { required: ["a"] }, dependentSchemas: { a: {} } };
  expect(reported(schema)).toEqual([
    "`if` cannot be expressed as a type",
    "`dependentSchemas` cannot be expressed as a type",
  ]);
});

test("variants that are a part of an object are not lost in silence", () => {
  const choice = { $ref: "#/components/schemas/Choice" };
  expect(reported({ allOf: [choice, { type: "object", properties: { z: { type: "string" } } }] })).toEqual([
    expect.stringContaining("oneOf of more than objects as a part of an object"),
  ]);
});

test("an inline variant has no name, so no value of the discriminator is made up for it", () => {
  const option = { $ref: "#/components/schemas/Named" };
  const { version } = processSpec({
    "root.yaml": stringify({
      openapi: "3.0.3",
      info: { title: "Test", version: "1" },
      paths: {},
      components: {
        schemas: {
          Own: { oneOf: [option, { type: "string" }], discriminator: { propertyName: "kind" } },
          Named: { type: "object", required: ["kind"], properties: { kind: { type: "string" } } },
        },
      },
    }),
  });
  const own = version.declarations.find(({ kind }) => kind === "union");
  expect(own).toMatchObject({ members: [{ tagValues: ["Named"] }, { tagValues: [] }] });
});
