import { textAnswer, totalAnswer, voidAnswer } from "./bodies/answers.js";
import { type Download, downloadAnswer } from "./bodies/download.js";
import { isSdkError, SdkError } from "./errors.js";
import type {
  AnswerReader,
  Arguments,
  JsonCodec,
  Operation,
  Paging,
} from "./operation.js";
import type { Fetch } from "./options.js";
import type { CursorStyle } from "./paging/paging.js";
import {
  eventsAnswer,
  jsonEventsAnswer,
  linesAnswer,
  sequenceAnswer,
  type ServerSentEvent,
} from "./bodies/streams.js";

/** A request that the mock received. */
export interface MockRequest {
  /** The operationId; undefined if no route matched. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly url: URL;
  /** The path arguments by argument key. */
  readonly path: Readonly<Record<string, string>>;
  /** The headers, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded JSON, or the body as it was sent. */
  readonly body: unknown;
}

/**
 * The value of a response. The value of a download is its content, and the value of a stream is the list of its items.
 */
export type MockValue<Data> = [Data] extends [Download]
  ? Blob | string
  : [Data] extends [AsyncIterable<infer Item>]
    ? readonly MockItem<Item>[]
    : Data;

/** An item of a stream. For an event `data` is enough. */
export type MockItem<Item> =
  Item extends ServerSentEvent<infer Value>
    ? { readonly data: Value } & Partial<ServerSentEvent<Value>>
    : Item;

/**
 * What a route returns: the value of its response, a `Response`, or a function that returns either.
 *
 * The value of a list is the whole list: the mock returns the requested page, with the total if it is requested. A
 * `Response` and the result of a function are sent unchanged. So a function for a list must return the page that
 * `request.url` asks for; otherwise iterating the list fails (`repeated page`).
 *
 * An error that the function throws ends the call at once, as the `cause` of an `SdkError`. An `SdkError` is thrown
 * unchanged, so a `ConnectionError` simulates a service that cannot be reached, and the call is retried.
 */
export type MockAnswer<Data> =
  | MockValue<Data>
  | Response
  | ((
      request: MockRequest,
    ) => MockValue<Data> | Response | Promise<MockValue<Data> | Response>);

/** What a mock knows from the start. */
export interface MockOptions {
  /** Operations that respond with their example. */
  readonly operations?: readonly Operation[];
  /** The examples by operationId. */
  readonly examples?: Readonly<Record<string, unknown>>;
}

/** A service that responds from memory. Pass its `fetch` to the client under test. */
export interface Mock {
  readonly fetch: Fetch;
  /** The received requests, in order. Token requests are not listed, unless a route matches them. */
  readonly requests: readonly MockRequest[];
  /** Adds a route for an operation. A later route wins over an earlier one. */
  readonly on: <Args extends object, Data>(
    operation: Operation<Args, Data>,
    answer: MockAnswer<Data>,
  ) => Mock;
}

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  /** The query that is part of the operation's path; in a URL it comes first. */
  readonly query: string;
  readonly keys: readonly string[];
  readonly answer: unknown;
}

function makeRoute(operation: Operation, answer: unknown): Route {
  const keys: string[] = [];
  const [path = "", query = ""] = operation.path.split("?");
  const source = path
    .replace(/^https?:\/\/[^/]+/, "")
    .split(/\{([^}]+)\}/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      keys.push(piece);
      return "([^/]+)";
    })
    .join("");
  return { operation, keys, answer, query, pattern: new RegExp(source + "$") };
}

/** Prints an item of a stream as the service would send it. */
function printItem(
  item: unknown,
  answer: AnswerReader,
  json: Pick<JsonCodec, "stringify">,
): string {
  const text = (value: unknown): string => json.stringify(value);
  if (answer === linesAnswer) return text(item) + "\n";
  if (answer === sequenceAnswer) return `\x1e${text(item)}\n`;
  const { data, ...fields } = item as ServerSentEvent<unknown>;
  const lines = answer === eventsAnswer ? String(data) : text(data);
  return (
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => `${field}: ${value}\n`)
      .join("") +
    lines
      .split("\n")
      .map((line) => `data: ${line}\n`)
      .join("") +
    "\n"
  );
}

