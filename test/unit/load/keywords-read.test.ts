import { describe, expect, it } from "vitest";
import { readAnchors } from "../../../generator/load/anchors.ts";
import { ANY_KEY, GRAMMAR, type Keyword, type ObjectKind } from "../../../generator/load/grammar.ts";
import { isObjectKind } from "../../../generator/load/grammar-lookups.ts";
import { isObject } from "../../../generator/load/tree.ts";
import { linkTree } from "../../../generator/load/link.ts";
import { repairTree } from "../../../generator/load/repair.ts";
import { readYaml } from "../../../generator/load/yaml.ts";
import { buildVersion } from "../../../generator/model/build/version.ts";
import { processSpec, treeOf } from "../../support/spec.ts";
import { EVERY_KEYWORD } from "./every-keyword.ts";

type Json = Record<string, unknown>;

/** Where a keyword of a kind stands in the document: each is taken out on its own. */
interface Place {
  readonly kind: ObjectKind;
  readonly key: string;
  readonly path: readonly (string | number)[];
}

/** All places of keywords in a document, by the grammar. References are not followed. */
function placesIn(node: unknown, kind: ObjectKind, path: readonly (string | number)[]): readonly Place[] {
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]): readonly Place[] => {
    const keyword = GRAMMAR[kind][key] ?? GRAMMAR[kind][ANY_KEY];
    if (keyword === undefined) return [];
    const at = [...path, key];
    const own: readonly Place[] = Object.hasOwn(GRAMMAR[kind], key) ? [{ kind, key, path: at }] : [];
    const { holds, shape } = keyword;
    if (!isObjectKind(holds)) return own;
    if (shape === "one") return [...own, ...placesIn(value, holds, at)];
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(Object(value) as Json);
    return [...own, ...entries.flatMap(([name, entry]) => placesIn(entry, holds, [...at, name]))];
  });
}

function without(document: Json, path: readonly (string | number)[]): Json {
  const copy = structuredClone(document);
  let node: unknown = copy;
  for (const step of path.slice(0, -1)) node = (node as Json)[step];
  delete (node as Json)[path.at(-1) ?? ""];
  return copy;
}

const document = readYaml(EVERY_KEYWORD).value as Json;

/** What a run makes of the document: all but where things stand in it, and without the finding that a key is missing. */
function resultOf(input: Json): string {
  // As the reading stage does.
  const copy = structuredClone(input);
  readAnchors(copy);
  const linked = linkTree({ ...treeOf({}), roots: ["root.yaml"], files: new Map([["root.yaml", copy]]) });
  const repaired = repairTree(linked.value);
  const { value, diagnostics } = buildVersion(repaired.value);
  const found = [...linked.diagnostics, ...repaired.diagnostics, ...diagnostics];
  return JSON.stringify([value, found.map(({ code, message, action }) => [code, message, action])]);
}

const places = placesIn(document, "root", []);
const found = new Map<string, Place[]>();
for (const place of places) {
  const name = `${place.kind}.${place.key}`;
  found.set(name, [...(found.get(name) ?? []), place]);
}
const all = (Object.keys(GRAMMAR) as ObjectKind[]).flatMap((kind) =>
  Object.entries(GRAMMAR[kind])
    .filter(([key]) => key !== ANY_KEY)
    .map(([key, keyword]) => ({ name: `${kind}.${key}`, keyword })),
);

/** A value that a keyword may have. */
function valueFor({ holds, shape }: Keyword): unknown {
  if (shape === "map") return { a: [] };
  return holds === "schema" ? { type: "string" } : holds === "truth" ? true : 1;
}

describe("every keyword is read, told or harmless", () => {
  const whole = resultOf(document);
  const names = all.filter(({ keyword }) => keyword.unread !== "harmless").map(({ name }) => name);

  it("the document has each keyword that is not harmless", () => {
    expect(names.filter((name) => !found.has(name))).toEqual([]);
  });

  it.each(names)("%s makes a difference", (name) => {
    const differs = (found.get(name) ?? []).some(({ path }) => resultOf(without(document, path)) !== whole);
    expect(differs).toBe(true);
  });

  it.each(all.filter(({ keyword }) => keyword.unread === "wider" || keyword.unread === "narrower"))(
    "$name is told, with the way in which the type is off",
    ({ name, keyword }) => {
      const [, key = ""] = name.split(".");
      const schema = {
        type: "object",
        properties: { a: {} },
        [key]: valueFor(keyword),
      };
      const root = {
        openapi: "3.1.0",
        info: { title: "T", version: "1" },
        paths: {},
        components: { schemas: { schema } },
      };
      const { diagnostics } = processSpec({ "root.yaml": JSON.stringify(root) });
      expect(diagnostics.map(({ message, action }) => `${message}: ${action}`)).toContainEqual(
        expect.stringMatching(
          new RegExp(`^.${key.replace("$", "\\$")}. cannot.*the type is ${keyword.unread ?? ""} `, "u"),
        ),
      );
    },
  );
});

