import type { RetryPolicy } from "../../model/retry-policy.ts";

/** The runtime's errors for requests without a response. */
const NO_RESPONSE = ["ConnectionError", "TimeoutError"];

/** The runtime's `retry-policy.ts`: the retry policy of the model as constants, which bundlers can inline. */
export function retryPolicyModule(policy: RetryPolicy): string {
  const oneOf = (kinds: readonly (number | string)[]): string => `/^(${kinds.join("|")})$/`;
  return `// Made from generator/model/retry-policy.ts: npx vitest run test/unit/model -u

/** How often a request is sent at most. */
export const ATTEMPTS = ${String(policy.attempts)};

/** Statuses that say that the call had no effect: every call is sent again. */
export const RETRIED = ${oneOf(policy.always)};

/** Statuses that say so only when the response has \`Retry-After\`. */
export const RETRIED_WHEN_TOLD = ${oneOf(policy.withRetryAfter)};

/** Statuses and errors after which a call is sent again if sending it twice is safe. */
export const RETRIED_IF_REPEATABLE =
  ${oneOf([...policy.ifRepeatable, ...NO_RESPONSE])};

/** Milliseconds that the first wait takes at most; each further wait doubles it. */
export const FIRST_WAIT = ${String(policy.firstWait * 1000)};

/** Milliseconds that no wait exceeds. */
export const LONGEST_WAIT = ${String(policy.longestWait * 1000)};
`;
}
