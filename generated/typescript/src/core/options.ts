import type { Hooks } from "./hooks.js";
import type { Send } from "./core.js";

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The time. Tests inject their own. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `run` once after `milliseconds`; the answer cancels it. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** When a failed call is sent again. */
export interface RetryOptions {
  /** How often one call is sent at most, the first time included. Default 5. */
  readonly attempts?: number;
  /** The wait before the first retry is random between 0 and this many milliseconds; it doubles each time. Default 500. */
  readonly baseDelayMs?: number;
  /** The longest such wait in milliseconds; a Retry-After is not bounded by it. Default 30,000. */
  readonly maxDelayMs?: number;
  /**
   * Send methods that are not idempotent (POST, PATCH) again after 408, 502, 503, 504 and connection errors,
   * although the first one may have had its effect. Default false.
   */
  readonly unsafe?: boolean;
}

/** What a token provider is given. */
export interface TokenContext {
  /** The base URL of the core, without a slash at the end. */
  readonly baseUrl: string;
  /** The clock of the core. */
  readonly clock: Clock;
  /** The token that the service refused with a 401: do not give it again. */
  readonly rejected: string | undefined;
  /** Sends a request with the core's `fetch`, retries and timeouts. */
  readonly send: Send;
}

/** Gives the access token of a call. Called before each attempt: cache the token. */
export type TokenProvider = (context: TokenContext) => string | Promise<string>;

/** Waits until the next request may start; rejects with the signal's reason when it is aborted first. */
export type Limiter = (signal: AbortSignal, clock: Clock) => Promise<void>;

/** Options of one call; each overrides the core's. */
export interface CallOptions {
  /** Ends the call, its waits included, with an `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /** The longest time of one attempt in milliseconds, reading the body included. Default 60,000; `Infinity`: no limit. */
  readonly timeoutMs?: number | undefined;
  /** The longest time of the call with all attempts and waits in milliseconds. Default 300,000; `Infinity`: no limit. */
  readonly totalTimeoutMs?: number | undefined;
  /** Extra headers; they win over the ones the operation sets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** When a failed call is sent again; false: never. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a core, and of the client. */
export interface CoreOptions extends Omit<CallOptions, "signal"> {
  /** The URL that paths are appended to, such as `https://acme.api.identitynow.com`. */
  readonly baseUrl: string;
  /** An access token, or what provides one: `clientCredentials(...)` or your own function. */
  readonly auth?: string | TokenProvider | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Functions that see every attempt; `combineHooks` makes one of several. */
  readonly hooks?: Hooks | undefined;
  /** Bounds the rate of requests: `limiter({ requests: 100, perMs: 10_000 })`. Default: no bound. */
  readonly limiter?: Limiter | undefined;
  /** The time, for tests. */
  readonly clock?: Clock | undefined;
  /** A number from 0 up to 1, for tests. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}
