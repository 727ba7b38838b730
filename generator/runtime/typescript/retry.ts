import {
  type ApiError,
  ConnectionError,
  type SdkError,
  TimeoutError,
} from "./errors.js";
import type { Operation } from "./operation.js";
import type { RetryOptions } from "./options.js";

/** What the decision to send a call again depends on. */
export interface Failure {
  readonly error: SdkError;
  /** 1 after the first attempt. */
  readonly attempt: number;
  readonly operation: Operation;
  readonly retry: RetryOptions;
  readonly random: () => number;
}

/** The wait in milliseconds before a failed call is sent again, or undefined when it is not. */
export function decideDelay({
  error,
  attempt,
  operation,
  retry,
  random,
}: Failure): number | undefined {
  const { attempts = 5, baseDelayMs = 500, maxDelayMs = 30_000 } = retry;
  const { status, retryAfter } = error as Partial<ApiError>;
  const isRepeatable =
    retry.unsafe ||
    operation.read ||
    /^(GET|HEAD|PUT|DELETE|OPTIONS|TRACE)$/.test(operation.method);
  // 429, and 503 with Retry-After, say that the call had no effect.
  const isRetried =
    status === 429 ||
    (status === 503 && retryAfter !== undefined) ||
    (isRepeatable &&
      (error instanceof ConnectionError ||
        error instanceof TimeoutError ||
        [408, 502, 503, 504].includes(status!)));
  if (!isRetried || attempt >= attempts) return undefined;
  return retryAfter === undefined
    ? random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
    : retryAfter * 1000;
}
