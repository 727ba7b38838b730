import { AbortedError, isSdkError, type SdkError } from "./errors.js";
import type { Clock } from "./options.js";

/** The real time. */
export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A stretch of a call that ends early when its time runs out or its parent is aborted. */
export interface Scope {
  /** Aborted with the `SdkError` that the call ends with. */
  readonly signal: AbortSignal;
  /** Stops the timer. */
  readonly stopTimer: () => void;
  /** Stops the timer and no longer follows the parent. */
  readonly release: () => void;
}

/** What a scope is made from. */
export interface ScopeOptions {
  readonly clock: Clock;
  /** Milliseconds; 0: no limit. */
  readonly limit: number;
  /** The signal to follow. */
  readonly parent: AbortSignal | undefined;
  /** The error when the time has run out. */
  readonly onLimit: () => SdkError;
}

/** Starts a scope. */
export function openScope({
  clock,
  limit,
  parent,
  onLimit,
}: ScopeOptions): Scope {
  const controller = new AbortController();
  const follow = (): void => {
    const cause: unknown = parent?.reason;
    controller.abort(
      isSdkError(cause)
        ? cause
        : new AbortedError("aborted by the caller", { cause }),
    );
  };
  if (parent?.aborted) follow();
  parent?.addEventListener("abort", follow);
  const stopTimer = limit
    ? clock.after(limit, () => controller.abort(onLimit()))
    : () => {};
  return {
    signal: controller.signal,
    stopTimer,
    release: () => {
      stopTimer();
      parent?.removeEventListener("abort", follow);
    },
  };
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

/** Waits; rejects with the signal's reason when it is aborted first. */
export function sleep(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  let cancel = (): void => {};
  return until(
    signal,
    new Promise<void>((resolve) => {
      cancel = clock.after(milliseconds, resolve);
    }),
  ).finally(() => cancel());
}
