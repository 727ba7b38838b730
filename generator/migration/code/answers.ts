import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";
import { nameItems } from "./items.ts";
import { META, moveHeaders, moveMeta } from "./meta.ts";
import { isMemberOf, outOfParentheses } from "./nodes.ts";
import { wholeSuffix, type Payload } from "./payload.ts";

/** Moves the code that uses the response of a call. */
export function moveAnswer(context: FileContext, call: ts.Expression, payload: Payload): void {
  const node = outOfParentheses(call);
  const { parent } = node;
  if (ts.isAwaitExpression(parent)) {
    moveAwaited(context, { call, value: outOfParentheses(parent), payload });
    return;
  }
  if (ts.isExpressionStatement(parent)) {
    // A list sends its request only when it is awaited or iterated; `.then()` starts it.
    if (payload.kind === "page") context.edits.replace(call.end, call.end, ".then()");
    return;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === "then" && ts.isCallExpression(parent.parent)) {
    const [callback] = parent.parent.arguments;
    if (callback !== undefined && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) {
      const [parameter] = callback.parameters;
      if (parameter === undefined) return;
      moveDeclared(context, { call, name: parameter.name, type: parameter.type, payload });
      return;
    }
  }
  wrapWhole(context, call, payload);
}

interface Awaited {
  readonly call: ts.Expression;
  /** The `await` expression with its parentheses. */
  readonly value: ts.Node;
  readonly payload: Payload;
}

function moveAwaited(context: FileContext, { call, value, payload }: Awaited): void {
  const { parent } = value;
  if (ts.isExpressionStatement(parent)) return;
  if (ts.isVoidExpression(parent)) return;
  if (isMemberOf(parent, value)) {
    if (parent.name.text === "data") {
      moveData(context, parent, { payload, isWrapped: false });
      return;
    }
    wrapPlain(context, call, payload);
    moveMeta(context, parent);
    return;
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer === value) {
    moveDeclared(context, { call, name: parent.name, type: parent.type, payload });
    return;
  }
  wrapWhole(context, call, payload);
}

interface Declared {
  readonly call: ts.Expression;
  readonly name: ts.BindingName;
  readonly type: ts.TypeNode | undefined;
  readonly payload: Payload;
}

/** Moves a response that a variable or a parameter holds, by name or by a destructuring pattern. */
function moveDeclared(context: FileContext, { call, name, type, payload }: Declared): void {
  if (!ts.isIdentifier(name)) {
    if (ts.isObjectBindingPattern(name)) movePattern(context, { call, name, payload });
    else wrapWhole(context, call, payload);
    return;
  }
  const symbol = context.symbols.checker.getSymbolAtLocation(name);
  const uses = context.usesOf(symbol);
  const members = uses.map(({ parent }) => parent);
  const dataUses = members.filter(
    (parent, index): parent is ts.PropertyAccessExpression =>
      isMemberOf(parent, uses[index] ?? parent) && parent.name.text === "data",
  );
  const metaUses = members.filter(
    (parent, index): parent is ts.PropertyAccessExpression =>
      isMemberOf(parent, uses[index] ?? parent) && META.has(parent.name.text),
  );
  const patterns = members.filter(
    (parent): parent is ts.VariableDeclaration =>
      ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name) && onlyData(parent.name),
  );
  const isExported = ts
    .findAncestor(name, ts.isVariableStatement)
    ?.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const escapes = uses.length > dataUses.length + metaUses.length + patterns.length || isExported === true;
  if (payload.kind === "all" && metaUses.length > 0) {
    wrapWhole(context, call, payload);
    for (const use of metaUses) {
      const { parent } = use;
      const whole = ts.isElementAccessExpression(parent) && parent.expression === use ? parent : use;
      // A step before this one may have moved it as the member of a response.
      context.edits.replace(whole.getStart(), whole.end, whole.getText());
      context.todo(
        use,
        "answer",
        "the items of all pages have no status and no headers; read a page by withResponse().",
      );
    }
    return;
  }
  if (escapes) {
    wrapWhole(context, call, payload);
    for (const use of metaUses) moveMeta(context, use);
    return;
  }
  if (metaUses.length === 0) {
    if (type !== undefined && mentionsAnswer(type)) dropType(context, name, type);
    for (const use of dataUses) moveData(context, use, { payload, isWrapped: false });
    for (const pattern of patterns) takeApart(context, pattern.name as ts.ObjectBindingPattern, payload);
    return;
  }
  wrapPlain(context, call, payload);
  if (type !== undefined && mentionsAnswer(type)) dropType(context, name, type);
  for (const use of dataUses) moveData(context, use, { payload, isWrapped: true });
  for (const use of metaUses) moveMeta(context, use);
  for (const { initializer } of patterns)
    if (initializer !== undefined && payload.kind === "page")
      context.todo(initializer, "answer", "read the items of the page: `data.items`.");
}

