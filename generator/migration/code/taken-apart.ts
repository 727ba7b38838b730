import { ts } from "ts-morph";

/**
 * Writes `const sdk = require("module"); const { Roles } = sdk;` as two loads of the module, and the same for
 * `import * as sdk`: the compiler follows names of a module through an import, and not through a variable. Lines stay
 * where they are. Returns the text itself if nothing is taken apart that way.
 */
export function loadWhatIsTakenApart(path: string, text: string, moduleName: string): string {
  if (!text.includes(moduleName)) return text;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const loads = new Map<string, { readonly module: string; readonly isImport: boolean }>();
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const statement of source.statements) {
    const whole = wholeModule(statement, moduleName);
    if (whole !== undefined) {
      loads.set(whole.name, whole);
      continue;
    }
    for (const { pattern, from } of patternsOf(statement)) {
      const load = loads.get(from.text);
      const names = pattern.elements.map(plainName);
      if (load === undefined || names.includes(undefined)) continue;
      if (!load.isImport) edits.push({ start: from.getStart(), end: from.end, text: `require(${load.module})` });
      else if (ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1) {
        const list = names.map((name) => (name?.name === name?.local ? name?.name : `${name?.name} as ${name?.local}`));
        const lines = text.slice(statement.getStart(), statement.end).replaceAll(/[^\r\n]/gu, "");
        edits.push({
          start: statement.getStart(),
          end: statement.end,
          text: `import { ${list.join(", ")} } from ${load.module};${lines}`,
        });
      }
    }
  }
  return edits.reduceRight((done, { start, end, text: now }) => done.slice(0, start) + now + done.slice(end), text);
}

/** `const sdk = require("module")` or `import * as sdk from "module"`: the name, and the module as it is written. */
function wholeModule(
  statement: ts.Statement,
  moduleName: string,
): { readonly name: string; readonly module: string; readonly isImport: boolean } | undefined {
  const isModule = (node: ts.Node | undefined): node is ts.StringLiteralLike =>
    node !== undefined &&
    ts.isStringLiteralLike(node) &&
    (node.text === moduleName || node.text.startsWith(`${moduleName}/`));
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamespaceImport(bindings) && isModule(statement.moduleSpecifier)
      ? { name: bindings.name.text, module: statement.moduleSpecifier.getText(), isImport: true }
      : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [{ name, initializer } = {}] = statement.declarationList.declarations;
  if (name === undefined || !ts.isIdentifier(name) || initializer === undefined) return undefined;
  if (!ts.isCallExpression(initializer) || initializer.expression.getText() !== "require") return undefined;
  const [argument] = initializer.arguments;
  return isModule(argument) ? { name: name.text, module: argument.getText(), isImport: false } : undefined;
}

/** The object patterns of a statement that take a variable apart. */
function patternsOf(
  statement: ts.Statement,
): readonly { readonly pattern: ts.ObjectBindingPattern; readonly from: ts.Identifier }[] {
  // What is exported is asked for by other files, and is listed where it cannot be moved.
  if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isObjectBindingPattern(name) && initializer !== undefined && ts.isIdentifier(initializer)
      ? [{ pattern: name, from: initializer }]
      : [],
  );
}

/** The name that an element takes and its local name; undefined if the element does more than that. */
function plainName(element: ts.BindingElement): { readonly name: string; readonly local: string } | undefined {
  const { name, propertyName, dotDotDotToken, initializer } = element;
  if (!ts.isIdentifier(name) || dotDotDotToken !== undefined || initializer !== undefined) return undefined;
  if (propertyName !== undefined && !ts.isIdentifier(propertyName)) return undefined;
  return { name: propertyName?.text ?? name.text, local: name.text };
}
