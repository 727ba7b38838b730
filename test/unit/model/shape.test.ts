import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Declaration, TypeUse } from "../../../generator/model/model.ts";
import { shapeClasses } from "../../../generator/model/shape.ts";

/** A declaration that refers to others by its properties; `kind` is the part of its shape that is its own. */
function node(id: number, kind: number, references: readonly number[]): Declaration {
  return {
    kind: "object",
    id: `#/${String(id)}`,
    properties: [
      { wire: `kind${String(kind)}`, use: { kind: "scalar", scalar: "string" } },
      ...references.map((reference, index) => ({
        wire: `r${String(index)}`,
        use: { kind: "ref", id: `#/${String(reference)}` },
      })),
    ].map((property) => ({ ...property, required: false, access: "both", examples: [] })),
    rest: "open",
  } as unknown as Declaration;
}

interface Graph {
  readonly kinds: readonly number[];
  readonly edges: readonly (readonly number[])[];
}

/** The definition itself, round by round: two are of one class while their own part and the classes of what they refer to are equal. */
function slowClasses({ kinds, edges }: Graph): string[] {
  let classes = kinds.map((kind, index) => `${String(kind)}/${String(edges[index]?.length)}`);
  for (let round = 0; round <= kinds.length; round += 1) {
    const keys = classes.map((own, index) => `${own}:${(edges[index] ?? []).map((to) => classes[to] ?? "?").join()}`);
    const numbers = new Map([...new Set(keys)].map((key, at) => [key, String(at)]));
    classes = keys.map((key) => numbers.get(key) ?? "");
  }
  return classes;
}

const graph = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc.record({
    kinds: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size, maxLength: size }),
    // One beyond the last refers to nothing.
    edges: fc.array(fc.array(fc.integer({ min: 0, max: size }), { maxLength: 3 }), {
      minLength: size,
      maxLength: size,
    }),
  }),
);

describe("the classes of shapes", () => {
  it("are those of the definition, for any graph", () => {
    fc.assert(
      fc.property(graph, (given) => {
        const declarations = given.kinds.map((kind, index) => node(index, kind, given.edges[index] ?? []));
        const classOf = shapeClasses([{ key: "", declarations }]);
        const fast = declarations.map(({ id }) => classOf("", id));
        const slow = slowClasses(given);
        for (const [left] of fast.entries())
          for (const [right] of fast.entries()) expect(fast[left] === fast[right]).toBe(slow[left] === slow[right]);
      }),
      { numRuns: 500 },
    );
  });

  it("tell versions apart by what they hold, not by their ids", () => {
    const chain = (last: number): Declaration[] => [node(0, 0, [1]), node(1, 0, [2]), node(2, last, [])];
    const classOf = shapeClasses([
      { key: "a", declarations: chain(1) },
      { key: "b", declarations: chain(1) },
      { key: "c", declarations: chain(0) },
    ]);
    expect(classOf("a", "#/0")).toBe(classOf("b", "#/0"));
    expect(classOf("a", "#/0")).not.toBe(classOf("c", "#/0"));
  });
});

const TEXT: TypeUse = { kind: "scalar", scalar: "string" };

/** Two that a caller would notice, or would not. */
const PAIRS: readonly (readonly [string, object, object, boolean])[] = [
  ["formats", { use: TEXT }, { use: { ...TEXT, format: "date-time" } }, false],
  ["scalars", { use: TEXT }, { use: { kind: "scalar", scalar: "integer" } }, false],
  ["what may be missing", { use: TEXT, required: true }, { use: TEXT, required: false }, false],
  ["what may be null", { use: TEXT }, { use: { kind: "nullable", of: TEXT } }, false],
  ["access", { use: TEXT }, { use: TEXT, access: "read" }, false],
  ["lists and maps", { use: { kind: "list", item: TEXT } }, { use: { kind: "map", value: TEXT } }, false],
  [
    "what a list holds",
    { use: { kind: "list", item: TEXT } },
    { use: { kind: "list", item: { ...TEXT, format: "uuid" } } },
    false,
  ],
  ["literals", { use: { kind: "literal", value: "a" } }, { use: { kind: "literal", value: "b" } }, false],
  [
    "a text and a number that read alike",
    { use: { kind: "literal", value: "1" } },
    { use: { kind: "literal", value: 1 } },
    false,
  ],
  ["descriptions", { use: TEXT, description: "One." }, { use: TEXT, description: "Two." }, true],
  ["examples", { use: TEXT, examples: ["a"] }, { use: TEXT, examples: [] }, true],
];

it.each(PAIRS)("%s tell shapes apart, but for words", (_, left, right, isSame) => {
  const make = (id: string, property: object): Declaration =>
    ({
      kind: "object",
      id,
      properties: [{ wire: "a", required: false, access: "both", examples: [], ...property }],
      rest: "open",
    }) as unknown as Declaration;
  const classOf = shapeClasses([{ key: "", declarations: [make("#/l", left), make("#/r", right)] }]);
  expect(classOf("", "#/l") === classOf("", "#/r")).toBe(isSame);
});
