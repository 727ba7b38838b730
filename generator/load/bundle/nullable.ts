import { targetAt } from "../follow.ts";
import { COMPOSITION_KEYWORDS } from "../grammar-lookups.ts";
import { MAXIMUM_CHAIN } from "../limits.ts";
import { soleType, typeOfValue } from "../schema-types.ts";
import { isObject, type RawObject, type SourceTree } from "../tree.ts";
import type { Located } from "./component-table.ts";

/**
 * Moves `nullable` from parts to the schema. `allOf: [Role, { nullable: true }]` means that the whole value may be
 * null, because a part without a type does not restrict the type.
 */
export function withNullOfParts({ file, value }: Located): Located {
  if (!isObject(value) || !Array.isArray(value["allOf"])) return { file, value };
  const parts = value["allOf"] as readonly unknown[];
  const isLoose = (part: unknown): part is RawObject =>
    isObject(part) &&
    part["nullable"] === true &&
    part["type"] === undefined &&
    !COMPOSITION_KEYWORDS.some((key) => key in part);
  if (!parts.some(isLoose)) return { file, value };
  const allOf = parts.map((part) => {
    if (!isLoose(part)) return part;
    return Object.fromEntries(Object.entries(part).filter(([key]) => key !== "nullable"));
  });
  return { file, value: { ...value, nullable: true, allOf } };
}

/** Whether a schema needs a type for OpenAPI 3.0, where `nullable` only applies beside `type`. */
export function needsType(schema: RawObject): boolean {
  return schema["nullable"] === true && schema["type"] === undefined;
}

/** The schema of null in OpenAPI 3.0. */
const ONLY_NULL = { type: "string", nullable: true, enum: [null] };

/** A nullable schema with the type that its parts have. Without a common type, null becomes one more option. */
export function nullableWithType(schema: RawObject, type: string | undefined): RawObject {
  if (type !== undefined)
    return { ...schema, type, ...(type === "array" && schema["items"] === undefined ? { items: {} } : {}) };
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "nullable"));
  for (const keyword of ["anyOf", "oneOf"]) {
    const options: unknown = rest[keyword];
    if (Array.isArray(options)) return { ...rest, [keyword]: [...(options as unknown[]), ONLY_NULL] };
  }
  // A schema without structure accepts null already.
  return rest["allOf"] === undefined ? rest : { anyOf: [rest, ONLY_NULL] };
}

/** The type that all values of a schema have. Returns undefined where there are several types or none is stated. */
export function typeOf(tree: SourceTree, at: Located): string | undefined {
  return readType(tree, at, new Map());
}

/** `seen` caches the results, because compositions may share parts or form cycles. */
function readType(tree: SourceTree, at: Located, seen: Map<unknown, string | undefined>): string | undefined {
  if (!isObject(at.value) || seen.has(at.value) || seen.size > MAXIMUM_CHAIN) return seen.get(at.value);
  seen.set(at.value, undefined);
  const type = statedType(tree, { file: at.file, value: at.value }, seen);
  seen.set(at.value, type);
  return type;
}

function statedType(
  tree: SourceTree,
  { file, value }: Located<RawObject>,
  seen: Map<unknown, string | undefined>,
): string | undefined {
  const own = soleType(value);
  if (own !== undefined) return own;
  const below = (part: unknown): string | undefined => readType(tree, { file, value: part }, seen);
  if (typeof value["$ref"] === "string") {
    const found = targetAt(tree, file, value["$ref"]);
    const type = found === undefined ? undefined : readType(tree, found, seen);
    if (type !== undefined) return type;
  }
  if (isObject(value["properties"]) || isObject(value["additionalProperties"])) return "object";
  if (value["items"] !== undefined) return "array";
  const values: unknown = value["enum"];
  if (Array.isArray(values)) return only(values.filter((one) => one !== null).map(typeOfValue));
  const { allOf } = value;
  if (Array.isArray(allOf)) {
    const found = only(allOf.map(below).filter((type) => type !== undefined));
    if (found !== undefined) return found;
  }
  for (const keyword of ["oneOf", "anyOf"]) {
    const options: unknown = value[keyword];
    if (Array.isArray(options)) return only(options.map(below));
  }
  return undefined;
}

function only(types: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(types);
  return others.length === 0 ? first : undefined;
}
