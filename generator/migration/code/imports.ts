import { ts } from "ts-morph";
import { groupBy } from "../../model/group-by.ts";
import { newLineOf, type FileContext } from "./context.ts";
import { moveExport, moveLocalExports } from "./exports.ts";

/** A statement that imports the published package. */
export type PublishedImport =
  ts.ImportDeclaration | ts.ImportEqualsDeclaration | ts.VariableStatement | ts.ExportDeclaration;

/** The statements of a file that import the published package. */
export function findImports({ source, lookup }: Pick<FileContext, "source" | "lookup">): readonly PublishedImport[] {
  const isPublished = (node: ts.Expression | undefined): boolean => node !== undefined && isModuleName(node, lookup);
  return source.statements.filter((statement): statement is PublishedImport => {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
      return isPublished(statement.moduleSpecifier);
    if (ts.isImportEqualsDeclaration(statement))
      return (
        ts.isExternalModuleReference(statement.moduleReference) && isPublished(statement.moduleReference.expression)
      );
    return (
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.length === 1 &&
      statement.declarationList.declarations.every(({ initializer }) => isPublished(requiredModule(initializer)))
    );
  });
}

function isModuleName(node: ts.Node, { from }: FileContext["lookup"]): boolean {
  return ts.isStringLiteralLike(node) && (node.text === from || node.text.startsWith(`${from}/`));
}

/**
 * Lists where the published package is loaded or replaced by its name in an expression: `import("module")`, a `require`
 * inside other code, `jest.mock("module")`. Returns true if there is such a place.
 */
