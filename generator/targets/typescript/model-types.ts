import {
  intersectionType,
  keywordType,
  objectType,
  unionType,
  uniqueTypes,
  type IndexMember,
  type Member,
  type Type,
} from "../../emit/typescript/type-doc.ts";
import { flatText } from "../../emit/typescript/code.ts";
import { propertyName } from "../../emit/escape.ts";
import type { Form } from "../../model/forms.ts";
import { assertNever } from "../../model/assert-never.ts";
import { isExactEnum } from "../../model/long-integers.ts";
import type { Declaration, EnumDeclaration, ObjectDeclaration, Property } from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import {
  alternativesType,
  alternativeTags,
  correlationType,
  propertyValueType,
  visibleProperties,
} from "./tagged-types.ts";
import { enumType, exactType, typeOfUse, type TypeContext } from "./type-of-use.ts";

/** A property of a model's type. */
export interface PropertyType {
  readonly property: Property;
  readonly type: Type;
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
}

/** The type of a model in one form. The printed files and the contract are made from it. */
export type DeclarationType =
  | { readonly kind: "alias"; readonly type: Type }
  | {
      readonly kind: "object";
      readonly properties: readonly PropertyType[];
      readonly index?: IndexSignature;
      /** Types that are intersected with the object's own properties. */
      readonly others: readonly Type[];
    };

/** The TypeScript type of a declaration in requests or in responses. */
export function declarationType(context: TypeContext, declaration: Declaration, form: Form): DeclarationType {
  switch (declaration.kind) {
    case "object":
      return typeOfObject(context, declaration, form);
    case "enum":
      return { kind: "alias", type: typeOfEnum(context, declaration, form) };
    case "union":
      return { kind: "alias", type: alternativesType(context, declaration, form) };
    case "alias":
      return { kind: "alias", type: typeOfUse(declaration.target, form, context) };
    default:
      return assertNever(declaration);
  }
}

function typeOfEnum(context: TypeContext, declaration: EnumDeclaration, form: Form): Type {
  const values = declaration.values.map(({ value }) => value);
  return isExactEnum(declaration) ? exactType(values.map(String), form, context) : enumType(values, form, context);
}

function typeOfObject(context: TypeContext, declaration: ObjectDeclaration, form: Form): DeclarationType {
  const { correlation, alternatives = [] } = declaration;
  const visible = visibleProperties(declaration, form);
  const decided = correlation === undefined ? [] : [correlation.tag, correlation.property];
  const isDecided =
    correlation !== undefined && decided.every((wire) => visible.some((property) => property.wire === wire));
  const tags = alternativeTags(declaration);
  const own = visible.filter(({ wire }) => !tags.has(wire) && !(isDecided && decided.includes(wire)));
  const index = indexSignature(context, declaration, { form, visible });
  const choices = alternatives.map((entry) => alternativesType(context, entry, form));
  return {
    kind: "object",
    properties: own.map((property) => propertyType(context, property, form)),
    ...(index === undefined ? {} : { index }),
    others: [
      ...(isDecided ? [correlationType(context, declaration, form)] : []),
      ...choices,
      ...presenceTypes(context, declaration, { form, visible }),
    ],
  };
}

/**
 * The types for the rules on required properties: for each rule a union of objects, one for each list. In an exclusive
 * rule, an object forbids the properties that would complete another list. A rule is left out of a form if the form
 * lacks all properties of one of its lists.
 */
function presenceTypes(
  context: TypeContext,
  { presence = [] }: ObjectDeclaration,
  { form, visible }: { form: Form; visible: readonly Property[] },
): readonly Type[] {
  const typed = (wires: readonly string[]): readonly PropertyType[] =>
    visible.filter(({ wire }) => wires.includes(wire)).map((property) => propertyType(context, property, form));
  return presence.flatMap(({ lists, isExclusive }) => {
    const objects = lists.map((list) => ({
      required: typed(list),
      excluded: isExclusive ? typed(completing(list, lists)) : [],
    }));
    if (objects.some(({ required }) => required.length === 0)) return [];
    return [
      unionType(
        uniqueTypes(
          objects.map(({ required, excluded }) =>
            objectType([
              ...required.map((entry) => memberOf({ ...entry, isOptional: false })),
              ...excluded.map((entry) => memberOf({ ...entry, type: keywordType("never"), isOptional: true })),
            ]),
          ),
        ),
      ),
    ];
  });
}

/**
 * The properties that would complete another list if this list is present in full. Only lists with a single missing
 * property count.
 */
function completing(list: readonly string[], lists: readonly (readonly string[])[]): readonly string[] {
  return lists.flatMap((other) => {
    const missing = other.filter((wire) => !list.includes(wire));
    return missing.length === 1 ? missing : [];
  });
}

/** The type of a property. */
export function propertyType(context: TypeContext, property: Property, form: Form): PropertyType {
  return {
    property,
    type: propertyValueType(context, property, form),
    isOptional: !property.required,
    // Only the response form has read-only properties. A patch cannot name them.
    isReadonly: property.access === "answer",
  };
}

/** The type of a declaration without comments. It does not depend on the order of the spec's properties. */
export function plainType(declared: DeclarationType): Type {
  if (declared.kind === "alias") return declared.type;
  const { index, others } = declared;
  const sorted = declared.properties
    .map((entry) => ({ entry, name: propertyName(entry.property.wire) }))
    .sort((left, right) => compareText(left.name, right.name));
  const object = objectType(
    sorted.map(({ entry }) => memberOf(entry)),
    index === undefined ? {} : { index: indexMember({ ...index, types: sortTypes(index.types) }) },
  );
  const isEmpty = sorted.length === 0 && index === undefined;
  return intersectionType(isEmpty && others.length > 0 ? others : [object, ...others]);
}

function sortTypes(types: readonly Type[]): readonly Type[] {
  return types
    .map((type) => ({ type, text: flatText(type) }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ type }) => type);
}

/** A property as a member of an object type, with its comment. */
export function memberOf({ property, type, isOptional, isReadonly }: PropertyType, docs?: string): Member {
  return { name: property.wire, type, isOptional, isReadonly, ...(docs === undefined ? {} : { docs }) };
}

/** The index signature of an interface as a member: `[key: string]: A | B`. */
export function indexMember({ keyName, types }: IndexSignature): IndexMember {
  return { keyName, keyType: keywordType("string"), type: unionType(types) };
}

/** The index signature of an object type: `[key: string]: A | B`. */
export interface IndexSignature {
  readonly keyName: string;
  /** The members of the union. */
  readonly types: readonly Type[];
}

/**
 * The index signature for other properties of a stated type. TypeScript requires every declared property to match the
 * signature, so its type is the union of all property types.
 */
function indexSignature(
  context: TypeContext,
  declaration: ObjectDeclaration,
  at: { form: Form; visible: readonly Property[] },
): IndexSignature | undefined {
  if (typeof declaration.rest === "string") return undefined;
  const types = [
    typeOfUse(declaration.rest, at.form, context),
    ...at.visible.map((property) => propertyValueType(context, property, at.form)),
    ...(at.visible.some((property) => !property.required) ? [keywordType("undefined")] : []),
  ];
  const unknown = keywordType("unknown");
  return { keyName: "key", types: types.includes(unknown) ? [unknown] : uniqueTypes(types) };
}
