import { ts } from "ts-morph";

/** Whether a node is what a member is taken of. */
export function isMemberOf(parent: ts.Node, node: ts.Node): parent is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(parent) && parent.expression === node;
}

/** The outermost of the parentheses around a node. */
export function outOfParentheses(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node.parent) || ts.isNonNullExpression(node.parent)
    ? outOfParentheses(node.parent)
    : node;
}
