# Made from generator/model/retry-policy.ts: npx vitest run test/unit/model -u

# Always: the status says that the call had no effect. WithRetryAfter: it says so only with that header. IfRepeatable:
# sent again if sending twice is safe. Waits are in seconds; the first one is doubled by each further one.
$script:retryPolicy = @{
    MaximumRetryCount = 4
    Always = @(429)
    WithRetryAfter = @(503)
    IfRepeatable = @(408, 502, 503, 504)
    FirstWait = 0.5
    LongestWait = 30
}
