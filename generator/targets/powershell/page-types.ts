import { assertNever } from "../../model/assert-never.ts";
import { enumSample } from "../../model/long-integers.ts";
import type { Declaration, TypeUse } from "../../model/model.ts";
import { declarationNames } from "../../names/table.ts";
import type { TypeText } from "../../contract/publication.ts";
import type { VersionModule } from "./module-names.ts";

/** Where a type is shown. A list is `[]Role` among parameters and properties, and `Role[]` in a response. */
export type TypePlace = "parameter" | "property" | "answer";

const FREE_FORM = "SystemCollectionsHashtable";

/**
 * The published name of a type, for pages. The published module has no model for a list, map or scalar that is a schema
 * of its own.
 */
export function pageType(module: VersionModule, use: TypeUse, place: TypePlace, depth = 0): TypeText {
  switch (use.kind) {
    case "ref": {
      const declaration = module.declarations.get(use.id);
      if (declaration === undefined || depth > 50) return { text: FREE_FORM };
      if (declaration.kind === "alias") return pageType(module, declaration.target, place, depth + 1);
      return declaredType(module, declaration, place);
    }
    case "list": {
      if (use.positions !== undefined) return { text: place === "answer" ? "Object[]" : "[]Object" };
      const item = pageType(module, use.item, place === "property" ? "parameter" : place, depth + 1);
      return { ...item, text: place === "answer" ? `${item.text}[]` : `[]${item.text}` };
    }
    case "nullable":
      return pageType(module, use.of, place, depth + 1);
    case "scalar":
      return { text: scalarType(use) };
    case "literal":
      return literalType(use, place);
    case "map":
    case "unknown":
      return { text: FREE_FORM };
    case "never":
      return { text: "Null" };
    default:
      return assertNever(use);
  }
}

/**
 * The type of a declaration. An inline enumeration has no model in the published module: a parameter shows its scalar
 * type, and a property lists the values.
 */
function declaredType(
  module: VersionModule,
  declaration: Exclude<Declaration, { kind: "alias" }>,
  place: TypePlace,
): TypeText {
  const isInline = declaration.place.kind !== "file" && declaration.place.kind !== "component";
  if (declaration.kind === "enum" && isInline) {
    if (place === "property")
      return { text: "Enum", values: declaration.values.map((value) => enumSample(declaration, value)) };
    return {
      text:
        declaration.scalar === "string"
          ? "String"
          : declaration.scalar === "integer"
            ? integerType(declaration.values.map(({ value }) => value))
            : "Decimal",
    };
  }
  if (declaration.kind === "object" && declaration.properties.length === 0 && isInline) return { text: FREE_FORM };
  return { text: declarationNames(module.names, declaration.id).powershell.name, model: declaration.id };
}

/** The type of known integers: Int32 if it holds all of them, else Int64. */
function integerType(values: readonly (string | number)[]): string {
  return values.every((value) => Math.abs(Number(value)) < 2 ** 31) ? "Int32" : "Int64";
}

function literalType(
  { value, exact }: Pick<Extract<TypeUse, { kind: "literal" }>, "value" | "exact">,
  place: TypePlace,
): TypeText {
  if (value === null) return { text: "Null" };
  if (typeof value === "boolean") return { text: "Boolean" };
  if (place === "property") return { text: "Enum", values: [exact === true ? BigInt(value) : value] };
  if (typeof value === "string") return { text: exact === true ? "Int64" : "String" };
  return { text: Number.isInteger(value) ? integerType([value]) : "Decimal" };
}

function scalarType({ scalar, format }: Extract<TypeUse, { kind: "scalar" }>): string {
  switch (scalar) {
    case "boolean":
      return "Boolean";
    case "integer":
      return format === "int64" ? "Int64" : "Int32";
    case "number":
      return format === "float" || format === "double" ? "Double" : "Decimal";
    case "binary":
      return "System.IO.FileInfo";
    case "string":
      if (format === "date-time" || format === "date") return "System.DateTime";
      return format === "byte" ? "System.Byte[]" : "String";
    default:
      return assertNever(scalar);
  }
}
