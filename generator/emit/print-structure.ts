import type {
  ClassDeclarationStructure,
  ConstructorDeclarationStructure,
  ExportDeclarationStructure,
  FunctionDeclarationStructure,
  GetAccessorDeclarationStructure,
  ImportDeclarationStructure,
  IndexSignatureDeclarationStructure,
  InterfaceDeclarationStructure,
  MethodDeclarationStructure,
  OptionalKind,
  ParameterDeclarationStructure,
  PropertyDeclarationStructure,
  PropertySignatureStructure,
  SourceFileStructure,
  StatementStructures,
  TypeAliasDeclarationStructure,
  TypeParameterDeclarationStructure,
  VariableStatementStructure,
} from "ts-morph";
import { stringLiteral } from "./escape.ts";
import { StructureKind } from "./structures.ts";

/**
 * Prints the kinds of structures that we emit, as ts-morph prints them. ts-morph's own printer looks at every character
 * it writes and then parses the text into a tree that nobody needs; this one joins strings. Whatever it does not know
 * it hands back (`undefined`), and ts-morph prints the file: see `print-typescript.ts`.
 */
export function printStructure(structure: SourceFileStructure): string | undefined {
  try {
    return `${sourceFile(structure)}\n`;
  } catch (error) {
    if (error instanceof UnknownStructure) return undefined;
    throw error;
  }
}

/** Thrown where a structure says something this printer does not know. */
class UnknownStructure extends Error {}

function sourceFile(structure: SourceFileStructure): string {
  expectOnly(structure, ["kind", "statements"]);
  if (!Array.isArray(structure.statements)) throw new UnknownStructure();
  const pieces: string[] = [];
  let before = "";
  for (const statement of structure.statements) {
    if (before !== "") pieces.push(needsSpace(before, statement) ? "\n\n" : "\n");
    // Only the last piece is looked at: looking at the whole text each time would copy it each time.
    before = typeof statement === "object" ? printStatement(statement) : textOf(statement);
    pieces.push(before);
  }
  return pieces.join("");
}

/** An empty line stands behind a brace and before every declaration. */
function needsSpace(before: string, statement: unknown): boolean {
  if (before.endsWith("}")) return true;
  return typeof statement === "object" && DECLARATIONS.has((statement as StatementStructures).kind);
}

const DECLARATIONS: ReadonlySet<number> = new Set([
  StructureKind.Class,
  StructureKind.Function,
  StructureKind.Interface,
  StructureKind.TypeAlias,
  StructureKind.VariableStatement,
]);

function printStatement(statement: StatementStructures): string {
  switch (statement.kind) {
    case StructureKind.Class:
      return classText(statement);
    case StructureKind.ExportDeclaration:
      return exportText(statement);
    case StructureKind.Function:
      return functionText(statement);
    case StructureKind.ImportDeclaration:
      return importText(statement);
    case StructureKind.Interface:
      return interfaceText(statement);
    case StructureKind.TypeAlias:
      return aliasText(statement);
    case StructureKind.VariableStatement:
      return variableText(statement);
    default:
      throw new UnknownStructure();
  }
}

const NAMED_KEYS = ["kind", "docs", "isExported", "name"] as const;

function exported(structure: { isExported?: boolean | undefined }): string {
  return structure.isExported === true ? "export " : "";
}

function importText(structure: ImportDeclarationStructure): string {
  expectOnly(structure, ["kind", "moduleSpecifier", "isTypeOnly", "namedImports"]);
  return `import ${specifiers(structure.isTypeOnly, structure.namedImports)} from ${stringLiteral(structure.moduleSpecifier)};`;
}

function exportText(structure: ExportDeclarationStructure): string {
  expectOnly(structure, ["kind", "moduleSpecifier", "isTypeOnly", "namedExports"]);
  if (structure.moduleSpecifier === undefined) throw new UnknownStructure();
  return `export ${specifiers(structure.isTypeOnly, structure.namedExports)} from ${stringLiteral(structure.moduleSpecifier)};`;
}

