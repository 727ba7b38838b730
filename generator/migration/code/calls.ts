import { ts } from "ts-morph";
import type { CallMatch } from "../published/match-calls.ts";
import { moveAnswer } from "./answers.ts";
import type { FileContext } from "./context.ts";
import { missingArguments, moveArgument } from "./lookup.ts";
import { outOfParentheses } from "./nodes.ts";
import { payloadOf, wholeSuffix } from "./payload.ts";
import type { PublishedMethod } from "./symbols.ts";

/** Moves the call of a published method: its name, its arguments, its options, and the code that uses the response. */
export function moveCall(context: FileContext, call: ts.CallExpression, { key, match }: PublishedMethod): void {
  if (match === undefined) {
    context.todo(call, "no operation", `the operation ${key} does not exist any longer.`);
    return;
  }
  const { published } = match;
  tellMissing(context, call, match);
  const options = call.arguments[published.request === undefined ? 0 : 1];
  moveMethodName(context, call.expression, match);
  const given = published.request === undefined ? undefined : call.arguments[0];
  if (given !== undefined) moveArguments(context, given, match);
  if (options !== undefined) {
    moveOptions(context, options);
    giveNoArguments(context, options, match);
  }
  dropEmpty(context, call, { match, given });
  moveAnswer(context, call, payloadOf(match, options));
}

function tellMissing(context: FileContext, call: ts.Node, match: CallMatch): void {
  const missing = missingArguments(match);
  if (missing.length > 0)
    context.todo(
      call,
      "new argument",
      `${match.call.name} needs ${missing.join(" and ")}, which the published method did not have.`,
    );
}

/** Renames the method. If the method is in another class now, an instance of that class is made on the same core. */
export function moveMethodName(context: FileContext, callee: ts.Expression, match: CallMatch): void {
  if (!ts.isPropertyAccessExpression(callee)) {
    context.todo(callee, "callee", `call ${match.call.name} by its name.`);
    return;
  }
  const { edits, lookup, names } = context;
  const { call, published } = match;
  const home = lookup.classes.get(published.class);
  if (home?.name !== call.class || home?.module !== call.module) {
    const name = names.need({ module: call.module, name: call.class ?? "", isType: false }, call.class ?? "");
    const start = callee.getStart();
    edits.replace(start, start, `new ${name}(`);
    edits.replace(callee.expression.end, callee.end, `.core).${call.name}`);
    return;
  }
  if (callee.name.text !== call.name) edits.replace(callee.name.getStart(), callee.name.end, call.name);
}

/** Moves the object with the arguments: a literal, or a variable that holds one. */
export function moveArguments(context: FileContext, given: ts.Expression, match: CallMatch): void {
  const literal = inside(given);
  if (ts.isObjectLiteralExpression(literal)) {
    moveLiteral(context, literal, match);
    return;
  }
  if (!ts.isIdentifier(literal)) {
    tellUntyped(context, given, match);
    return;
  }
  const symbol = context.symbols.resolve(literal);
  const declaration = symbol?.valueDeclaration;
  const initial =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.getSourceFile() === context.source &&
    declaration.initializer !== undefined
      ? inside(declaration.initializer)
      : undefined;
  if (initial === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) {
    tellUntyped(context, given, match);
    return;
  }
  // A variable with a declared type is moved by `moveTypedLiteral`.
  const isOpen = declaration.type === undefined || declaration.type.kind === ts.SyntaxKind.AnyKeyword;
  if (isOpen && ts.isObjectLiteralExpression(initial)) {
    moveLiteral(context, initial, match);
    for (const use of context.usesOf(symbol)) moveArgumentUse(context, use, match);
  } else tellUntyped(context, given, match);
}

/** Lists arguments of any type, if the new call has other names for some: no compiler finds the old ones in them. */
function tellUntyped({ symbols, todo }: FileContext, given: ts.Expression, match: CallMatch): void {
  if ((symbols.checker.getTypeAtLocation(given).flags & ts.TypeFlags.Any) === 0) return;
  const names = match.published.arguments.flatMap((argument) => {
    const move = moveArgument(match, argument);
    if (move.kind === "field") return [`${argument.name} is body.${move.name}`];
    return move.kind === "argument" && move.name !== argument.name ? [`${argument.name} is ${move.name}`] : [];
  });
  if (names.length > 0)
    todo(
      given,
      "untyped",
      `the type of ${given.getText()} is any, and arguments have other names now: ${names.join(", ")}.`,
    );
}

