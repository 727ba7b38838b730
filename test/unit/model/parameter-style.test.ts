import { describe, expect, it, test } from "vitest";
import type { Parameter } from "../../../generator/model/model.ts";
import { processSpec, rootOf } from "../../support/spec.ts";

const SCHEMAS = `
Deep: { type: object, properties: { a: { type: string }, b: { type: array, items: { type: string } } } }
Needed: { type: object, required: [b], properties: { b: { $ref: '#/components/schemas/Deep' } } }
Answered: { type: object, properties: { a: { type: string }, b: { type: object, readOnly: true } } }
Circle: { type: object, properties: { next: { $ref: '#/components/schemas/Circle' } } }
Lists: { type: array, items: { $ref: '#/components/schemas/Texts' } }
Texts: { type: array, items: { type: string } }
Either: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Texts' }] }
Both: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Deep' }] }
`;
const ref = (name: string): string => `schema: { $ref: '#/components/schemas/${name}' }`;
const TEXT = "schema: { type: string }";
const TEXTS = "schema: { type: array, items: { type: string } }";
const MAP = "schema: { type: object, additionalProperties: { type: string } }";

interface Row {
  readonly parameter: string;
  /** What is named, without the parameter's own name: place in the value or the words of the repair. */
  readonly named: readonly string[];
  readonly unsendable?: Parameter["unsendable"];
  readonly sent?: readonly [style: string, explode: boolean];
}

const ROWS: readonly Row[] = [
  // Defined: nothing to say.
  { parameter: `in: query, ${TEXTS}`, named: [], sent: ["form", true] },
  { parameter: `in: query, style: spaceDelimited, ${TEXTS}`, named: [], sent: ["spaceDelimited", false] },
  { parameter: `in: query, style: pipeDelimited, explode: false, ${MAP}`, named: [], sent: ["pipeDelimited", false] },
  { parameter: `in: query, style: deepObject, ${ref("Deep")}`, named: [], sent: ["deepObject", true] },
  { parameter: `in: query, style: deepObject, explode: true, ${ref("Circle")}`, named: [], sent: ["deepObject", true] },
  { parameter: `in: path, style: matrix, explode: true, ${MAP}`, named: [], sent: ["matrix", true] },
  { parameter: `in: header, ${MAP}`, named: [], sent: ["simple", false] },
  { parameter: `in: query, ${ref("Answered")}`, named: [] },
  { parameter: `in: query, ${ref("Either")}`, named: [] },
  { parameter: `in: query, content: { application/json: { ${ref("Lists")} } }`, named: [] },
  // No style has a form for a part.
  { parameter: `in: query, ${ref("Deep")}`, named: ["a list at p.b, which the style form"], unsendable: ["b"] },
  {
    parameter: `in: query, style: pipeDelimited, ${ref("Deep")}`,
    named: ["a list at p.b, which the style pipeDelimited"],
    unsendable: ["b"],
  },
  {
    parameter: `in: path, style: label, ${ref("Deep")}`,
    named: ["a list at p.b, which the style label"],
    unsendable: ["b"],
  },
  {
    parameter: `in: header, ${ref("Needed")}`,
    named: ["an object at p.b, which the style simple"],
    unsendable: "all",
  },
  {
    parameter: `in: cookie, ${ref("Circle")}`,
    named: ["an object at p.next, which the style form"],
    unsendable: ["next"],
  },
  { parameter: `in: query, ${ref("Lists")}`, named: ["a list at p[], which the style form"], unsendable: "all" },
  {
    parameter: "in: query, schema: { type: object, additionalProperties: { type: array, items: {} } }",
    named: ["a list at p.*, which the style form"],
    unsendable: "all",
  },
  { parameter: `in: query, ${ref("Both")}`, named: ["a list at p.b, which the style form"] },
  {
    parameter: "in: query, schema: { type: array, items: { $ref: '#/components/schemas/Either' } }",
    named: ["a list at p[], which the style form"],
  },
  // Mended.
  {
    parameter: `in: query, style: spaceDelimited, explode: true, ${TEXTS}`,
    named: ["has the style spaceDelimited with explode"],
    sent: ["form", true],
  },
  {
    parameter: `in: query, style: pipeDelimited, explode: true, ${MAP}`,
    named: ["has the style pipeDelimited with explode"],
    sent: ["form", true],
  },
  {
    parameter: `in: query, style: spaceDelimited, ${TEXT}`,
    named: ["is a single value with the style spaceDelimited"],
    sent: ["form", true],
  },
  {
    parameter: `in: query, style: deepObject, ${TEXT}`,
    named: ["is a single value with the style deepObject"],
    sent: ["form", true],
  },
  {
    parameter: `in: query, style: deepObject, ${TEXTS}`,
    named: ["is an array with the style deepObject"],
    sent: ["deepObject", true],
  },
  {
    parameter: `in: query, style: deepObject, explode: false, ${MAP}`,
    named: ["has the style deepObject without explode"],
    sent: ["deepObject", true],
  },
  { parameter: `in: query, style: matrix, ${TEXT}`, named: ["has the style matrix"], sent: ["form", true] },
  { parameter: `in: query, style: simple, ${TEXTS}`, named: ["has the style simple"], sent: ["form", true] },
  { parameter: `in: path, style: deepObject, ${MAP}`, named: ["has the style deepObject"], sent: ["simple", false] },
  { parameter: `in: header, style: form, ${TEXTS}`, named: ["has the style form"], sent: ["simple", false] },
  { parameter: `in: cookie, style: simple, ${TEXTS}`, named: ["has the style simple"], sent: ["form", true] },
  { parameter: `in: path, allowReserved: true, ${TEXT}`, named: ["has allowReserved"], sent: ["simple", false] },
];

