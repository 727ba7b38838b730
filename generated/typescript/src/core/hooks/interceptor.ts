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

/** The functions that observe each attempt. */
export interface InterceptorOptions {
  /** Functions that run for every attempt; `combineHooks` combines several `Hooks`. */
  readonly hooks?: Hooks | undefined;
  /** Receives one line per attempt. Default: nothing is logged. */
  readonly logger?: Logger | undefined;
}

/** A response without credentials: the same response if it has none, otherwise a copy without credentials and body. */
function show(response: Response): Response {
  const { status, statusText } = response;
  // A caller's `fetch` may return less than a Response: see `AnyFetch`.
  const { url = "", headers: found } = response as Partial<Response>;
  const address = hideQuery(url);
  let isOpen = address === url;
  // Not `keys()`, because the DOM's types declare it only with `lib: ["DOM.Iterable"]`.
  (found as Partial<Headers>).forEach?.(
    (_, name) => (isOpen &&= !isCredential(name)),
  );
  if (isOpen) return response;
  const headers = hideHeaders(response.headers);
  const shown = new Response(null, { status, statusText, headers });
  return Object.defineProperty(shown, "url", { value: address });
}

/** The errors that ended a call and that the hooks have already received. */
const told = /* @__PURE__ */ new WeakSet<object>();

/**
 * Makes the `Report` of a client. The hook `error` and the logger receive the error of each call that no code awaits
 * once. An error that was not part of an attempt (a bad argument, no token) is reported as attempt 0. Returns undefined
 * without hooks and logger.
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
    // No code awaits the hook either, so `warn` prints its error.
    new Promise((resolve) => resolve(tell({ ...event, ...end }))).catch(warn);
  };
}

/**
 * Makes an interceptor of hooks and a logger, for a core without a client:
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
    // Only the headers that the hook changed replace the real ones; the token is never replaced.
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
