import type { Hooks } from "./hooks.js";
import { combineHooks, type Logger, logTo } from "./logging.js";
import type { Clock, Interceptor, Limiter } from "./options.js";
import { systemClock } from "./time.js";

/** What stands around each attempt. */
export interface InterceptorOptions {
  /** Functions that see every attempt; `combineHooks` makes one of several. */
  readonly hooks?: Hooks | undefined;
  /** Bounds the rate of requests: `limiter({ requests: 100, perMs: 10_000 })`. Default: no bound. */
  readonly limiter?: Limiter | undefined;
  /** Gets one line per attempt. Default: silence. */
  readonly logger?: Logger | undefined;
  /** The time, for tests. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes an interceptor of hooks, a logger and a limiter, for a core that has no client around it:
 * `createCore({ baseUrl, auth, interceptor: createInterceptor({ limiter: limiter() }) })`.
 */
export function createInterceptor({
  hooks,
  limiter,
  logger,
  clock = systemClock,
}: InterceptorOptions): Interceptor {
  const { before, after, error } = logger
    ? combineHooks(hooks, logTo(logger))
    : (hooks ?? {});
  return async (event, run, signal) => {
    const { authorization } = event.headers;
    const seen = { ...event, headers: { ...event.headers } };
    if (authorization) seen.headers["authorization"] = "[redacted]";
    await before?.(seen);
    Object.assign(
      event.headers,
      seen.headers,
      authorization && { authorization },
    );
    // Last, for a hook may wait: what the limiter lets pass starts at once.
    await limiter?.(signal, clock);
    const started = clock.now();
    const outcome = await run();
    const durationMs = clock.now() - started;
    await (outcome.error
      ? error?.({ ...seen, ...outcome, durationMs })
      : after?.({ ...seen, response: outcome.response, durationMs }));
    return outcome;
  };
}
