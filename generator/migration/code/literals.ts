import { ts } from "ts-morph";
import { removeMember } from "./calls.ts";
import type { FileContext } from "./context.ts";

/**
 * Moves an object literal that a program sends as a published model. Read-only properties are removed, because a
 * request cannot contain them. A set becomes a list, because JSON has no sets.
 */
export function moveModelLiteral(context: FileContext, literal: ts.ObjectLiteralExpression): void {
  const { symbols, lookup, edits } = context;
  const type = symbols.checker.getContextualType(literal);
  if (type === undefined || !isSentLiteral(context, literal)) return;
  for (const member of literal.properties) {
    if (member.name === undefined || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))) continue;
    const name = member.name.text;
    const owner = symbols.ownerOf(symbols.checker.getPropertyOfType(type, name));
    if (owner === undefined) continue;
    const property = lookup.types.get(owner)?.model.properties?.find(({ wire }) => wire === name);
    if (property?.access === "read") {
      removeMember(context, literal, member);
      context.note(member, "read-only", `${name} is set by the service alone, so that a request has none.`);
      continue;
    }
    const shape = lookup.published.get(owner)?.properties;
    const text = shape?.[name] ?? shape?.[`${name}?`] ?? "";
    if (text.startsWith("Set<") && ts.isPropertyAssignment(member)) {
      const start = member.initializer.getStart();
      edits.replace(start, start, "[...");
      edits.replace(member.initializer.end, member.initializer.end, "]");
    }
  }
}

/** Whether a literal is the argument of a call, or the value of a variable with a model as its type. */
function isSentLiteral({ symbols }: FileContext, literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isCallExpression(parent)) return symbols.methodOf(parent.expression) !== undefined;
  if (ts.isVariableDeclaration(parent)) return parent.type !== undefined;
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isParenthesizedExpression(parent)
  )
    return isSentLiteral({ symbols } as FileContext, parent);
  return false;
}
