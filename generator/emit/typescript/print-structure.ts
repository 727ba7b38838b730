import { builders } from "prettier/doc";
import type { Doc } from "prettier";
import { stringLiteral } from "../escape.ts";
import { WIDTH } from "../width.ts";
import { assignmentDoc, layOut, sequence, type Code } from "./code.ts";
import { commentBlock } from "./comment.ts";
import type {
  ClassDeclaration,
  ConstructorDeclaration,
  ExportDeclaration,
  FunctionDeclaration,
  GetAccessorDeclaration,
  ImportDeclaration,
  IndexSignatureDeclaration,
  InterfaceDeclaration,
  MethodDeclaration,
  ParameterDeclaration,
  PropertyDeclaration,
  PropertySignature,
  SourceFile,
  Statement,
  TypeAliasDeclaration,
  TypeParameterDeclaration,
  VariableStatement,
} from "./structures.ts";
import { indexDoc, keywordType, valueDoc, type Type } from "./type-doc.ts";

const { group, ifBreak, indent, join, line, softline } = builders;

/**
 * Prints the kinds of structures that the targets emit, in prettier's style. Lines that may be too long are documents,
 * which prettier's document printer lays out; the lines are joined here. For a structure that this printer does not
 * know it returns undefined; then ts-morph and prettier print the file (see `print-typescript.ts`).
 */
export function printStructure(structure: SourceFile): string | undefined {
  try {
    return sourceFile(structure);
  } catch (error) {
    if (error instanceof UnknownStructure) return undefined;
    throw error;
  }
}

/** Thrown for a structure that this printer does not know. */
class UnknownStructure extends Error {}

function sourceFile(structure: SourceFile): string {
  expectOnly(structure, ["kind", "statements"]);
  const pieces: string[] = [];
  let before = "";
  for (const statement of listOf(structure.statements)) {
    const text = "doc" in statement ? plainText(statement) : printStatement(statement);
    if (before !== "") pieces.push(needsSpace(before, statement) ? "\n\n" : "\n");
    before = text;
    pieces.push(text);
  }
  pieces.push("\n");
  return pieces.join("");
}

/** Whether an empty line comes before a statement: after a closing brace and before every declaration. */
function needsSpace(before: string, statement: Statement | Code): boolean {
  if (before.endsWith("}")) return true;
  return "kind" in statement && statement.kind !== "ImportDeclaration" && statement.kind !== "ExportDeclaration";
}

function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case "Class":
      return classText(statement);
    case "ExportDeclaration":
      return exportText(statement);
    case "Function":
      return functionText(statement);
    case "ImportDeclaration":
      return importText(statement);
    case "Interface":
      return interfaceText(statement);
    case "TypeAlias":
      return aliasText(statement);
    case "VariableStatement":
      return variableText(statement);
    default:
      throw new UnknownStructure();
  }
}

const NAMED_KEYS = ["kind", "docs", "isExported", "name"] as const;

function exported(structure: { readonly isExported?: boolean | undefined }): string {
  return structure.isExported === true ? "export " : "";
}

function importText(structure: ImportDeclaration): string {
  expectOnly(structure, ["kind", "moduleSpecifier", "isTypeOnly", "namedImports"]);
  return moduleText("import", structure, listOf(structure.namedImports));
}

function exportText(structure: ExportDeclaration): string {
  expectOnly(structure, ["kind", "moduleSpecifier", "isTypeOnly", "namedExports"]);
  return moduleText("export", structure, listOf(structure.namedExports));
}

type Specifier = Code | string | { readonly name: string; readonly alias?: string; readonly isTypeOnly?: boolean };

function moduleText(
  keyword: "import" | "export",
  { isTypeOnly, moduleSpecifier }: { readonly isTypeOnly?: boolean; readonly moduleSpecifier?: string | undefined },
  specifiers: readonly Specifier[],
): string {
  if (moduleSpecifier === undefined || specifiers.length === 0) throw new UnknownStructure();
  const names = specifiers.map((entry) => {
    if (typeof entry === "string" || "doc" in entry) throw new UnknownStructure();
    expectOnly(entry, ["name", "alias", "isTypeOnly"]);
    const alias = entry.alias === undefined ? "" : ` as ${entry.alias}`;
    return `${entry.isTypeOnly === true ? "type " : ""}${entry.name}${alias}`;
  });
  const head = `${keyword} ${isTypeOnly === true ? "type " : ""}`;
  const tail = ` from ${stringLiteral(moduleSpecifier)};`;
  const text = `${head}{ ${names.join(", ")} }${tail}`;
  // Prettier keeps a single name on its line, whatever its length. Several names all break at once, which needs no
  // document.
  if (names.length === 1 || text.length <= WIDTH) return text;
  return `${head}{\n${names.map((name) => `${INDENT}${name},`).join("\n")}\n}${tail}`;
}

