import type { PropertySignatureStructure, StatementStructures, TypeAliasDeclarationStructure } from "ts-morph";
import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, prettyConstant, type Literal } from "../../emit/literal.ts";
import { commentBlock } from "../../emit/print-structure.ts";
import { numberText } from "../../emit/typescript-scalar.ts";
import { StructureKind, VariableDeclarationKind } from "../../emit/structures.ts";
import { assertNever } from "../../model/assert-never.ts";
import type {
  Alternatives,
  Declaration,
  EnumDeclaration,
  ObjectDeclaration,
  Property,
  TypeUse,
} from "../../model/model.ts";
import { objectOf, resolveUse } from "../../model/uses.ts";
import { declarationNames, type DeclarationNames, type VersionNames } from "../../names/table.ts";
import { comment, declarationComment, propertyComment } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { enumText, hasTwoForms, plainForm, typeText, type Form } from "./type-text.ts";

/** Prints declarations into a module: each as one or two types, enumerations with a constant object. */
export function addDeclarations(
  module: ModuleBuilder,
  names: VersionNames,
  declarations: readonly Declaration[],
): void {
  for (const declaration of declarations) {
    const own = declarationNames(names, declaration.id);
    if (declaration.kind === "enum") module.statements.push(enumConstant(declaration, own));
    const form = plainForm(declaration);
    module.statements.push(...typeStatements(module, declaration, { name: own.typescript.name, form }));
    if (hasTwoForms(declaration)) {
      module.statements.push(
        ...typeStatements(module, declaration, {
          name: own.typescript.input,
          form: form === "answer" ? "request" : "answer",
        }),
      );
    }
  }
}

/** Where a version's deprecated type names are declared. */
export function aliasModule(names: VersionNames): string {
  return `${names.typescript.module}/aliases`;
}

/** The old names of a version's types. In a module of their own, for a type itself may be shared by versions whose old names differ. */
export function addAliases(module: ModuleBuilder, names: VersionNames, declarations: readonly Declaration[]): void {
  for (const declaration of declarations) {
    const { name, aliases } = declarationNames(names, declaration.id).typescript;
    for (const alias of aliases) {
      module.statements.push(
        typeAlias(
          alias.name,
          module.types.nameOf(declaration.id, plainForm(declaration)),
          comment([], [`@deprecated Use {@link ${name}}.`]),
        ),
      );
    }
  }
}

interface Printing {
  readonly name: string;
  readonly form: Form;
}

function typeStatements(
  module: ModuleBuilder,
  declaration: Declaration,
  { name, form }: Printing,
): StatementStructures[] {
  const note =
    form === "request" && hasTwoForms(declaration)
      ? "As it is sent: without what only the service sets, enumerations closed."
      : "";
  const docs = declarationComment(declaration, note);
  switch (declaration.kind) {
    case "object":
      return objectStatements(module, declaration, { name, form, docs });
    case "enum":
      return [
        typeAlias(
          name,
          enumText(
            declaration.values.map((value) => value.value),
            form,
            module.types,
          ),
          docs,
        ),
      ];
    case "union":
      return [typeAlias(name, alternativesText(module, declaration, form), docs)];
    case "alias":
      return [typeAlias(name, typeText(declaration.target, form, module.types), docs)];
    default:
      return assertNever(declaration);
  }
}

function typeAlias(name: string, type: string, docs: string | undefined): TypeAliasDeclarationStructure {
  return {
    kind: StructureKind.TypeAlias,
    name,
    type,
    isExported: true,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}

/** `export const Color = { RED: "RED" } as const;`: the known values, for code that would rather not repeat texts. */
function enumConstant(declaration: EnumDeclaration, names: DeclarationNames): StatementStructures {
  const entries = declaration.values.map((value): readonly [string, Literal] => [
    typeof value.value === "string" ? propertyName(value.value) : `"${value.value}"`,
    atom(typeof value.value === "string" ? stringLiteral(value.value) : numberText(value.value)),
  ]);
  const { name } = names.typescript;
  const initializer = prettyConstant({ kind: "object", entries }, `export const ${name} =`);
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    isExported: true,
    docs: [`The known values of {@link ${names.typescript.name}}.`],
    declarations: [{ name, initializer: `${initializer} as const` }],
  };
}

function objectStatements(
  module: ModuleBuilder,
  declaration: ObjectDeclaration,
  { name, form, docs }: Printing & { docs: string | undefined },
): StatementStructures[] {
  const { correlation, alternatives = [] } = declaration;
  const visible = declaration.properties.filter((property) =>
    form === "request" ? property.access !== "answer" : property.access !== "request",
  );
  const decided = correlation === undefined ? [] : [correlation.tag, correlation.property];
  const properties = visible
    .filter((property) => !decided.includes(property.wire))
    .map((property) => propertyStructure(module, property, form));
  const index = indexSignature(module, declaration, { form, visible });
  const choices = alternatives.map((entry) => alternativesText(module, entry, form));
  if (correlation === undefined || decided.some((wire) => !visible.some((property) => property.wire === wire))) {
    const all = visible.map((property) => propertyStructure(module, property, form));
    if (choices.length > 0) return [typeAlias(name, intersectionText(inlineObject(all, index), choices), docs)];
    return [
      {
        kind: StructureKind.Interface,
        isExported: true,
        name,
        properties: all,
        ...(index === undefined ? {} : { indexSignatures: [index] }),
        ...(docs === undefined ? {} : { docs: [docs] }),
      },
    ];
  }
  const cases = correlationText(module, declaration, form);
  return [typeAlias(name, intersectionText(inlineObject(properties, index), [cases, ...choices]), docs)];
}

