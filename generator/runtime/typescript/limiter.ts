import type { Clock, Limiter } from "./options.js";
import { sleep, until } from "./time.js";

/** How many requests may start in any stretch of time. */
export interface Rate {
  readonly requests: number;
  /** The stretch in milliseconds. */
  readonly perMs: number;
}

/** What the service allows one client: 100 requests in 10 seconds. */
export const serviceRate: Rate = { requests: 100, perMs: 10_000 };

/** A request that was let pass, until its stretch of time is over. */
interface Passed {
  readonly start: number;
  /** When the answer came; absent: it is under way. */
  end?: number;
}

/** How long the way to the service is taken to be at most, in milliseconds. */
const LONGEST_WAY = 1000;

/**
 * Bounds the rate at which requests start, retries and token requests included. They wait in order. Share one
 * limiter between the cores that use the same client.
 *
 * The service counts a request when it comes in, which is between its start and its answer. So a request counts until
 * `perMs` behind its answer, or behind its start and a second where the answer takes longer.
 */
export function limiter({ requests, perMs }: Rate = serviceRate): Limiter {
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
      passed = passed.filter((own) => countedUntil(own) > now);
      if (passed.length < requests) {
        const own: Passed = { start: now };
        passed = [...passed, own];
        return () => {
          own.end = clock.now();
        };
      }
      // One that is under way may be answered meanwhile.
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
    // One that was aborted in the queue does not hold the others.
    queue = turn.catch(() => {});
    return until(signal, turn);
  };
}
