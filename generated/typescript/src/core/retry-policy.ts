// Made from generator/model/retry-policy.ts: npx vitest run test/unit/model -u

/** How often a request is sent at most. */
export const ATTEMPTS = 5;

/** Statuses that say that the call had no effect: every call is sent again. */
export const RETRIED = /^(429)$/;

/** Statuses that say so only when the response has `Retry-After`. */
export const RETRIED_WHEN_TOLD = /^(503)$/;

/** Statuses and errors after which a call is sent again if sending it twice is safe. */
export const RETRIED_IF_REPEATABLE =
  /^(408|502|503|504|ConnectionError|TimeoutError)$/;

/** Milliseconds that the first wait takes at most; each further wait doubles it. */
export const FIRST_WAIT = 500;

/** Milliseconds that no wait exceeds. */
export const LONGEST_WAIT = 30000;
