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

/**
 * Bounds the rate at which requests start, retries and token requests included. They wait in order. Share one
 * limiter between the cores that use the same client.
 */
export function limiter({ requests, perMs }: Rate = serviceRate): Limiter {
  const starts: number[] = [];
  let queue: Promise<void> = Promise.resolve();

  const wait = async (signal: AbortSignal, clock: Clock): Promise<void> => {
    for (;;) {
      if (signal.aborted) throw signal.reason;
      const now = clock.now();
      while (starts.length && starts[0]! <= now - perMs) starts.shift();
      if (starts.length < requests) {
        starts.push(now);
        return;
      }
      await sleep(clock, starts[0]! + perMs - now, signal);
    }
  };

  return (signal, clock) => {
    const turn = queue.then(() => wait(signal, clock));
    // One that was aborted in the queue does not hold the others.
    queue = turn.catch(() => {});
    return until(signal, turn);
  };
}