function specifiers(isTypeOnly: boolean | undefined, list: unknown): string {
  if (!Array.isArray(list) || list.length === 0) throw new UnknownStructure();
  const names = (list as readonly { name: string; alias?: string; isTypeOnly?: boolean }[]).map((entry) => {
    expectOnly(entry, ["name", "alias", "isTypeOnly"]);
    const alias = entry.alias === undefined ? "" : ` as ${entry.alias}`;
    return `${entry.isTypeOnly === true ? "type " : ""}${entry.name}${alias}`;
  });
  return `${isTypeOnly === true ? "type " : ""}{ ${names.join(", ")} }`;
}

function aliasText(structure: TypeAliasDeclarationStructure): string {
  expectOnly(structure, [...NAMED_KEYS, "type"]);
  return `${docsText(structure.docs, "")}${exported(structure)}type ${structure.name} = ${textOf(structure.type)};`;
}

function variableText(structure: VariableStatementStructure): string {
  expectOnly(structure, ["kind", "docs", "isExported", "declarationKind", "declarations"]);
  const [declaration, ...others] = structure.declarations;
  if (declaration === undefined || others.length > 0 || structure.declarationKind === undefined)
    throw new UnknownStructure();
  expectOnly(declaration, ["name", "type", "initializer"]);
  const type = declaration.type === undefined ? "" : `: ${textOf(declaration.type)}`;
  const value = declaration.initializer === undefined ? "" : initializerText(textOf(declaration.initializer));
  const head = `${docsText(structure.docs, "")}${exported(structure)}${structure.declarationKind}`;
  return `${head} ${declaration.name}${type}${value};`;
}

/** A value may bring its own line break, where only its first line would be too much. */
function initializerText(value: string): string {
  return value.startsWith("\n") ? ` =${value}` : ` = ${value}`;
}

function functionText(structure: FunctionDeclarationStructure): string {
  expectOnly(structure, [...NAMED_KEYS, ...SIGNATURE_KEYS]);
  if (structure.name === undefined) throw new UnknownStructure();
  return `${docsText(structure.docs, "")}${exported(structure)}function ${structure.name}${signature(structure)}${body(structure, "")}`;
}

function interfaceText(structure: InterfaceDeclarationStructure): string {
  expectOnly(structure, [...NAMED_KEYS, "properties", "indexSignatures"]);
  const members = [
    ...(structure.indexSignatures ?? []).map(indexText),
    ...(structure.properties ?? []).map(propertyText),
  ];
  return `${docsText(structure.docs, "")}${exported(structure)}interface ${structure.name} ${block(members, "\n")}`;
}

function indexText(structure: OptionalKind<IndexSignatureDeclarationStructure>): string {
  expectOnly(structure, ["keyName", "keyType", "returnType"]);
  return `${INDENT}[${structure.keyName ?? "key"}: ${textOf(structure.keyType ?? "string")}]: ${textOf(structure.returnType)};`;
}

/** A property of an interface or a class. */
function propertyText(structure: OptionalKind<PropertySignatureStructure | PropertyDeclarationStructure>): string {
  expectOnly(structure, ["kind", "docs", "name", "type", "isReadonly", "hasQuestionToken", "hasDeclareKeyword"]);
  const isDeclared = "hasDeclareKeyword" in structure && structure.hasDeclareKeyword === true;
  const readonly = `${isDeclared ? "declare " : ""}${structure.isReadonly === true ? "readonly " : ""}`;
  const question = structure.hasQuestionToken === true ? "?" : "";
  return `${docsText(structure.docs, INDENT)}${INDENT}${readonly}${structure.name}${question}: ${textOf(structure.type)};`;
}

function classText(structure: ClassDeclarationStructure): string {
  expectOnly(structure, [...NAMED_KEYS, "extends", "properties", "ctors", "getAccessors", "methods"]);
  const properties = (structure.properties ?? []).map(propertyText);
  const members = [
    ...(properties.length === 0 ? [] : [properties.join("\n")]),
    ...(structure.ctors ?? []).map(constructorText),
    ...(structure.getAccessors ?? []).map(getterText),
    ...(structure.methods ?? []).map(methodText),
  ];
  const base = structure.extends === undefined ? "" : `extends ${textOf(structure.extends)} `;
  const head = `${docsText(structure.docs, "")}${exported(structure)}class ${structure.name ?? ""} ${base}`;
  return `${head}${block(members, "\n\n")}`;
}

