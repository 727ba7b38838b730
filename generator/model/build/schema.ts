import { SHAPE_KEYWORDS } from "../../load/grammar-lookups.ts";
import { targetAt } from "../../load/follow.ts";
import { appendPointer } from "../../load/pointer.ts";
import { acceptsNull, statedTypes } from "../../load/schema-types.ts";
import { identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Declaration, DeclarationId, Place, ScalarKind, TypeUse, UnionMember } from "../model.ts";
import { hasHeirs, isComposedObject, isObjectWithAlternatives } from "./alternatives.ts";
import { composeObject, hasStructure, narrowestMember } from "./compose.ts";
import { dynamicReference, unsupportedKeyword, untyped } from "./diagnostics.ts";
import { declarationBase } from "./declaration-base.ts";
import { constantsDeclaration, constantsOf, enumDeclaration, enumerationValues } from "./enumeration.ts";
import { foldAllOf, hasProperties } from "./fold.ts";
import { heirsUnion, isBareHeir, mappedHeirs, withOwnBases } from "./heirs.ts";
import { intersectionOf, type Intersection } from "./intersection.ts";
import { isBinarySchema } from "./media-types.ts";
import { buildObject } from "./object.ts";
import { excludesAll, impossibleUse } from "./never.ts";
import { mergedScalar, reportLost, restrictsTypes } from "./merge.ts";
import { placeOfTarget } from "./place.ts";
import { listedNames, restOfSchema, typesFurtherProperties } from "./rest.ts";
import { followIn, memberContext, report, stepInto, type BuildState, type Context } from "./state.ts";
import { textOf } from "./text.ts";
import { tupleUse } from "./tuple.ts";
import { literalUse } from "./literal.ts";
import { reportUnread } from "./unread.ts";
import {
  isNullable,
  isNullableComposition,
  isNullOnly,
  nonNullOptions,
  reportMapping,
  unionKeyword,
  unionKeywords,
  unionMembers,
} from "./union.ts";

/** The use of a schema. Anonymous objects, enumerations and unions in it are declared, with a place below `context`. */
export function useOf(state: BuildState, cursor: Cursor, context: Context): TypeUse {
  const { value: schema } = cursor;
  if (!isObject(schema))
    return schema === false
      ? { kind: "never", reason: "no value is valid here" }
      : unknownUse(state, cursor, "the spec states no type");
  if (typeof schema["$ref"] === "string") return referenceUse(state, cursor, schema, context);
  reportUnread(state, cursor, schema);
  const use = inlineUse(state, cursor, schema, context);
  return acceptsNull(schema) && schema["type"] !== "null" ? nullable(use) : use;
}

/** The use that also accepts null. */
export function nullable(use: TypeUse): TypeUse {
  if (use.kind === "never") return NULL;
  return use.kind === "nullable" || use.kind === "unknown" || (use.kind === "literal" && use.value === null)
    ? use
    : { kind: "nullable", of: use };
}

/** The use that accepts only null. */
const NULL: TypeUse = { kind: "literal", value: null };

function nullUse(schema: RawObject): TypeUse | undefined {
  return isNullOnly(schema) && saysAnything(schema) ? NULL : undefined;
}

/** The use of a schema without a known type; reports `reason`. */
export function unknownUse(state: BuildState, cursor: Cursor, reason: string): TypeUse {
  report(state, untyped, { reason }, cursor);
  return { kind: "unknown", reason };
}

/** The use of a reference. Structural siblings make it a composition of the siblings and the target. */
function referenceUse(state: BuildState, cursor: Cursor, schema: RawObject, context: Context): TypeUse {
  const target = followIn(state, cursor);
  if (target === undefined) return brokenUse(state, cursor, schema);
  const { $ref, $dynamicRef: dynamic, ...siblings } = schema;
  if (typeof dynamic === "string") report(state, dynamicReference, { ref: dynamic }, cursor);
  if (excludesAll(siblings)) return { kind: "never", reason: "no value is valid here" };
  if (hasStructure(siblings) || restrictsTypes(siblings, target)) {
    const composed = { ...cursor, value: { ...siblings, allOf: [{ $ref }] } };
    return useOf(state, composed, context);
  }
  reportUnread(state, cursor, siblings);
  const use = targetUse(state, target);
  // The finding at the target does not name the references to it, so each reference is reported too.
  if (use.kind === "unknown") report(state, untyped, { reason: `"${$ref as string}" states no type` }, cursor);
  return acceptsNull(siblings) ? nullable(use) : use;
}

/**
 * The use of a broken reference. The link stage reports the reference that is broken, but not the references that lead
 * to it, so those are reported here.
 */