/** The schemas that a reference beside a keyword leads to. */
const TARGETS = {
  Text: { type: "string" },
  Maybe: { type: ["string", "null"] },
  MaybeObject: { type: ["object", "null"], properties: { a: { type: "string" } } },
  Whole: { type: "integer" },
  Number: { type: "number" },
  List: { type: "array", items: { type: "string" } },
  Object: { type: "object", properties: { a: { type: "string" } } },
  Map: { type: "object", additionalProperties: { type: "string" } },
  Values: { type: "string", enum: ["a", "b"] },
  Either: { oneOf: [{ type: "string" }, { type: "integer" }] },
  Objects: { oneOf: [{ properties: { x: { type: "string" } } }, { properties: { y: { type: "string" } } }] },
};
const WIDER = "wider";
const EXACT = "the type is exact";
const NEVER = "contradicts itself";

/**
 * Each keyword of a schema beside a reference (OpenAPI 3.1): the target, the keyword with its value, and what comes of
 * it: text of the type, or of the finding.
 */
const BESIDE: readonly (readonly [target: keyof typeof TARGETS, keyword: string, value: unknown, says: string])[] = [
  ["Text", "format", "date-time", '"format":"date-time"'],
  ["Whole", "format", "int64", '"format":"int64"'],
  ["Text", "format", "binary", '"binary"'],
  ["Values", "format", "date", WIDER],
  ["Either", "format", "date", WIDER],
  ["Object", "format", "date", EXACT],
  ["Text", "contentMediaType", "image/png", '"binary"'],
  ["Text", "contentMediaType", "application/json", WIDER],
  ["Text", "contentEncoding", "base64", WIDER],
  ["Text", "contentSchema", { type: "object" }, WIDER],
  ["List", "items", { enum: ["x"] }, WIDER],
  ["List", "prefixItems", [{ type: "string" }], WIDER],
  ["Text", "prefixItems", [{ type: "string" }], EXACT],
  ["Object", "prefixItems", [{ type: "string" }], EXACT],
  ["List", "unevaluatedItems", false, WIDER],
  ["List", "contains", { type: "string" }, WIDER],
  ["List", "minContains", 1, WIDER],
  ["List", "maxContains", 1, WIDER],
  ["List", "uniqueItems", true, WIDER],
  ["Map", "propertyNames", { enum: ["x"] }, '"wire":"x"'],
  ["Object", "propertyNames", { enum: ["a"] }, '"closed"'],
  ["Map", "propertyNames", { pattern: "^x" }, WIDER],
  ["Object", "properties", { z: { type: "integer" } }, '"wire":"z"'],
  ["Text", "properties", { z: { type: "integer" } }, NEVER],
  ["Object", "patternProperties", { "^x": { type: "string" } }, "narrower"],
  ["Map", "patternProperties", { "^x": { type: "integer" } }, WIDER],
  ["Object", "additionalProperties", false, '"closed"'],
  ["Map", "additionalProperties", false, WIDER],
  ["Text", "additionalProperties", false, EXACT],
  ["Object", "unevaluatedProperties", false, '"closed"'],
  ["Object", "required", ["a"], '"required":true'],
  ["Map", "required", ["a"], WIDER],
  ["Map", "minProperties", 1, WIDER],
  ["Map", "maxProperties", 1, WIDER],
  ["Object", "dependentRequired", { a: ["b"] }, WIDER],
  ["Object", "dependentSchemas", { a: { properties: { q: {} } } }, "it lacks `q`"],
  ["Object", "if", { required: ["a"] }, WIDER],
  ["Text", "not", { const: "a" }, WIDER],
  ["Text", "not", {}, '"never"'],
  ["Values", "enum", ["a", "c"], '"value":"a"'],
  ["Whole", "enum", ["a"], NEVER],
  ["Values", "const", "b", '"value":"b"'],
  ["Whole", "const", "a", NEVER],
  ["Object", "const", "a", NEVER],
  ["Number", "type", "integer", '"scalar":"integer"'],
  ["Whole", "type", "string", NEVER],
  ["Either", "type", "string", WIDER],
  ["Text", "type", "null", NEVER],
  ["Objects", "type", "null", NEVER],
  ["Text", "type", ["string", "null"], "it accepts null"],
  ["Maybe", "type", "null", '"value":null'],
  ["Maybe", "type", "string", '{"kind":"scalar","scalar":"string"}'],
  ["MaybeObject", "type", "object", "it accepts null"],
  ["Text", "nullable", true, '"nullable"'],
  ["Text", "allOf", [{ format: "date" }], '"format":"date"'],
  ["Object", "allOf", [{ properties: { q: {} } }], '"wire":"q"'],
  ["Object", "oneOf", [{ required: ["a"] }, { required: ["b"] }], '"presence"'],
  ["Map", "oneOf", [{ required: ["a"] }, { required: ["b"] }], WIDER],
  ["Object", "anyOf", [{ properties: { q: {} } }, { properties: { r: {} } }], '"alternatives"'],
  ["Objects", "discriminator", { propertyName: "x" }, WIDER],
  ["Text", "readOnly", true, '"access":"answer"'],
  ["Text", "writeOnly", true, '"access":"request"'],
  ["Text", "deprecated", true, '"deprecated":true'],
  ["Text", "default", "a", '"default":"a"'],
  ["Text", "example", "a", '"examples":[{"value":"a"'],
  ["Text", "examples", ["a"], '"examples":[{"value":"a"'],
  ["Text", "description", "Words.", '"description":"Words."'],
  ["Text", "pattern", "^a", '"pattern":"^a"'],
  ["Text", "minLength", 1, '"minLength":1'],
  ["Text", "maxLength", 1, '"maxLength":1'],
  ["Whole", "minimum", 1, '"minimum":1'],
  ["Whole", "maximum", 1, '"maximum":1'],
  ["Whole", "exclusiveMinimum", 1, WIDER],
  ["Whole", "exclusiveMaximum", 1, WIDER],
  ["Whole", "multipleOf", 2, WIDER],
  ["List", "minItems", 1, '"minItems":1'],
  ["List", "maxItems", 1, '"maxItems":1'],
  ["Text", "$dynamicRef", "#node", "`$dynamicRef`"],
  ["Text", "$recursiveRef", "#", WIDER],
];