/** Moves `params.formDefinitionID`, where `params` is a variable that holds arguments. */
function moveArgumentUse({ edits, done }: FileContext, use: ts.Node, match: CallMatch): void {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use || done.has(parent)) return;
  const argument = match.published.arguments.find(({ name }) => name === parent.name.text);
  const move = argument === undefined ? undefined : moveArgument(match, argument);
  if (move?.kind !== "argument" || move.name === parent.name.text) return;
  done.add(parent);
  edits.replace(parent.name.getStart(), parent.name.end, move.name);
}

function inside(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? inside(node.expression)
    : node;
}

/** Renames arguments, moves the fields of a form into the body, and removes arguments that the client always sends. */
export function moveLiteral(context: FileContext, literal: ts.ObjectLiteralExpression, match: CallMatch): void {
  const { done } = context;
  if (done.has(literal)) return;
  done.add(literal);
  const fields: ts.ObjectLiteralElementLike[] = [];
  for (const member of literal.properties) {
    const name = member.name === undefined ? undefined : nameText(member.name);
    const argument = match.published.arguments.find((one) => one.name === name);
    if (argument === undefined || name === undefined || member.name === undefined) continue;
    const move = moveArgument(match, argument);
    switch (move.kind) {
      case "argument":
        renameMember(context, member, move.name);
        break;
      case "field":
        renameMember(context, member, move.name);
        fields.push(member);
        break;
      case "gone":
        removeMember(context, literal, member);
        break;
      case "unknown":
        context.todo(member, "no argument", `${match.call.name} has no argument ${name} any more.`);
    }
  }
  if (fields.length > 0) context.later.push(() => gatherFields(context, literal, fields));
}

/** Moves the fields of a form into the body. */
function gatherFields(
  context: FileContext,
  literal: ts.ObjectLiteralExpression,
  [first, ...rest]: readonly ts.ObjectLiteralElementLike[],
): void {
  const { edits } = context;
  if (first === undefined) return;
  const texts = [first, ...rest].map((member) => edits.textOf(member.getStart(), member.end));
  for (const member of rest) removeMember(context, literal, member);
  edits.replace(first.getStart(), first.end, `body: { ${texts.join(", ")} }`);
}