/** Makes the response that the service would send, so that the operation's reader returns the value again. */
function toResponse(
  value: unknown,
  operation?: Operation,
  headers?: Readonly<Record<string, string>>,
): Response {
  // A clone, because the route may be used again.
  if (value instanceof Response) return value.clone();
  const json = operation?.json?.answer ?? JSON;
  switch (operation?.answer) {
    case totalAnswer:
      return new Response(null, {
        headers: { "x-total-count": String(value ?? 0) },
      });
    case textAnswer:
      return new Response(String(value ?? ""));
    case downloadAnswer: {
      const accepted = operation?.constantHeaders?.["accept"]?.split(", ")[0];
      const type = accepted?.includes("*") ? undefined : accepted;
      const content = value instanceof Blob ? value : String(value ?? "");
      return new Response(content, {
        headers: {
          "content-type": type ?? "application/octet-stream",
          "content-disposition": 'attachment; filename="example"',
        },
      });
    }
    case voidAnswer:
      return new Response(null, { status: 204 });
    case eventsAnswer:
    case jsonEventsAnswer:
    case linesAnswer:
    case sequenceAnswer:
      return new Response(
        [value ?? []]
          .flat()
          .map((item) => printItem(item, operation!.answer!, json))
          .join(""),
      );
    default:
      return value === undefined
        ? new Response(null, { status: 204 })
        : new Response(json.stringify(value), {
            headers: { "content-type": "application/json", ...headers },
          });
  }
}

/** The arguments that a paging style requests after a page; empty if it requests none. */
function turnPage(
  paging: Paging,
  args: Arguments,
  data: unknown,
  items: readonly unknown[],
): Arguments {
  try {
    const turn = { args, first: args, data, items, seen: 0, total: undefined };
    return (
      paging.next({ ...turn, largest: 0, empty: 0, context: {} })?.() ?? {}
    );
  } catch {
    // A search whose items lack a field of its sort has no next page.
    return {};
  }
}

/** The value that the query of a request has for an argument. */
function readArgument(
  { query = [] }: Operation,
  { searchParams }: URL,
  key: string,
): string | undefined {
  for (const parameter of query) {
    const [wire] =
      typeof parameter === "string"
        ? [parameter === key ? key : ""]
        : parameter({ [key]: "1" }).split("=");
    const value = wire && searchParams.get(decodeURIComponent(wire));
    if (value) return value;
  }
  return undefined;
}

/** The page of a list that a request asks for, as the service would send it. */
function toPage(
  value: unknown,
  operation: Operation,
  { url, body }: MockRequest,
): Response {
  const { paging } = operation;
  const envelope = Object(value) as Arguments;
  const list = paging?.items ? envelope[paging.items] : value;
  if (!paging || !Array.isArray(list)) return toResponse(value, operation);

  const read = (key: string): string | undefined =>
    readArgument(operation, url, key);
  const limit = Number(read(paging.limit ?? "limit") ?? Infinity);
  // What a style requests after three items with the cursor "cursor" shows its unit: items (3), pages (2), or the cursor.
  const { cursor = "next" } = paging as CursorStyle;
  const [key = "", style] =
    Object.entries(
      turnPage(paging, {}, { [cursor]: "cursor" }, [1, 2, 3]),
    ).find(([, next]) => next === 3 || next === 2 || next === "cursor") ?? [];
  const position = Math.max(Number(read(key)) || 0, 0);
  let start = position;
  // Not `0 * Infinity`, which is NaN.
  if (style === 2) start = position > 1 ? (position - 1) * limit : 0;
  const { searchAfter, ...query } = Object(body) as Arguments;
  if (searchAfter) {
    const places = list.map((item) => {
      const next = turnPage(paging, { body: query }, undefined, [item]);
      return JSON.stringify((Object(next["body"]) as Arguments)["searchAfter"]);
    });
    start = places.lastIndexOf(JSON.stringify(searchAfter)) + 1 || start;
  }
  const end = start + limit;
  const page: readonly unknown[] = list.slice(start, end);

  const { items, total: sum } = paging;
  // The given list may be a part of a longer one. Its last page states its own length: below its total a list is an error.
  const stated = end < list.length && sum ? Number(envelope[sum]) || 0 : 0;
  const total = Math.max(list.length, stated);
  const answer = items && {
    ...envelope,
    [items]: page,
    ...(sum && { [sum]: total }),
    ...(style === "cursor" && {
      [cursor]: end < list.length ? String(end) : undefined,
    }),
  };
  const isCounted = url.searchParams.get("count") === "true";
  return toResponse(
    answer || page,
    operation,
    isCounted ? { "x-total-count": String(total) } : undefined,
  );
}

