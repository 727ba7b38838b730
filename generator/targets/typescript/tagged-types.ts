import {
  intersectionType,
  keywordType,
  literalType,
  NULL_TYPE,
  objectType,
  unionType,
  uniqueTypes,
  type Member,
  type Type,
} from "../../emit/typescript/type-doc.ts";
import type { Form } from "../../model/forms.ts";
import type {
  Alternatives,
  Declaration,
  DeclarationId,
  ObjectDeclaration,
  Property,
  TypeUse,
  UnionDeclaration,
  UnionMember,
} from "../../model/model.ts";
import { isExactEnum, isLongInteger } from "../../model/long-integers.ts";
import { objectOf, resolveUse, valuesOfTag, type TagValue } from "../../model/uses.ts";
import { runtimeType, typeOfUse, type TypeContext } from "./type-of-use.ts";

type Known = Pick<TypeContext, "declarations">;
type KnownIntegers = Pick<TypeContext, "declarations" | "int64">;

/**
 * The literals of tag values. Where the tag is an integer of 64 bits, or lists one beyond 2^53, they have the type that
 * the codec reads and sends.
 */
function tagLiterals(context: KnownIntegers, use: TypeUse | undefined, texts: readonly string[]): readonly TagValue[] {
  const values = valuesOfTag(context.declarations, use, texts);
  const form = use === undefined ? undefined : digitsForm(context, use);
  return values.map((value) => {
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (form === undefined) return typeof value === "bigint" ? Number(value) : value;
    return form === "bigint" ? BigInt(value) : String(value);
  });
}

/** How the integers of a tag are read: as bigints, or as digits. Undefined for numbers and other values. */
function digitsForm({ declarations, int64 }: KnownIntegers, given: TypeUse): "bigint" | "string" | undefined {
  const { use, declaration } = resolveUse(declarations, given);
  const isExact =
    declaration === undefined
      ? use.kind === "literal" && use.exact === true
      : declaration.kind === "enum" && isExactEnum(declaration);
  if (isExact) return int64 === "bigint" ? "bigint" : "string";
  return int64 !== "number" && declaration === undefined && isLongInteger(use) ? int64 : undefined;
}

/** The properties that an object has in a form. */
export function visibleProperties({ properties }: ObjectDeclaration, form: Form): readonly Property[] {
  return properties.filter(({ access }) => access === "both" || access === form);
}

/** The type of a property's value. A tag has the object's own values, and is not an open enumeration. */
export function propertyValueType(context: TypeContext, property: Property, form: Form): Type {
  const { tagValues } = property;
  if (tagValues === undefined) return typeOfUse(property.use, form, context);
  const literals = unionType(tagLiterals(context, property.use, tagValues).map(literalType));
  return property.use.kind === "nullable" ? unionType([literals, NULL_TYPE]) : literals;
}

/** A union of types. Each member has its tag values, and one more member covers all other values of the tag. */
export function alternativesType(
  context: TypeContext,
  alternatives: Alternatives & Pick<UnionDeclaration, "unlisted">,
  form: Form,
): Type {
  const { members, tag } = alternatives;
  const types = members.map((member) => {
    const type = typeOfUse(member.use, form, context);
    if (tag === undefined || member.tagValues.length === 0 || hasExactTag(context, member, tag)) return type;
    const values = tagLiterals(context, ownTag(context, member.use, tag)?.use, member.tagValues);
    return intersectionType([type, objectType([{ name: tag, type: unionType(values.map(literalType)) }])]);
  });
  return unionType(uniqueTypes([...types, ...unlistedVariant(context, alternatives, form)]));
}

function ownTag({ declarations }: Known, use: TypeUse, tag: string): Property | undefined {
  return objectOf(declarations, use)?.properties.find(({ wire }) => wire === tag);
}

