import { assertNever } from "../../model/assert-never.ts";
import { enumSample } from "../../model/long-integers.ts";
import type { Declaration, TypeUse } from "../../model/model.ts";
import { declarationNames } from "../../names/table.ts";
import type { TypeText } from "../../contract/publication.ts";
import type { VersionModule } from "./module-names.ts";

/** `item` stands before the name among parameters and properties (`[]Role`), `answer` behind it (`Role[]`). */
export type TypePlace = "parameter" | "property" | "answer";

const FREE_FORM = "SystemCollectionsHashtable";

/** The published names of types, which pages tell. Lists, maps and scalars that are a schema of their own have no model there. */
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

/** Values written in place have no model in the published module: a parameter is text, a property tells the values. */
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

/** The type of integers that are known. Those that the published module had no type for are of the next larger one. */
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