function mentionsAnswer(type: ts.TypeNode): boolean {
  return /\bAxios(?:Response|Promise)\b/u.test(type.getText());
}

function dropType({ edits, done }: FileContext, name: ts.Identifier, type: ts.TypeNode): void {
  edits.replace(name.end, type.end, "");
  const mark = (node: ts.Node): void => {
    done.add(node);
    ts.forEachChild(node, mark);
  };
  mark(type);
}

function onlyData(pattern: ts.ObjectBindingPattern): boolean {
  return pattern.elements.every((element) => keyOf(element) === "data");
}

function keyOf({ propertyName, name }: ts.BindingElement): string {
  return (propertyName ?? name).getText();
}

function movePattern(
  context: FileContext,
  {
    call,
    name,
    payload,
  }: { readonly call: ts.Expression; readonly name: ts.ObjectBindingPattern; readonly payload: Payload },
): void {
  if (onlyData(name)) {
    const [element] = name.elements;
    const isItems = payload.kind === "page" && payload.items === undefined;
    const isChanged =
      isItems && element !== undefined && ts.isIdentifier(element.name) && !nameItems(context, element.name);
    // The parameter of a callback has no value at its place that could be copied or read.
    if (ts.isParameter(name.parent) && (isChanged || payload.kind === "download")) wrapWhole(context, call, payload);
    else takeApart(context, name, payload);
    return;
  }
  if (
    name.elements.some(
      (element) =>
        !["data", "status", "statusText", "headers"].includes(keyOf(element)) || element.dotDotDotToken !== undefined,
    )
  ) {
    wrapWhole(context, call, payload);
    context.todo(name, "answer", "a result has data, response and requestId; status and headers are in response.");
    return;
  }
  const data = name.elements.find((element) => keyOf(element) === "data");
  // A program that changes the list or passes it on gets an array of its own.
  const isOwn =
    payload.kind === "page" &&
    payload.items === undefined &&
    data !== undefined &&
    ts.isIdentifier(data.name) &&
    !nameItems(context, data.name);
  if (isOwn || payload.kind === "all" || payload.kind === "download") wrapWhole(context, call, payload);
  else wrapPlain(context, call, payload);
  const parts: string[] = [];
  const meta: string[] = [];
  for (const element of name.elements) {
    const text = context.edits.textOf(element.name.getStart(), element.end);
    const key = keyOf(element);
    if (key === "data")
      parts.push(
        payload.kind === "page" && !isOwn ? `data: { items: ${text} }` : text === "data" ? "data" : `data: ${text}`,
      );
    else meta.push(text === key ? key : `${key}: ${text}`);
    if (key === "headers" && !ts.isIdentifier(element.name))
      context.todo(element, "answer", "read a header by response.headers.get(name).");
    if (key === "headers" && ts.isIdentifier(element.name))
      for (const use of context.usesOf(context.symbols.checker.getSymbolAtLocation(element.name)))
        moveHeaders(context, use);
  }
  if (payload.kind === "page" && payload.items !== undefined)
    context.todo(name, "envelope", `the list is in data.items, and its total in data.total.`);
  if (meta.length > 0) parts.push(`response: { ${meta.join(", ")} }`);
  context.edits.replace(name.getStart(), name.end, `{ ${parts.join(", ")} }`);
}