function tellOtherLoads(context: FileContext, imports: readonly PublishedImport[]): boolean {
  const { source, lookup } = context;
  let isFound = false;
  const visit = (node: ts.Node): void => {
    if (imports.some((statement) => statement === node)) return;
    if (ts.isCallExpression(node) && node.arguments[0] !== undefined && isModuleName(node.arguments[0], lookup)) {
      isFound = true;
      const text = `${lookup.from} is loaded or mocked here by its name: use the new package, and move what is done with it.`;
      context.todo(node, "module", text);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && isModuleName(node.argument.literal, lookup))
      if (!isGone(context.edits, node)) {
        isFound = true;
        context.todo(
          node,
          "module",
          `write the name of what is used of ${lookup.from}: its types have other names now.`,
        );
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return isFound;
}

/** `require("module")`. */
function requiredModule(node: ts.Expression | undefined): ts.Expression | undefined {
  if (node === undefined || !ts.isCallExpression(node) || node.expression.getText() !== "require") return undefined;
  return node.arguments[0];
}

/**
 * Replaces the imports of the published package by the imports that the file needs. Returns true if the file still
 * imports the published package.
 */
export function moveImports(context: FileContext, imports: readonly PublishedImport[]): boolean {
  const isImported = replaceImports(context, imports);
  // Behind the imports, so that a comment stands at the statement that it is about.
  return tellOtherLoads(context, imports) || isImported;
}

function replaceImports(context: FileContext, imports: readonly PublishedImport[]): boolean {
  const { edits, source } = context;
  moveLocalExports(context);
  const exported = imports.filter((statement) => ts.isExportDeclaration(statement));
  const isExported = exported.map((statement) => moveExport(context, statement)).includes(false);
  const [first, ...others] = imports.filter((statement) => !ts.isExportDeclaration(statement));
  if (first === undefined) {
    addImports(context);
    return isExported;
  }
  const kept = [first, ...others].flatMap((statement) => keptText(context, statement));
  dropUnused(context);
  const lines = [...neededLines(context, imports.some(ts.isVariableStatement)), ...kept];
  const newLine = newLineOf(source.text);
  for (const statement of others) {
    const rest = /^[^\S\n]*\r?\n/u.exec(source.text.slice(statement.end))?.[0].length ?? 0;
    edits.replace(statement.getStart(), statement.end + rest, "");
  }
  const text = lines.join(newLine);
  const rest = text === "" ? (/^[^\S\n]*\r?\n/u.exec(source.text.slice(first.end))?.[0].length ?? 0) : 0;
  edits.replace(first.getStart(), first.end + rest, text);
  return isExported || kept.length > 0;
}

/** Adds imports to a file that did not import the published package, because it got its objects from other files. */
function addImports(context: FileContext): void {
  const { edits, source, isJavaScript } = context;
  const lines = neededLines(context, isJavaScript && !ts.isExternalModule(source));
  if (lines.length === 0) return;
  dropUnused(context);
  const newLine = newLineOf(source.text);
  // A directive such as "use strict" only counts in front of everything else.
  const statement = source.statements.find(
    (one) => !ts.isExpressionStatement(one) || !ts.isStringLiteral(one.expression),
  );
  const place = statement === undefined ? 0 : statement.getStart();
  edits.replace(place, place, lines.join(newLine) + newLine);
}

/** The part of an import that is still used, as an import of the published package. */
function keptText(context: FileContext, statement: Exclude<PublishedImport, ts.ExportDeclaration>): readonly string[] {
  const { edits, usesOf, symbols, done } = context;
  const isKept = (name: ts.Identifier): boolean => {
    const symbol = symbols.resolve(name);
    return usesOf(symbol)
      .filter((use) => use !== name && !isInside(use, statement))
      .some((use) => !isGone(edits, use) && !done.has(use));
  };
  if (ts.isImportDeclaration(statement)) {
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || ts.isNamespaceImport(bindings)) {
      const name = bindings?.name ?? importClause?.name;
      if (name === undefined) return [];
      return namespaceIsUsed(context, name, statement) ? [statement.getText()] : [];
    }
    const left = bindings.elements.filter(({ name }) => isKept(name));
    if (left.length === 0) return [];
    return [
      `import ${importClause?.isTypeOnly === true ? "type " : ""}{ ${left.map((element) => element.getText()).join(", ")} } from ${moduleSpecifier.getText()};`,
    ];
  }
  if (ts.isImportEqualsDeclaration(statement))
    return namespaceIsUsed(context, statement.name, statement) ? [statement.getText()] : [];
  const [declaration] = statement.declarationList.declarations;
  if (declaration === undefined) return [];
  if (ts.isIdentifier(declaration.name))
    return namespaceIsUsed(context, declaration.name, statement) ? [statement.getText()] : [];
  const left = declaration.name.elements.filter(
    (element) => ts.isBindingElement(element) && ts.isIdentifier(element.name) && bindingIsUsed(context, element.name),
  );
  return left.length === 0
    ? []
    : [
        `const { ${left.map((element) => element.getText()).join(", ")} } = ${declaration.initializer?.getText() ?? ""};`,
      ];
}

function isInside(node: ts.Node, owner: ts.Node): boolean {
  return node.pos >= owner.pos && node.end <= owner.end;
}

/** Whether an edit replaces the text of a use. */
function isGone(edits: FileContext["edits"], use: ts.Node): boolean {
  const start = use.getStart();
  // An edit that replaced the text would have changed its characters.
  return edits.textOf(start, use.end) !== use.getText() || edits.isReplaced(start, use.end);
}

function namespaceIsUsed(context: FileContext, name: ts.Identifier, statement: ts.Node): boolean {
  const uses = identifiersOf(context.source, name.text).filter(
    (use) => use !== name && !isInside(use, statement) && isNamespaceUse(use) && !isGone(context.edits, use),
  );
  for (const use of uses) {
    const { parent } = use;
    const isMember = ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent);
    if (!isMember && context.symbols.resolve(use) !== undefined)
      context.todo(use, "namespace", "the package is handed on as a whole: hand on the client, or what is used of it.");
  }
  return uses.length > 0;
}

