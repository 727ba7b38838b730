import { isExactInteger } from "../text/exact-integer.ts";
import type { Declaration, DeclarationId, EnumDeclaration, EnumValue, Json, TypeUse } from "./model.ts";
import { resolveUse } from "./uses.ts";

/** Whether an enumeration has an integer that no JavaScript number holds. All its values are then treated as digits. */
export function isExactEnum({ scalar, values }: Pick<EnumDeclaration, "scalar" | "values">): boolean {
  return scalar !== "string" && values.some(({ value }) => typeof value === "string");
}

/** Whether a use is an integer whose values may exceed what a JavaScript number holds. */
export function isLongInteger(use: TypeUse): boolean {
  return use.kind === "scalar" && use.scalar === "integer" && (use.format === "int64" || use.format === "uint64");
}

/** A value of an enumeration for a sample. Digits of an integer become a bigint. */
export function enumSample(
  declaration: Pick<EnumDeclaration, "scalar" | "values">,
  { value }: EnumValue,
): string | number | bigint {
  return typeof value === "string" && isExactEnum(declaration) ? BigInt(value) : value;
}

/** A literal for a sample. Digits of an integer become a bigint. */
export function literalSample({ value, exact }: Extract<TypeUse, { kind: "literal" }>): Json {
  return exact === true ? BigInt(String(value)) : value;
}

/** A value of the spec for a sample: digits become a bigint wherever the type is an integer. */
export function withIntegers(declarations: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse, value: Json): Json {
  const { declaration, use: plain } = resolveUse(declarations, use);
  if (isExactInteger(value)) return isIntegerPlace(declaration, plain) ? BigInt(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (isJsonList(value)) {
    if (plain.kind !== "list") return value;
    return value.map((item, index) => withIntegers(declarations, plain.positions?.uses[index] ?? plain.item, item));
  }
  const useAt = (key: string): TypeUse | undefined => {
    if (plain.kind === "map") return plain.value;
    if (declaration?.kind !== "object") return undefined;
    const property = declaration.properties.find(({ wire }) => wire === key);
    return property?.use ?? (typeof declaration.rest === "string" ? undefined : declaration.rest);
  };
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const own = useAt(key);
      return [key, own === undefined ? part : withIntegers(declarations, own, part)];
    }),
  );
}

function isIntegerPlace(declaration: Declaration | undefined, use: TypeUse): boolean {
  if (declaration !== undefined) return declaration.kind === "enum" && isExactEnum(declaration);
  return use.kind === "literal" ? use.exact === true : use.kind === "scalar" && use.scalar === "integer";
}

function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