/** Whether a member requires the tag and allows exactly the member's tag values. */
function hasExactTag(context: TypeContext, { use, tagValues }: UnionMember, tag: string): boolean {
  const property = ownTag(context, use, tag);
  if (property === undefined || !property.required || property.use.kind === "nullable") return false;
  const { kind } = property.use;
  // A string literal becomes an open enumeration. The pass `ownTags` closes it if all unions agree on the value.
  const stated =
    kind === "literal" && typeof property.use.value !== "string" ? [String(property.use.value)] : undefined;
  const values = property.tagValues ?? stated;
  return values?.length === tagValues.length && values.every((value) => tagValues.includes(value));
}

/**
 * The union member for tag values that the spec does not list: the properties of the base, or else the common properties
 * of all members, and a tag that is not a literal. It forces a `default` in a `switch`, and a value that was read with an unknown tag can be sent.
 */
function unlistedVariant(
  context: TypeContext,
  { members, tag, unlisted: own }: Alternatives & Pick<UnionDeclaration, "unlisted">,
  form: Form,
): readonly Type[] {
  if (tag === undefined || members.some(({ tagValues }) => tagValues.length === 0)) return [];
  const unlisted = unlistedTag(context, members, tag);
  if (unlisted === undefined) return [];
  const objects = members.map(({ use }) => objectOf(context.declarations, use));
  const [first, ...others] = objects.map((object) =>
    object === undefined ? new Map<string, Property>() : propertiesByWire(object, form),
  );
  const common = [...(first ?? [])].flatMap(([wire, property]): readonly Member[] => {
    const properties = [property, ...others.map((other) => other.get(wire))];
    if (wire === tag || !properties.every((known) => known !== undefined)) return [];
    if (own !== undefined && !Object.hasOwn(own, wire)) return [];
    return [
      {
        name: wire,
        type: unionOf(properties.map((known) => propertyValueType(context, known, form))),
        isOptional: own === undefined ? properties.some(({ required }) => !required) : own[wire] !== true,
        isReadonly: properties.some(({ access }) => access === "answer"),
      },
    ];
  });
  return [objectType([{ name: tag, type: unlisted }, ...common])];
}

/** A union without duplicate members, including members of nested unions. */
function unionOf(types: readonly Type[]): Type {
  const all = unionType(types);
  return all.parts === undefined || all.shape === "reference" ? all : unionType(uniqueTypes(all.parts));
}

function propertiesByWire(object: ObjectDeclaration, form: Form): ReadonlyMap<string, Property> {
  return new Map(visibleProperties(object, form).map((property) => [property.wire, property]));
}

/** The type of an unlisted tag: a string, a number or a bigint. Returns undefined for booleans, which have no third value. */
function unlistedTag(context: TypeContext, members: readonly UnionMember[], tag: string): Type | undefined {
  const kinds = new Set(members.map(({ use }) => tagKind(context, ownTag(context, use, tag)?.use)));
  if (kinds.size !== 1) return undefined;
  if (kinds.has("string")) return runtimeType(context, "UnlistedTag");
  if (kinds.has("bigint")) return runtimeType(context, "UnlistedBigint");
  return kinds.has("number") ? runtimeType(context, "UnlistedNumber") : undefined;
}

function tagKind(context: TypeContext, use: TypeUse | undefined): string {
  if (use === undefined) return "string";
  const resolved = resolveUse(context.declarations, use);
  const digits = digitsForm(context, use);
  if (digits !== undefined) return digits;
  if (resolved.use.kind === "literal") return typeof resolved.use.value;
  if (resolved.use.kind === "scalar" && resolved.use.scalar === "boolean") return "boolean";
  if (resolved.use.kind === "scalar" && resolved.use.scalar !== "string")
    return resolved.use.scalar === "binary" ? "string" : "number";
  if (resolved.declaration?.kind === "enum") return resolved.declaration.scalar === "string" ? "string" : "number";
  return "string";
}

