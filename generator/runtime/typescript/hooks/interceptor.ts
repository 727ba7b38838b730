import type { Hooks } from "./hooks.js";
import { combineHooks, type Logger, logTo } from "./logging.js";
import { type Report, warn } from "../call.js";
import { isSdkError, SdkError } from "../errors.js";
import type { Interceptor } from "../options.js";
import {
  hideEntries,
  hideHeaders,
  hideQuery,
  isCredential,
} from "../secrets.js";

/** What sees each attempt. */
export interface InterceptorOptions {
  /** Functions that see every attempt; `combineHooks` makes one of several. */
  readonly hooks?: Hooks | undefined;
  /** Gets one line per attempt. Default: silence. */
  readonly logger?: Logger | undefined;
}

/** A response without credentials: the same one where it has none, else one without a body. */
function show(response: Response): Response {
  const { status, statusText, url } = response;
  const address = hideQuery(url);
  let isOpen = address === url;
  // Not `keys()`, which the DOM's types have only with `lib: ["DOM.Iterable"]`.
  response.headers.forEach((_, name) => (isOpen &&= !isCredential(name)));
  if (isOpen) return response;
  const headers = hideHeaders(response.headers);
  const shown = new Response(null, { status, statusText, headers });
  return Object.defineProperty(shown, "url", { value: address });
}

/** The errors that ended a call and that hooks were told of. */
const told = /* @__PURE__ */ new WeakSet<object>();

/**
 * Makes what gets the errors of calls that nobody waits for: the hook `error` and the logger see each of them once, as
 * attempt 0 where none was told of it (a bad argument, no token). Undefined where neither is there.
 */
export function createReport({
  hooks,
  logger,
}: InterceptorOptions): Report | undefined {
  const { error: tell } = logger
    ? combineHooks(hooks, logTo(logger))
    : (hooks ?? {});
  if (!tell) return undefined;
  return (cause) => {
    if (told.has(Object(cause) as object)) return;
    const error = isSdkError(cause)
      ? cause
      : new SdkError(String(cause), { cause });
    const { operationId = "", method = "", url = "" } = error;
    const event = { operationId, method, url, headers: {}, attempt: 0 };
    const end = { error, durationMs: 0, delayMs: undefined };
    // A hook that fails has no caller either.
    new Promise((resolve) => resolve(tell({ ...event, ...end }))).catch(warn);
  };
}

/**
 * Makes an interceptor of hooks and a logger, for a core that has no client around it:
 * `createCore({ baseUrl, auth, interceptor: createInterceptor({ logger: console }) })`.
 */
export function createInterceptor({
  hooks,
  logger,
}: InterceptorOptions): Interceptor {
  const { before, after, error } = logger
    ? combineHooks(hooks, logTo(logger))
    : (hooks ?? {});
  return async (event, run) => {
    const { authorization } = event.headers;
    const shown = hideEntries(event.headers);
    const seen = {
      ...event,
      url: hideQuery(event.url),
      headers: { ...shown },
    };
    await before?.(seen);
    // What a hook did not touch goes out as it was, the token always.
    for (const name in seen.headers)
      if (seen.headers[name] !== shown[name])
        event.headers[name] = seen.headers[name]!;
    if (authorization) event.headers["authorization"] = authorization;
    Object.assign(seen.headers, hideEntries(seen.headers));
    const outcome = await run();
    const { durationMs } = outcome;
    if (outcome.error && outcome.delayMs === undefined) told.add(outcome.error);
    await (outcome.error
      ? error?.({ ...seen, ...outcome })
      : after?.({ ...seen, response: show(outcome.response), durationMs }));
    return outcome;
  };
}
