import { ts } from "ts-morph";
import { CLIENT } from "./configuration.ts";
import type { FileContext } from "./context.ts";
import { SEARCH_ITEM, type TypeMatch } from "./lookup.ts";
import { isMemberOf, outOfParentheses } from "./nodes.ts";
import type { PublishedName } from "./symbols.ts";
import { isExtended } from "./unmoved.ts";

/** Moves a name of the published package in an expression or in a type. */
export function moveReference(context: FileContext, identifier: ts.Identifier, published: PublishedName): void {
  const { parent } = identifier;
  if (isImported(identifier)) return;
  // A qualified name such as `sdk.AccountsApi` is handled as one name.
  const isQualified =
    (ts.isPropertyAccessExpression(parent) && parent.name === identifier) ||
    (ts.isQualifiedName(parent) && parent.right === identifier);
  const isWritten = ts.isImportTypeNode(parent) && parent.qualifier === identifier && !parent.isTypeOf;
  const node = isQualified || isWritten ? parent : identifier;
  if (context.done.has(node) || context.done.has(identifier)) return;
  if (isTypePlace(node)) moveType(context, node, published);
  else moveValue(context, node, published);
}

function isImported(node: ts.Node): boolean {
  return (
    ts.findAncestor(
      node,
      (parent) =>
        ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isImportEqualsDeclaration(parent),
    ) !== undefined || ts.isBindingElement(node.parent)
  );
}

function isTypePlace(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent) || ts.isImportTypeNode(node)) return true;
  if (!ts.isExpressionWithTypeArguments(parent)) return false;
  const clause = parent.parent;
  return (
    ts.isHeritageClause(clause) &&
    (clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent))
  );
}

function put({ edits, done }: FileContext, node: ts.Node, text: string): void {
  done.add(node);
  edits.replace(node.getStart(), node.end, text);
}

function moveType(context: FileContext, node: ts.Node, { kind, name }: PublishedName): void {
  const { lookup, names } = context;
  const local = node.getText();
  switch (kind) {
    case "class":
    case "factory": {
      const home = lookup.classes.get(name);
      if (home === undefined) context.todo(node, "no class", `no class replaces ${name}.`);
      else put(context, node, names.need({ module: home.module, name: home.name, isType: true }, local));
      return;
    }
    case "request": {
      const match = lookup.requests.get(name);
      if (match === undefined)
        context.todo(node, "no operation", `the operation of ${name} does not exist any longer.`);
      else if (match.call.arguments === undefined) put(context, node, "object");
      else
        put(context, node, names.need({ module: match.call.module, name: match.call.arguments, isType: true }, local));
      return;
    }
    case "type": {
      const text = typeText(context, { name, local, isSent: isSent(context, node) }, new Set());
      if (text === undefined) context.todo(node, "no model", `no model replaces ${name}.`);
      else put(context, node, text);
      return;
    }
    case "configuration":
      put(context, node, names.need({ module: lookup.to, name: CLIENT, isType: true }, CLIENT));
      return;
    case "parameters":
      put(context, node, PARAMETERS);
      return;
    default:
      context.todo(node, "type", `nothing replaces the type ${name}.`);
  }
}

/** The type of the published package's settings. */
const PARAMETERS =
  "{ baseurl?: string; clientId?: string; clientSecret?: string; accessToken?: string; serverIndex?: number; tokenUrl?: string }";

/**
 * Whether a type describes a value that a program sends. An object literal is sent; a model that a program reads has
 * its own form.
 */
function isSent(context: FileContext, node: ts.Node): boolean {
  const owner = ts.findAncestor(
    node,
    (parent) =>
      ts.isVariableDeclaration(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isStatement(parent),
  );
  if (owner === undefined) return false;
  const value = ts.isVariableDeclaration(owner)
    ? owner.initializer
    : ts.isAsExpression(owner) || ts.isSatisfiesExpression(owner)
      ? owner.expression
      : undefined;
  if (value === undefined) return false;
  // What a function returns has the type that it declares, and a generic type of the program reads what it holds.
  if (ts.isAsExpression(owner) && isReturned(owner)) return false;
  if (isArgumentOfOwnType(context, node)) return false;
  const isEmpty = ts.isArrayLiteralExpression(value)
    ? value.elements.length === 0
    : // An empty object of a model gets its properties later; of another type, it is a collection.
      ts.isObjectLiteralExpression(value) &&
      value.properties.length === 0 &&
      ts.isVariableDeclaration(owner) &&
      owner.type !== node.parent;
  if (isEmpty) return ts.isVariableDeclaration(owner) && isFilledWithLiterals(context, owner);
  if (ts.isAsExpression(owner) && ts.isObjectLiteralExpression(value) && value.properties.length === 0)
    return isFilledLater(context, owner);
  return ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value);
}