/**
 * Makes a mock. A request without a matching route fails with an error that names the request. Lists are returned page
 * by page: see `MockAnswer`. The token endpoint returns a token, unless a route matches it.
 */
export function createMock({
  operations = [],
  // Not `{}`, which has a property `constructor`.
  examples = parseLazily({}),
}: MockOptions = {}): Mock {
  const routes: Route[] = operations.map((operation) =>
    makeRoute(operation, examples[operation.id]),
  );
  const requests: MockRequest[] = [];

  const send: Fetch = async (address, init) => {
    init.signal?.throwIfAborted();
    const url = new URL(address);
    const method = init.method ?? "GET";
    // The longest query in the path wins, then the fewest placeholders, then the latest route.
    const [route] = routes
      .filter(
        ({ operation, pattern, query }) =>
          operation.method === method &&
          pattern.test(url.pathname) &&
          (!query || `${url.search}&`.startsWith(`?${query}&`)),
      )
      .reverse()
      .sort(
        (one, other) =>
          other.query.length - one.query.length ||
          one.keys.length - other.keys.length,
      );
    if (!route && url.pathname.endsWith("/oauth/token"))
      return toResponse({ access_token: "mock-token", expires_in: 3600 });
    const values = route?.pattern.exec(url.pathname)?.slice(1) ?? [];
    const path = Object.fromEntries(
      (route?.keys ?? []).map((key, index) => [
        key,
        decodeURIComponent(values[index] ?? ""),
      ]),
    );
    // The core sends a plain object with names in lower case.
    const headers = (init.headers ?? {}) as Readonly<Record<string, string>>;
    let body: unknown = init.body;
    if (typeof body === "string" && /json/.test(headers["content-type"] ?? ""))
      body = (route?.operation.json?.body ?? JSON).parse(body);
    const request: MockRequest = {
      operationId: route?.operation.id,
      method,
      url,
      path,
      headers,
      body,
    };
    requests.push(request);
    if (!route) {
      const known = routes
        .slice(0, 10)
        .map(({ operation }) => `  ${operation.method} ${operation.path}`);
      // Not a ConnectionError, which would be retried.
      throw new SdkError(
        `the mock has no route for ${method} ${url.pathname}; the first of its ${routes.length} routes:\n${known.join("\n")}`,
      );
    }
    const { answer, operation } = route;
    try {
      return typeof answer === "function"
        ? toResponse(await answer(request), operation)
        : toPage(answer, operation, request);
    } catch (cause) {
      if (isSdkError(cause)) throw cause;
      // For example a failed assertion of a test. The core would treat the error itself as a broken connection and
      // retry.
      throw new SdkError(
        `the mock's route for ${method} ${url.pathname} failed: ${cause}`,
        {
          operationId: operation.id,
          method,
          url: url.origin + url.pathname,
          cause,
        },
      );
    }
  };

  const mock: Mock = {
    fetch: send,
    requests,
    on: (operation, answer) => {
      routes.push(makeRoute(operation, answer));
      return mock;
    },
  };
  return mock;
}

/** Returns values by name. Each is parsed from its JSON text when it is read, with its own codec if it has one. */
export function parseLazily(
  texts: Readonly<Record<string, string>>,
  codecs: Readonly<Record<string, JsonCodec>> = {},
): Readonly<Record<string, unknown>> {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        const text =
          typeof name === "string" && Object.hasOwn(texts, name)
            ? texts[name]
            : undefined;
        if (text === undefined) return undefined;
        const codec = Object.hasOwn(codecs, name)
          ? codecs[name as string]
          : undefined;
        return (codec ?? JSON).parse(text);
      },
    },
  );
}

/**
 * Makes a list of operations. The compiler checks each argument on its own; for an array literal it would first make
 * the union of all their types, which takes too long for a large API.
 */
export function listOperations(
  ...operations: readonly Operation[]
): readonly Operation[] {
  return operations;
}
