import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";
import { holdsPublished, META } from "./meta.ts";
import { outOfParentheses } from "./nodes.ts";
import { payloadOf } from "./payload.ts";

/**
 * Lists an object that a program makes in place of an instance of a published class, such as
 * `{ getRole: async () => ({ data: role }) } as unknown as RolesApi`. The types do not show what its methods return.
 */
export function tellFake(context: FileContext, literal: ts.ObjectLiteralExpression): void {
  const methods = literal.properties.flatMap(({ name }) => (name === undefined ? [] : [name.getText()]));
  const fakes = classesOf(context, literal).filter((name) =>
    methods.some((method) => context.lookup.calls.has(`${name}.${method}`)),
  );
  if (fakes.length > 0)
    context.todo(
      literal,
      "fake",
      `a method of ${fakes.join(", ")} returns the value itself now, and a list returns pages; see the guide on testing.`,
    );
}

/** The published classes that the type of an object names, directly or as in `Partial<RolesApi>`. */
function classesOf({ symbols }: FileContext, literal: ts.Expression): readonly string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name = symbols.nameOf(node);
    if (name?.kind === "class" || name?.kind === "factory") found.add(name.name);
    ts.forEachChild(node, visit);
  };
  for (let node: ts.Node = outOfParentheses(literal); ; node = outOfParentheses(node.parent)) {
    const { parent } = node;
    if (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isTypeAssertionExpression(parent)) {
      visit(parent.type);
      continue;
    }
    if ((ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.type !== undefined)
      visit(parent.type);
    break;
  }
  const contextual = symbols.checker.getContextualType(literal);
  const own = symbols.nameOfSymbol(contextual?.getSymbol());
  if (own?.kind === "class") found.add(own.name);
  return [...found];
}

/** Lists a method that a program replaces by its name, such as `jest.spyOn(api, "getRole")`. */
export function tellReplaced({ symbols, lookup, todo }: FileContext, call: ts.CallExpression): void {
  const [owner, method] = call.arguments;
  if (owner === undefined || method === undefined || !ts.isStringLiteralLike(method)) return;
  const named = symbols.nameOf(ts.isPropertyAccessExpression(owner) ? owner.expression : owner);
  const type = symbols.nameOfSymbol(symbols.checker.getTypeAtLocation(owner).getSymbol());
  const name = [named, type].find((entry) => entry?.kind === "class")?.name;
  if (name !== undefined && lookup.calls.has(`${name}.${method.text}`))
    todo(call, "method", `${method.text} returns the value itself now, and a list returns pages.`);
}

/**
 * Lists what a test expects of a method's arguments, such as `expect(api.createRole).toHaveBeenCalledWith({ roleBeta })`,
 * if it names an argument that has another name now: nothing tells the checker which method the test means.
 */
export function tellExpected({ lookup, todo }: FileContext, call: ts.CallExpression): void {
  if (!ts.isPropertyAccessExpression(call.expression) || !EXPECTATION.test(call.expression.name.text)) return;
  const renamed = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isKey = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
    if (isKey && lookup.renamedArguments.has(node.name.getText())) renamed.add(node.name.getText());
    // What a value holds is no argument.
    if (isKey || ts.isFunctionLike(node)) return;
    ts.forEachChild(node, visit);
  };
  for (const argument of call.arguments) visit(argument);
  if (renamed.size > 0)
    todo(
      call,
      "no argument",
      `expect the new names of the arguments ${[...renamed].join(", ")}: a body is named body.`,
    );
}

/** The methods of jest, vitest and sinon that compare arguments. */
const EXPECTATION = /^(?:(?:lastC|nthC|alwaysC|c)alled(?:Once)?With|toHaveBeen\w*CalledWith|toBeCalledWith)/u;

/** Lists `api["getRole"]`, `api[name]` and `response["status"]`: members are moved where they are called by their names. */
export function tellElement({ symbols, lookup, todo }: FileContext, access: ts.ElementAccessExpression): void {
  const { expression, argumentExpression } = access;
  const type = symbols.checker.getTypeAtLocation(expression);
  const owner = symbols.nameOfSymbol(type.getSymbol());
  const key = ts.isStringLiteralLike(argumentExpression) ? argumentExpression.text : undefined;
  if (owner?.kind === "class" && (key === undefined || lookup.calls.has(`${owner.name}.${key}`))) {
    const text = `${access.getText()} is a method that returns the value itself now, or pages: call it by its name.`;
    todo(access, "method", text);
  } else if (key !== undefined && META.has(key) && symbols.isAnswer(type) && holdsPublished(symbols, type))
    todo(access, "answer", "a result has data, response and requestId; status and headers are in response.");
}

/** Lists `delete role.id` and `role.id = "a"`, if only the service sets the property. */
export function tellReadOnly({ symbols, lookup, todo }: FileContext, access: ts.PropertyAccessExpression): void {
  const { parent, name } = access;
  const isSet =
    ts.isDeleteExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      parent.left === access &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken);
  const owner = isSet ? symbols.ownerOf(symbols.checker.getSymbolAtLocation(name)) : undefined;
  const property = lookup.types.get(owner ?? "")?.model.properties?.find(({ wire }) => wire === name.text);
  if (property?.access === "read")
    todo(access, "read-only", `${name.text} is read-only, and no request contains it: leave it out of a copy instead.`);
}