/** The keywords that say nothing about the values beside them: words, the branches of `if`, and what references name. */
const SILENT = ["$ref", "$id", "$anchor", "$dynamicAnchor", "$defs", "definitions", "title", "then", "else"];

describe("every keyword beside a reference is read or told", () => {
  /** What a run makes of a schema at the property `m`, or at the component `Own` that the property refers to. */
  const resultAt = (schema: object, isComponent: boolean): string => {
    const own = { type: "object", properties: { m: isComponent ? { $ref: "#/components/schemas/Own" } : schema } };
    const schemas = { ...TARGETS, Holder: own, ...(isComponent ? { Own: schema } : {}) };
    const root = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {}, components: { schemas } };
    const { version, diagnostics } = processSpec({ "root.yaml": JSON.stringify(root) });
    const made = version.declarations.filter(({ id }) => /\/(?:Holder|Own)/u.test(id));
    const told = diagnostics.map(({ message, action }) => `${message}: ${action}`);
    return [JSON.stringify(made), ...told].join("\n");
  };

  it("the table has each keyword that is not harmless", () => {
    const known = new Set([...BESIDE.map(([, keyword]) => keyword), ...SILENT]);
    const keywords = Object.entries(GRAMMAR.schema).filter(([, { unread }]) => unread !== "harmless");
    expect(keywords.map(([key]) => key).filter((key) => !known.has(key))).toEqual([]);
  });

  it.each(BESIDE)("%s: %s %j", (target, keyword, value, says) => {
    const $ref = `#/components/schemas/${target}`;
    const plain = resultAt({ $ref }, false);
    const made = resultAt({ $ref, [keyword]: value }, false);
    expect(plain).not.toContain(says);
    expect(made).toContain(says);
  });

  it("an integer beside the type number is not told: each integer is a number", () => {
    const made = resultAt({ $ref: "#/components/schemas/Whole", type: "number" }, false);
    expect(made).toContain("#/components/schemas/Whole");
    expect(made).not.toContain(WIDER);
  });

  // A reference to a component that is a reference itself must not skip what stands there.
  it.each(BESIDE.filter(([, keyword]) => !["example", "examples", "description", "$dynamicRef"].includes(keyword)))(
    "%s: %s %j, in a component",
    (target, keyword, value, says) => {
      expect(resultAt({ $ref: `#/components/schemas/${target}`, [keyword]: value }, true)).toContain(says);
    },
  );
});
