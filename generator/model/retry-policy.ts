/**
 * When both SDKs retry a request, and how long they wait. Sources: the vendor's guide to rate limits (429 with
 * `Retry-After`), RFC 9110 section 15.6.4 (503 with `Retry-After`) and 9.2.2 (idempotent methods).
 */
export interface RetryPolicy {
  /** The maximum number of attempts, the first one included. */
  readonly attempts: number;
  /** Statuses that mean that the call had no effect: every call is retried. */
  readonly always: readonly number[];
  /** Statuses that mean this only if the response has `Retry-After`. */
  readonly withRetryAfter: readonly number[];
  /** Statuses after which a call is retried if it is safe to repeat. Lost connections count too. */
  readonly ifRepeatable: readonly number[];
  /** Upper bound of the first wait in seconds, if the service names no wait. Each further wait doubles it. */
  readonly firstWait: number;
  /** Upper bound of every such wait, in seconds. */
  readonly longestWait: number;
}

/** The retry policy of both SDKs. */
export const RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  always: [429],
  withRetryAfter: [503],
  ifRepeatable: [408, 502, 503, 504],
  firstWait: 0.5,
  longestWait: 30,
};
