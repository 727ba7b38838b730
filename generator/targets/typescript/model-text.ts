import { propertyName, stringLiteral } from "../../emit/escape.ts";
import type { Form } from "../../model/forms.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Alternatives, Declaration, ObjectDeclaration, Property, TypeUse } from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import { objectOf, resolveUse } from "../../model/uses.ts";
import { enumText, typeText, type TypeContext } from "./type-text.ts";

/** A member of an object type. */
export interface PropertyText {
  readonly property: Property;
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
}

/** What a declaration says of a model in one form. The printed files and the contract are made from it. */
export type DeclarationText =
  | { readonly kind: "alias"; readonly type: string }
  | {
      readonly kind: "object";
      readonly properties: readonly PropertyText[];
      readonly index?: IndexSignature;
      /** Types that the object has besides its properties: it is an intersection where there are any. */
      readonly others: readonly string[];
    };

export function declarationText(context: TypeContext, declaration: Declaration, form: Form): DeclarationText {
  switch (declaration.kind) {
    case "object":
      return objectText(context, declaration, form);
    case "enum":
      return {
        kind: "alias",
        type: enumText(
          declaration.values.map((value) => value.value),
          form,
          context,
        ),
      };
    case "union":
      return { kind: "alias", type: alternativesText(context, declaration, form) };
    case "alias":
      return { kind: "alias", type: typeText(declaration.target, form, context) };
    default:
      return assertNever(declaration);
  }
}

function objectText(context: TypeContext, declaration: ObjectDeclaration, form: Form): DeclarationText {
  const { correlation, alternatives = [] } = declaration;
  const visible = declaration.properties.filter((property) =>
    form === "request" ? property.access !== "answer" : property.access !== "request",
  );
  const decided = correlation === undefined ? [] : [correlation.tag, correlation.property];
  const isDecided =
    correlation !== undefined && decided.every((wire) => visible.some((property) => property.wire === wire));
  const own = isDecided ? visible.filter((property) => !decided.includes(property.wire)) : visible;
  const index = indexSignature(context, declaration, { form, visible });
  const choices = alternatives.map((entry) => alternativesText(context, entry, form));
  return {
    kind: "object",
    properties: own.map((property) => propertyText(context, property, form)),
    ...(index === undefined ? {} : { index }),
    others: [...(isDecided ? [correlationText(context, declaration, form)] : []), ...choices],
  };
}

/** A property's declaration. */
export function propertyText(context: TypeContext, property: Property, form: Form): PropertyText {
  return {
    property,
    name: propertyName(property.wire),
    type: typeText(property.use, form, context),
    isOptional: !property.required,
    // Of two forms only one has what the service alone sets; a patch must not name it.
    isReadonly: property.access === "answer",
  };
}

/** A declaration's type in one line, without comments, whatever the order of its properties in the spec. */
export function plainText(text: DeclarationText): string {
  if (text.kind === "alias") return text.type;
  const { index } = text;
  const members = [
    ...[...text.properties].sort((left, right) => compareText(left.name, right.name)).map(propertyLine),
    ...(index === undefined ? [] : [indexLine({ ...index, types: [...index.types].sort() })]),
  ];
  const object = members.length === 0 ? "" : `{ ${members.join("; ")} }`;
  return text.others.length === 0 ? object || "{}" : intersectionText(object, text.others);
}

/** `readonly id?: string`. */
export function propertyLine({ name, type, isOptional, isReadonly }: PropertyText): string {
  return `${isReadonly ? "readonly " : ""}${name}${isOptional ? "?" : ""}: ${type}`;
}

export function indexLine(index: IndexSignature): string {
  return `[${index.keyName}: ${index.keyType}]: ${indexType(index)}`;
}

export function indexType({ types }: IndexSignature): string {
  return types.join(" | ");
}

/** All of several types, of which but the first may be unions. */
export function intersectionText(first: string, others: readonly string[]): string {
  const isAlone = others.length === 1 && first === "";
  const parts = others.map((text) => (isAlone || !text.includes(" | ") ? text : `(${text})`));
  return [...(first === "" ? [] : [first]), ...parts].join(" & ");
}

/** One member per value of the tag, and one for the values that decide nothing. */
function correlationText(context: TypeContext, declaration: ObjectDeclaration, form: Form): string {
  const { correlation } = declaration;
  const tag = declaration.properties.find((property) => property.wire === correlation?.tag);
  const decided = declaration.properties.find((property) => property.wire === correlation?.property);
  if (correlation === undefined || tag === undefined || decided === undefined) return "unknown";
  const isNullable = decided.use.kind === "nullable" ? " | null" : "";
  const tagNull = tag.use.kind === "nullable";
  const mark = (property: Property): string => `${propertyName(property.wire)}${property.required ? "" : "?"}`;
  const members = correlation.cases.map(
    ({ value, use }) =>
      `{ ${propertyName(tag.wire)}: ${stringLiteral(value)}; ${mark(decided)}: ${typeText(use, form, context)}${isNullable} }`,
  );
  const known = new Set(correlation.cases.map((entry) => entry.value));
  const tagEnum = resolveUse(context.declarations, tag.use).declaration;
  const others =
    tagEnum?.kind === "enum"
      ? tagEnum.values.map((value) => String(value.value)).filter((value) => !known.has(value))
      : [];
  if (others.length > 0 || tagNull || !tag.required) {
    const literals = others.length === 0 ? "never" : others.map(stringLiteral).join(" | ");
    members.push(
      `{ ${mark(tag)}: ${literals}${tagNull ? " | null" : ""}; ${mark(decided)}: ${typeText(decided.use, form, context)} }`,
    );
  }
  return members.join(" | ");
}

export interface IndexSignature {
  readonly keyName: string;
  readonly keyType: string;
  /** The union of these. */
  readonly types: readonly string[];
}

/** Typed further properties. TypeScript wants every listed property to fit the signature, so it is as wide as all of them. */
function indexSignature(
  context: TypeContext,
  declaration: ObjectDeclaration,
  at: { form: Form; visible: readonly Property[] },
): IndexSignature | undefined {
  if (typeof declaration.rest === "string") return undefined;
  const types = new Set([
    typeText(declaration.rest, at.form, context),
    ...at.visible.map((property) => typeText(property.use, at.form, context)),
  ]);
  if (at.visible.some((property) => !property.required)) types.add("undefined");
  return { keyName: "key", keyType: "string", types: types.has("unknown") ? ["unknown"] : [...types] };
}

/** One of several types. */
function alternativesText(context: TypeContext, { members, tag }: Alternatives, form: Form): string {
  const texts = members.map((member) => {
    const text = typeText(member.use, form, context);
    if (tag === undefined || member.tagValues.length === 0) return text;
    const values = member.tagValues.map(stringLiteral).join(" | ");
    return hasExactTag(context, member.use, tag) ? text : `(${text} & { ${propertyName(tag)}: ${values} })`;
  });
  return [...new Set(texts)].join(" | ");
}

/** Whether a member's own tag property already is the one literal. Text literals are open, so only an intersection narrows them. */
function hasExactTag(context: TypeContext, use: TypeUse, tag: string): boolean {
  const property = objectOf(context.declarations, use)?.properties.find((entry) => entry.wire === tag);
  return property?.use.kind === "literal" && typeof property.use.value !== "string";
}