function aliasText(structure: TypeAliasDeclaration): string {
  expectOnly(structure, [...NAMED_KEYS, "type"]);
  const { type } = structure;
  const head = `${exported(structure)}type ${structure.name}`;
  const doc =
    type.shape === "union" ? group([group(head), " =", group(indent([line, type.doc]))]) : assignmentDoc(head, type);
  return docsText(structure.docs, 0) + layOut([doc, ";"], 0);
}

function variableText(structure: VariableStatement): string {
  expectOnly(structure, ["kind", "docs", "isExported", "declarationKind", "declarations"]);
  const [declaration, ...others] = structure.declarations;
  if (declaration === undefined || others.length > 0 || structure.declarationKind === undefined)
    throw new UnknownStructure();
  expectOnly(declaration, ["name", "type", "initializer"]);
  const { type, initializer } = declaration;
  const head = `${exported(structure)}${structure.declarationKind} ${declaration.name}`;
  const left: Doc = type === undefined ? head : [`${head}: `, valueDoc(type)];
  return docsText(structure.docs, 0) + constantText(left, { type, initializer });
}

function constantText(
  left: Doc,
  { type, initializer }: { readonly type?: Type | undefined; readonly initializer?: Code | undefined },
): string {
  if (initializer === undefined) return layOut([left, ";"], 0);
  if (typeof initializer.doc === "string") return dataText(layOut([group(left), " ="], 0), initializer.doc);
  // If a type argument has arguments of its own, prettier does not move the value to the next line.
  if (type !== undefined && keepsValue(type)) return layOut([group([left, " = ", initializer.doc]), ";"], 0);
  return layOut([assignmentDoc(left, initializer), ";"], 0);
}

function keepsValue({ shape, parts = [] }: Type): boolean {
  return shape === "reference" && parts.length > 1 && parts.some((part) => isGeneric(part));
}

function isGeneric({ shape, parts }: Type): boolean {
  return shape === "reference" && parts !== undefined;
}

/**
 * A constant with data that is laid out already; `head` ends with the equals sign. The data may begin with a line break
 * if its first line would be too long.
 */
function dataText(head: string, value: string): string {
  if (value.startsWith("\n")) return `${head}${value};`;
  const end = value.indexOf("\n");
  // After a type of several lines, an object begins on the last line of the type.
  if (head.endsWith("\n> =") && value.startsWith("{")) return `${head} ${value};`;
  if (head.includes("\n") || `${head} ${end === -1 ? `${value};` : value.slice(0, end)}`.length > WIDTH)
    throw new UnknownStructure();
  return `${head} ${value};`;
}

function functionText(structure: FunctionDeclaration): string {
  expectOnly(structure, [...NAMED_KEYS, ...SIGNATURE_KEYS]);
  if (structure.name === undefined) throw new UnknownStructure();
  return bodyText(`${exported(structure)}function ${structure.name}`, structure, 0);
}

function interfaceText(structure: InterfaceDeclaration): string {
  expectOnly(structure, [...NAMED_KEYS, "properties", "indexSignatures"]);
  const members = [
    ...(structure.indexSignatures ?? []).map(indexText),
    ...(structure.properties ?? []).map(propertyText),
  ];
  return `${docsText(structure.docs, 0)}${exported(structure)}interface ${structure.name} ${block(members, "\n")}`;
}

function indexText(structure: IndexSignatureDeclaration): string {
  expectOnly(structure, ["keyName", "keyType", "returnType"]);
  const { keyName = "key", keyType = keywordType("string"), returnType } = structure;
  return layOut([indexDoc({ keyName, keyType, type: known(returnType) }), ";"], 1);
}

/** A property of an interface or a class. */
function propertyText(structure: PropertySignature | PropertyDeclaration): string {
  expectOnly(structure, ["kind", "docs", "name", "type", "isReadonly", "hasQuestionToken", "hasDeclareKeyword"]);
  const isDeclared = "hasDeclareKeyword" in structure && structure.hasDeclareKeyword === true;
  const head = `${isDeclared ? "declare " : ""}${structure.isReadonly === true ? "readonly " : ""}${nameText(structure.name)}`;
  const question = structure.hasQuestionToken === true ? "?" : "";
  return (
    docsText(structure.docs, 1) + layOut(sequence(`${head}${question}: `, valueDoc(known(structure.type)), ";"), 1)
  );
}

