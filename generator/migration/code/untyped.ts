import { ts } from "ts-morph";
import type { CallMatch } from "../published/match-calls.ts";
import { renameMember } from "./calls.ts";
import type { FileContext } from "./context.ts";
import { moveOfProperty, isRenamed } from "./lookup.ts";
import { outOfParentheses } from "./nodes.ts";

/**
 * Lists `api.listRoles()` where nothing tells what `api` is, such as the parameter of a function in JavaScript: no
 * compiler finds what is wrong there.
 */
export function tellUnknown({ symbols, lookup, todo, source }: FileContext, call: ts.CallExpression): void {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee)) return;
  const matches = lookup.callsByMethod.get(callee.name.text);
  if (matches === undefined || (symbols.checker.getTypeAtLocation(callee.expression).flags & ts.TypeFlags.Any) === 0)
    return;
  let root: ts.Expression = callee.expression;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  // A package that is not installed is any, too.
  if (root.kind !== ts.SyntaxKind.ThisKeyword && !isOfProgram(root, source, symbols)) return;
  // A second run meets what the first one has moved.
  const made = [callee.expression, ...madeOf(callee.expression, symbols)].map((node) => node.getText());
  const isMoved = [...lookup.classes.values()].some(({ path }) => made.some((text) => text.endsWith(`.${path}`)));
  if (isMoved) return;
  if (!isUsed(call) && !hasOtherName(call, matches)) return;
  todo(
    call,
    "untyped",
    `nothing tells what ${callee.expression.getText()} is: ${callee.name.text} of the client returns the value itself or pages, and its arguments may have other names.`,
  );
}

/** The values that a variable begins with, or that are assigned to a property. */
function madeOf(node: ts.Expression, { checker }: FileContext["symbols"]): readonly ts.Expression[] {
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
  return (symbol?.declarations ?? []).flatMap((declaration) => {
    if (ts.isVariableDeclaration(declaration)) return declaration.initializer ?? [];
    const parent: ts.Node = ts.isBinaryExpression(declaration) ? declaration : declaration.parent;
    return ts.isBinaryExpression(parent) && parent.left.pos === declaration.pos ? parent.right : [];
  });
}

function isOfProgram(root: ts.Expression, source: ts.SourceFile, { checker }: FileContext["symbols"]): boolean {
  const declaration = checker.getSymbolAtLocation(root)?.declarations?.[0];
  if (declaration === undefined || declaration.getSourceFile() !== source) return false;
  if (ts.isParameter(declaration)) return true;
  return (
    ts.isVariableDeclaration(declaration) &&
    !/\b(?:require|import)\(/u.test(declaration.initializer?.getText() ?? "") &&
    !ts.isCatchClause(declaration.parent)
  );
}

function isUsed(call: ts.CallExpression): boolean {
  const { parent } = outOfParentheses(call);
  const value = ts.isAwaitExpression(parent) ? outOfParentheses(parent).parent : parent;
  return !ts.isExpressionStatement(value) && !ts.isVoidExpression(value);
}

function hasOtherName({ arguments: [given] }: ts.CallExpression, matches: readonly CallMatch[]): boolean {
  if (given === undefined || !ts.isObjectLiteralExpression(given)) return given !== undefined;
  const names = new Set(given.properties.map((member) => member.name?.getText() ?? ""));
  return matches.some((match) =>
    match.published.arguments.some((argument) => names.has(argument.name) && isRenamed(match, argument)),
  );
}

/** Moves the members of `Object.assign(request, { ... })`, and of a literal of a type such as `Partial<Request>`. */
export function moveAssigned(context: FileContext, literal: ts.ObjectLiteralExpression): void {
  const { symbols, lookup, done } = context;
  const { parent } = literal;
  const isAssigned =
    ts.isCallExpression(parent) &&
    parent.expression.getText() === "Object.assign" &&
    parent.arguments[0] !== undefined &&
    parent.arguments[0] !== literal;
  const type = isAssigned
    ? symbols.checker.getTypeAtLocation(parent.arguments[0] ?? literal)
    : symbols.checker.getContextualType(literal);
  if (type === undefined || type.isUnion() || done.has(literal)) return;
  // The literal of the type itself is moved by `moveTypedLiteral`.
  if (!isAssigned && symbols.nameOfSymbol(type.aliasSymbol ?? type.getSymbol())?.kind === "request") return;
  for (const member of literal.properties) {
    if (member.name === undefined || !ts.isIdentifier(member.name)) continue;
    const move = moveOfProperty(lookup, symbols.requestProperty(type.getProperty(member.name.text)));
    if (move?.kind !== "argument" || move.name === member.name.text) continue;
    renameMember(context, member, move.name);
    done.add(literal);
  }
}
