import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";

/**
 * Whether a node belongs to requests that a program sends by axios itself: a catch clause, a callback of `.catch(...)`,
 * or a callback of an interceptor or of axios-retry. Such errors stay what they are.
 */
export function isOfAxios(context: Pick<FileContext, "symbols">, node: ts.Node): boolean {
  for (let inner = node; !ts.isSourceFile(inner.parent); inner = inner.parent) {
    const { parent } = inner;
    if (ts.isCatchClause(parent)) return sendsAlone(context, parent.parent.tryBlock);
    if (!ts.isCallExpression(parent) || parent.expression === inner) continue;
    if (isSetup(context, parent)) return true;
    if (isCatchCallback(inner) && ts.isPropertyAccessExpression(parent.expression))
      return sendsAlone(context, parent.expression.expression);
  }
  return false;
}

/** Whether code sends requests by axios, and none by the published package. */
function sendsAlone({ symbols }: Pick<FileContext, "symbols">, node: ts.Node): boolean {
  return (
    hasCall(node, (call) => isRequest({ symbols }, call)) &&
    !hasCall(node, ({ expression }) => symbols.methodOf(expression) !== undefined)
  );
}

/** Whether a call is `axios.interceptors.response.use(...)` or `axiosRetry(axios, ...)`. */
function isSetup({ symbols }: Pick<FileContext, "symbols">, { expression }: ts.CallExpression): boolean {
  if (/\.interceptors\??\.(?:request|response)\??\.use$/u.test(expression.getText())) return true;
  const declarations = symbols.resolve(expression)?.declarations ?? [];
  return declarations.some((declaration) => /[\\/]axios-retry\b/u.test(declaration.getSourceFile().fileName));
}

function hasCall(node: ts.Node, is: (call: ts.CallExpression) => boolean): boolean {
  if (ts.isCallExpression(node) && is(node)) return true;
  return ts.forEachChild(node, (child) => hasCall(child, is) || undefined) === true;
}

/** Whether a call is one of axios itself, such as `axios.get(url)`. */
function isRequest({ symbols }: Pick<FileContext, "symbols">, { expression }: ts.CallExpression): boolean {
  const symbol = symbols.resolve(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
  return symbols.isFrom(symbol, "axios") && !/^is(?:AxiosError|Cancel)$/u.test(symbol?.name ?? "");
}

/** Whether a variable holds options of requests that a program sends by axios itself, and of nothing else. */
export function isForAxios(context: FileContext, declaration: ts.VariableDeclaration): boolean {
  const uses = context.usesOf(context.symbols.checker.getSymbolAtLocation(declaration.name));
  return uses.length > 0 && uses.every(({ parent }) => ts.isCallExpression(parent) && isRequest(context, parent));
}

/** Whether a file sends requests by axios. */
export function sendsByAxios({ symbols, source }: FileContext): boolean {
  return hasCall(source, (call) => isRequest({ symbols }, call));
}

/** Whether a function is the callback of `.catch(...)`, or the second one of `.then(...)`. */
export function isCatchCallback(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  const { text } = parent.expression.name;
  return text === "catch" || (text === "then" && parent.arguments[1] === node);
}
