import type { Hooks } from "./hooks.js";

/** What log lines are written to; `console` and the usual loggers fit. */
export interface Logger {
  readonly debug: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** Several hooks as one; each is called in order. */
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

/** The URL without its query: filters hold names of people. */
function bareUrl(url: string): string {
  return url.split("?")[0]!;
}

/**
 * Hooks that write one line per attempt: a success with `debug`, a failure with `warn`. No line holds a header,
 * a query or a body.
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
