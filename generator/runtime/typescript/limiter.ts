import { SdkError } from "./errors.js";
import type { Clock, Limiter } from "./options.js";
import { sleep, until } from "./time.js";

/** The number of requests that may start within any period of a given length. */
export interface Rate {
  readonly requests: number;
  /** The length of the period in milliseconds. */
  readonly perMs: number;
}

/** The rate limit of the service for one client: 100 requests in 10 seconds. */
export const serviceRate: Rate = { requests: 100, perMs: 10_000 };

/** A request that has started and still counts. */
interface Passed {
  readonly start: number;
  /** When the response came; absent while the request is pending. */
  end?: number;
}

/** The longest time that a request is assumed to need to reach the service, in milliseconds. */
const LONGEST_WAY = 1000;

/**
 * Limits the rate at which requests start, retries and token requests included. Requests wait in order. Share one
 * limiter between the cores that use the same client of the service.
 *
 * The service counts a request when it arrives, which is between its start and its response. So a request counts until
 * `perMs` after its response, or until `perMs` after its start plus one second if the response takes longer.
 * @throws SdkError if no request could ever start, or if a number is NaN.
 */
export function limiter({ requests, perMs }: Rate = serviceRate): Limiter {
  if (!(requests >= 1 && perMs >= 0))
    throw new SdkError(`limiter: ${requests} requests per ${perMs} ms`);
  let passed: readonly Passed[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  const countedUntil = ({ start, end = Infinity }: Passed): number =>
    Math.min(end, start + LONGEST_WAY) + perMs;

  const wait = async (
    signal: AbortSignal,
    clock: Clock,
  ): Promise<() => void> => {
    for (;;) {
      if (signal.aborted) throw signal.reason;
      const now = clock.now();
      // A start in the future: the clock was set back, and the request would count until the clock has caught up.
      passed = passed.filter(
        (own) => own.start <= now && countedUntil(own) > now,
      );
      if (passed.length < requests) {
        const own: Passed = { start: now };
        passed = [...passed, own];
        return () => {
          own.end = clock.now();
        };
      }
      // The response of a pending request may arrive before the time that `countedUntil` assumes.
      const next = Math.min(
        ...passed.map((own) => {
          const earliest = (own.end ?? own.start) + perMs;
          return earliest > now ? earliest : countedUntil(own);
        }),
      );
      await sleep(clock, next - now, signal);
    }
  };

  return (signal, clock) => {
    const turn = queue.then(() => wait(signal, clock));
    // A request that was aborted in the queue does not block the others.
    queue = turn.catch(() => {});
    return until(signal, turn);
  };
}
