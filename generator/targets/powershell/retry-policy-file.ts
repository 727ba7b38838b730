import type { RetryPolicy } from "../../model/retry-policy.ts";

/** The runtime's `retry-policy.ps1`: the retry policy of the model as a table. */
export function retryPolicyScript(policy: RetryPolicy): string {
  const list = (statuses: readonly number[]): string => `@(${statuses.join(", ")})`;
  return `# Made from generator/model/retry-policy.ts: npx vitest run test/unit/model -u

# Always: the status says that the call had no effect. WithRetryAfter: it says so only with that header. IfRepeatable:
# sent again if sending twice is safe. Waits are in seconds; the first one is doubled by each further one.
$script:retryPolicy = @{
    MaximumRetryCount = ${String(policy.attempts - 1)}
    Always = ${list(policy.always)}
    WithRetryAfter = ${list(policy.withRetryAfter)}
    IfRepeatable = ${list(policy.ifRepeatable)}
    FirstWait = ${String(policy.firstWait)}
    LongestWait = ${String(policy.longestWait)}
}
`;
}
