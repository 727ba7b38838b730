import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";
import { isMemberOf, outOfParentheses } from "./nodes.ts";

/** A loop that reads the items of a paginated call, if nothing else reads them. */
export interface Iteration {
  readonly loop: ts.ForOfStatement | ForEach;
  /** The awaited call with its parentheses, and with `.data` if it stands behind them. */
  readonly value: ts.Node;
  /** The expression that the loop iterates over, with `.data` if the program has it. */
  readonly items: ts.Expression;
  /** The variable that holds the response or its items; absent if the loop contains the call. */
  readonly variable?: ts.VariableDeclaration;
}

/** `items.forEach((item) => { ... });` as a statement. */
interface ForEach {
  readonly statement: ts.ExpressionStatement;
  readonly callback: ts.ArrowFunction;
}

/**
 * Finds the loop of a paginated call. A loop over the call itself reads the next page when it needs it, so the loop
 * qualifies only if it cannot change the list meanwhile: a program that deletes what it reads would skip items.
 */
export function findIteration(context: FileContext, call: ts.CallExpression): Iteration | undefined {
  const awaited = outOfParentheses(call).parent;
  if (!ts.isAwaitExpression(awaited)) return undefined;
  const response = outOfParentheses(awaited);
  const isData = isMemberOf(response.parent, response) && response.parent.name.text === "data";
  const value = isData ? outOfParentheses(response.parent) : response;
  const found = ts.isVariableDeclaration(value.parent)
    ? loopOfVariable(context, value.parent, isData)
    : isData
      ? loopOver(value as ts.Expression)
      : undefined;
  if (found === undefined || !isReading(context, bodyOf(found.loop))) return undefined;
  return { ...found, value };
}

type Found = Omit<Iteration, "value">;

function bodyOf(loop: Iteration["loop"]): ts.Node {
  return "callback" in loop ? loop.callback.body : loop.statement;
}

/** The loop of a variable that only this loop uses, in the same block, with nothing awaited before it. */
function loopOfVariable(context: FileContext, variable: ts.VariableDeclaration, isData: boolean): Found | undefined {
  const { name, type } = variable;
  const statement = variable.parent.parent;
  if (type !== undefined || !ts.isVariableStatement(statement)) return undefined;
  // Other files may read an exported variable.
  if (statement.declarationList.declarations.length > 1 || statement.modifiers !== undefined) return undefined;
  const holder = ts.isIdentifier(name) ? name : isData ? undefined : dataOf(name);
  if (holder === undefined) return undefined;
  const isResponse = holder === name && !isData;
  const [use, ...others] = context.usesOf(context.symbols.checker.getSymbolAtLocation(holder));
  if (use === undefined || others.length > 0) return undefined;
  const items = isResponse ? use.parent : use;
  if (isResponse && !(isMemberOf(items, use) && items.name.text === "data")) return undefined;
  const found = loopOver(items as ts.Expression);
  if (found === undefined) return undefined;
  const owner = "callback" in found.loop ? found.loop.statement : found.loop;
  const block = statement.parent;
  if (owner.parent !== block || !(ts.isBlock(block) || ts.isSourceFile(block))) return undefined;
  const between = block.statements.slice(block.statements.indexOf(statement) + 1, block.statements.indexOf(owner));
  return between.every((one) => isReading(context, one)) ? { ...found, variable } : undefined;
}

/** The name in the pattern `{ data }`. */
function dataOf(pattern: ts.BindingPattern): ts.Identifier | undefined {
  const [element, ...others] = pattern.elements;
  if (element === undefined || others.length > 0 || !ts.isBindingElement(element)) return undefined;
  const { propertyName, name, initializer } = element;
  return ts.isIdentifier(name) && initializer === undefined && (propertyName ?? name).getText() === "data"
    ? name
    : undefined;
}

function loopOver(items: ts.Expression): Found | undefined {
  const { parent } = items;
  if (ts.isForOfStatement(parent) && parent.expression === items && parent.awaitModifier === undefined)
    return { loop: parent, items };
  if (!isMemberOf(parent, items) || parent.name.text !== "forEach" || !ts.isCallExpression(parent.parent))
    return undefined;
  const call = parent.parent;
  const [callback, ...others] = call.arguments;
  if (others.length > 0 || callback === undefined || !ts.isArrowFunction(callback)) return undefined;
  const [parameter, ...more] = callback.parameters;
  const isPlain =
    parameter !== undefined &&
    more.length === 0 &&
    parameter.initializer === undefined &&
    parameter.dotDotDotToken === undefined &&
    callback.modifiers === undefined &&
    !containsReturn(callback.body);
  return isPlain && ts.isExpressionStatement(call.parent)
    ? { loop: { statement: call.parent, callback }, items }
    : undefined;
}

function containsReturn(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => containsReturn(child) || undefined) === true;
}

/** Whether code only reads from the service: it waits for no promise but those of published methods that send a GET. */
function isReading({ symbols }: FileContext, code: ts.Node): boolean {
  const { checker } = symbols;
  const changes = (node: ts.Node): boolean => {
    if (ts.isYieldExpression(node)) return true;
    if (ts.isAwaitExpression(node) && !ts.isCallExpression(unwrapped(node.expression))) return true;
    if (ts.isCallExpression(node)) {
      const method = symbols.methodOf(node.expression);
      if (method !== undefined && method.match?.published.http.startsWith("GET ") !== true) return true;
      const isAwaited = ts.isAwaitExpression(outOfParentheses(node).parent);
      const isPromise = checker.getTypeAtLocation(node).getProperty("then") !== undefined;
      if (method === undefined && (isAwaited || isPromise)) return true;
    }
    return ts.forEachChild(node, (child) => changes(child) || undefined) === true;
  };
  return !changes(code);
}

function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? unwrapped(node.expression) : node;
}

/** Replaces the loop by `for await` over the call that `text` is. */
export function moveIteration(context: FileContext, { loop, value, items, variable }: Iteration, text: string): void {
  const { edits, done } = context;
  const start = value.getStart();
  if (variable === undefined) edits.replace(items.getStart(), items.end, text);
  else {
    edits.replace(start, value.end, text);
    const name = ts.isIdentifier(variable.name) ? variable.name : dataOf(variable.name);
    if (name !== variable.name) edits.replace(variable.name.getStart(), variable.name.end, name?.text ?? "");
    else if (ts.isPropertyAccessExpression(items)) {
      done.add(items);
      edits.replace(items.expression.end, items.end, "");
    }
  }
  if (!("callback" in loop)) {
    const behind = loop.getStart() + "for".length;
    edits.replace(behind, behind, " await");
    return;
  }
  const { statement, callback } = loop;
  const [parameter] = callback.parameters;
  const { body } = callback;
  const list = edits.textOf(items.getStart(), items.end);
  const name = parameter === undefined ? "" : edits.textOf(parameter.name.getStart(), parameter.name.end);
  edits.replace(statement.getStart(), body.getStart(), `for await (const ${name} of ${list}) `);
  edits.replace(body.end, ts.isBlock(body) ? statement.end : statement.expression.end, "");
}