/** Moves a pattern `{ data }` whose value is no longer wrapped. */
function takeApart(context: FileContext, pattern: ts.ObjectBindingPattern, payload: Payload): void {
  const [element] = pattern.elements;
  if (element === undefined) return;
  const { edits } = context;
  const text = edits.textOf(element.name.getStart(), element.name.end);
  const initializer = element.initializer;
  if (payload.kind === "page" && payload.items === undefined) {
    const declaration = pattern.parent;
    const isRead = !ts.isIdentifier(element.name) || nameItems(context, element.name);
    if (!isRead && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
      // A program that changes the list or passes it on gets an array of its own.
      edits.replace(pattern.getStart(), pattern.end, text);
      around(context, declaration.initializer, ["[...(", ").items]"]);
      return;
    }
    edits.replace(pattern.getStart(), pattern.end, text === "items" ? "{ items }" : `{ items: ${text} }`);
    return;
  }
  if (payload.kind === "page" && ts.isIdentifier(element.name)) moveEnvelope(context, element.name, payload);
  if (payload.kind === "page" && ts.isObjectBindingPattern(element.name)) {
    const inner = element.name.elements.map((member) => {
      const key = keyOf(member);
      const now = key === payload.items ? "items" : key === payload.total ? "total" : key;
      return now === member.name.getText() ? now : `${now}: ${member.name.getText()}`;
    });
    edits.replace(pattern.getStart(), pattern.end, `{ ${inner.join(", ")} }`);
    return;
  }
  if (payload.kind === "download") {
    const value = pattern.parent;
    if (ts.isVariableDeclaration(value) && value.initializer !== undefined) {
      edits.replace(pattern.getStart(), pattern.end, text);
      around(context, value.initializer, ["await (", `).${payload.read}()`]);
      return;
    }
  }
  edits.replace(pattern.getStart(), pattern.end, text);
  if (initializer !== undefined)
    context.note(pattern, "default", "remove the default of data: a call returns a value or throws.");
}

function around({ edits }: FileContext, node: ts.Node, [before, behind]: readonly [string, string]): void {
  const start = node.getStart();
  edits.replace(start, start, before);
  edits.replace(node.end, node.end, behind);
}

/** Moves the uses of a variable that holds an envelope: the list is now in `items`, and the total in `total`. */
function moveEnvelope(context: FileContext, name: ts.Identifier, payload: Payload & { readonly kind: "page" }): void {
  for (const use of context.usesOf(context.symbols.checker.getSymbolAtLocation(name)))
    moveEnvelopeUse(context, use, payload);
}

function moveEnvelopeUse(context: FileContext, use: ts.Node, payload: Payload & { readonly kind: "page" }): void {
  const { parent } = use;
  if (isMemberOf(parent, use)) {
    const { name } = parent;
    if (name.text === payload.items) {
      context.edits.replace(name.getStart(), name.end, "items");
      spreadWhereNeeded(context, parent);
      return;
    }
    if (name.text === payload.total) {
      context.edits.replace(name.getStart(), name.end, "total");
      return;
    }
  }
  const text = ts.isPropertyAccessExpression(use) ? use.expression.getText() : use.getText();
  const isHandedOn = !isMemberOf(parent, use) && /^[\w$.]+$/u.test(text) && ts.isIdentifier(use);
  if (
    isHandedOn ||
    (ts.isPropertyAccessExpression(use) && !isMemberOf(parent, use) && ts.isIdentifier(use.expression))
  ) {
    // The code that receives the envelope gets an object of the old shape.
    const total = payload.total === undefined ? "" : `, ${payload.total}: ${text}.total`;
    context.edits.replace(use.getStart(), use.end, `{ ${payload.items ?? "items"}: [...${text}.items]${total} }`);
    return;
  }
  context.todo(
    use,
    "envelope",
    "a page has items, total, hasNext and next(); other properties of the response are not available.",
  );
}

