import {
  indexedObject,
  intersectionType,
  keywordType,
  listType,
  literalType,
  NULL_TYPE,
  operatorType,
  optionalType,
  referenceType,
  restType,
  tupleType,
  unionType,
  type Type,
} from "../../emit/typescript/type-doc.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Int64Type } from "../../config/config.ts";
import { isLongInteger } from "../../model/long-integers.ts";
import type { Form } from "../../model/forms.ts";
import type { Declaration, DeclarationId, Positions, TypeUse } from "../../model/model.ts";
import { circularAliases, eachReference, objectOf } from "../../model/uses.ts";

/** The input for a type, and the imports that it collects. */
export interface TypeContext {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** The name of a declaration in a form. Registers the import. */
  readonly nameOf: (id: DeclarationId, form: Form) => string;
  /** The local name of a runtime type. Registers the import. */
  readonly runtime: (name: string) => string;
  /** The type of 64-bit integers. */
  readonly int64: Int64Type;
}

/** A type of the runtime: `Call<Role>`. */
export function runtimeType(context: TypeContext, name: string, types: readonly Type[] = []): Type {
  return referenceType(context.runtime(name), types);
}

/** The TypeScript type of a use. The printed files and the contract are made from it. */
export function typeOfUse(use: TypeUse, form: Form, context: TypeContext): Type {
  switch (use.kind) {
    case "ref":
      return referenceType(context.nameOf(use.id, form));
    case "scalar":
      if (isLongInteger(use)) return keywordType(context.int64);
      if (use.scalar !== "binary") return keywordType(use.scalar === "integer" ? "number" : use.scalar);
      return form === "request" ? runtimeType(context, "BinaryInput") : referenceType("Blob");
    case "list": {
      if (use.positions !== undefined) return tupleOf(use.positions, use.item, { form, context });
      const list = listOf(use.item, form, context);
      return form === "request" && isPatchOperation(use.item, context)
        ? unionType([list, operatorType("readonly", listType(runtimeType(context, "PatchOperation")))])
        : list;
    }
    case "map": {
      const value = typeOfUse(use.value, form, context);
      // A type alias may refer to itself in an index signature, but not in a type argument.
      return refersToCycle(use.value, context)
        ? indexedObject(value)
        : referenceType("Record", [keywordType("string"), value]);
    }
    case "literal":
      return literalOf(use, form, context);
    case "nullable":
      return unionType([typeOfUse(use.of, form, context), NULL_TYPE]);
    case "unknown":
      return keywordType("unknown");
    case "never":
      return keywordType("never");
    default:
      return assertNever(use);
  }
}

function refersToCycle(use: TypeUse, { declarations }: TypeContext): boolean {
  const circular = circularAliases(declarations);
  let isCircular = false;
  if (circular.size > 0) eachReference(use, (id) => (isCircular ||= circular.has(id)));
  return isCircular;
}

/** A tuple: a list whose first items have types of their own. */
function tupleOf(
  { uses, required, isClosed }: Positions,
  rest: TypeUse,
  { form, context }: { form: Form; context: TypeContext },
): Type {
  const items = uses.map((use, index) => {
    const type = typeOfUse(use, form, context);
    return index < required ? type : optionalType(type);
  });
  if (!isClosed) items.push(restType(listType(typeOfUse(rest, form, context))));
  const tuple = tupleType(items);
  return form === "request" ? operatorType("readonly", tuple) : tuple;
}

/** A list with items of a type. */
export function listOf(item: TypeUse, form: Form, context: TypeContext): Type {
  const list = listType(typeOfUse(item, form, context));
  return form === "request" ? operatorType("readonly", list) : list;
}

/**
 * Whether a type is the spec's own declaration of a JSON Patch operation. Requests then accept the runtime's patch type
 * as well.
 */
function isPatchOperation(use: TypeUse, { declarations }: TypeContext): boolean {
  const properties = objectOf(declarations, use)?.properties ?? [];
  const isKnown = properties.every(({ wire }) => ["op", "path", "from", "value"].includes(wire));
  return isKnown && ["op", "path"].every((wire) => properties.some((property) => property.wire === wire));
}

function literalOf({ value, exact }: Extract<TypeUse, { kind: "literal" }>, form: Form, context: TypeContext): Type {
  if (exact === true) return exactType([String(value)], form, context);
  return typeof value === "string" ? enumType([value], form, context) : literalType(value);
}

/** An enumeration with integers beyond 2^53: of bigints, or of strings of digits. */
export function exactType(digits: readonly string[], form: Form, context: TypeContext): Type {
  return context.int64 === "bigint"
    ? wideType(digits.map(BigInt), "bigint", { form, context })
    : enumType(digits, form, context);
}

function wideType(
  values: readonly (string | number | bigint)[],
  wide: "number" | "bigint",
  { form, context }: { form: Form; context: TypeContext },
): Type {
  const unlisted = runtimeType(context, "Unlisted");
  return unionType([
    ...values.map(literalType),
    form === "answer" ? intersectionType([keywordType(wide), unlisted]) : unlisted,
  ]);
}

/** The union of literal types. */
export function literalsType(values: readonly (string | number)[]): Type {
  return unionType(values.map(literalType));
}

/** An enumeration: open in a response, closed in a request. */
export function enumType(values: readonly (string | number)[], form: Form, context: TypeContext): Type {
  if (values.some((value) => typeof value === "number")) return wideType(values, "number", { form, context });
  return runtimeType(context, form === "answer" ? "Open" : "Closed", [literalsType(values)]);
}
