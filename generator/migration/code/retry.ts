import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";

/**
 * Moves the settings of axios-retry to the options `retry` and `hooks` of the client. The statement with the settings is
 * removed, so a comment on what is left to do goes to `client`, the expression that makes the client.
 */
export function retryOptions(
  context: FileContext,
  literal: ts.ObjectLiteralExpression,
  client: ts.Node,
): readonly string[] {
  const parts: string[] = [];
  const hooks: string[] = [];
  for (const member of literal.properties) {
    const name = member.name?.getText();
    const value = ts.isPropertyAssignment(member) ? member.initializer : undefined;
    const text = value === undefined ? (name ?? "") : context.edits.textOf(value.getStart(), value.end);
    switch (name) {
      case "retries":
        // The published setting counts retries; `attempts` also counts the first request.
        if (text === "0") return ["retry: false"];
        parts.push(/^\d+$/u.test(text) ? `attempts: ${String(Number(text) + 1)}` : `attempts: ${text} + 1`);
        break;
      case "retryDelay": {
        const isFunction = value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
        if (isFunction && value.parameters.length < 2) parts.push(`backoff: ${text}`);
        else if (!/exponentialDelay/u.test(text))
          context.todo(client, "retry", "give retry a backoff: the wait in milliseconds behind an attempt.");
        break;
      }
      case "retryCondition":
        context.note(
          member,
          "retry",
          "the client decides what is sent again: 429 and 503 always, and what is safe to repeat; see RetryOptions.",
        );
        break;
      case "onRetry":
        hooks.push(...retryHook(context, member, client));
        break;
      default:
        context.todo(client, "retry", `the option retry has no ${name ?? member.getText()}; see RetryOptions.`);
    }
  }
  return [
    ...(parts.length === 0 ? [] : [`retry: { ${parts.join(", ")} }`]),
    ...(hooks.length === 0 ? [] : [`hooks: { ${hooks.join(", ")} }`]),
  ];
}

/** The properties of a request that a hook gets under the same names. */
const REQUEST = new Set(["url", "method", "headers"]);

/**
 * Moves `onRetry(retryCount, error, requestConfig)` to the hook `error`. The hook sees every attempt that fails; if
 * `delayMs` is absent, no attempt follows.
 */
function retryHook(context: FileContext, member: ts.ObjectLiteralElementLike, client: ts.Node): readonly string[] {
  const { edits, usesOf, symbols } = context;
  const given = ts.isPropertyAssignment(member) ? member.initializer : member;
  const refuse = (): readonly [] => {
    context.todo(
      client,
      "retry",
      "give IscClient hooks: { error: ({ attempt, error, delayMs }) => ... }; a retry follows if delayMs is not undefined.",
    );
    return [];
  };
  if (/^console\.\w+$/u.test(given.getText()))
    return [
      `error: ({ attempt, error, delayMs }) => { if (delayMs !== undefined) ${given.getText()}(attempt, error); }`,
    ];
  if (!ts.isArrowFunction(given) && !ts.isFunctionExpression(given) && !ts.isMethodDeclaration(given)) return refuse();
  const { parameters, body } = given;
  if (body === undefined || parameters.some(({ name }) => !ts.isIdentifier(name))) return refuse();
  const [count, error, request] = parameters.map(({ name }) => name as ts.Identifier);
  const uses = (name: ts.Identifier | undefined): readonly ts.Identifier[] =>
    name === undefined ? [] : usesOf(symbols.checker.getSymbolAtLocation(name));
  if (uses(request).some(({ parent }) => !ts.isPropertyAccessExpression(parent) || !REQUEST.has(parent.name.text)))
    return refuse();
  const bound = (key: string, name: ts.Identifier | undefined): readonly string[] => {
    if (name === undefined || uses(name).length === 0) return [];
    return [name.text === key ? key : `${key}: ${name.text}`];
  };
  const rest = uses(request).length > 0 && request !== undefined ? [`...${request.text}`] : [];
  const pattern = `{ ${[...bound("attempt", count), ...bound("error", error), "delayMs", ...rest].join(", ")} }`;
  const isAsync = given.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  const text = edits.textOf(body.getStart(), body.end);
  const block = ts.isBlock(body)
    ? text.replace(/^\{(\s*)/u, (_, space: string) => `{${space}if (delayMs === undefined) return;${space || " "}`)
    : `{ if (delayMs !== undefined) ${text}; }`;
  return [`error: ${isAsync ? "async " : ""}(${pattern}) => ${block}`];
}

/** Whether a declaration is the error parameter of `onRetry`. Errors without a response reach it too. */
export function isRetryError(declaration: ts.Node): boolean {
  if (!ts.isParameter(declaration)) return false;
  const owner = declaration.parent;
  const named = ts.isMethodDeclaration(owner) ? owner : owner.parent;
  return (ts.isMethodDeclaration(named) || ts.isPropertyAssignment(named)) && named.name.getText() === "onRetry";
}
