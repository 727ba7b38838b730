import { ts } from "ts-morph";
import { findImports } from "./imports.ts";
import type { Lookup } from "./lookup.ts";

/**
 * The files of a program that files with the published package import, directly or through others: they get its errors
 * and responses, although they may only name axios.
 */
export function findHelpers(
  sources: readonly ts.SourceFile[],
  checker: ts.TypeChecker,
  lookup: Lookup,
): ReadonlySet<ts.SourceFile> {
  const own = new Set(sources);
  const found = new Set<ts.SourceFile>();
  const open = sources.filter((source) => findImports({ source, lookup }).length > 0);
  for (let source = open.pop(); source !== undefined; source = open.pop())
    for (const file of importedBy(source, checker))
      if (own.has(file) && !found.has(file)) {
        found.add(file);
        open.push(file);
      }
  return found;
}

function importedBy(source: ts.SourceFile, checker: ts.TypeChecker): readonly ts.SourceFile[] {
  const files: ts.SourceFile[] = [];
  const visit = (node: ts.Node): void => {
    const name =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && (node.expression.getText(source) === "require" || isImport(node))
          ? node.arguments[0]
          : undefined;
    const file = name === undefined ? undefined : checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (file !== undefined && ts.isSourceFile(file)) files.push(file);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return files;
}

function isImport({ expression }: ts.CallExpression): boolean {
  return expression.kind === ts.SyntaxKind.ImportKeyword;
}
