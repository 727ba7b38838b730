import type {
  AliasDeclaration,
  ApiVersion,
  Declaration,
  EnumDeclaration,
  ObjectDeclaration,
  Operation,
  Parameter,
  Place,
  Property,
  TypeUse,
  UnionDeclaration,
} from "../../../generator/model/model.ts";
import type { VersionPass } from "../../../generator/passes/pass.ts";
import { declaration, property, version } from "../names/make-model.ts";

export const TEXT: TypeUse = { kind: "scalar", scalar: "string" };
export const INTEGER: TypeUse = { kind: "scalar", scalar: "integer" };
export const NUMBER: TypeUse = { kind: "scalar", scalar: "number" };
export const BOOLEAN: TypeUse = { kind: "scalar", scalar: "boolean" };
export const BINARY: TypeUse = { kind: "scalar", scalar: "binary" };
export const UNKNOWN: TypeUse = { kind: "unknown", reason: "any" };

export const ref = (id: string): TypeUse => ({ kind: "ref", id });
export const list = (item: TypeUse): TypeUse => ({ kind: "list", item });
export const map = (value: TypeUse): TypeUse => ({ kind: "map", value });
export const nullable = (of: TypeUse): TypeUse => ({ kind: "nullable", of });
export const literal = (value: string | number | boolean | null): TypeUse => ({ kind: "literal", value });

/** Which uses stand under which names. */
export type Uses = Readonly<Record<string, TypeUse>>;

export const properties = (uses: Uses): readonly Property[] =>
  Object.entries(uses).map(([wire, use]) => property(wire, use));

type More<Kind extends Declaration> = Partial<Omit<Kind, "kind" | "id">>;

export function object(id: string, uses: Uses, more: More<ObjectDeclaration> = {}): ObjectDeclaration {
  return { ...(declaration(id) as ObjectDeclaration), properties: properties(uses), ...more };
}

export function union(id: string, uses: readonly TypeUse[], more: More<UnionDeclaration> = {}): UnionDeclaration {
  const members = uses.map((use) => ({ use, tagValues: [] }));
  return { ...(declaration(id, { kind: "union" }) as UnionDeclaration), members, ...more };
}

export function alias(id: string, target: TypeUse, more: More<AliasDeclaration> = {}): AliasDeclaration {
  return { ...(declaration(id, { kind: "alias" }) as AliasDeclaration), target, ...more };
}

export function enumeration(id: string, values: readonly (string | number)[]): EnumDeclaration {
  return {
    ...(declaration(id, { kind: "enum" }) as EnumDeclaration),
    scalar: typeof values[0] === "number" ? "integer" : "string",
    values: values.map((value) => ({ value, description: "" })),
  };
}

/** `query limit` is a parameter. */
export function parameter(told: string, use: TypeUse = TEXT, more: Partial<Parameter> = {}): Parameter {
  const [place = "", wire = ""] = told.split(" ");
  return {
    place: place as Parameter["place"],
    wire,
    declaredWire: wire,
    required: false,
    use,
    style: "form",
    explode: true,
    allowReserved: false,
    description: "",
    deprecated: false,
    examples: [],
    limits: {},
    resourceOperations: [],
    origin: { file: "root.yaml", pointer: `/${told}` },
    ...more,
  };
}

/** A success with these JSON values. */
export const giving = (...uses: readonly TypeUse[]): Operation["success"] => ({
  kind: "value",
  uses,
  statuses: ["200"],
  orNothing: false,
});

/** The place of an inline type in the response of an operation. */
export const answered = (operation: string, status: string): Place => ({
  kind: "answer",
  operation,
  status,
  steps: [],
});

/** What a pass makes of a version called `beta`, and its findings as `code pointer: message; action`. */
export function runPass(
  pass: VersionPass,
  parts: Parameters<typeof version>[1],
): { readonly version: ApiVersion; readonly findings: readonly string[] } {
  const { value, diagnostics } = pass.run(version("beta", parts));
  return {
    version: value,
    findings: diagnostics.map(
      ({ code, version: label, origin, message, action }) =>
        `${String(label)} ${code} ${String(origin?.file)}#${String(origin?.pointer)}: ${message}; ${action}`,
    ),
  };
}
