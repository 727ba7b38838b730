import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { statedTypes, soleType, typeOfValue } from "../schema-types.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";

const code = "wider-example";

const widened = defineDiagnostic<{ example: unknown; type: string; types: readonly string[]; of: string }>({
  code,
  message: ({ example, type, of }) =>
    `the example ${shorten(example)} contradicts the schema, in which ${of} is ${type}`,
  action: ({ types }) => `the type is wider now: ${types.join(" or ")}`,
});

/** Keys that say more of an object than that it is one. */
const SAYING = [
  "properties",
  "additionalProperties",
  "patternProperties",
  "unevaluatedProperties",
  "propertyNames",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "enum",
  "const",
  "discriminator",
  "format",
];

/** What a schema says of a text, a number or a truth value that no list of such would keep. */
const SCALARS = new Set(["string", "integer", "number", "boolean"]);

/**
 * Where a schema says `object` and nothing else, its author meant any value: the example tells which. A property of one
 * scalar whose example is a list of such is both. What stands at items or values and is an example of the whole list or
 * map is at the wrong place, and tells nothing.
 */
export const widerExample: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node, cursor }, context) => {
    const { example } = node;
    if (example === undefined || example === null) return;
    if (isBareObject(node)) {
      const isMisplaced = Array.isArray(example) && example.every(isObject) && isPartOfWhole(cursor.pointer);
      if (!isObject(example) && !isMisplaced && !isTextOfObject(example))
        widen(node, { kinds: [kindOf(example)], example, of: "it" }, context);
      return;
    }
    const type = soleType(node);
    if (type === "array" && Array.isArray(example)) widenPart(node, "items", { values: example, cursor }, context);
    if (type === "object" && isObject(example) && node["properties"] === undefined)
      widenPart(node, "additionalProperties", { values: Object.values(example), cursor }, context);
    if (type !== undefined && isListOfOwn(node, type, example) && !isPartOfWhole(cursor.pointer))
      widen(node, { kinds: [{ type: "array", items: { type } }], example, of: "it" }, context);
  },
};

/** The items or the values that an example shows, where the schema says of them that they are objects, and nothing else. */
function widenPart(
  node: RawObject,
  key: "items" | "additionalProperties",
  { values, cursor }: { values: readonly unknown[]; cursor: Cursor },
  context: RuleContext,
): void {
  const part = node[key];
  // What is declared elsewhere is widened by its own example only.
  if (!isObject(part) || !isBareObject(part) || part["example"] !== undefined) return;
  const kinds = new Map(
    values
      .filter((value) => value !== null && !isObject(value))
      .map((value) => [JSON.stringify(kindOf(value)), kindOf(value)]),
  );
  if (kinds.size === 0 || cursor.pointer.includes("/example")) return;
  const of = key === "items" ? "each item" : "each value";
  widen(part, { kinds: [...kinds.values()], example: node["example"], of, tokens: [key] }, context);
}

interface Widening {
  readonly kinds: readonly RawObject[];
  readonly example: unknown;
  readonly of: string;
  readonly tokens?: readonly string[];
}

function widen(node: RawObject, { kinds, example, of, tokens = [] }: Widening, { report }: RuleContext): void {
  const type = soleType(node) ?? "object";
  delete node["type"];
  node["oneOf"] = [{ type }, ...kinds];
  const types = [type, ...kinds.map((kind) => String(kind["type"]))];
  report(widened, { example, type, types, of }, [...tokens]);
}

function kindOf(value: unknown): RawObject {
  const type = typeOfValue(value);
  return type === "array" ? { type, items: {} } : { type };
}

function isBareObject(node: RawObject): boolean {
  return soleType(node) === "object" && node["$ref"] === undefined && !SAYING.some((key) => Object.hasOwn(node, key));
}

/** A list that is not empty, all of whose items have the type of the schema: `fields: { type: string, example: [a] }`. */
function isListOfOwn(node: RawObject, type: string, example: unknown): boolean {
  return (
    SCALARS.has(type) &&
    statedTypes(node).length === 1 &&
    !["enum", "const", "format", "pattern", "default", "allOf", "oneOf", "anyOf"].some((key) =>
      Object.hasOwn(node, key),
    ) &&
    Array.isArray(example) &&
    example.length > 0 &&
    example.every((item) => typeOfValue(item) === type)
  );
}

/** Whether a schema is no property: an item, a value, a parameter or a payload, whose examples often show the whole. */
function isPartOfWhole(pointer: string): boolean {
  return !/\/properties\/[^/]+$/u.test(pointer);
}

function isTextOfObject(example: unknown): boolean {
  if (typeof example !== "string") return false;
  try {
    return typeof JSON.parse(example) === "object";
  } catch {
    return /^\s*[[{]/u.test(example);
  }
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