/** Moves `x.data`, where x is the result of a call or the response that wraps it. */
function moveData(
  context: FileContext,
  access: ts.PropertyAccessExpression,
  { payload, isWrapped }: { readonly payload: Payload; readonly isWrapped: boolean },
): void {
  const { edits, done } = context;
  done.add(access);
  const dot = access.expression.end;
  switch (payload.kind) {
    case "value":
    case "all":
      if (!isWrapped) unwrap(context, access);
      return;
    case "download": {
      const start = access.getStart();
      edits.replace(start, start, "(await ");
      edits.replace(dot, access.end, `${isWrapped ? ".data" : ""}.${payload.read}())`);
      return;
    }
    case "page":
      if (payload.items === undefined) {
        edits.replace(
          dot,
          access.end,
          `${access.questionDotToken === undefined ? "." : "?."}${isWrapped ? "data.items" : "items"}`,
        );
        spreadWhereNeeded(context, access);
        return;
      }
      if (!isWrapped) unwrap(context, access);
      {
        const { parent } = access;
        if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
          if (parent.type !== undefined) dropType(context, parent.name, parent.type);
          moveEnvelope(context, parent.name, payload);
        } else moveEnvelopeUse(context, access, payload);
      }
  }
}

/** Removes `.data`, and the parentheses around the expression before it. */
function unwrap({ edits, source }: FileContext, access: ts.PropertyAccessExpression): void {
  const { expression, parent } = access;
  edits.replace(expression.end, access.end, "");
  // In `response?.data.name`, the next member takes over the question mark.
  if (access.questionDotToken !== undefined && isMemberOf(parent, access) && parent.questionDotToken === undefined) {
    const dot = source.text.lastIndexOf(".", parent.name.getStart() - 1);
    edits.replace(dot, dot, "?");
  }
  if (access.questionDotToken !== undefined && ts.isElementAccessExpression(parent) && parent.expression === access)
    if (parent.questionDotToken === undefined) edits.replace(access.end, access.end, "?.");
  const isOwn =
    (ts.isVariableDeclaration(parent) && parent.initializer === access) ||
    ts.isReturnStatement(parent) ||
    (ts.isCallExpression(parent) && parent.expression !== access) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) ||
    ts.isPropertyAssignment(parent);
  if (!isOwn || !ts.isParenthesizedExpression(expression)) return;
  edits.replace(expression.getStart(), expression.expression.getStart(), "");
  edits.replace(expression.expression.end, access.end, "");
}

/** The items of a page are read-only. Code that changes them or passes them on gets an array of its own. */
function spreadWhereNeeded({ edits, usesOf, symbols }: FileContext, node: ts.Expression): void {
  if (nameItems({ usesOf, symbols }, node)) return;
  // A list that may be missing cannot be spread.
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken !== undefined) {
    edits.replace(node.end, node.end, ".slice()");
    return;
  }
  const start = node.getStart();
  const { parent } = node;
  edits.replace(start, start, "[...");
  // The items of a page are never missing, so a `??` after them is removed.
  const isFirst =
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  edits.replace(node.end, isFirst ? parent.end : node.end, "]");
}

/** Makes a call return its value together with the response. */
function wrapPlain({ edits }: FileContext, call: ts.Expression, payload: Payload): void {
  edits.replace(call.end, call.end, payload.kind === "all" ? ".then((data) => ({ data }))" : ".withResponse()");
}

/** Makes a call whose response is passed on keep the shape of `data`. */
function wrapWhole({ edits }: FileContext, call: ts.Expression, payload: Payload): void {
  edits.replace(call.end, call.end, wholeSuffix(payload));
}
