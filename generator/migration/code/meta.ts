import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";
import { isMemberOf, outOfParentheses } from "./nodes.ts";

/** Members of axios's response other than `data`. */
export const META: ReadonlySet<string> = new Set(["status", "statusText", "headers", "config", "request"]);

/** Whether the value of a response has a type of the published package, or is a list of such values. */
export function holdsPublished({ checker, nameOfSymbol }: FileContext["symbols"], response: ts.Type): boolean {
  const [value] = checker.getTypeArguments(response as ts.TypeReference);
  const inner =
    value !== undefined && checker.isArrayType(value) ? checker.getTypeArguments(value as ts.TypeReference)[0] : value;
  return nameOfSymbol(inner?.aliasSymbol ?? inner?.getSymbol()) !== undefined;
}

/** Moves `status` and `headers` of a response. */
export function moveMeta(context: FileContext, access: ts.PropertyAccessExpression): void {
  const { edits, done } = context;
  if (done.has(access)) return;
  done.add(access);
  const { name } = access;
  if (name.text === "config" || name.text === "request") {
    context.todo(access, "answer", "a response does not contain its request; see the hooks of IscClient.");
    return;
  }
  edits.replace(name.getStart(), name.end, `response.${name.text}`);
  if (name.text === "headers") moveHeaders(context, access);
}

/** Moves reads of headers to `get`. */
export function moveHeaders({ edits }: FileContext, headers: ts.Expression): void {
  const { parent } = headers;
  const key =
    ts.isElementAccessExpression(parent) && parent.expression === headers
      ? edits.textOf(parent.argumentExpression.getStart(), parent.argumentExpression.end)
      : isMemberOf(parent, headers) && parent.name.text !== "get"
        ? JSON.stringify(parent.name.text)
        : undefined;
  if (key === undefined) return;
  const inner = outOfParentheses(parent);
  const outer = inner.parent;
  const start = parent.getStart();
  const end = `.get(${key})`;
  if (isTested(inner)) {
    edits.replace(headers.end, parent.end, end);
    return;
  }
  // What is compared, or chosen, is undefined where the header is absent, and not null.
  const isCompared = ts.isConditionalExpression(outer) || ts.isBinaryExpression(outer);
  edits.replace(start, start, "(");
  const absent = isCompared ? "undefined" : isMadeNumber(inner) ? "NaN" : '""';
  edits.replace(headers.end, parent.end, `${end} ?? ${absent})`);
}

/** Whether a number is made of an expression: that of an absent header was NaN, and that of an empty text is 0. */
function isMadeNumber(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.PlusToken;
  return ts.isCallExpression(parent) && parent.arguments[0] === node && parent.expression.getText() === "Number";
}

/** Whether an expression is only asked whether it has a value, so that null and undefined are the same. */
function isTested(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken].includes(parent.operatorToken.kind)
  );
}
