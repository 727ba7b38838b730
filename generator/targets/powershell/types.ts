import type { Declaration, Operation, TypeUse } from "../../model/model.ts";
import { resolveUse, withoutNull } from "../../model/uses.ts";
import { declarationNames } from "../../names/table.ts";
import type { VersionModule } from "./module-names.ts";

/** The type of a parameter without brackets, and the values for completion. */
export interface CmdletParameterType {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * The .NET type of a parameter. A date is `object`: a string is sent unchanged, and a date object is sent as its
 * instant.
 */
export function parameterType(
  module: VersionModule,
  use: TypeUse,
  isRequired: boolean,
  depth = 0,
): CmdletParameterType {
  // A list of itself would recurse without end.
  if (depth > MAXIMUM_DEPTH) return { name: "object", values: [] };
  const resolved = resolveUse(module.declarations, use);
  if (resolved.declaration !== undefined) return declaredType(module, resolved.declaration, depth + 1);
  const plain = resolved.use;
  switch (plain.kind) {
    case "scalar":
      return { name: scalarType(plain.scalar, plain.format, isRequired), values: [] };
    case "list": {
      if (plain.positions !== undefined) return { name: "object[]", values: [] };
      const item = parameterType(module, plain.item, true, depth + 1);
      return { name: item.name === "string" ? "string[]" : "object[]", values: item.values };
    }
    case "literal":
      return typeof plain.value === "string" && plain.exact !== true
        ? { name: "string", values: [plain.value] }
        : { name: "object", values: [] };
    default:
      return { name: "object", values: [] };
  }
}

const MAXIMUM_DEPTH = 20;

function declaredType(module: VersionModule, declaration: Declaration, depth: number): CmdletParameterType {
  if (declaration.kind === "enum") {
    const isText = declaration.scalar === "string";
    return {
      name: isText ? "string" : "object",
      values: isText ? declaration.values.map((entry) => String(entry.value)) : [],
    };
  }
  if (declaration.kind === "union") {
    const members = declaration.members.map((member) => parameterType(module, member.use, true, depth));
    if (members.every((member) => member.name === "string"))
      return { name: "string", values: members.flatMap((member) => member.values) };
  }
  return { name: "object", values: [] };
}

/** The kinds of values that the runtime checks and PowerShell must not convert. */
export type PropertyKind = "text" | "integer" | "number" | "boolean" | "date" | "any";

/** The kind of a value. Returns "any" for a value of several kinds and for a value that is not a scalar. */
export function valueKind(module: VersionModule, use: TypeUse, depth = 0): PropertyKind {
  if (depth > MAXIMUM_DEPTH) return "any";
  const { declaration, use: plain } = resolveUse(module.declarations, use);
  if (declaration?.kind === "union") {
    const kinds = new Set(declaration.members.map((member) => valueKind(module, member.use, depth + 1)));
    const [only] = kinds;
    return kinds.size === 1 && only !== undefined ? only : "any";
  }
  if (declaration !== undefined) return declaration.kind === "enum" ? SCALAR_KINDS[declaration.scalar] : "any";
  if (plain.kind === "scalar")
    return plain.format === "date" || plain.format === "date-time" ? "date" : SCALAR_KINDS[plain.scalar];
  if (plain.kind !== "literal") return "any";
  if (plain.exact === true) return "integer";
  const type = typeof plain.value;
  return type === "string" ? "text" : type === "number" || type === "boolean" ? type : "any";
}

const SCALAR_KINDS: Readonly<Record<"string" | "integer" | "number" | "boolean" | "binary", PropertyKind>> = {
  string: "text",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  binary: "text",
};

/**
 * The .NET type of a scalar. An optional value needs a nullable type, which distinguishes an absent value from `0` and
 * `$false`.
 */
function scalarType(scalar: string, format: string | undefined, isRequired: boolean): string {
  const nullable = (name: string): string => (isRequired ? name : `System.Nullable[${name}]`);
  if (scalar === "boolean") return nullable("bool");
  if (scalar === "number") return nullable("double");
  if (scalar === "integer") return nullable(format === "int32" ? "int" : "long");
  if (scalar === "binary" || format === "date-time" || format === "date") return "object";
  return "string";
}

/** The type name of the objects of a type: `IscSdk.BetaRole`. Returns "" for a type without objects. */
export function typeNameOf(module: VersionModule, use: TypeUse): string {
  const plain = withoutNull(use);
  if (plain.kind === "list") return plain.positions === undefined ? typeNameOf(module, plain.item) : "";
  const { declaration, use: resolved } = resolveUse(module.declarations, plain);
  if (resolved.kind === "list") return resolved.positions === undefined ? typeNameOf(module, resolved.item) : "";
  return declaration === undefined || declaration.kind === "enum" ? "" : modelTypeName(module, declaration);
}

/** The type name of a model. */
export function modelTypeName(module: VersionModule, declaration: Declaration): string {
  return `${module.family}.${module.prefix}${declarationNames(module.names, declaration.id).powershell.name}`;
}

/** An output type of a cmdlet: a .NET type, or the type name of a model's objects. */
export interface OutputTypeName {
  readonly name: string;
  readonly isModel: boolean;
}

/** The types of the `[OutputType()]` attributes, one attribute each. */
export function outputTypes(module: VersionModule, operation: Operation): readonly OutputTypeName[] {
  const plain = (...names: readonly string[]): readonly OutputTypeName[] =>
    names.map((name) => ({ name, isModel: false }));
  switch (operation.success.kind) {
    case "nothing":
      return plain("void");
    case "text":
      return plain("string");
    case "total":
      return plain("long");
    case "stream":
      return operation.success.framing === "events" ? plain("psobject") : [namedOutput(module, operation.success.item)];
    case "download":
      return plain("string", "byte[]", "System.IO.FileInfo");
    case "value": {
      const types = operation.success.uses.map((use) => typeNameOf(module, use));
      if (operation.paging !== undefined && "items" in operation.paging && operation.paging.items !== undefined)
        types.push(typeNameOf(module, operation.paging.item));
      const named = [...new Set(types.filter((type) => type !== ""))].map((name) => ({ name, isModel: true }));
      return named.length > 0 ? named : plain(plainOutput(module, operation.success.uses[0]));
    }
  }
}

function namedOutput(module: VersionModule, use: TypeUse): OutputTypeName {
  const name = typeNameOf(module, use);
  return name === "" ? { name: plainOutput(module, use), isModel: false } : { name, isModel: true };
}

function plainOutput(module: VersionModule, use: TypeUse | undefined): string {
  const plain = use === undefined ? undefined : resolveUse(module.declarations, use).use;
  const item = plain?.kind === "list" ? resolveUse(module.declarations, plain.item).use : plain;
  if (item?.kind !== "scalar") return "psobject";
  return { string: "string", integer: "long", number: "double", boolean: "bool", binary: "byte[]" }[item.scalar];
}
