import type { Clock } from "./options.js";
import { FIRST_WAIT, LONGEST_WAIT } from "./retry-policy.js";

/** The real time. */
export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, run) => {
    // setTimeout takes a wait of 25 days or more for none at all.
    const timer = setTimeout(run, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** A random wait in milliseconds. Its upper bound is `FIRST_WAIT` before the first retry, doubles, and stays below `LONGEST_WAIT`. */
export function fullJitter(attempt: number): number {
  return (
    Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
  );
}

/**
 * The outcome of `promise`, or the signal's reason as soon as the signal is aborted: a `fetch` or a token
 * provider that ignores signals must not hold the call.
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

/** Waits; rejects with the signal's reason as soon as the signal is aborted. */
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
 * Calls `onAbort` when the signal is aborted, or at once when it is; the answer ends that. One listener serves
 * all followers of a signal: Node 20 warns of a leak when many calls share a signal and each adds its own.
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