function brokenUse(state: BuildState, cursor: Cursor, { $ref }: RawObject): TypeUse {
  const isBrokenLater = typeof $ref === "string" && targetAt(state.tree, cursor.file, $ref) !== undefined;
  const reason = "the reference has no target";
  return isBrokenLater ? unknownUse(state, cursor, reason) : { kind: "unknown", reason };
}

/** The use of a referenced schema: always a reference to its declaration. */
export function targetUse(state: BuildState, target: Cursor): TypeUse {
  const { value } = target;
  if (value === false) return { kind: "never", reason: "no value is valid here" };
  if (!isObject(value)) return unknownUse(state, target, "the target of the reference is not a schema");
  if (excludesAll(value)) return { kind: "never", reason: "no value is valid here" };
  if (!saysAnything(value)) return unknownUse(state, target, "the referenced schema states no type");
  const use = declare(state, target, placeOfTarget(state, target));
  return isNullable(state, target) ? nullable(use) : use;
}

/** Whether a schema has a keyword that restricts its values. */
function saysAnything(schema: RawObject): boolean {
  return SAYS_ANYTHING.some((keyword) => schema[keyword] !== undefined);
}

const SAYS_ANYTHING = ["type", "$ref", ...SHAPE_KEYWORDS];

/** Queues a declaration to be built, once, and returns the reference to it. */
export function declare(state: BuildState, cursor: Cursor, place: Place): TypeUse {
  const id = identityOf(originOf(cursor));
  if (!state.pending.has(id)) {
    state.pending.add(id);
    state.queue.push(() => state.declarations.set(id, buildDeclaration(state, cursor, { id, place })));
  }
  return { kind: "ref", id };
}

function buildDeclaration(state: BuildState, cursor: Cursor, at: { id: DeclarationId; place: Place }): Declaration {
  const schema = cursor.value as RawObject;
  const base = declarationBase(state, cursor, at);
  const context = memberContext(at.id);
  if (typeof schema["$ref"] === "string") {
    return { ...base, kind: "alias", target: referenceUse(state, cursor, schema, context) };
  }
  reportUnread(state, cursor, schema);
  const settled = impossibleUse(state, cursor) ?? nullUse(schema);
  if (settled !== undefined) return { ...base, kind: "alias", target: settled };
  const folded = foldAllOf(cursor);
  if (folded !== undefined && !isBareHeir(state, cursor)) {
    const target = partUse(state, cursor, folded, context);
    return { ...base, kind: "alias", target: target.kind === "nullable" ? target.of : target };
  }
  const values = commonValues(state, cursor, schema);
  if (values !== undefined && values.length > 1) return enumDeclaration(base, schema, values);
  const constants = constantsOf(cursor);
  if (constants !== undefined) return constantsDeclaration(base, schema, constants);
  const types = statedTypes(schema);
  // Options are more exact than a list of types, so they win.
  if (types.length > 1 && nonNullOptions(state, cursor).length < 2)
    return { ...base, kind: "union", members: typedMembers(state, cursor, { types, context }) };
  if (isObjectWithAlternatives(state, cursor)) return buildObject(state, [cursor], base, { context, useOf });
  if (unionKeyword(cursor) !== undefined) {
    const options = nonNullOptions(state, cursor);
    if (options.length > 1) {
      reportBeside(state, cursor);
      const union = withOwnBases(state, unionMembers(state, cursor, { context, options, useOf }), {
        options,
        building: { context, useOf },
      });
      // `anyOf` of an unrestricted schema and A accepts any value.
      const free = union.members.findIndex(({ use }) => use.kind === "unknown");
      const option = options[free];
      if (option === undefined) return { ...base, kind: "union", ...union };
      const reason = `the option "${option.pointer.slice(cursor.pointer.length + 1)}" accepts any value`;
      return { ...base, kind: "alias", target: unknownUse(state, cursor, reason) };
    }
  }
  const heirs = mappedHeirs(state, cursor);
  if (heirs.length > 0) return heirsUnion(state, cursor, { base, heirs, building: { context, useOf } });
  if (isComposedObject(state, cursor) || hasNamedProperties(state, cursor)) {
    reportMapping(state, cursor, heirs);
    return buildObject(state, [cursor], base, { context, useOf });
  }
  const left = intersectionOfParts(state, cursor);
  if (left?.kind === "values" && left.owner === undefined && left.values.length > 1)
    return enumDeclaration(base, { ...schema, type: left.type }, left.values);
  const narrowest = left === undefined ? narrowestMember(state, cursor) : undefined;
  const isInline = narrowest !== undefined && isObject(narrowest.value) && narrowest.value["$ref"] === undefined;
  if (isInline && mergedScalar(state, cursor, narrowest) === undefined) {
    reportLost(state, cursor, { chosen: narrowest, merged: undefined });
    // An inline member describes its owner one level deeper, so it is built in the owner's place.
    const { title, description } = schema;
    const value = {
      ...(narrowest.value as RawObject),
      ...(textOf(title) === "" ? {} : { title }),
      ...(textOf(description) === "" ? {} : { description }),
    };
    return buildDeclaration(state, { ...narrowest, value }, at);
  }
  return { ...base, kind: "alias", target: inlineUse(state, cursor, schema, context, true) };
}