/** Lists `const { getRole } = api`. */
export function tellTakenMethod({ symbols, lookup, todo }: FileContext, element: ts.BindingElement): void {
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) || !ts.isObjectBindingPattern(element.parent)) return;
  const owner = symbols.nameOfSymbol(symbols.checker.getTypeAtLocation(element.parent).getSymbol());
  if (owner?.kind === "class" && lookup.calls.has(`${owner.name}.${key.text}`))
    todo(element, "method", `${key.text} is taken out: it returns the value itself now, and a list returns pages.`);
}

/**
 * Moves `Awaited<ReturnType<RolesApi["getRole"]>>["data"]`, the type of a value that a method returns, and lists other
 * types that are made of a method.
 */
export function moveMethodType(context: FileContext, type: ts.IndexedAccessTypeNode | ts.TypeQueryNode): void {
  const { edits, lookup, todo } = context;
  const method = methodOfType(context, type);
  if (method === undefined) return;
  const match = lookup.calls.get(method.key);
  const home = match === undefined ? undefined : lookup.classes.get(match.published.class);
  const data = dataOf(type);
  const payload = match === undefined ? undefined : payloadOf(match, undefined);
  if (
    match === undefined ||
    data === undefined ||
    ts.isTypeQueryNode(type) ||
    home?.name !== match.call.class ||
    home?.module !== match.call.module ||
    payload === undefined ||
    (payload.kind !== "value" && (payload.kind !== "page" || payload.items !== undefined))
  ) {
    todo(type, "method", `${type.getText()} returns the value itself now, and a list returns pages.`);
    return;
  }
  if (match.call.name !== method.name)
    edits.replace(type.indexType.getStart(), type.indexType.end, JSON.stringify(match.call.name));
  edits.replace(data.objectType.end, data.end, payload.kind === "value" ? "" : '["items"]');
}

function methodOfType(
  { symbols }: FileContext,
  type: ts.IndexedAccessTypeNode | ts.TypeQueryNode,
): { readonly key: string; readonly name: string } | undefined {
  if (ts.isTypeQueryNode(type)) {
    const key = symbols.methodOf(type.exprName)?.key;
    return key === undefined ? undefined : { key, name: key.slice(key.indexOf(".") + 1) };
  }
  const { objectType, indexType } = type;
  if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal)) return undefined;
  const owner = ts.isTypeReferenceNode(objectType) ? symbols.nameOf(objectType.typeName) : undefined;
  return owner?.kind === "class"
    ? { key: `${owner.name}.${indexType.literal.text}`, name: indexType.literal.text }
    : undefined;
}

/** The type `Awaited<ReturnType<X>>["data"]` around X. */
function dataOf(type: ts.TypeNode): ts.IndexedAccessTypeNode | undefined {
  const returned = outerReference(type, "ReturnType");
  const awaited = returned === undefined ? undefined : outerReference(returned, "Awaited");
  const data = awaited?.parent;
  return data !== undefined &&
    ts.isIndexedAccessTypeNode(data) &&
    data.objectType === awaited &&
    data.indexType.getText().slice(1, -1) === "data"
    ? data
    : undefined;
}

function outerReference({ parent }: ts.Node, name: string): ts.TypeReferenceNode | undefined {
  return ts.isTypeReferenceNode(parent) && parent.typeName.getText() === name ? parent : undefined;
}

/**
 * Whether a call belongs to a class of the program that extends a published class. Nothing of such a class is moved:
 * the extended class stays, and with it what its methods return.
 */
export function isOfSubclass({ symbols }: FileContext, { expression }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const receiver = expression.expression;
  if (receiver.kind === ts.SyntaxKind.SuperKeyword) return true;
  const declaration = symbols.checker.getTypeAtLocation(receiver).getSymbol()?.valueDeclaration;
  return declaration !== undefined && ts.isClassLike(declaration) && extendsPublished(symbols, declaration);
}

function extendsPublished(symbols: FileContext["symbols"], declaration: ts.ClassLikeDeclaration): boolean {
  if (symbols.nameOfSymbol(symbols.checker.getTypeAtLocation(declaration).getSymbol()) !== undefined) return false;
  const [base] = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
  if (base === undefined) return false;
  if (symbols.nameOf(base.expression)?.kind === "class") return true;
  const parent = symbols.resolve(base.expression)?.valueDeclaration;
  return parent !== undefined && ts.isClassLike(parent) && parent !== declaration && extendsPublished(symbols, parent);
}

/** Whether a name is the class that a class of the program extends. */
export function isExtended(node: ts.Node): boolean {
  return (
    ts.isExpressionWithTypeArguments(node.parent) &&
    ts.isHeritageClause(node.parent.parent) &&
    node.parent.parent.token === ts.SyntaxKind.ExtendsKeyword &&
    ts.isClassLike(node.parent.parent.parent)
  );
}