/** A union with a member for each value of the tag that decides the type, and a member for all other values. */
export function correlationType(context: TypeContext, declaration: ObjectDeclaration, form: Form): Type {
  const { correlation } = declaration;
  const tag = declaration.properties.find((property) => property.wire === correlation?.tag);
  const decided = declaration.properties.find((property) => property.wire === correlation?.property);
  if (correlation === undefined || tag === undefined || decided === undefined) return keywordType("unknown");
  const decidedNull = decided.use.kind === "nullable" ? [NULL_TYPE] : [];
  const mark = ({ wire, required }: Property): Pick<Member, "name" | "isOptional"> => ({
    name: wire,
    isOptional: !required,
  });
  const members = correlation.cases.map(({ value, use }) =>
    objectType([
      { name: tag.wire, type: literalType(value) },
      { ...mark(decided), type: unionType([typeOfUse(use, form, context), ...decidedNull]) },
    ]),
  );
  const others = freeValues(context, declaration).map(literalType);
  const tagNull = tag.use.kind === "nullable" ? [NULL_TYPE] : [];
  return unionType([
    ...members,
    objectType([
      { ...mark(tag), type: unionType([...others, runtimeType(context, "UnlistedTag"), ...tagNull]) },
      { ...mark(decided), type: typeOfUse(decided.use, form, context) },
    ]),
  ]);
}

/** The listed values of a correlation's tag that do not decide the type. */
function freeValues({ declarations }: Known, { correlation, properties }: ObjectDeclaration): readonly string[] {
  const tag = properties.find((property) => property.wire === correlation?.tag);
  const listed = tag === undefined ? undefined : resolveUse(declarations, tag.use).declaration;
  const known = new Set(correlation?.cases.map((entry) => entry.value));
  return listed?.kind === "enum"
    ? listed.values.map((value) => String(value.value)).filter((value) => !known.has(value))
    : [];
}

/** The tag of a declaration's variants, with all its listed values. */
export interface Variants {
  readonly tag: string;
  readonly values: readonly TagValue[];
}

/** The variants of a declaration. Returns undefined if no tag distinguishes variants. */
export function variantsOf(context: KnownIntegers, declaration: Declaration): Variants | undefined {
  if (declaration.kind === "union") return variantsOfMembers(context, declaration);
  if (declaration.kind !== "object") return undefined;
  const { correlation, alternatives = [] } = declaration;
  if (correlation !== undefined)
    return {
      tag: correlation.tag,
      values: [...correlation.cases.map(({ value }) => value), ...freeValues(context, declaration)],
    };
  // Guards for two tags would need two names.
  const tagged = alternatives.filter(({ tag }) => tag !== undefined);
  return tagged.length === 1 && tagged[0] !== undefined ? variantsOfMembers(context, tagged[0]) : undefined;
}

function variantsOfMembers(context: KnownIntegers, { tag, members }: Alternatives): Variants | undefined {
  if (tag === undefined || members.some(({ tagValues }) => tagValues.length === 0)) return undefined;
  const values = members.flatMap(({ use, tagValues }) =>
    tagLiterals(context, ownTag(context, use, tag)?.use, tagValues),
  );
  return { tag, values: [...new Set(values)] };
}

/** The tags of an object's alternatives that every variant has. The object's own property adds nothing to them. */
export function alternativeTags({ alternatives = [] }: ObjectDeclaration): ReadonlySet<string> {
  return new Set(
    alternatives.flatMap(({ tag, members }) =>
      tag === undefined || members.some(({ tagValues }) => tagValues.length === 0) ? [] : [tag],
    ),
  );
}

/** Whether a declaration has a constant of the same name: the values of an enumeration, or type guards. */
export function hasConstant(declarations: ReadonlyMap<DeclarationId, Declaration>, declaration: Declaration): boolean {
  return declaration.kind === "enum" || variantsOf({ declarations, int64: "number" }, declaration) !== undefined;
}
