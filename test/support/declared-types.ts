import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Surface, SurfaceCall } from "../../generator/contract/surface-format.ts";

/**
 * Where the declarations of an emitted TypeScript package and the type texts of its surface differ, and how many types
 * were compared. Both are parsed, so that layout, quotes, comments and the order of members do not count.
 */
export function declaredDifferences(
  folder: string,
  surface: Surface,
): { readonly compared: number; readonly differences: readonly string[] } {
  const differences: string[] = [];
  let compared = 0;
  const files = new Map<string, ts.SourceFile>();
  const open = (path: string): ts.SourceFile => {
    let file = files.get(path);
    if (file === undefined) {
      const text = readFileSync(join(folder, "src", path), "utf8");
      files.set(path, (file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)));
    }
    return file;
  };
  const compare = (what: string, declared: string | undefined, published: string): void => {
    compared += 1;
    const wanted = canonicalText(published);
    if (declared !== wanted) differences.push(`${what}: declared ${declared ?? "nowhere"}, published ${wanted}`);
  };
  for (const { version, key, targets } of surface.operations) {
    const call = targets["typescript"];
    if (call === undefined) throw new Error(`${key} has no TypeScript names`);
    const path = call.module.replace(/^[^/]+\//u, "");
    const file = open(`${path.replace("/", "/apis/")}.ts`);
    compare(`${version} ${key}`, declaredSignature(file, call), call.signature.slice(call.signature.indexOf("(")));
    const declared = membersOf(file, call.arguments ?? "");
    if (declared.size !== call.parameters.length)
      differences.push(`${version} ${key}: ${String(declared.size)} arguments of ${String(call.parameters.length)}`);
    for (const { name, type, required } of call.parameters)
      compare(`${version} ${key} ${name}`, declared.get(name), required ? type : `(${type}) | undefined`);
    for (const grammar of [call.filters, call.sorters])
      if (grammar !== undefined) compare(`${version} ${key}`, declaredType(file, grammar.name), grammar.type);
  }
  for (const { version, id, targets } of surface.models) {
    const names = targets["typescript"];
    if (names === undefined) throw new Error(`${id} has no TypeScript names`);
    const module = (surface.versions.find((entry) => entry.version === version)?.targets["typescript"]?.module ?? "")
      .split("/")
      .at(-1);
    const homes = exportsOf(open(`${module ?? ""}/index.ts`));
    for (const { name, type } of [names, ...(names.input === undefined ? [] : [names.input])]) {
      const home = homes.get(name);
      compare(`${version} ${id}`, home === undefined ? undefined : declaredType(open(home), name), type);
    }
  }
  return { compared, differences };
}

/** The modules that a module of re-exports takes its names from, below `src/`. */
function exportsOf(file: ts.SourceFile): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue;
    if (!ts.isNamedExports(statement.exportClause) || statement.moduleSpecifier === undefined) continue;
    const specifier = (statement.moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/u, ".ts");
    for (const element of statement.exportClause.elements)
      homes.set(element.name.text, join(file.fileName, "..", specifier));
  }
  return homes;
}

function declaredSignature(file: ts.SourceFile, call: SurfaceCall): string | undefined {
  const owner = file.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === call.class,
  );
  const method = owner?.members.find(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && (member.name as ts.Identifier).text === call.name,
  );
  if (method?.type === undefined) return undefined;
  const parameters = method.parameters.map((parameter) => {
    const isOptional = parameter.questionToken !== undefined || parameter.initializer !== undefined;
    return `${parameter.name.getText()}${isOptional ? "?" : ""}: ${parameter.type?.getText() ?? ""}`;
  });
  return canonicalText(`(${parameters.join(", ")}): ${method.type.getText()}`);
}

/** The members of an interface by name, each as its type and what an optional one may be. */
function membersOf(file: ts.SourceFile, name: string): ReadonlyMap<string, string> {
  const found = file.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  const members = [...(found?.members ?? [])].filter(ts.isPropertySignature);
  return new Map(
    members.map((member) => [
      (member.name as ts.Identifier).text,
      member.type === undefined ? "" : canonical(member.type),
    ]),
  );
}

