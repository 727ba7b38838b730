import { ts } from "ts-morph";

/** Whether a node is the object of a property access. */
export function isMemberOf(parent: ts.Node, node: ts.Node): parent is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(parent) && parent.expression === node;
}

/** The outermost parentheses around a node, or the node itself. */
export function outOfParentheses(node: ts.Node): ts.Node {
  return ts.isParenthesizedExpression(node.parent) || ts.isNonNullExpression(node.parent)
    ? outOfParentheses(node.parent)
    : node;
}