/** All of several types, of which but the first may be unions. */
function intersectionText(first: string, others: readonly string[]): string {
  const isAlone = others.length === 1 && first === "";
  const parts = others.map((text) => (isAlone || !text.includes(" | ") ? text : `(${text})`));
  return [...(first === "" ? [] : [first]), ...parts].join(" & ");
}

/** Properties as a literal type; nothing where there are none. */
function inlineObject(properties: readonly PropertySignatureStructure[], index: IndexSignature | undefined): string {
  if (properties.length === 0 && index === undefined) return "";
  const lines = properties.map((property) => {
    const docs = typeof property.docs?.[0] === "string" ? `${commentBlock(property.docs[0], "  ")}\n` : "";
    return `${docs}  ${property.isReadonly === true ? "readonly " : ""}${property.name}${property.hasQuestionToken === true ? "?" : ""}: ${String(property.type)};`;
  });
  if (index !== undefined) lines.push(`  [${index.keyName}: ${index.keyType}]: ${index.returnType};`);
  return `{\n${lines.join("\n")}\n}`;
}

/** One member per value of the tag, and one for the values that decide nothing. */
function correlationText(module: ModuleBuilder, declaration: ObjectDeclaration, form: Form): string {
  const { correlation } = declaration;
  const tag = declaration.properties.find((property) => property.wire === correlation?.tag);
  const decided = declaration.properties.find((property) => property.wire === correlation?.property);
  if (correlation === undefined || tag === undefined || decided === undefined) return "unknown";
  const isNullable = decided.use.kind === "nullable" ? " | null" : "";
  const tagNull = tag.use.kind === "nullable";
  const mark = (property: Property): string => `${propertyName(property.wire)}${property.required ? "" : "?"}`;
  const members = correlation.cases.map(
    ({ value, use }) =>
      `{ ${propertyName(tag.wire)}: ${stringLiteral(value)}; ${mark(decided)}: ${typeText(use, form, module.types)}${isNullable} }`,
  );
  const known = new Set(correlation.cases.map((entry) => entry.value));
  const tagEnum = resolveUse(module.types.declarations, tag.use).declaration;
  const others =
    tagEnum?.kind === "enum"
      ? tagEnum.values.map((value) => String(value.value)).filter((value) => !known.has(value))
      : [];
  if (others.length > 0 || tagNull || !tag.required) {
    const literals = others.length === 0 ? "never" : others.map(stringLiteral).join(" | ");
    members.push(
      `{ ${mark(tag)}: ${literals}${tagNull ? " | null" : ""}; ${mark(decided)}: ${typeText(decided.use, form, module.types)} }`,
    );
  }
  return members.join(" | ");
}

function propertyStructure(module: ModuleBuilder, property: Property, form: Form): PropertySignatureStructure {
  const docs = propertyComment(property);
  return {
    kind: StructureKind.PropertySignature,
    name: propertyName(property.wire),
    type: typeText(property.use, form, module.types),
    hasQuestionToken: !property.required,
    // Of two forms only one has what the service alone sets; a patch must not name it.
    isReadonly: property.access === "answer",
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}

interface IndexSignature {
  readonly keyName: string;
  readonly keyType: string;
  readonly returnType: string;
}

/** Typed further properties. TypeScript wants every listed property to fit the signature, so it is as wide as all of them. */
function indexSignature(
  module: ModuleBuilder,
  declaration: ObjectDeclaration,
  at: { form: Form; visible: readonly Property[] },
): IndexSignature | undefined {
  if (typeof declaration.rest === "string") return undefined;
  const types = new Set([
    typeText(declaration.rest, at.form, module.types),
    ...at.visible.map((property) => typeText(property.use, at.form, module.types)),
  ]);
  if (at.visible.some((property) => !property.required)) types.add("undefined");
  return { keyName: "key", keyType: "string", returnType: types.has("unknown") ? "unknown" : [...types].join(" | ") };
}

function alternativesText(module: ModuleBuilder, { members, tag }: Alternatives, form: Form): string {
  const texts = members.map((member) => {
    const text = typeText(member.use, form, module.types);
    if (tag === undefined || member.tagValues.length === 0) return text;
    const values = member.tagValues.map(stringLiteral).join(" | ");
    return hasExactTag(module, member.use, tag) ? text : `(${text} & { ${propertyName(tag)}: ${values} })`;
  });
  return [...new Set(texts)].join(" | ");
}

/** Whether a member's own tag property already is the one literal. Text literals are open, so only an intersection narrows them. */
function hasExactTag(module: ModuleBuilder, use: TypeUse, tag: string): boolean {
  const property = objectOf(module.types.declarations, use)?.properties.find((entry) => entry.wire === tag);
  return property?.use.kind === "literal" && typeof property.use.value !== "string";
}
