import { statedTypes } from "../../load/schema-types.ts";
import { UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { AliasDeclaration, EnumDeclaration } from "../model.ts";
import { literalUse } from "./literal.ts";
import { textOf } from "./text.ts";

/**
 * The scalar values of an `enum`. Returns undefined for a schema without `enum`, and for the enumerations that stay
 * plain types.
 */
export function enumerationValues(schema: RawObject): readonly (string | number | boolean)[] | undefined {
  const values = schema["enum"];
  if (!Array.isArray(values)) return undefined;
  const scalars = values.filter(
    (value): value is string | number | boolean =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  // Only objects, lists or nulls are listed: the value has the type that the schema states.
  if (scalars.length === 0 && values.length > 0) return undefined;
  // An enumeration of true and false is a boolean.
  return scalars.includes(true) && scalars.includes(false) ? undefined : scalars;
}

/** One value of an enumeration that is written as `oneOf` of constants. */
interface Constant {
  readonly value: string | number;
  /** Whether the value is a string. Digits of an integer beyond 2^53 are stored as a string and are not one. */
  readonly isText: boolean;
  readonly title: string;
  readonly description: string;
}

/** Keys that an option with a `const` may have to count as a constant. */
const CONSTANT_KEYS = new Set(["const", "type", "title", "description", "deprecated"]);

/**
 * The constants of an enumeration that is written as `oneOf: [{ const: 1, title: LOW }, ...]`, where each value has a
 * name. Returns undefined unless there are at least two options and all of them are constants, all strings or all
 * numbers.
 */
export function constantsOf({ value }: Cursor): readonly Constant[] | undefined {
  if (!isObject(value) || value["discriminator"] !== undefined) return undefined;
  const keywords = UNION_KEYWORDS.filter((keyword) => Array.isArray(value[keyword]));
  const [keyword] = keywords;
  if (keyword === undefined || keywords.length > 1) return undefined;
  if (["properties", "allOf", "enum", "const", "items"].some((key) => value[key] !== undefined)) return undefined;
  const options = (value[keyword] as unknown[]).filter((option) => !isNull(option));
  const constants = options.map((option): Constant | undefined => {
    if (!isObject(option) || !Object.keys(option).every((key) => CONSTANT_KEYS.has(key))) return undefined;
    const { const: constant } = option;
    if (typeof constant !== "string" && typeof constant !== "number") return undefined;
    const isText = typeof constant === "string" && literalUse(constant, statedTypes(option)[0]).exact !== true;
    return { value: constant, isText, title: textOf(option["title"]), description: textOf(option["description"]) };
  });
  const found = constants.filter((constant) => constant !== undefined);
  const distinct = new Map(found.map((constant) => [constant.value, constant]));
  const isOfOneKind = new Set(found.map(({ isText }) => isText)).size === 1;
  return found.length === options.length && distinct.size > 1 && isOfOneKind ? [...distinct.values()] : undefined;
}

function isNull(option: unknown): boolean {
  return isObject(option) && (option["type"] === "null" || option["const"] === null);
}

/** The enumeration declaration for the constants of {@link constantsOf}. */
export function constantsDeclaration(
  base: Omit<AliasDeclaration, "kind" | "target">,
  schema: RawObject,
  constants: readonly Constant[],
): EnumDeclaration {
  const isText = constants[0]?.isText === true;
  const stated = statedTypes(schema)[0];
  const isInteger = constants.every(({ value }) => Number.isInteger(Number(value)));
  return {
    ...base,
    kind: "enum",
    scalar: isText ? "string" : stated === "number" || !isInteger ? "number" : "integer",
    values: constants.map(({ value, title, description }) => ({
      value,
      ...(title === "" ? {} : { title }),
      description: [title, description].filter((text) => text !== "").join(": "),
    })),
  };
}

/** The enumeration declaration for the values of {@link enumerationValues}. */
export function enumDeclaration(
  base: Omit<AliasDeclaration, "kind" | "target">,
  schema: RawObject,
  values: readonly (string | number | boolean)[],
): EnumDeclaration {
  const type = statedTypes(schema)[0];
  const texts = describeValues(schema, values);
  const scalar = type === "integer" || type === "number" ? type : "string";
  return {
    ...base,
    kind: "enum",
    scalar,
    values: values.map((value, index) => ({
      value: typeof value === "boolean" ? String(value) : value,
      description: texts[index] ?? "",
    })),
  };
}

/**
 * The descriptions of the values: from `x-enum-descriptions` (a list or a map), or from `x-go-enum-desc` (lines of
 * `VALUE text`).
 */
function describeValues(schema: RawObject, values: readonly unknown[]): readonly string[] {
  const listed = schema["x-enum-descriptions"] ?? schema["x-enumDescriptions"];
  if (Array.isArray(listed)) return listed.map(textOf);
  if (isObject(listed)) return values.map((value) => textOf(listed[String(value)]));
  const lines = schema["x-go-enum-desc"];
  if (typeof lines !== "string") return [];
  return values.map((value) => {
    const line = lines.split("\n").find((entry) => entry.trim().startsWith(`${String(value)} `));
    return line === undefined ? "" : line.trim().slice(String(value).length).trim();
  });
}