function bindingIsUsed(context: FileContext, name: ts.Identifier): boolean {
  return identifiersOf(context.source, name.text).some(
    (use) => use !== name && !isGone(context.edits, use) && isNamespaceUse(use),
  );
}

/** Whether an identifier is used by itself, and not as the name of a member. */
function isNamespaceUse(use: ts.Identifier): boolean {
  const { parent } = use;
  return !(
    (ts.isPropertyAccessExpression(parent) && parent.name === use) ||
    (ts.isPropertyAssignment(parent) && parent.name === use)
  );
}

function identifiersOf(source: ts.SourceFile, text: string): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === text) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function neededLines({ names, isJavaScript, source, edits }: FileContext, isRequired: boolean): readonly string[] {
  // A needed name may have disappeared with the text that contained it.
  const text = edits.textOf(0, source.end);
  const isUsed = (local: string): boolean =>
    new RegExp(`(?<![\\w$])${local.replaceAll("$", "\\$")}(?![\\w$])`, "u").test(text);
  const quote = /from '|require\('/u.test(source.text) ? "'" : '"';
  const end = /(?:from|require\()\s*['"][^'"]+['"]\)?;/u.test(source.text) ? ";" : "";
  const needed = names.listNeeded().filter(({ isType, local }) => !(isType && isJavaScript) && isUsed(local));
  return [...groupBy(needed, ({ module }) => module)].map(([module, members]) => {
    const isTypeOnly = members.every(({ isType }) => isType);
    const list = members.map(({ name, local, isType }) => {
      const prefix = isType && !isTypeOnly && !isRequired ? "type " : "";
      if (name === local) return `${prefix}${name}`;
      return isRequired ? `${name}: ${local}` : `${prefix}${name} as ${local}`;
    });
    const path = `${quote}${module}${quote}`;
    return isRequired
      ? `const { ${list.join(", ")} } = require(${path})${end}`
      : `import ${isTypeOnly ? "type " : ""}{ ${list.join(", ")} } from ${path}${end}`;
  });
}

/**
 * Removes names that nothing uses any more from their imports: axios's names, and names of the published package that
 * another file of the program exports.
 */
function dropUnused(context: FileContext): void {
  const { source, edits, symbols, lookup } = context;
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = statement.moduleSpecifier.text;
    if (module === lookup.from || module.startsWith(`${lookup.from}/`)) continue;
    const isAxios = ["axios", "axios-retry"].includes(module);
    const clause = statement.importClause;
    if (clause === undefined) continue;
    const isUsed = (name: ts.Identifier): boolean =>
      identifiersOf(source, name.text).some(
        (use) => !isInside(use, statement) && isNamespaceUse(use) && !isGone(edits, use),
      );
    const wasUsed = (name: ts.Identifier): boolean =>
      (isAxios || symbols.nameOf(name) !== undefined) &&
      identifiersOf(source, name.text).some((use) => !isInside(use, statement) && isNamespaceUse(use));
    const bindings = clause.namedBindings;
    const elements = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
    const left = elements.filter(({ name }) => isUsed(name) || !wasUsed(name));
    const isDefaultLeft = clause.name !== undefined && (isUsed(clause.name) || !wasUsed(clause.name));
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) continue;
    if (left.length === elements.length && isDefaultLeft === (clause.name !== undefined)) continue;
    const parts = [
      ...(isDefaultLeft ? [clause.name.getText()] : []),
      ...(left.length > 0 ? [`{ ${left.map((element) => element.getText()).join(", ")} }`] : []),
    ];
    const rest = /^[^\S\n]*\r?\n/u.exec(source.text.slice(statement.end))?.[0].length ?? 0;
    if (parts.length === 0) edits.replace(statement.getStart(), statement.end + rest, "");
    else edits.replace(clause.getStart(), clause.end, `${clause.isTypeOnly ? "type " : ""}${parts.join(", ")}`);
  }
}