/** Whether an assertion is what a function returns that declares a type. */
function isReturned(node: ts.Expression): boolean {
  const { parent } = outOfParentheses(node);
  if (ts.isArrowFunction(parent)) return parent.type !== undefined;
  return ts.isReturnStatement(parent) && ts.findAncestor(parent, ts.isFunctionLike)?.type !== undefined;
}

/** Whether a name is an argument of a generic type that the program declares: `Store<Role>`. */
function isArgumentOfOwnType({ symbols, source }: FileContext, node: ts.Node): boolean {
  const { parent } = node;
  const outer = ts.isTypeReferenceNode(parent) ? parent.parent : undefined;
  if (outer === undefined || !ts.isTypeReferenceNode(outer)) return false;
  const [declaration] = symbols.resolve(outer.typeName)?.declarations ?? [];
  return declaration?.getSourceFile() === source;
}

/** Whether an object that begins empty, `{} as Role`, is in a variable whose properties are set. */
function isFilledLater({ symbols, usesOf }: FileContext, { parent }: ts.AsExpression): boolean {
  if (!ts.isVariableDeclaration(parent) || parent.type !== undefined) return false;
  const isAssigned = (node: ts.Node): boolean => ts.isBinaryExpression(node.parent) && node.parent.left === node;
  const uses = usesOf(symbols.checker.getSymbolAtLocation(parent.name));
  return !uses.some(isAssigned) && uses.some((use) => isMemberOf(use.parent, use) && isAssigned(use.parent));
}

/** Whether a list that begins empty gets objects that the program makes, and not only objects that it has read. */
function isFilledWithLiterals({ symbols, usesOf }: FileContext, { name }: ts.VariableDeclaration): boolean {
  const isMade = (node: ts.Expression): boolean => {
    if (ts.isObjectLiteralExpression(node)) return true;
    if (ts.isArrayLiteralExpression(node)) return node.elements.some(isMade);
    const declaration = ts.isIdentifier(node) ? symbols.resolve(node)?.valueDeclaration : undefined;
    return (
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer !== undefined &&
      ts.isObjectLiteralExpression(declaration.initializer)
    );
  };
  return usesOf(symbols.checker.getSymbolAtLocation(name)).some((use) => {
    const { parent } = use;
    const member = ts.isElementAccessExpression(parent) ? parent : use;
    if (ts.isBinaryExpression(member.parent) && member.parent.left === member) return isMade(member.parent.right);
    if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
    return ["push", "unshift"].includes(parent.name.text) && parent.parent.arguments.some(isMade);
  });
}

interface Wanted {
  readonly name: string;
  readonly local: string;
  readonly isSent: boolean;
}

/** The type that replaces a published type; undefined if there is none. */
function typeText(
  context: FileContext,
  { name, local, isSent: sent }: Wanted,
  seen: ReadonlySet<string>,
): string | undefined {
  const { lookup, names } = context;
  const match = name === SEARCH_ITEM && context.isFound ? lookup.found : lookup.types.get(name);
  if (match !== undefined) {
    const chosen = sent && match.input !== undefined ? match.input : match.name;
    return names.need({ module: match.module, name: chosen, isType: true }, local);
  }
  const published = lookup.published.get(name);
  if (published?.values !== undefined)
    return [...new Set(Object.values(published.values).map((value) => JSON.stringify(value)))].join(" | ");
  if (published === undefined || seen.has(name)) return undefined;
  const text =
    published.is ??
    (published.properties === undefined
      ? undefined
      : `{ ${Object.entries(published.properties)
          .map(([key, type]) => {
            const isOptional = key.endsWith("?");
            const plain = key.replace(/\?$/u, "");
            const shown = plain.startsWith("[") || /^[A-Za-z_$][\w$]*$/u.test(plain) ? plain : JSON.stringify(plain);
            return `${shown}${isOptional ? "?" : ""}: ${type}`;
          })
          .join("; ")} }`);
  if (text === undefined) return undefined;
  // A type without a model is written out, with the models that its parts have.
  let isWhole = true;
  const written = text.replaceAll(/\bany\b/gu, "unknown").replaceAll(/\b[A-Z]\w*\b/gu, (part) => {
    if (!lookup.published.has(part)) return part;
    const inner = typeText(context, { name: part, local: part, isSent: sent }, new Set([...seen, name]));
    isWhole &&= inner !== undefined;
    return inner === undefined ? part : inner.includes("|") ? `(${inner})` : inner;
  });
  return isWhole ? written : undefined;
}

