import { statedTypes } from "../../load/schema-types.ts";
import { isObject, type RawObject } from "../../load/tree.ts";
import type { AliasDeclaration, EnumDeclaration } from "../model.ts";
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
