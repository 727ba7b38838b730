import { ts } from "ts-morph";
import { isCatchCallback, isForAxios, isOfAxios } from "./axios-own.ts";
import type { FileContext } from "./context.ts";
import { isMemberOf, outOfParentheses } from "./nodes.ts";
import { isRetryError } from "./retry.ts";

/** Moves the code that uses axios's errors, in files that called the published package. */
export function moveErrors(context: FileContext): void {
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) moveGuard(context, node);
    else if (ts.isBinaryExpression(node)) moveInstanceOf(context, node);
    else if (ts.isPropertyAccessExpression(node) && node.name.text === "response") moveResponse(context, node);
    else if (ts.isPropertyAccessExpression(node)) {
      moveErrorMember(context, node);
      noteShared(context, node);
    } else if (ts.isBindingElement(node)) tellTakenApart(context, node);
    else if (ts.isIdentifier(node)) moveAxiosType(context, node);
    ts.forEachChild(node, visit);
  };
  visit(context.source);
}

function guardName({ names, lookup }: FileContext): string {
  return names.need({ module: lookup.to, name: "isApiError", isType: false }, "isApiError");
}

/** Moves `axios.isAxiosError(error)` and `isAxiosError(error)`. */
function moveGuard(context: FileContext, call: ts.CallExpression): void {
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name)) return;
  // A program may import it by another name.
  const symbol = context.symbols.resolve(name);
  if (symbol?.name !== "isAxiosError" || !context.symbols.isFrom(symbol, "axios")) return;
  if (isOfAxios(context, call)) return;
  context.done.add(name);
  context.edits.replace(callee.getStart(), callee.end, guardName(context));
  if (call.typeArguments !== undefined && call.typeArguments.length > 0)
    context.edits.replace(callee.end, call.arguments.pos - 1, "");
}

/** Moves `error instanceof AxiosError`. */
function moveInstanceOf(context: FileContext, node: ts.BinaryExpression): void {
  if (node.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword) return;
  if (!/(?:^|\.)AxiosError$/u.test(node.right.getText()) || isOfAxios(context, node)) return;
  context.done.add(node.right);
  const { edits } = context;
  const name = ts.isPropertyAccessExpression(node.right) ? node.right.name : node.right;
  context.done.add(name);
  edits.replace(node.getStart(), node.getStart(), `${guardName(context)}(`);
  edits.replace(node.left.end, node.end, ")");
}

/** For each property of axios's response, the property of the new error. */
const FACTS = new Map([
  ["status", "status"],
  ["data", "body"],
  ["headers", "headers"],
  ["statusText", "name"],
]);

/** Properties of the body that the new error also has itself. */
const BODY = new Set(["detailCode", "trackingId"]);

/** Moves `error.response?.status` and similar accesses. */
function moveResponse(context: FileContext, access: ts.PropertyAccessExpression): void {
  const { edits, symbols } = context;
  if (isOfAxios(context, access)) return;
  if (!isError(context, access.expression)) {
    tellUntyped(context, access);
    return;
  }
  const { parent } = access;
  const dot = access.expression.end;
  if (!isMemberOf(parent, access) && !(ts.isNonNullExpression(parent) && isMemberOf(parent.parent, parent))) {
    const text = edits.textOf(access.expression.getStart(), access.expression.end);
    const known = guardedBy(access, text);
    if (known !== undefined) edits.replace(known.left.end, known.end, "");
    else if (isAsked(access)) {
      edits.replace(access.getStart(), access.end, `${guardName(context)}(${text})`);
    } else context.todo(access, "error", "an ApiError has status, body, headers, requestId, detailCode and messages.");
    return;
  }
  const member = (ts.isNonNullExpression(parent) ? parent.parent : parent) as ts.PropertyAccessExpression;
  const now = FACTS.get(member.name.text);
  if (now === undefined) {
    context.todo(access, "error", "an ApiError has status, body, headers, requestId, detailCode and messages.");
    return;
  }
  const question = access.questionDotToken === undefined ? "." : "?.";
  const outer = member.parent;
  const isOfBody = member.name.text === "data" && isMemberOf(outer, member);
  const inner = isOfBody && BODY.has(outer.name.text) ? outer : undefined;
  const unguarded = unguardedError(context, access.expression);
  if (unguarded !== undefined) {
    const place = `${unguarded}.${inner?.name.text ?? now}`;
    edits.replace(
      access.getStart(),
      (inner ?? member).end,
      `(${guardName(context)}(${unguarded}) ? ${place} : undefined)`,
    );
    if (isOfBody && inner === undefined) tellBody(context, member);
    return;
  }
  if (inner !== undefined) {
    edits.replace(dot, inner.end, `${question}${inner.name.text}`);
    return;
  }
  edits.replace(dot, member.end, `${question}${now}`);
  if (member.name.text === "statusText")
    context.note(member, "error", "an ApiError has no status text; its name says which error it is (NotFoundError).");
  if (member.name.text === "headers") moveErrorHeaders(context, member);
  if (isOfBody && !isAny(symbols.checker.getTypeAtLocation(access.expression))) tellBody(context, member);
}