function declaredType(file: ts.SourceFile, name: string): string | undefined {
  for (const statement of file.statements) {
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) return canonical(statement.type);
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) return literalText(statement.members);
  }
  return undefined;
}

/** The members that a type text names itself, each with its type. */
export function membersOfText(text: string): ReadonlyMap<string, string> {
  const file = ts.createSourceFile("type.ts", `type T = ${text};`, ts.ScriptTarget.Latest, true);
  const members = new Map<string, string>();
  const visit = (node: ts.TypeNode): void => {
    if (ts.isIntersectionTypeNode(node)) for (const part of node.types) visit(part);
    if (!ts.isTypeLiteralNode(node)) return;
    for (const member of node.members)
      if (ts.isPropertySignature(member) && member.type !== undefined)
        members.set((member.name as ts.Identifier | ts.StringLiteral).text, canonical(member.type));
  };
  const [statement] = file.statements;
  if (statement !== undefined && ts.isTypeAliasDeclaration(statement)) visit(statement.type);
  return members;
}

/** A type, or `(a: A): B` of a method, in a form that depends on its meaning only. */
export function canonicalText(text: string): string {
  const isMethod = text.startsWith("(args");
  const file = ts.createSourceFile(
    "type.ts",
    isMethod ? `declare function f${text};` : `type T = ${text};`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [statement] = file.statements;
  if (statement !== undefined && ts.isTypeAliasDeclaration(statement)) return canonical(statement.type);
  if (statement === undefined || !ts.isFunctionDeclaration(statement) || statement.type === undefined)
    throw new Error(`no type: ${text}`);
  const parameters = statement.parameters.map(
    ({ name, questionToken, type }) =>
      `${name.getText()}${questionToken === undefined ? "" : "?"}: ${type === undefined ? "" : canonical(type)}`,
  );
  return `(${parameters.join(", ")}): ${canonical(statement.type)}`;
}

/** A type in a form that depends on its meaning only. */
function canonical(node: ts.TypeNode): string {
  if (ts.isParenthesizedTypeNode(node)) return canonical(node.type);
  if (ts.isUnionTypeNode(node)) return `union(${node.types.flatMap(unionParts).sort().join(", ")})`;
  if (ts.isIntersectionTypeNode(node)) return `all(${node.types.map(canonical).join(", ")})`;
  if (ts.isTypeLiteralNode(node)) return literalText(node.members);
  if (ts.isArrayTypeNode(node)) return `list(${canonical(node.elementType)})`;
  if (ts.isTypeOperatorNode(node)) return `${ts.tokenToString(node.operator) ?? ""}(${canonical(node.type)})`;
  if (ts.isTupleTypeNode(node)) return `tuple(${node.elements.map(canonical).join(", ")})`;
  if (ts.isRestTypeNode(node)) return `...${canonical(node.type)}`;
  if (ts.isOptionalTypeNode(node)) return `optional(${canonical(node.type)})`;
  if (ts.isTypeReferenceNode(node))
    return `${node.typeName.getText()}<${(node.typeArguments ?? []).map(canonical).join(", ")}>`;
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return JSON.stringify(node.literal.text);
  return node.getText();
}

function unionParts(node: ts.TypeNode): readonly string[] {
  if (ts.isParenthesizedTypeNode(node)) return unionParts(node.type);
  return ts.isUnionTypeNode(node) ? node.types.flatMap(unionParts) : [canonical(node)];
}

function literalText(members: readonly ts.TypeElement[]): string {
  const lines = members.map((member) => {
    if (ts.isIndexSignatureDeclaration(member)) {
      const parts = unionParts(member.type);
      return `[${member.parameters.map((parameter) => parameter.getText()).join(", ")}]: ${[...parts].sort().join(", ")}`;
    }
    if (!ts.isPropertySignature(member)) throw new Error(`what is ${member.getText()}?`);
    const isReadonly = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) === true;
    const name = JSON.stringify((member.name as ts.Identifier | ts.StringLiteral).text);
    const type = member.type === undefined ? "" : canonical(member.type);
    return `${isReadonly ? "readonly " : ""}${name}${member.questionToken === undefined ? "" : "?"}: ${type}`;
  });
  return `{ ${lines.sort().join("; ")} }`;
}
