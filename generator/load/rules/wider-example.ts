import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { shownValue } from "../shown-value.ts";
import { statedTypes, soleType, typeOfValue } from "../schema-types.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";

const code = "wider-example";

const widened = defineDiagnostic<{ example: unknown; type: string; types: readonly string[]; of: string }>({
  code,
  message: ({ example, type, of }) =>
    `the example ${shownValue(example)} does not match the schema, in which ${of} is ${type}`,
  action: ({ types }) => `the type is widened to ${types.join(" or ")}`,
});

/** Keywords that state more about an object than its type. */
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

/** The scalar types whose schemas may also mean a list. */
const SCALARS = new Set(["string", "integer", "number", "boolean"]);

/**
 * Widens the type of a schema that contradicts its example. A schema that states `object` and nothing else often means
 * any value, and the example shows which. A scalar property whose example is a list of such scalars accepts both. An
 * example that shows the whole list or map, but is written at its items or values, is misplaced and widens nothing.
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

/** Widens the items or values of a schema, if they are bare objects and the schema's example shows other types. */
function widenPart(
  node: RawObject,
  key: "items" | "additionalProperties",
  { values, cursor }: { values: readonly unknown[]; cursor: Cursor },
  context: RuleContext,
): void {
  const part = node[key];
  // A schema with its own example is widened by that example only.
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

/** Whether the example of a scalar schema is a list of such scalars: `fields: { type: string, example: [a] }`. */
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

/**
 * Whether a schema is not a property: an item, a value, a parameter or a payload. Its example often shows the whole.
 */
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
