import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, prettyConstant, type Literal } from "../../emit/typescript/literal.ts";
import { callCode, plainCode } from "../../emit/typescript/code.ts";
import { numberText } from "../../emit/typescript/scalar.ts";
import type {
  IndexSignatureDeclaration,
  PropertySignature,
  Statement,
  TypeAliasDeclaration,
} from "../../emit/typescript/structures.ts";
import { intersectionType, literalType, objectType, referenceType, type Type } from "../../emit/typescript/type-doc.ts";
import { hasTwoForms, plainForm, type Form } from "../../model/forms.ts";
import { isExactEnum } from "../../model/long-integers.ts";
import type { Declaration, EnumDeclaration } from "../../model/model.ts";
import { declarationNames, type DeclarationNames, type VersionNames } from "../../names/table.ts";
import { comment, declarationComment, propertyComment } from "./jsdoc.ts";
import {
  declarationType,
  indexMember,
  memberOf,
  type DeclarationType,
  type IndexSignature,
  type PropertyType,
} from "./model-types.ts";
import type { ModuleBuilder } from "./module.ts";
import { variantsOf, type Variants } from "./tagged-types.ts";
import { runtimeType, type TypeContext } from "./type-of-use.ts";

/** Prints declarations into a module: each as one or two types, and an enumeration with a constant as well. */
export function addDeclarations(
  module: ModuleBuilder,
  names: VersionNames,
  declarations: readonly Declaration[],
): void {
  for (const declaration of declarations) {
    const own = declarationNames(names, declaration.id);
    if (declaration.kind === "enum") module.statements.push(enumConstant(declaration, own, module.types));
    const form = plainForm(declaration);
    const variants = variantsOf(module.types, declaration);
    if (variants !== undefined) module.statements.push(guardsConstant(module, own.typescript.name, variants));
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

/** The module of a version's deprecated type names. */
export function aliasModule(names: VersionNames): string {
  return `${names.typescript.module}/aliases`;
}

/**
 * Prints the old type names of a version. They have a module of their own, because versions with different old names
 * may share a type.
 */
export function addAliases(module: ModuleBuilder, names: VersionNames, declarations: readonly Declaration[]): void {
  for (const declaration of declarations) {
    const { name, aliases } = declarationNames(names, declaration.id).typescript;
    for (const alias of aliases) {
      module.statements.push(
        typeAlias(
          alias.name,
          referenceType(module.types.nameOf(declaration.id, plainForm(declaration))),
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

function typeStatements(module: ModuleBuilder, declaration: Declaration, { name, form }: Printing): Statement[] {
  const note =
    form === "request" && hasTwoForms(declaration)
      ? "The form that requests use: it omits read-only properties, and its enumerations accept only documented values."
      : "";
  const docs = declarationComment(declaration, note);
  const declared = declarationType(module.types, declaration, form);
  if (declared.kind === "alias") return [typeAlias(name, declared.type, docs)];
  if (declared.others.length > 0)
    return [typeAlias(name, intersectionType([...inlineObject(declared, module.types), ...declared.others]), docs)];
  return [
    {
      kind: "Interface",
      isExported: true,
      name,
      properties: declared.properties.map((entry) => propertyStructure(entry, module.types)),
      ...(declared.index === undefined ? {} : { indexSignatures: [indexStructure(declared.index)] }),
      ...(docs === undefined ? {} : { docs: [docs] }),
    },
  ];
}

function typeAlias(name: string, type: Type, docs: string | undefined): TypeAliasDeclaration {
  return {
    kind: "TypeAlias",
    name,
    type,
    isExported: true,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}

/** The constant with the known values of an enumeration: `export const Color = { RED: "RED" } as const;`. */
function enumConstant(declaration: EnumDeclaration, names: DeclarationNames, { int64 }: TypeContext): Statement {
  const titles = new Set(declaration.values.map(({ title }) => title));
  const isTitled = titles.size === declaration.values.length && !titles.has(undefined);
  const isExact = isExactEnum(declaration);
  const entries = declaration.values.map(({ value, title = "" }): readonly [string, Literal] => [
    typeof value === "string" && !isExact ? propertyName(value) : isTitled ? propertyName(title) : `"${value}"`,
    atom(
      isExact && int64 === "bigint"
        ? numberText(BigInt(value))
        : isExact || typeof value === "string"
          ? stringLiteral(String(value))
          : numberText(value),
    ),
  ]);
  const { name } = names.typescript;
  const initializer = prettyConstant({ kind: "object", entries }, `export const ${name} =`);
  return {
    kind: "VariableStatement",
    declarationKind: "const",
    isExported: true,
    docs: [`The known values of {@link ${names.typescript.name}}.`],
    declarations: [{ name, initializer: plainCode(`${initializer} as const`) }],
  };
}

/** The type guards of a union: `export const Pet: TagGuards<Pet, "kind"> = tagGuards("kind", "cat", "dog");` */
function guardsConstant(module: ModuleBuilder, name: string, { tag, values }: Variants): Statement {
  const type = runtimeType(module.types, "TagGuards", [referenceType(name), literalType(tag)]);
  const parts = [tag, ...values].map((value) => (typeof value === "string" ? stringLiteral(value) : numberText(value)));
  return {
    kind: "VariableStatement",
    declarationKind: "const",
    isExported: true,
    docs: [`Tells the variants of {@link ${name}} apart.`],
    declarations: [{ name, type, initializer: callCode({ callee: module.runtime("tagGuards"), parts, isPure: true }) }],
  };
}

type ObjectType = Extract<DeclarationType, { kind: "object" }>;

/** The properties as an object type. Returns an empty list without properties. */
function inlineObject({ properties, index }: ObjectType, { declarations }: TypeContext): readonly Type[] {
  if (properties.length === 0 && index === undefined) return [];
  return [
    objectType(
      properties.map((entry) => memberOf(entry, propertyComment(entry.property, declarations))),
      { isOpen: true, ...(index === undefined ? {} : { index: indexMember(index) }) },
    ),
  ];
}

function indexStructure(index: IndexSignature): IndexSignatureDeclaration {
  const { keyName, keyType, type } = indexMember(index);
  return { keyName, keyType, returnType: type };
}

function propertyStructure(
  { property, type, isOptional, isReadonly }: PropertyType,
  { declarations }: TypeContext,
): PropertySignature {
  const docs = propertyComment(property, declarations);
  return {
    kind: "PropertySignature",
    name: propertyName(property.wire),
    type,
    hasQuestionToken: isOptional,
    isReadonly,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}
