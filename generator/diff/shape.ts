import type { SurfaceMember, SurfaceModel, SurfaceType } from "../contract/surface-format.ts";
import type { VersionIndex } from "./surface-index.ts";

/** A type after references to aliases are followed. */
export type Shape =
  | { readonly kind: "scalar"; readonly scalar: "string" | "integer" | "number" | "boolean" | "binary" }
  | {
      readonly kind: "values";
      readonly scalar: "string" | "number" | "boolean";
      readonly values: ReadonlySet<string | number | boolean>;
    }
  | { readonly kind: "list"; readonly item: SurfaceType }
  | {
      readonly kind: "tuple";
      readonly positions: readonly SurfaceType[];
      readonly required: number;
      readonly rest?: SurfaceType;
    }
  | { readonly kind: "map"; readonly value: SurfaceType }
  | { readonly kind: "object"; readonly model: SurfaceModel }
  | { readonly kind: "union"; readonly members: readonly SurfaceMember[]; readonly tag?: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "never" };

/** A shape, and whether null is accepted as well. */
export interface ResolvedShape {
  readonly shape: Shape;
  readonly isNullable: boolean;
}

const UNKNOWN: ResolvedShape = { shape: { kind: "unknown" }, isNullable: false };

/** Follows references to aliases. A circular alias is unknown. */
export function shapeOf(type: SurfaceType, index: VersionIndex): ResolvedShape {
  let isNullable = false;
  let current = type;
  for (const seen = new Set<string>(); ;) {
    if (typeof current === "string") return { shape: { kind: "scalar", scalar: current }, isNullable };
    if ("scalar" in current) return { shape: { kind: "scalar", scalar: current.scalar }, isNullable };
    if ("nullable" in current) {
      isNullable = true;
      current = current.nullable;
    } else if ("literal" in current && current.literal === null) {
      // A type that holds only null has no other value.
      return { shape: { kind: "never" }, isNullable: true };
    } else if ("ref" in current) {
      const model = index.models.get(current.ref);
      if (model === undefined || seen.has(current.ref)) return UNKNOWN;
      seen.add(current.ref);
      if (model.kind !== "alias" || model.type === undefined) return { shape: modelShape(model), isNullable };
      current = model.type;
    } else return { shape: plainShape(current), isNullable };
  }
}

type PlainType = Exclude<
  SurfaceType,
  string | { readonly scalar: unknown } | { readonly ref: string } | { readonly nullable: unknown }
>;

function plainShape(type: PlainType): Shape {
  if ("positions" in type)
    return {
      kind: "tuple",
      positions: type.positions,
      required: type.required,
      ...(type.list === undefined ? {} : { rest: type.list }),
    };
  if ("list" in type) return { kind: "list", item: type.list };
  if ("map" in type) return { kind: "map", value: type.map };
  if ("never" in type) return { kind: "never" };
  if ("literal" in type && type.literal !== null)
    return {
      kind: "values",
      scalar: typeof type.literal as "string" | "number" | "boolean",
      values: new Set([type.literal]),
    };
  return { kind: "unknown" };
}

function modelShape(model: SurfaceModel): Shape {
  switch (model.kind) {
    case "enumeration":
      return {
        kind: "values",
        scalar: model.scalar === "string" ? "string" : "number",
        values: new Set(model.values),
      };
    case "union":
      return {
        kind: "union",
        members: model.members ?? [],
        ...(model.tag === undefined ? {} : { tag: model.tag }),
      };
    case "object":
      return { kind: "object", model };
    case "alias":
      return { kind: "unknown" };
  }
}