describe("the style of a parameter", () => {
  it.each(ROWS)("$parameter", ({ parameter, named, unsendable, sent }) => {
    const { version, diagnostics } = processSpec({
      "root.yaml": rootOf({
        paths: `${parameter.startsWith("in: path") ? "/x/{p}" : "/x"}:\n  get:\n    parameters:\n      - { name: p, required: true, ${parameter} }\n    responses: { '204': { description: none } }`,
        schemas: SCHEMAS,
      }),
    });
    const found = diagnostics.filter(({ code }) => ["parameter-style", "unsendable-parameter"].includes(code));
    expect(found.map(({ message }) => message)).toEqual(named.map((words) => expect.stringContaining(words) as string));
    for (const { origin, action, message } of found) {
      expect(origin?.file).toBe("root.yaml");
      expect(origin?.pointer).toMatch(/^\/paths\/~1x(?:~1\{p\})?\/get\/parameters\/0|^\/components\/schemas\//u);
      expect(message).toMatch(/^the (?:path|query|header|cookie) parameter "p" /u);
      expect(action).not.toBe("");
    }
    const built = version.operations[0]?.parameters.find(({ wire }) => wire === "p");
    expect(built?.unsendable).toEqual(unsendable);
    if (sent !== undefined) expect([built?.style, built?.explode]).toEqual(sent);
  });
});

/** The fields of a form that is the whole query (OpenAPI 3.2): `in: querystring`. */
test.each<[name: string, content: string, sent: readonly string[], left: number]>([
  [
    "pairs",
    "schema: { type: object, properties: { a: { type: string }, b: { type: array, items: { type: string } } } }",
    ["a form true", "b form true"],
    0,
  ],
  ["a reference", "schema: { $ref: '#/components/schemas/Deep' }", ["a form true", "b form true"], 0],
  [
    "parts",
    "schema: { allOf: [{ $ref: '#/components/schemas/Deep' }, { type: object, properties: { c: { type: integer } } }] }",
    ["a form true", "b form true", "c form true"],
    0,
  ],
  [
    "encodings",
    "schema: { $ref: '#/components/schemas/Deep' }, encoding: { b: { style: pipeDelimited, explode: false }, a: { contentType: application/json } }",
    ["a json", "b pipeDelimited false"],
    0,
  ],
  [
    "an object without a style",
    "schema: { type: object, properties: { o: { type: object, properties: { x: { type: string } } } } }",
    ["o json"],
    0,
  ],
  ["names that nobody lists", "schema: { type: object, additionalProperties: { type: string } }", ["p form true"], 0],
])("a query that is a form sends %s", (_name, content, sent, left) => {
  const parameter = `{ name: p, in: querystring, content: { application/x-www-form-urlencoded: { ${content} } } }`;
  const { version, diagnostics } = processSpec({
    "root.yaml": rootOf({
      paths: `/a: { get: { parameters: [${parameter}], responses: { '204': { description: ok } } } }`,
      schemas: SCHEMAS,
    }),
  });
  const [operation] = version.operations;
  expect(
    operation?.parameters.map(({ wire, codec, style, explode }) => `${wire} ${codec ?? `${style} ${explode}`}`),
  ).toEqual(sent);
  expect(
    diagnostics.filter(({ code }) => code === "omitted-operation" || code === "unsendable-parameter"),
  ).toHaveLength(left);
});

test("a query in another media type says how to send it", () => {
  const parameter = "{ name: p, in: querystring, content: { application/json: { schema: { type: object } } } }";
  const { diagnostics } = processSpec({
    "root.yaml": rootOf({
      paths: `/a: { get: { parameters: [${parameter}], responses: { '204': { description: ok } } } }`,
    }),
  });
  expect(diagnostics.map(({ message }) => message).join()).toMatch(
    /the whole query as application\/json.*raw request/u,
  );
});
