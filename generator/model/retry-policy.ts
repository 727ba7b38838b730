/**
 * When both SDKs send a request again, and how long they wait. Sources: the vendor's guide to rate limits (429 with
 * `Retry-After`), RFC 9110 section 15.6.4 (503 with `Retry-After`) and 9.2.2 (idempotent methods).
 */
export interface RetryPolicy {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Statuses that say that the call had no effect: every call is sent again. */
  readonly always: readonly number[];
  /** Statuses that say so only when the response has `Retry-After`. */
  readonly withRetryAfter: readonly number[];
  /** Statuses, besides lost connections, after which a call is sent again if sending it twice is safe. */
  readonly ifRepeatable: readonly number[];
  /** Seconds that the first wait takes at most when the service names none; each further wait doubles it. */
  readonly firstWait: number;
  /** Seconds that no such wait exceeds. */
  readonly longestWait: number;
}

export const RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  always: [429],
  withRetryAfter: [503],
  ifRepeatable: [408, 502, 503, 504],
  firstWait: 0.5,
  longestWait: 30,
};