/** The members of a schema with a list of types: a union with one member for each type. */
function typedMembers(
  state: BuildState,
  cursor: Cursor,
  { types, context }: { types: readonly string[]; context: Context },
): readonly UnionMember[] {
  const { oneOf: _one, anyOf: _any, ...schema } = cursor.value as RawObject;
  const stated = schema["type"] as readonly unknown[];
  return types.map((type, index): UnionMember => {
    const inner = stepInto(context, { kind: "option", ordinal: index + 1 });
    const own = { ...schema, type };
    // The member gets its own pointer, because the schema's pointer identifies the union.
    const at: Cursor = {
      file: cursor.file,
      pointer: appendPointer(cursor.pointer, "type", stated.indexOf(type)),
      value: own,
    };
    const isWhole = type === "object" && (hasProperties(own) || isComposedObject(state, at));
    const use = isWhole
      ? declare(state, at, inner.place)
      : typedUse(state, cursor, { schema: own, type, context: inner });
    return { use, tagValues: [] };
  });
}

/**
 * Reports keywords beside a union that the union's type does not express. Heirs repeat what their base states, so they
 * are not reported.
 */
function reportBeside(state: BuildState, cursor: Cursor): void {
  const schema = cursor.value as RawObject;
  if (hasHeirs(state, cursor)) return;
  const beside = [
    ...(hasProperties(schema) ? ["properties"] : []),
    ...(Array.isArray(schema["allOf"]) ? ["allOf"] : []),
    ...unionKeywords(cursor).slice(1),
  ];
  for (const keyword of beside)
    report(
      state,
      unsupportedKeyword,
      { keyword: `${keyword} beside a union of more than objects`, direction: "wider" },
      cursor,
    );
}

/** Whether a schema lists properties, in `properties` or in `propertyNames`. */
function hasNamedProperties(state: BuildState, cursor: Cursor): boolean {
  return hasProperties(cursor.value as RawObject) || listedNames(state, cursor) !== undefined;
}

/** The common values of a schema's `allOf` members; undefined without `allOf`. */
function intersectionOfParts(state: BuildState, cursor: Cursor): Intersection | undefined {
  return Array.isArray((cursor.value as RawObject)["allOf"]) ? intersectionOf(state, [cursor]) : undefined;
}

/** The use of a schema that is not a reference. `isDeclared` means that the schema already has a declaration. */
function inlineUse(
  state: BuildState,
  cursor: Cursor,
  schema: RawObject,
  context: Context,
  isDeclared = false,
): TypeUse {
  const settled = impossibleUse(state, cursor) ?? nullUse(schema);
  if (settled !== undefined) return settled;
  if (Object.hasOwn(schema, "const")) return constantUse(state, cursor, schema);
  const values = commonValues(state, cursor, schema);
  if (values !== undefined) {
    const [only] = values;
    if (values.length === 0 || only === undefined) return unknownUse(state, cursor, "the enumeration is empty");
    if (values.length === 1) return literalUse(only, statedTypes(schema)[0]);
    return declareInline(state, cursor, context);
  }
  const folded = foldAllOf(cursor);
  if (folded !== undefined) {
    // A reference with siblings in `allOf` is a separate type in the published SDKs, so it gets a name here too.
    const isDecorated = (schema["allOf"] as unknown[]).length > 1;
    const use = isDecorated ? declareInline(state, cursor, context) : partUse(state, cursor, folded, context);
    const hasNull = isNullableComposition(cursor) || (isDecorated && acceptsNull(followIn(state, folded)?.value));
    return hasNull ? nullable(use) : use;
  }
  const types = statedTypes(schema);
  if (types.length > 1 && !isDeclared) return declareInline(state, cursor, context);
  if (!isDeclared && isObjectWithAlternatives(state, cursor)) return declareInline(state, cursor, context);
  if (!isDeclared && constantsOf(cursor) !== undefined) {
    const use = declareInline(state, cursor, context);
    return nonNullOptions(state, cursor).acceptsNull ? nullable(use) : use;
  }
  if (unionKeyword(cursor) !== undefined) {
    const options = nonNullOptions(state, cursor);
    const [only] = options;
    const use =
      options.length === 1 && only !== undefined
        ? useOf(state, only, context)
        : options.length === 0
          ? unknownUse(state, cursor, "no variant states a type")
          : declareInline(state, cursor, context);
    return options.acceptsNull ? nullable(use) : use;
  }
  if (!isDeclared && (isComposedObject(state, cursor) || hasNamedProperties(state, cursor))) {
    const use = declareInline(state, cursor, context);
    return isNullable(state, cursor) ? nullable(use) : use;
  }
  const left = intersectionOfParts(state, cursor);
  if (left?.kind === "values" && left.values.length === 1 && left.values[0] !== undefined)
    return literalUse(left.values[0], left.type);
  if (left?.kind === "values" && left.owner === undefined && !isDeclared) return declareInline(state, cursor, context);
  const narrowest = narrowestMember(state, cursor);
  if (narrowest !== undefined) return partUse(state, cursor, narrowest, context);
  const [type] = types;
  // A schema without `type` that types its additional properties is an object.
  if (type === undefined && typesFurtherProperties(schema)) return mapUse(state, cursor, context);
  // OpenAPI 3.1 describes a file by its media type alone, and encoded content by its encoding.
  if (type === undefined && isBinarySchema(schema)) return { kind: "scalar", scalar: "binary" };
  if (type === undefined && typeof schema["contentEncoding"] === "string") return scalarUse("string", schema);
  if (type === undefined) {
    const composed = composeObject(state, cursor);
    return unknownUse(state, cursor, composed === undefined ? "the spec states no type" : "its parts state no type");
  }
  return typedUse(state, cursor, { schema, type, context });
}

