import type { Clock } from "./options.js";
import { FIRST_WAIT, LONGEST_WAIT } from "./retry-policy.js";

/** The clock of the system. */
export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, run) => {
    // `setTimeout` does not wait at all if the wait is 25 days or longer.
    const timer = setTimeout(run, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/**
 * A random wait in milliseconds. Its upper limit is `FIRST_WAIT` before the first retry, doubles with each attempt, and
 * never exceeds `LONGEST_WAIT`.
 */
export function fullJitter(attempt: number): number {
  return (
    Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
  );
}

/**
 * Returns the result of `promise`, but rejects with the reason of the signal as soon as the signal is aborted. So a
 * `fetch` or a token provider that ignores signals does not hold the call.
 */
export function until<T>(
  signal: AbortSignal,
  promise: T | PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Waits. Rejects with the reason of the signal as soon as the signal is aborted. */
export function sleep(
  { after }: Clock,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  let cancel: (() => void) | undefined;
  return until(
    signal,
    new Promise<void>((resolve) => {
      cancel = after(milliseconds, resolve);
    }),
  ).finally(cancel);
}

const followers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `onAbort` when the signal is aborted, or at once if it already is. The returned function stops that. One
 * listener serves all followers of a signal, because Node 20 warns of a leak if many calls share a signal and each adds
 * a listener.
 */
export function follow(
  signal: AbortSignal | undefined,
  onAbort: () => void,
): () => void {
  if (!signal) return () => {};
  let group = followers.get(signal);
  if (!group) {
    followers.set(signal, (group = new Set()));
    signal.addEventListener("abort", () => group!.forEach((run) => run()));
  }
  group.add(onAbort);
  if (signal.aborted) onAbort();
  return () => {
    group.delete(onAbort);
  };
}
