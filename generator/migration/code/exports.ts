import { ts } from "ts-morph";
import { groupBy } from "../../model/group-by.ts";
import { CLIENT } from "./configuration.ts";
import { newLineOf, type FileContext } from "./context.ts";
import type { NeededName } from "./names.ts";
import type { PublishedName } from "./symbols.ts";

/**
 * Moves `export { RoleBeta } from "published"` to the new package. The exported names stay, because other programs may
 * import them. Returns false if a part of the statement still names the published package.
 */
export function moveExport(context: FileContext, statement: ts.ExportDeclaration): boolean {
  const { exportClause, isTypeOnly, moduleSpecifier } = statement;
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) {
    context.todo(statement, "export", "export each name that other files use: a module of the new package has fewer.");
    return false;
  }
  const found = exportClause.elements.map((element) => ({ element, now: replacementOf(context, element) }));
  const module = moduleSpecifier?.getText() ?? "";
  const quote = module.charAt(0);
  const end = statement.getText().endsWith(";") ? ";" : "";
  const list = (texts: readonly string[], from: string): string =>
    `export ${isTypeOnly ? "type " : ""}{ ${texts.join(", ")} } from ${from}${end}`;
  const moved = found.flatMap(({ element, now }) => (now === undefined ? [] : [{ element, ...now }]));
  const lines = [...groupBy(moved, (entry) => entry.module)].map(([from, entries]) =>
    list(
      entries.map(({ element, name, isType }) => exportText({ element, name, isType: isType && !isTypeOnly })),
      `${quote}${from}${quote}`,
    ),
  );
  const left = found.filter(({ now }) => now === undefined).map(({ element }) => element.getText());
  if (left.length > 0) {
    context.todo(statement, "export", `no export of the new package replaces ${left.join(", ")}.`);
    lines.push(list(left, module));
  }
  context.edits.replace(statement.getStart(), statement.end, lines.join(newLineOf(context.source.text)));
  return left.length === 0;
}

/** Moves `export { RoleBeta }` of a file that imports the name. */
export function moveLocalExports(context: FileContext): void {
  for (const statement of context.source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) continue;
    if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) continue;
    for (const element of statement.exportClause.elements) {
      const local = element.propertyName ?? element.name;
      if (context.symbols.nameOf(local) === undefined) continue;
      const now = replacementOf(context, element);
      if (now === undefined) {
        context.todo(element, "export", `no export of the new package replaces ${local.text}.`);
        continue;
      }
      const name = context.names.need(now, local.text);
      const isType = now.isType && !statement.isTypeOnly;
      context.edits.replace(element.getStart(), element.end, exportText({ element, name, isType }));
    }
  }
}

function exportText({
  element,
  name,
  isType,
}: {
  readonly element: ts.ExportSpecifier;
  readonly name: string;
  readonly isType: boolean;
}): string {
  const exported = element.name.text;
  return `${isType || element.isTypeOnly ? "type " : ""}${name === exported ? name : `${name} as ${exported}`}`;
}

function replacementOf(context: FileContext, element: ts.ExportSpecifier): NeededName | undefined {
  const published = context.symbols.nameOf(element.propertyName ?? element.name);
  return published === undefined ? undefined : newName(context, published);
}

/** The name that takes the place of a published one; undefined if there is none. */
export function newName({ lookup }: FileContext, { kind, name }: PublishedName): NeededName | undefined {
  switch (kind) {
    case "configuration":
      return { module: lookup.to, name: CLIENT, isType: false };
    case "class": {
      const home = lookup.classes.get(name);
      // An instance comes from a client, so a program needs the class as a type only.
      return home === undefined ? undefined : { module: home.module, name: home.name, isType: true };
    }
    case "request": {
      const call = lookup.requests.get(name)?.call;
      return call?.arguments === undefined ? undefined : { module: call.module, name: call.arguments, isType: true };
    }
    case "type": {
      const match = lookup.types.get(name);
      if (match === undefined) return undefined;
      return { module: match.module, name: match.name, isType: match.model.values === undefined };
    }
    default:
      return undefined;
  }
}
