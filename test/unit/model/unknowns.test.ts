import { expect, test } from "vitest";
import { processSpec, stringify } from "../../support/spec.ts";

/** Ways in which a schema says no type, and the pointer below it of each finding that says so. */
const TABLE: readonly (readonly [name: string, schema: unknown, found: readonly string[]])[] = [
  ["an empty schema", {}, [""]],
  ["a description alone", { description: "Words." }, [""]],
  ["true", true, [""]],
  ["what must be there alone", { required: ["a"] }, [""]],
  ["bounds alone", { minimum: 1 }, [""]],
  ["`not` alone", { not: { type: "string" } }, ["", ""]],
  ["`if` alone", { if: { type: "string" } }, ["", ""]],
  ["a type that is not known", { type: ["string", "weird"] }, [""]],
  ["no type of a list of types", { type: [] }, [""]],
  ["an object as a constant", { const: { a: 1 } }, [""]],
  ["objects as an enumeration", { enum: [{ a: 1 }] }, [""]],
  ["a reference to what says nothing", { $ref: "#/components/schemas/Free" }, [""]],
  ["a reference to a reference to what says nothing", { $ref: "#/components/schemas/Named" }, [""]],
  ["a lone part that says nothing", { allOf: [{ $ref: "#/components/schemas/Free" }] }, ["/allOf/0"]],
  ["a reference that leads nowhere", { $ref: "#/components/schemas/Gone" }, ["/$ref"]],
  ["a reference to one that leads nowhere", { $ref: "#/components/schemas/Broken" }, [""]],
  ["a reference to a circle of references", { $ref: "#/components/schemas/Loop" }, [""]],
  [
    "an option that says nothing",
    { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Free" }] },
    ["", "/anyOf/1"],
  ],
  ["an empty option", { oneOf: [{}, { type: "string" }] }, ["", "/oneOf/0"]],
  ["options that say nothing", { anyOf: [{}, { description: "Words." }] }, [""]],
  ["items that say nothing", { type: "array", items: {} }, ["/items"]],
  ["no items", { type: "array" }, ["/items"]],
  ["items behind the first", { type: "array", prefixItems: [{ type: "string" }] }, [""]],
  ["a first item that says nothing", { type: "array", prefixItems: [{}], items: false }, ["/prefixItems/0"]],
  ["an object without properties", { type: "object" }, [""]],
  ["further properties that say nothing", { additionalProperties: { description: "W" } }, ["/additionalProperties"]],
];

test.each(TABLE)("%s is unknown, and a finding says why", (_name, schema, found) => {
  const owner = "/components/schemas/Own/properties/member";
  const { version, diagnostics } = processSpec({
    "root.yaml": stringify({
      openapi: "3.1.0",
      info: { title: "Test", version: "1" },
      paths: { "/own": { get: { responses: { 200: answerOf("Own") } } } },
      components: {
        schemas: {
          Own: { type: "object", properties: { member: schema } },
          Free: { description: "Nothing is said." },
          Named: { $ref: "#/components/schemas/Free" },
          Broken: { $ref: "#/components/schemas/Gone" },
          Loop: { $ref: "#/components/schemas/Pool" },
          Pool: { $ref: "#/components/schemas/Loop" },
        },
      },
    }),
  });
  expect(JSON.stringify(version.declarations)).toContain('"unknown"');
  const pointers = diagnostics.flatMap(({ origin }) => (origin?.pointer.startsWith(owner) ? [origin.pointer] : []));
  expect(pointers.map((pointer) => pointer.slice(owner.length)).sort()).toEqual(found);
});

test("a tuple that ends with its first items holds nothing unknown", () => {
  const schema = { type: "array", prefixItems: [{ type: "string" }], items: false };
  const { diagnostics } = processSpec({
    "root.yaml": stringify({
      openapi: "3.1.0",
      info: { title: "Test", version: "1" },
      paths: { "/own": { get: { responses: { 200: { content: { "application/json": { schema } } } } } } },
    }),
  });
  expect(diagnostics.filter(({ code }) => code === "untyped")).toEqual([]);
});

test("an event without a payload is unknown, and a finding says why", () => {
  const { version, diagnostics } = processSpec({
    "root.yaml": stringify({
      openapi: "3.1.0",
      info: { title: "Test", version: "1" },
      paths: {},
      webhooks: { made: { post: { responses: {} } } },
    }),
  });
  expect(version.events[0]?.payload.kind).toBe("unknown");
  expect(diagnostics.map(({ code, origin }) => `${code} ${origin?.pointer ?? ""}`)).toContain(
    "untyped /webhooks/made/post",
  );
});

function answerOf(name: string): object {
  return { description: "", content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } };
}
