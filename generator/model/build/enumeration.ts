import { statedTypes } from "../../load/schema-types.ts";
import { UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { AliasDeclaration, EnumDeclaration } from "../model.ts";
import { literalUse } from "./literal.ts";
import { textOf } from "./text.ts";

/** The values of an enumeration of scalars; undefined for what is none. */
export function enumerationValues(schema: RawObject): readonly (string | number | boolean)[] | undefined {
  const values = schema["enum"];
  if (!Array.isArray(values)) return undefined;
  const scalars = values.filter(
    (value): value is string | number | boolean =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  // Lists and objects are of the type that is stated.
  if (scalars.length === 0 && values.length > 0) return undefined;
  // true and false together are just a truth value.
  return scalars.includes(true) && scalars.includes(false) ? undefined : scalars;
}

/** One value of an enumeration that is written as constants. */
interface Constant {
  readonly value: string | number;
  /** Digits of an integer that no number holds are a text, and no text. */
  readonly isText: boolean;
  readonly title: string;
  readonly description: string;
}

/** What may stand in an option that is one constant. */
const CONSTANT_KEYS = new Set(["const", "type", "title", "description", "deprecated"]);

/**
 * The constants of an enumeration that is written as `oneOf: [{ const: 1, title: LOW }, ...]`, the form in which values
 * have names of their own. Undefined for what is none: its options are other than texts alone, or numbers alone.
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

/** `x-go-enum-desc` (`VALUE text` a line) and `x-enum-descriptions` (a list or a map). */
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
