import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";

const CHANGING = new Set(["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"]);

/** `items ?? []` only reads the list if its own parent only reads it. */
const FALLBACKS = new Set([ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken]);

/**
 * Whether a program only reads a list, so that the read-only list of the page is enough. The node is the list, or the
 * name of a variable that holds it.
 */
export function nameItems({ usesOf, symbols }: Pick<FileContext, "usesOf" | "symbols">, node: ts.Node): boolean {
  const { parent } = node;
  const isName =
    (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) && parent.name === node;
  if (isName) {
    const symbol = symbols.checker.getSymbolAtLocation(node);
    if ("type" in parent && parent.type !== undefined) return false;
    return usesOf(symbol).every((use) => isRead(use, { usesOf, symbols }));
  }
  return isRead(node, { usesOf, symbols });
}

function isRead(node: ts.Node, context: Pick<FileContext, "usesOf" | "symbols">): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isRead(parent, context);
  if (ts.isBinaryExpression(parent) && FALLBACKS.has(parent.operatorToken.kind)) return isRead(parent, context);
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && !CHANGING.has(parent.name.text);
  if (ts.isElementAccessExpression(parent)) return parent.expression === node && !isAssigned(parent);
  if (ts.isForOfStatement(parent) || ts.isSpreadElement(parent) || ts.isIfStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isCallExpression(parent))
    return /^(?:console\.\w+|JSON\.stringify|Array\.(?:from|isArray))$/u.test(parent.expression.getText());
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return parent.type === undefined && (!ts.isIdentifier(parent.name) || nameItems(context, parent.name));
  return ts.isExpressionStatement(parent);
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