/** A property name; prettier removes the quotes from some names in other scripts. */
function nameText(name: string): string {
  if (/^["'][^\0-\x7f]/u.test(name)) throw new UnknownStructure();
  return name;
}

function classText(structure: ClassDeclaration): string {
  expectOnly(structure, [...NAMED_KEYS, "extends", "properties", "ctors", "getAccessors", "methods"]);
  const properties = (structure.properties ?? []).map(propertyText);
  const members = [
    ...(properties.length === 0 ? [] : [properties.join("\n")]),
    ...(structure.ctors ?? []).map(constructorText),
    ...(structure.getAccessors ?? []).map(getterText),
    ...(structure.methods ?? []).map(methodText),
  ];
  const base = structure.extends === undefined ? "" : ` extends ${plainText(structure.extends)}`;
  const head = `${docsText(structure.docs, 0)}${exported(structure)}class ${structure.name ?? ""}${base}`;
  return `${head} ${block(members, "\n\n")}`;
}

function constructorText(structure: ConstructorDeclaration): string {
  expectOnly(structure, ["docs", "parameters", "statements"]);
  return bodyText("constructor", structure, 1);
}

function getterText(structure: GetAccessorDeclaration): string {
  expectOnly(structure, ["kind", "docs", "name", "returnType", "statements"]);
  return bodyText(`get ${structure.name}`, structure, 1);
}

function methodText(structure: MethodDeclaration): string {
  expectOnly(structure, ["kind", "docs", "name", ...SIGNATURE_KEYS]);
  return bodyText(structure.name, structure, 1);
}

const SIGNATURE_KEYS = ["typeParameters", "parameters", "returnType", "statements"] as const;

interface Signature {
  readonly docs?: ClassDeclaration["docs"];
  readonly typeParameters?: readonly (TypeParameterDeclaration | Code | string)[] | undefined;
  readonly parameters?: readonly ParameterDeclaration[] | undefined;
  readonly returnType?: Type | undefined;
  readonly statements?: Code | readonly (Statement | Code)[] | undefined;
}

/** A function with its body. */
function bodyText(head: string, structure: Signature, depth: number): string {
  const statements = listOf(structure.statements).map((statement) => {
    if (!("doc" in statement)) throw new UnknownStructure();
    return layOut(statement.doc, depth + 1);
  });
  const start = layOut([head, signatureDoc(structure), " {"], depth);
  return `${docsText(structure.docs, depth)}${start}\n${statements.join("\n")}\n${INDENT.repeat(depth)}}`;
}

function signatureDoc({ typeParameters = [], parameters = [], returnType }: Signature): Doc {
  const types = typeParameters.map((parameter): Doc => {
    if (typeof parameter === "string" || "doc" in parameter) throw new UnknownStructure();
    expectOnly(parameter, ["name", "constraint", "default"]);
    const { name, constraint, default: usual } = parameter;
    const bound = constraint === undefined ? name : [`${name} extends `, group(constraint.doc)];
    return usual === undefined ? bound : [bound, " = ", usual.doc];
  });
  // Prettier lays out several `extends` types differently, and a single one like a single type argument.
  if (types.length > 1) throw new UnknownStructure();
  const own = parameters.map((parameter): Doc => {
    expectOnly(parameter, ["name", "type", "hasQuestionToken", "initializer"]);
    const value = parameter.initializer === undefined ? "" : [" = ", parameter.initializer.doc];
    const question = parameter.hasQuestionToken === true ? "?" : "";
    return [`${parameter.name}${question}: `, valueDoc(known(parameter.type)), value];
  });
  // A type parameter with a constraint may be long.
  const isBound = typeParameters.some((parameter) => typeof parameter !== "string" && "constraint" in parameter);
  return [
    types.length === 0
      ? ""
      : isBound
        ? group(["<", indent([softline, ...types]), ifBreak(","), softline, ">"])
        : ["<", ...types, ">"],
    group([
      own.length === 0 ? "()" : ["(", indent([softline, join([",", line], own)]), ifBreak(","), softline, ")"],
      returnType === undefined ? "" : [": ", returnType.doc],
    ]),
  ];
}

const INDENT = "  ";

function block(members: readonly string[], separator: string): string {
  return members.length === 0 ? "{}" : `{\n${members.join(separator)}\n}`;
}

/** Code that cannot break: a name, or a comment of one line. */
function plainText({ doc }: Code): string {
  if (typeof doc !== "string") throw new UnknownStructure();
  return doc;
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new UnknownStructure();
  return value;
}

function listOf<Item>(value: readonly Item[] | Code | undefined): readonly Item[] {
  if (value === undefined || !isList(value)) throw new UnknownStructure();
  return value;
}

function isList<Item>(value: readonly Item[] | Code): value is readonly Item[] {
  return Array.isArray(value);
}

function docsText(docs: ClassDeclaration["docs"], depth: number): string {
  if (docs === undefined) return "";
  const [text, ...others] = docs;
  if (typeof text !== "string" || others.length > 0) throw new UnknownStructure();
  return `${commentBlock(text, INDENT.repeat(depth))}\n`;
}

function expectOnly(structure: object, keys: readonly string[]): void {
  for (const key in structure) if (!keys.includes(key)) throw new UnknownStructure();
}