/** The use of the part of an `allOf` that states the type; scalars that all parts state together are more exact. */
function partUse(state: BuildState, cursor: Cursor, chosen: Cursor, context: Context): TypeUse {
  const merged = mergedScalar(state, cursor, chosen);
  reportLost(state, cursor, { chosen, merged });
  if (merged === undefined) return useOf(state, chosen, context);
  const use = typedUse(state, cursor, { schema: merged, type: String(merged["type"]), context });
  return isNullable(state, cursor) ? nullable(use) : use;
}

/** The values that a schema lists; beside an `allOf`, those that its parts accept. */
function commonValues(
  state: BuildState,
  cursor: Cursor,
  schema: RawObject,
): readonly (string | number | boolean)[] | undefined {
  const values = enumerationValues(schema);
  const left = values === undefined ? undefined : intersectionOfParts(state, cursor);
  return left?.kind === "values" ? left.values : values;
}

function declareInline(state: BuildState, cursor: Cursor, context: Context): TypeUse {
  return declare(state, cursor, context.place);
}

function typedUse(
  state: BuildState,
  cursor: Cursor,
  at: { schema: RawObject; type: string; context: Context },
): TypeUse {
  const { schema, type, context } = at;
  switch (type) {
    case "array": {
      const keyword =
        schema["items"] === undefined && isObject(schema["unevaluatedItems"]) ? "unevaluatedItems" : "items";
      const items: Cursor = {
        file: cursor.file,
        pointer: appendPointer(cursor.pointer, keyword),
        value: schema[keyword],
      };
      if (Array.isArray(schema["prefixItems"]) && schema["prefixItems"].length > 0)
        return tupleUse(state, cursor, { schema, items, building: { context, useOf } });
      return { kind: "list", item: useOf(state, items, stepInto(context, { kind: "item" })) };
    }
    case "object":
      return mapUse(state, cursor, context);
    case "string":
      if (isBinarySchema(schema)) return { kind: "scalar", scalar: "binary" };
      return scalarUse("string", schema);
    case "integer":
    case "number":
    case "boolean":
      return scalarUse(type, schema);
    default:
      return unknownUse(state, cursor, `the type "${type}" is not known`);
  }
}

function scalarUse(scalar: ScalarKind, schema: RawObject): TypeUse {
  const format = schema["format"];
  return { kind: "scalar", scalar, ...(typeof format === "string" ? { format } : {}) };
}

/** The use of an object without properties: a map, with the value type that the spec states. */
function mapUse(state: BuildState, cursor: Cursor, context: Context): TypeUse {
  const rest = restOfSchema(state, cursor, { context, useOf });
  if (rest === "closed") return { kind: "map", value: { kind: "never", reason: "the object has no properties" } };
  return {
    kind: "map",
    value:
      rest === undefined || rest === "open"
        ? unknownUse(state, cursor, "an object whose properties the spec does not list")
        : rest,
  };
}

function constantUse(state: BuildState, cursor: Cursor, schema: RawObject): TypeUse {
  const { const: value } = schema;
  if (value === null) return NULL;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return literalUse(value, statedTypes(schema)[0]);
  return unknownUse(state, cursor, "a constant that is not a scalar");
}