/** Lists `error.response?.status`, where nothing tells whether \`error\` is one. */
function tellUntyped({ symbols, todo }: FileContext, access: ts.PropertyAccessExpression): void {
  const outer = ts.isNonNullExpression(access.parent) ? access.parent : access;
  if (!isMemberOf(outer.parent, outer) || !FACTS.has(outer.parent.name.text)) return;
  const declaration = symbols.resolve(access.expression)?.valueDeclaration;
  if (declaration === undefined || !ts.isParameter(declaration) || ts.isCallExpression(declaration.parent.parent))
    return;
  // A type of the new package is also any, where the package is not installed yet.
  const type = declaration.type ?? ts.getJSDocType(declaration);
  if (type !== undefined && type.kind !== ts.SyntaxKind.AnyKeyword) return;
  if (!isAny(symbols.checker.getTypeAtLocation(access.expression))) return;
  const facts = "an ApiError has no response: it has status, body and headers itself";
  todo(access, "error", `${facts}; see isApiError(error).`);
}

function tellBody({ todo }: FileContext, node: ts.Node): void {
  todo(
    node,
    "error",
    "the body of an ApiError is unknown until it is looked at; see failed(operation, error) in the guide on errors.",
  );
}

/**
 * The text of an error that needs a guard of its own: errors without a response reach `onRetry`, and an assertion such
 * as `(error as { response?: { status: number } })` names a shape that an ApiError does not have.
 */
function unguardedError({ symbols }: FileContext, given: ts.Expression): string | undefined {
  const declaration = symbols.resolve(given)?.valueDeclaration;
  if (declaration !== undefined && isRetryError(declaration)) return given.getText();
  let node = given;
  while (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) node = node.expression;
  if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return undefined;
  const type = symbols.checker.getTypeAtLocation(node);
  if (isAny(type) || type.getSymbol()?.name === "AxiosError") return undefined;
  let error: ts.Expression = node;
  while (ts.isParenthesizedExpression(error) || ts.isAsExpression(error) || ts.isTypeAssertionExpression(error))
    error = error.expression;
  return error.getText();
}

/** Lists `const { response } = error`. */
function tellTakenApart(context: FileContext, element: ts.BindingElement): void {
  if ((element.propertyName ?? element.name).getText() !== "response") return;
  const owner = element.parent.parent;
  const isOfError = ts.isVariableDeclaration(owner)
    ? ts.isCatchClause(owner.parent) || (owner.initializer !== undefined && isError(context, owner.initializer))
    : ts.isParameter(owner) && isCatchCallback(owner.parent);
  if (isOfError)
    context.todo(
      element,
      "error",
      "an ApiError has no response: it has status, body, headers, requestId, detailCode and messages itself.",
    );
}

/** Says that what a program sets for all of axios is no longer true for what the client sends. */
function noteShared({ symbols, note }: FileContext, { expression, name, parent }: ts.PropertyAccessExpression): void {
  if (name.text !== "interceptors" && name.text !== "defaults") return;
  if (!ts.isPropertyAccessExpression(parent) || !ts.isIdentifier(expression)) return;
  if (!symbols.isFrom(symbols.resolve(expression), "axios") || expression.text !== "axios") return;
  note(expression, "axios", `axios.${name.text} no longer counts for the client; see its options and hooks.`);
}

/** Moves `error.isAxiosError`, and lists members of axios's error that the new error does not have. */
function moveErrorMember(context: FileContext, access: ts.PropertyAccessExpression): void {
  const { edits, symbols } = context;
  const { expression, name } = access;
  if (name.text === "isAxiosError" && isError(context, expression)) {
    const text = edits.textOf(expression.getStart(), expression.end);
    edits.replace(access.getStart(), access.end, `${guardName(context)}(${text})`);
    return;
  }
  if (!["code", "config", "request", "toJSON"].includes(name.text) || isOfAxios(context, access)) return;
  const type = symbols.checker.getTypeAtLocation(expression);
  const error = type.getSymbol();
  // The variable of a catch clause has no type in JavaScript. A code may also be one of Node.
  const isUntyped = name.text !== "code" && isOpen(type) && isError(context, expression);
  if (isUntyped || (error?.name === "AxiosError" && symbols.isFrom(error, "axios")))
    context.todo(
      access,
      "error",
      `an ApiError has no ${name.text}; a request without an answer throws a ConnectionError or a TimeoutError.`,
    );
}

