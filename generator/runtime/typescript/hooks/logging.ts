import type { Hooks } from "./hooks.js";

/** Receives log lines. `console` and the usual loggers have these methods. */
export interface Logger {
  readonly debug: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** Combines several `Hooks` into one, which calls them in order. */
export function combineHooks(...hooks: readonly (Hooks | undefined)[]): Hooks {
  return {
    before: async (event) => {
      for (const hook of hooks) await hook?.before?.(event);
    },
    after: async (event) => {
      for (const hook of hooks) await hook?.after?.(event);
    },
    error: async (event) => {
      for (const hook of hooks) await hook?.error?.(event);
    },
  };
}

/** The URL without its query, because filters contain names of people. */
function bareUrl(url: string): string {
  return url.split("?")[0]!;
}

/**
 * Makes hooks that log one line per attempt: a success with `debug`, a failure with `warn`. No line contains a header,
 * a query or a request body. The message of a failure may contain text of the response.
 */
export function logTo(logger: Logger): Hooks {
  return {
    after: ({ method, url, attempt, response, durationMs }) =>
      logger.debug(
        `${method} ${bareUrl(url)} ${response.status} in ${durationMs} ms, attempt ${attempt}`,
      ),
    error: ({ error, attempt, durationMs, delayMs }) =>
      logger.warn(
        `${error.name}: ${error.message} in ${durationMs} ms, attempt ${attempt}, ` +
          (delayMs === undefined ? "gave up" : `next in ${delayMs} ms`),
      ),
  };
}
