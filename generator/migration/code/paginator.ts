import { ts } from "ts-morph";
import { moveAnswer } from "./answers.ts";
import { moveLiteral, moveMethodName } from "./calls.ts";
import type { FileContext } from "./context.ts";
import { findIteration, moveIteration } from "./iteration.ts";
import { moveArgument } from "./lookup.ts";
import { payloadOf } from "./payload.ts";

/** The page size of the published paginator. */
const INCREMENT = "250";

/**
 * Moves `Paginator.paginate` and `Paginator.paginateSearchApi` to the list's own iteration. Returns false for any other
 * call.
 */
export function movePaginator(context: FileContext, call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (context.symbols.nameOf(callee.expression)?.kind !== "paginator") return false;
  if (callee.name.text === "paginate") movePaginate(context, call);
  else if (callee.name.text === "paginateSearchApi") movePaginateSearch(context, call);
  else return false;
  return true;
}

function movePaginate(context: FileContext, call: ts.CallExpression): void {
  const { edits, symbols } = context;
  const [, given, args, increment] = call.arguments;
  const callback = given === undefined ? undefined : calleeOf(given);
  const method = callback === undefined ? undefined : symbols.methodOf(callback);
  if (callback === undefined || method?.match === undefined) {
    context.todo(
      call,
      "paginate",
      "iterate over the list itself: for await (const item of client.version.tag.listItems()).",
    );
    return;
  }
  const { match } = method;
  moveMethodName(context, callback, match);
  const isDefault = increment === undefined || ["0", "undefined"].includes(increment.getText());
  const size = isDefault ? INCREMENT : edits.textOf(increment.getStart(), increment.end);
  const limit = limitArgument(context, { args, size, match });
  const target = edits.textOf(callback.getStart(), callback.end);
  const isPaged = payloadOf(match, undefined).kind === "page";
  if (!isPaged) {
    // The operation is not paged, so one call returns everything.
    const only = args === undefined ? "" : edits.textOf(args.getStart(), args.end);
    edits.replace(call.getStart(), call.end, `${target}(${only})`);
    moveAnswer(context, call, payloadOf(match, undefined));
    return;
  }
  iterate(context, call, { method: target, args: limit.args, max: limit.max });
}

interface List {
  readonly method: string;
  readonly args: string;
  /** The largest number of items, as code; empty if there is no limit. */
  readonly max: string;
}

/** Writes `for await` over the list if a loop is all that reads it; otherwise an array of its items. */
function iterate(context: FileContext, call: ts.CallExpression, { method, args, max }: List): void {
  const iteration = findIteration(context, call);
  if (iteration !== undefined) {
    moveIteration(context, iteration, `${method}(${args}${max === "" ? "" : `, { maxItems: ${max} }`})`);
    return;
  }
  const limit = max === "" ? "" : `{ max: ${max} }`;
  context.edits.replace(call.getStart(), call.end, `${method}(${args}).toArray(${limit})`);
  moveAnswer(context, call, { kind: "all" });
}

/** The method that a callback calls: `api.listItems`, `api.listItems.bind(api)` or `(args) => api.listItems(args)`. */
function calleeOf(callback: ts.Expression): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(callback)) return callback;
  if (ts.isCallExpression(callback) && ts.isPropertyAccessExpression(callback.expression))
    return callback.expression.name.text === "bind" ? calleeOf(callback.expression.expression) : undefined;
  if (!ts.isArrowFunction(callback)) return undefined;
  const [parameter] = callback.parameters;
  const { body } = callback;
  if (
    parameter === undefined ||
    !ts.isCallExpression(body) ||
    body.arguments[0]?.getText() !== parameter.name.getText()
  )
    return undefined;
  return calleeOf(body.expression);
}

interface Limited {
  readonly args: string;
  readonly max: string;
}

/**
 * Moves the limit. The published `limit` is the total number of items, which is now `max`; the new `limit` is the page
 * size.
 */
function limitArgument(
  context: FileContext,
  {
    args,
    size,
    match,
  }: {
    readonly args: ts.Expression | undefined;
    readonly size: string;
    readonly match: Parameters<typeof moveLiteral>[2];
  },
): Limited {
  const { edits, symbols } = context;
  const page = `limit: ${size}`;
  if (args === undefined || args.getText() === "undefined") return { args: `{ ${page} }`, max: "" };
  if (ts.isObjectLiteralExpression(args)) {
    const limit = args.properties.find((member) => member.name?.getText() === "limit");
    const max =
      limit === undefined
        ? undefined
        : ts.isPropertyAssignment(limit)
          ? edits.textOf(limit.initializer.getStart(), limit.initializer.end)
          : "limit";
    moveLiteral(context, args, match);
    if (limit !== undefined) edits.replace(limit.getStart(), limit.end, page);
    const text = edits.textOf(args.getStart(), args.end);
    const isEmpty = args.properties.length === 0;
    return {
      args:
        limit !== undefined
          ? text
          : isEmpty
            ? `{ ${page} }`
            : text.replace(/,?\s*\}$/u, (end) => `, ${page}${end.replace(",", "")}`),
      max: maxOf(max),
    };
  }
  const text = edits.textOf(args.getStart(), args.end);
  const hasLimit = symbols.checker.getTypeAtLocation(args).getProperty("limit") !== undefined;
  return { args: `{ ...${text}, ${page} }`, max: hasLimit ? maxOf(`${text}.limit`) : "" };
}

/** The largest number of items. In the published package, zero and an absent limit meant no limit. */
function maxOf(text: string | undefined): string {
  if (text === undefined || text === "0" || text === "undefined") return "";
  return /^[1-9][\d_]*$/u.test(text) ? text : `${text} || Infinity`;
}

function movePaginateSearch(context: FileContext, call: ts.CallExpression): void {
  const { edits, symbols, lookup } = context;
  const [api, search, increment, limit] = call.arguments;
  const text = (node: ts.Node): string => edits.textOf(node.getStart(), node.end);
  const owner =
    api === undefined ? undefined : symbols.nameOfSymbol(symbols.checker.getTypeAtLocation(api).getSymbol());
  const match = [...lookup.calls.values()].find(
    ({ published, operation }) => published.class === owner?.name && operation.paging?.style === "searchAfter",
  );
  const body = match?.published.arguments.find(({ place }) => place === "body");
  const move = match === undefined || body === undefined ? undefined : moveArgument(match, body);
  if (api === undefined || search === undefined || match === undefined || move?.kind !== "argument") {
    context.todo(call, "paginate", "use the list that searchPost returns: searchPost({ body }).toArray().");
    return;
  }
  const size = increment === undefined || increment.getText() === "undefined" ? INCREMENT : text(increment);
  const given = text(search);
  const args = `{ ${given === move.name ? move.name : `${move.name}: ${given}`}, limit: ${size} }`;
  const max = maxOf(limit === undefined ? undefined : text(limit));
  iterate(context, call, { method: `${text(api)}.${match.call.name}`, args, max });
}
