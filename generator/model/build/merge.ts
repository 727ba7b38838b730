import { dialectOf } from "../../load/bundle/dialect.ts";
import { SHAPE_KEYWORDS, UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { acceptsNull, statedTypes } from "../../load/schema-types.ts";
import { identityOf, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { partsOf } from "./compose.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { isBinarySchema, schemaKind } from "./media-types.ts";
import { presenceOf } from "./presence.ts";
import { followIn, report, type BuildState } from "./state.ts";
import { isNullable, nonNullOptions, unionKeyword } from "./union.ts";

/** The keywords that say how a scalar is written. */
const FORM_KEYWORDS = ["format", "contentEncoding", "contentMediaType", "contentSchema"] as const;

/** The keywords that a type expresses, with the type of the values that they restrict. */
const RESTRICTING: readonly (readonly [keyword: string, type: string])[] = [
  ...FORM_KEYWORDS.map((keyword) => [keyword, "string"] as const),
  ...["items", "prefixItems", "unevaluatedItems"].map((keyword) => [keyword, "array"] as const),
  ...[
    "additionalProperties",
    "unevaluatedProperties",
    "patternProperties",
    "propertyNames",
    "required",
    "discriminator",
    ...UNION_KEYWORDS,
  ].map((keyword) => [keyword, "object"] as const),
];

/** Keywords that make a part of an `allOf` more than a scalar type. */
const BEYOND_SCALARS = SHAPE_KEYWORDS.filter((keyword) => keyword !== "allOf");

/**
 * The scalar schema that the parts of an `allOf` state together (`allOf: [Text], format: date-time`). Returns undefined
 * where the parts are no scalars, and where `chosen`, one of them, states the same.
 */
export function mergedScalar(state: BuildState, cursor: Cursor, chosen: Cursor | undefined): RawObject | undefined {
  const parts = partsOf(state, cursor).map(({ value }) => value as RawObject);
  if (parts.some((part) => BEYOND_SCALARS.some((keyword) => part[keyword] !== undefined))) return undefined;
  const type = commonType(parts.map(statedTypes).filter((types) => types.length > 0));
  if (type === undefined) return undefined;
  // The schema itself comes last, so its own words win.
  const forms = parts.map((part) => Object.fromEntries(FORM_KEYWORDS.map((key) => [key, part[key]] as const)));
  const merged: RawObject = { type };
  for (const form of forms)
    for (const [key, value] of Object.entries(form)) if (value !== undefined) merged[key] = value;
  const known = chosen === undefined ? undefined : followIn(state, chosen);
  if (known === undefined || !isObject(known.value) || known.value["allOf"] !== undefined) return merged;
  const losesNull = isStrict(state) && isNullable(state, known) && !isNullable(state, cursor);
  return !losesNull && saysSame(known.value, merged) ? undefined : merged;
}

/** Whether a type beside a reference excludes null: OpenAPI 3.0 ignores what stands beside a reference. */
function isStrict({ tree }: BuildState): boolean {
  const root = tree.files.get(tree.roots[0] ?? "");
  return isObject(root) && dialectOf(root) !== "3.0";
}

/** Whether a list of types accepts all values of a type: an integer is a number too. */
function includesType(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The one scalar type that all lists of types have in common. */
function commonType(lists: readonly (readonly string[])[]): string | undefined {
  const [first, ...others] = lists;
  if (first === undefined) return undefined;
  let left = first;
  for (const list of others)
    left = [...new Set([...left, ...list])].filter((type) => [left, list].every((own) => includesType(own, type)));
  const [only] = left;
  return left.length === 1 && only !== undefined && !["array", "object"].includes(only) ? only : undefined;
}

function saysSame(one: RawObject, other: RawObject): boolean {
  return (
    statedTypes(one).join() === statedTypes(other).join() &&
    one["format"] === other["format"] &&
    isBinarySchema(one) === isBinarySchema(other)
  );
}

/** Whether the type beside a reference is not the type of its target. */
export function restrictsTypes(siblings: RawObject, target: Cursor): boolean {
  const stated = statedTypes(siblings);
  if (siblings["type"] === undefined || !isObject(target.value)) return false;
  return stated.join() !== statedTypes(target.value).join() || acceptsNull(siblings) !== acceptsNull(target.value);
}

/**
 * Reports the keywords of the parts of an `allOf` that the type of one part, `chosen`, does not express. `merged` is the
 * scalar that the parts state together, if they do.
 */
export function reportLost(
  state: BuildState,
  cursor: Cursor,
  { chosen, merged }: { chosen: Cursor; merged: RawObject | undefined },
): void {
  const target = followIn(state, chosen);
  if (target === undefined || !isObject(target.value)) return;
  // What the chosen schema is composed of is reported where it is built.
  const own = new Set(partsOf(state, chosen).map(identityOf));
  const types = statedTypes(target.value);
  for (const part of partsOf(state, cursor)) {
    const schema = part.value;
    if (!isObject(schema) || own.has(identityOf(part))) continue;
    for (const [keyword, type] of RESTRICTING) {
      const value = schema[keyword];
      if (value === undefined || isSame(value, (merged ?? target.value)[keyword])) continue;
      // Other lists of conditions have their finding.
      if (UNION_KEYWORDS.some((key) => key === keyword) && presenceOf(schema).length === 0) continue;
      const isIdle = types.length > 0 && !types.includes(type) && (type !== "string" || !types.some(isScalar));
      report(state, unsupportedKeyword, { keyword, direction: isIdle ? "none" : "wider" }, part);
    }
    if (schema["type"] === undefined || merged !== undefined) continue;
    const stated = statedTypes(schema);
    const hasNull = acceptsNull(schema) && schema["type"] !== "null" && schema["nullable"] !== true;
    const isOff = hasNull !== isNullable(state, target) && (hasNull || (isStrict(state) && stated.length > 0));
    if (isOff && schema["nullable"] !== true)
      report(state, unsupportedKeyword, { keyword: "type", direction: "wider", lacks: "it accepts null" }, part);
    else if (stated.length > 0 && isNarrower(state, target, stated))
      report(state, unsupportedKeyword, { keyword: "type", direction: "wider" }, part);
  }
}

/** Whether a list of types may exclude values of a schema. Unions are compared as a whole: objects or not. */
function isNarrower(state: BuildState, target: Cursor, stated: readonly string[]): boolean {
  const schema = target.value as RawObject;
  const types = statedTypes(schema);
  if (types.length > 0) return types.some((type) => !includesType(stated, type));
  const keyword = unionKeyword(target);
  if (keyword === undefined) return false;
  const options = nonNullOptions(state, target, keyword).map((option) => followIn(state, option)?.value);
  const areListed = options.every(
    (option) =>
      isObject(option) &&
      statedTypes(option).length > 0 &&
      statedTypes(option).every((one) => includesType(stated, one)),
  );
  return !areListed && (schemaKind(state, target) !== "structured" || !stated.includes("object"));
}

function isScalar(type: string): boolean {
  return type !== "array" && type !== "object";
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