function nameText(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

/** Renames a member of a literal. */
export function renameMember({ edits }: FileContext, member: ts.ObjectLiteralElementLike, name: string): void {
  if (member.name === undefined || nameText(member.name) === name) return;
  const start = member.name.getStart();
  if (ts.isShorthandPropertyAssignment(member)) edits.replace(start, start, `${name}: `);
  else edits.replace(start, member.name.end, name);
}

/** Removes a member of a literal, with its comma. */
export function removeMember(
  { edits, source }: FileContext,
  literal: ts.ObjectLiteralExpression,
  member: ts.ObjectLiteralElementLike,
): void {
  const index = literal.properties.indexOf(member);
  const next = literal.properties[index + 1];
  const previous = literal.properties[index - 1];
  if (next !== undefined) edits.replace(member.getStart(), next.getStart(), "");
  else if (previous !== undefined && !isRemoved(previous)) edits.replace(previous.end, member.end, "");
  else {
    const comma = /^\s*,/u.exec(source.text.slice(member.end))?.[0].length ?? 0;
    edits.replace(member.getStart(), member.end + comma, "");
  }
  removed.add(member);
}

const removed = new WeakSet<ts.Node>();
const isRemoved = (node: ts.Node): boolean => removed.has(node);

/** Removes the first argument if the new method takes no arguments, because options are then its first parameter. */
function dropEmpty(
  { edits }: FileContext,
  call: ts.CallExpression,
  { match, given }: { readonly match: CallMatch; readonly given: ts.Expression | undefined },
): void {
  const takesArguments = match.call.parameters.length > 0;
  if (given === undefined || takesArguments) return;
  const next = call.arguments[1];
  edits.replace(given.getStart(), next === undefined ? given.end : next.getStart(), "");
}

/** Writes `{}` in front of options, if the new method takes arguments and the published one took none. */
function giveNoArguments({ edits }: FileContext, options: ts.Expression, { published, call }: CallMatch): void {
  if (published.request !== undefined || call.parameters.length === 0) return;
  const start = options.getStart();
  if (edits.textOf(start, options.end) !== "") edits.replace(start, start, "{}, ");
}

/** Axios's options of one call, by their new names; null: the option has no use any more. */
const OPTIONS: ReadonlyMap<string, string | null> = new Map([
  ["headers", "headers"],
  ["timeout", "timeoutMs"],
  ["signal", "signal"],
  ["responseType", null],
  ["validateStatus", null],
  ["maxContentLength", null],
  ["maxBodyLength", null],
  ["decompress", null],
]);

/** Moves axios's options of a call. */
export function moveOptions(context: FileContext, options: ts.Expression): void {
  const literal = inside(options);
  if (!ts.isObjectLiteralExpression(literal) || context.done.has(literal)) return;
  context.done.add(literal);
  let left = literal.properties.length;
  for (const member of literal.properties) {
    const name = member.name === undefined ? undefined : nameText(member.name);
    const now = name === undefined ? undefined : OPTIONS.get(name);
    tellOption(context, name, member);
    if (now === undefined) {
      if (name !== undefined)
        context.todo(member, "option", `calls have no option ${name}; see CallOptions and the hooks of IscClient.`);
    } else if (now === null) {
      removeMember(context, literal, member);
      left -= 1;
      if (name === "validateStatus")
        context.note(
          member,
          "validateStatus",
          "a call throws an ApiError for every status code that is not a success.",
        );
    } else renameMember(context, member, now);
  }
  const { parent } = literal;
  if (left > 0 || !ts.isCallExpression(parent)) return;
  const previous = parent.arguments[parent.arguments.indexOf(literal) - 1];
  context.edits.replace(previous?.end ?? literal.getStart(), literal.end, "");
}

/** Lists options that no longer do what they did. */
function tellOption({ todo }: FileContext, name: string | undefined, member: ts.ObjectLiteralElementLike): void {
  const value = ts.isPropertyAssignment(member) ? member.initializer.getText() : "";
  if (name === "responseType" && /^["'`]stream["'`]$/u.test(value))
    todo(
      member,
      "stream",
      "stream() returns a web stream: Readable.fromWeb(stream) of node:stream makes it one of Node.",
    );
  // axios wrote the boundary of a form into a given content type; the client sends the given one as it is.
  if (name === "headers" && /multipart\/|\.getHeaders\(/u.test(value))
    todo(member, "form", "leave out the content type of a form: the client sends its own, which names the boundary.");
}

/**
 * Moves `XFp(configuration).method(a, b)`: it takes positional arguments and returns a function that sends the request.
 */
export function moveFunctional(context: FileContext, call: ts.CallExpression, { key, match }: PublishedMethod): void {
  if (match === undefined) {
    context.todo(call, "no operation", `the operation ${key} does not exist any longer.`);
    return;
  }
  const { edits } = context;
  const given = match.published.arguments;
  tellMissing(context, call, match);
  moveMethodName(context, call.expression, match);
  const parts: string[] = [];
  const fields: string[] = [];
  for (const [index, argument] of given.entries()) {
    const node = call.arguments[index];
    if (node === undefined || node.getText() === "undefined") continue;
    const text = edits.textOf(node.getStart(), node.end);
    const move = moveArgument(match, argument);
    const pair = (name: string): string => (name === text ? name : `${name}: ${text}`);
    if (move.kind === "argument") parts.push(pair(move.name));
    else if (move.kind === "field") fields.push(pair(move.name));
    else if (move.kind === "unknown")
      context.todo(node, "no argument", `${match.call.name} has no argument ${argument.name} any more.`);
  }
  if (fields.length > 0) parts.push(`body: { ${fields.join(", ")} }`);
  const options = call.arguments[given.length];
  if (options !== undefined) moveOptions(context, options);
  const optionsText = options === undefined ? "" : edits.textOf(options.getStart(), options.end);
  const args =
    parts.length > 0 ? `{ ${parts.join(", ")} }` : optionsText !== "" && match.call.parameters.length > 0 ? "{}" : "";
  const callee = edits.textOf(call.expression.getStart(), call.expression.end);
  const now = `${callee}(${[args, optionsText].filter((part) => part !== "").join(", ")})`;
  const sent = sentAtOnce(call);
  if (sent === undefined) {
    const sender = `() => ${now}${wholeSuffix(payloadOf(match, options))}`;
    const awaited = outOfParentheses(call).parent;
    // The published function is made asynchronously, and the new one is not.
    if (ts.isAwaitExpression(awaited) && ts.isVariableDeclaration(awaited.parent))
      edits.replace(awaited.getStart(), awaited.end, sender);
    else edits.replace(call.getStart(), call.end, `Promise.resolve(${sender})`);
    return;
  }
  edits.replace(sent.getStart(), sent.end, now);
  moveAnswer(context, sent, payloadOf(match, options));
}

/** Returns the outer call of `(await fp.method())()`, which calls the function where it is made. */
function sentAtOnce(call: ts.CallExpression): ts.CallExpression | undefined {
  const awaited = outOfParentheses(call).parent;
  if (!ts.isAwaitExpression(awaited)) return undefined;
  const callee = outOfParentheses(awaited);
  const { parent } = callee;
  return ts.isCallExpression(parent) && parent.expression === callee && parent.arguments.length === 0
    ? parent
    : undefined;
}
