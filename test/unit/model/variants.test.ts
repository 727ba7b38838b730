import { expect, test } from "vitest";
import { buildVersion } from "../../../generator/model/build/version.ts";

/** The keywords that are reported for a schema. */
function reported(schema: object): string[] {
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
  return diagnostics.filter(({ code }) => code === "unsupported-keyword").map(({ message }) => message);
}

const OPTIONS = [
  { type: "object", properties: { a: { type: "string" } } },
  { type: "object", properties: { b: { type: "string" } } },
];

test("properties beside variants are not lost in silence", () => {
  expect(reported({ type: "object", properties: { base: { type: "string" } }, oneOf: OPTIONS })).toEqual([
    expect.stringContaining("properties beside oneOf"),
  ]);
  expect(reported({ oneOf: OPTIONS })).toEqual([]);
});

test("variants that are a part of an object are not lost in silence", () => {
  const choice = { $ref: "#/components/schemas/Choice" };
  expect(reported({ allOf: [choice, { type: "object", properties: { z: { type: "string" } } }] })).toEqual([
    expect.stringContaining("oneOf as a part of an object"),
  ]);
});
