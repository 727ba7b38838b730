import type {
  IndexSignatureDeclarationStructure,
  OptionalKind,
  PropertySignatureStructure,
  StatementStructures,
  TypeAliasDeclarationStructure,
} from "ts-morph";
import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, prettyConstant, type Literal } from "../../emit/literal.ts";
import { commentBlock } from "../../emit/print-structure.ts";
import { numberText } from "../../emit/typescript-scalar.ts";
import { StructureKind, VariableDeclarationKind } from "../../emit/structures.ts";
import { hasTwoForms, plainForm, type Form } from "../../model/forms.ts";
import type { Declaration, EnumDeclaration } from "../../model/model.ts";
import { declarationNames, type DeclarationNames, type VersionNames } from "../../names/table.ts";
import { comment, declarationComment, propertyComment } from "./jsdoc.ts";
import {
  declarationText,
  indexLine,
  indexType,
  type IndexSignature,
  intersectionText,
  propertyLine,
  type DeclarationText,
  type PropertyText,
} from "./model-text.ts";
import type { ModuleBuilder } from "./module.ts";

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
      ? "The form that requests use: it omits read-only properties, and its enumerations accept only documented values."
      : "";
  const docs = declarationComment(declaration, note);
  const text = declarationText(module.types, declaration, form);
  if (text.kind === "alias") return [typeAlias(name, text.type, docs)];
  if (text.others.length > 0) return [typeAlias(name, intersectionText(inlineObject(text), text.others), docs)];
  return [
    {
      kind: StructureKind.Interface,
      isExported: true,
      name,
      properties: text.properties.map(propertyStructure),
      ...(text.index === undefined ? {} : { indexSignatures: [indexStructure(text.index)] }),
      ...(docs === undefined ? {} : { docs: [docs] }),
    },
  ];
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

type ObjectText = Extract<DeclarationText, { kind: "object" }>;

/** Properties as a literal type; nothing where there are none. */
function inlineObject({ properties, index }: ObjectText): string {
  if (properties.length === 0 && index === undefined) return "";
  const lines = properties.map((text) => {
    const docs = propertyComment(text.property);
    return `${docs === undefined ? "" : `${commentBlock(docs, "  ")}\n`}  ${propertyLine(text)};`;
  });
  if (index !== undefined) lines.push(`  ${indexLine(index)};`);
  return `{\n${lines.join("\n")}\n}`;
}

function indexStructure(index: IndexSignature): OptionalKind<IndexSignatureDeclarationStructure> {
  return { keyName: index.keyName, keyType: index.keyType, returnType: indexType(index) };
}

function propertyStructure(text: PropertyText): PropertySignatureStructure {
  const docs = propertyComment(text.property);
  return {
    kind: StructureKind.PropertySignature,
    name: text.name,
    type: text.type,
    hasQuestionToken: text.isOptional,
    isReadonly: text.isReadonly,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}