function constructorText(structure: OptionalKind<ConstructorDeclarationStructure>): string {
  expectOnly(structure, ["docs", "parameters", "statements"]);
  return `${docsText(structure.docs, INDENT)}${INDENT}constructor${signature(structure)}${body(structure, INDENT)}`;
}

function getterText(structure: OptionalKind<GetAccessorDeclarationStructure>): string {
  expectOnly(structure, ["kind", "docs", "name", "returnType", "statements"]);
  return `${docsText(structure.docs, INDENT)}${INDENT}get ${structure.name}${signature(structure)}${body(structure, INDENT)}`;
}

function methodText(structure: OptionalKind<MethodDeclarationStructure>): string {
  expectOnly(structure, ["kind", "docs", "name", ...SIGNATURE_KEYS]);
  return `${docsText(structure.docs, INDENT)}${INDENT}${structure.name}${signature(structure)}${body(structure, INDENT)}`;
}

const SIGNATURE_KEYS = ["typeParameters", "parameters", "returnType", "statements"] as const;

interface Signature {
  readonly typeParameters?: readonly (OptionalKind<TypeParameterDeclarationStructure> | string)[];
  readonly parameters?: readonly OptionalKind<ParameterDeclarationStructure>[];
  readonly returnType?: unknown;
}

function signature({ typeParameters = [], parameters = [], returnType }: Signature): string {
  const types = typeParameters.map((parameter) => {
    if (typeof parameter === "string") return parameter;
    expectOnly(parameter, ["name", "default"]);
    return parameter.default === undefined ? parameter.name : `${parameter.name} = ${textOf(parameter.default)}`;
  });
  const own = parameters.map((parameter) => {
    expectOnly(parameter, ["name", "type", "hasQuestionToken", "initializer"]);
    const value = parameter.initializer === undefined ? "" : ` = ${textOf(parameter.initializer)}`;
    return `${parameter.name}${parameter.hasQuestionToken === true ? "?" : ""}: ${textOf(parameter.type)}${value}`;
  });
  const result = returnType === undefined ? "" : `: ${textOf(returnType)}`;
  return `${types.length === 0 ? "" : `<${types.join(", ")}>`}(${own.join(", ")})${result}`;
}

function body(structure: { readonly statements?: unknown }, indent: string): string {
  if (!Array.isArray(structure.statements)) throw new UnknownStructure();
  const inner = `${indent}${INDENT}`;
  const lines = structure.statements.map((statement) => inner + textOf(statement).replaceAll("\n", `\n${inner}`));
  return ` {\n${lines.join("\n")}\n${indent}}`;
}

const INDENT = "  ";

function block(members: readonly string[], separator: string): string {
  return members.length === 0 ? "{\n}" : `{\n${members.join(separator)}\n}`;
}

/** A structure's texts may also be functions that write; nobody here makes such. */
function textOf(value: unknown): string {
  if (typeof value !== "string") throw new UnknownStructure();
  return value;
}

function docsText(docs: readonly unknown[] | undefined, indent: string): string {
  if (docs === undefined) return "";
  const [text, ...others] = docs;
  if (others.length > 0) throw new UnknownStructure();
  return `${commentBlock(textOf(text), indent)}\n`;
}

/** A JSDoc block; a text that starts with a newline gets lines of its own, as in ts-morph. */
export function commentBlock(text: string, indent: string): string {
  if (!text.startsWith("\n")) return `${indent}/** ${text} */`;
  const lines = text
    .slice(1)
    .split("\n")
    .map((line) => (line === "" ? `${indent} *` : `${indent} * ${line}`));
  return `${indent}/**\n${lines.join("\n")}\n${indent} */`;
}

function expectOnly(structure: object, keys: readonly string[]): void {
  for (const key in structure) if (!keys.includes(key)) throw new UnknownStructure();
}