function moveValue(context: FileContext, node: ts.Node, { kind, name }: PublishedName): void {
  switch (kind) {
    case "type":
      moveConstant(context, node, name);
      return;
    case "class":
    case "factory":
    case "functions":
    case "configuration":
    case "paginator":
      // `new AccountsApi()` and similar expressions are moved by other steps.
      if (isMovedWhole(node)) return;
      if (kind === "configuration" && isInstanceOf(node)) {
        put(context, node, context.names.need({ module: context.lookup.to, name: CLIENT, isType: false }, CLIENT));
        return;
      }
      context.todo(
        node,
        "value",
        isExtended(node)
          ? `${name} cannot be extended: hold the client's property in a class of your own. Nothing of this class was changed.`
          : `${name} cannot be handed on as a value: a client has a property for each class.`,
      );
      return;
    case "retry":
    case "other":
    default:
      if (/\.retriesConfig\b/u.test(statementText(node))) return;
      context.todo(
        node,
        "value",
        kind === "retry"
          ? `nothing replaces ${name}; the option retry of IscClient decides what is sent again.`
          : `nothing replaces ${name}.`,
      );
  }
}

function statementText(node: ts.Node): string {
  return ts.findAncestor(node, ts.isStatement)?.getText() ?? "";
}

function isInstanceOf(node: ts.Node): boolean {
  return ts.isBinaryExpression(node.parent) && node.parent.right === node;
}

function isMovedWhole(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent) || ts.isCallExpression(parent)) return parent.expression === node;
  return (
    ts.isPropertyAccessExpression(parent) &&
    parent.expression === node &&
    ts.isCallExpression(parent.parent) &&
    parent.parent.expression === parent
  );
}

/** Moves `AccountOrigin.Authoritative` to the constant of the enumeration, or to the value if there is no constant. */
function moveConstant(context: FileContext, node: ts.Node, name: string): void {
  const { lookup } = context;
  const match = lookup.types.get(name);
  const published = lookup.published.get(name);
  const values = published?.values;
  if (values === undefined) {
    context.todo(node, "value", `${name} is a type alone.`);
    return;
  }
  const { parent } = node;
  const key =
    ts.isPropertyAccessExpression(parent) && parent.expression === node
      ? parent.name.text
      : ts.isElementAccessExpression(parent) &&
          parent.expression === node &&
          ts.isStringLiteral(parent.argumentExpression)
        ? parent.argumentExpression.text
        : undefined;
  const value = key === undefined ? undefined : values[key];
  if (value !== undefined) {
    context.done.add(node);
    put(context, parent, constantText(context, { match, local: node.getText(), value }));
    return;
  }
  // The program uses the whole constant. The keys of the new constant are the values, so code that reads by key gets
  // the old keys as a literal.
  if (match !== undefined && !isReadByKey(node)) {
    put(context, node, constantName(context, match, node.getText()));
    return;
  }
  const members = Object.entries(values).map(([member, text]) => `${JSON.stringify(member)}: ${JSON.stringify(text)}`);
  put(context, node, `{ ${members.join(", ")} }`);
}

function isReadByKey({ parent }: ts.Node): boolean {
  return (
    ts.isElementAccessExpression(parent) ||
    (ts.isCallExpression(parent) && /^Object\.(?:keys|entries)$/u.test(parent.expression.getText()))
  );
}

function constantName({ names }: FileContext, match: TypeMatch, local: string): string {
  return names.need({ module: match.module, name: match.name, isType: false }, local);
}

function constantText(
  context: FileContext,
  {
    match,
    local,
    value,
  }: { readonly match: TypeMatch | undefined; readonly local: string; readonly value: string | number },
): string {
  if (match?.model.values?.includes(value) !== true) return JSON.stringify(value);
  const constant = constantName(context, match, local);
  return typeof value === "string" && /^[A-Za-z_$][\w$]*$/u.test(value)
    ? `${constant}.${value}`
    : `${constant}[${JSON.stringify(value)}]`;
}