/** The operation `isAxiosError(error) && error.response`, whose right side says what the new guard says. */
function guardedBy(access: ts.Expression, text: string): ts.BinaryExpression | undefined {
  const node = outOfParentheses(access);
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return undefined;
  if (parent.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) return undefined;
  const { left } = parent;
  const last = ts.isBinaryExpression(left) ? left.right : left;
  return ts.isCallExpression(last) &&
    /(?:^|\.)isAxiosError$/u.test(last.expression.getText()) &&
    last.arguments[0]?.getText() === text
    ? parent
    : undefined;
}

function moveErrorHeaders({ edits }: FileContext, headers: ts.Expression): void {
  const { parent } = headers;
  if (ts.isElementAccessExpression(parent) && parent.expression === headers)
    edits.replace(
      headers.end,
      parent.end,
      `${parent.questionDotToken === undefined ? "." : "?."}get(${edits.textOf(parent.argumentExpression.getStart(), parent.argumentExpression.end)})`,
    );
}

function isOpen({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

function isAny(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Any) !== 0;
}

/** Lists the uses of axios's errors in a file that sends requests of its own, and may also get errors of the client. */
export function tellErrors(context: FileContext): void {
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? context.symbols.resolve(node) : undefined;
    if (/^(?:isAxiosError|AxiosError)$/u.test(symbol?.name ?? "") && context.symbols.isFrom(symbol, "axios"))
      if (ts.findAncestor(node, ts.isImportDeclaration) === undefined && !isOfAxios(context, node))
        context.todo(
          node,
          "error",
          "an error of the client is an ApiError: look whether this gets one; see isApiError(error).",
        );
    ts.forEachChild(node, visit);
  };
  visit(context.source);
}

/**
 * Whether a node is an error: the variable of a catch clause, the parameter of `.catch(...)`, the second callback of
 * `.then(...)`, the reason of a settled promise, or a value with a type of axios.
 */
function isError({ symbols, source }: FileContext, node: ts.Expression): boolean {
  const inner =
    ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)
      ? node.expression
      : node;
  const type = symbols.checker.getTypeAtLocation(node);
  if (type.getSymbol()?.name === "AxiosError") return true;
  if (inner !== node) return isError({ symbols, source } as FileContext, inner);
  const place = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  const declaration = symbols.resolve(place)?.valueDeclaration;
  if (declaration === undefined) return false;
  if (isRetryError(declaration)) return true;
  // `Promise.allSettled` gives what a call threw in `reason`.
  if (ts.isPropertySignature(declaration) && ts.isInterfaceDeclaration(declaration.parent))
    return declaration.parent.name.text === "PromiseRejectedResult" && declaration.name.getText() === "reason";
  if (ts.isVariableDeclaration(declaration) && ts.isCatchClause(declaration.parent)) return true;
  return ts.isParameter(declaration) && isCatchCallback(declaration.parent);
}

function isAsked(node: ts.Node): boolean {
  const { parent } = outOfParentheses(node) === node ? node : outOfParentheses(node);
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(parent.operatorToken.kind)
  );
}

/** The replacements of axios's names in types. */
const AXIOS_TYPES = new Map([
  ["AxiosError", "ApiError"],
  ["AxiosResponse", "WithResponse"],
  ["RawAxiosRequestConfig", "CallOptions"],
  ["AxiosRequestConfig", "CallOptions"],
]);

function moveAxiosType(context: FileContext, node: ts.Identifier): void {
  const { names, lookup, edits, done, symbols } = context;
  if (done.has(node) || done.has(node.parent)) return;
  if (!ts.isTypeReferenceNode(node.parent) && !ts.isQualifiedName(node.parent)) return;
  if (ts.isQualifiedName(node.parent) && node.parent.right !== node) return;
  if (!symbols.isFrom(symbols.resolve(node), "axios") || isOfAxios(context, node)) return;
  const owner = ts.findAncestor(node, ts.isVariableDeclaration);
  if (owner !== undefined && owner.type?.pos === node.parent.pos && isForAxios(context, owner)) return;
  const name = symbols.resolve(node)?.name ?? node.text;
  const place = ts.isQualifiedName(node.parent) ? node.parent : node;
  done.add(node);
  const reference = place.parent;
  if (name === "AxiosPromise") {
    const local = names.need({ module: lookup.to, name: "WithResponse", isType: true }, "WithResponse");
    edits.replace(place.getStart(), place.end, `Promise<${local}`);
    edits.replace(reference.end, reference.end, ">");
    return;
  }
  const now = AXIOS_TYPES.get(name);
  if (now === undefined) return;
  const local = names.need({ module: lookup.to, name: now, isType: true }, now);
  edits.replace(place.getStart(), place.end, local);
  if (!ts.isTypeReferenceNode(reference)) return;
  const [first, ...rest] = reference.typeArguments ?? [];
  if (now === "CallOptions" && first !== undefined) edits.replace(place.end, reference.end, "");
  else if (first === undefined && now === "WithResponse") edits.replace(reference.end, reference.end, "<unknown>");
  else if (first !== undefined && rest.length > 0) edits.replace(first.end, rest.at(-1)?.end ?? first.end, "");
}
