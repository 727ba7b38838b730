import type { Report, WithResponse } from "./call.js";
import type { SdkError } from "./errors.js";
import type { AttemptEvent } from "./hooks/hooks.js";
import type { Operation } from "./operation.js";

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: RequestInit & Foreign,
) => Promise<Response>;

/** What every module has a type of its own for: it is given to any of them as it is. */
interface Foreign {
  readonly body?: ReturnType<JSON["parse"]>;
  readonly dispatcher?: ReturnType<JSON["parse"]>;
  readonly headers?: ReturnType<JSON["parse"]>;
}

/**
 * {@link Fetch}, or that of a module such as `undici`, whichever library the compiler has: the types of its bodies,
 * headers and answers are its own. `Init` makes `{ ...init, dispatcher }` a type that every `fetch` takes: the DOM's
 * `RequestInit` has no `dispatcher`, and that of Node's types is of another version of undici.
 */
export type AnyFetch = <Init extends Parameters<Fetch>[1]>(
  url: string,
  init: Init,
) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly text: () => Promise<string>;
}>;

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
  /**
   * The wait in milliseconds behind a failed attempt (1 for the first one); it is added to the one that the service
   * names. Default: random between 0 and 500 behind the first attempt, and twice as long each time, up to 30,000.
   */
  readonly backoff?: (attempt: number) => number;
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
  /** The token that the service refused last, with a 401: do not give it again. */
  readonly rejected: string | undefined;
  /** Sends a request with the core's `fetch`, retries and timeouts. */
  readonly send: Send;
}

/** Gives the access token of a call. Called before each attempt: cache the token. */
export type TokenProvider = (context: TokenContext) => string | Promise<string>;

/**
 * Waits until the next request may start; rejects with the signal's reason when it is aborted first. What it gives is
 * called when the request has been answered, or has failed.
 */
export type Limiter = (
  signal: AbortSignal,
  clock: Clock,
) => Promise<(() => void) | void>;

/** What became of one attempt. */
export type Outcome<T> =
  | (WithResponse<T> & {
      readonly error?: undefined;
      /** The time that the attempt took in milliseconds, without the wait for the limiter. */
      readonly durationMs: number;
    })
  | {
      readonly error: SdkError;
      /** The wait before the next attempt in milliseconds; undefined: there is none, the call fails with `error`. */
      readonly delayMs: number | undefined;
      readonly durationMs: number;
    };

/**
 * Stands around each attempt, token requests included: it may wait before it calls `run`, change the headers of
 * the attempt (its token is among them; hooks are shown none), and see the outcome, which it gives back. What it
 * throws ends the call. `signal` is aborted when the call ends meanwhile. `createInterceptor` makes one of hooks and a
 * logger.
 */
export type Interceptor = <T>(
  attempt: AttemptEvent,
  run: () => Promise<Outcome<T>>,
  signal: AbortSignal,
) => Promise<Outcome<T>>;

/** Options of one call; each overrides the core's. */
export interface CallOptions {
  /** Ends the call, its waits included, with an `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The longest time of one attempt in milliseconds, reading the body included; the wait for the limiter is none of it.
   * Default 60,000; 0 or `Infinity`: no limit.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The longest time of the call with all attempts and waits in milliseconds. Default 300,000; 0 or `Infinity`: no limit.
   */
  readonly totalTimeoutMs?: number | undefined;
  /** Extra headers; they win over the ones the operation sets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** When a failed call is sent again; false: never. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a core, and of the client. */
export interface CoreOptions extends Omit<CallOptions, "signal"> {
  /**
   * The URL that paths are appended to, such as `https://acme.api.identitynow.com`. `http:` is for this machine only,
   * unless `allowHttp` is set. A user and a password in it are sent where there is no `auth`.
   */
  readonly baseUrl: string;
  /** An access token, or what provides one: `clientCredentials(...)` or your own function. */
  readonly auth?: string | TokenProvider | undefined;
  /** Send also by `http:` to other machines, where everybody on the way reads tokens and secrets. Default false. */
  readonly allowHttp?: boolean | undefined;
  /** Default: the global `fetch`. It is asked to follow no redirect: the core does, and sends no body elsewhere. */
  readonly fetch?: AnyFetch | undefined;
  /** Stands around each attempt: hooks and logger of a client; see `createInterceptor`. */
  readonly interceptor?: Interceptor | undefined;
  /**
   * Bounds the rate of requests: `limiter({ requests: 100, perMs: 10_000 })`. Its wait counts in `totalTimeoutMs`. Share
   * one between the cores that use the same client of the service. Default: no bound.
   */
  readonly limiter?: Limiter | false | undefined;
  /** Gets the error of a call that nobody waits for. Default: `console.warn`. */
  readonly report?: Report | undefined;
  /** The time, for tests. */
  readonly clock?: Clock | undefined;
}

/** Sends one call; rejects with an `SdkError`. `T` is what the operation answers, unchecked. */
export type Send = <T>(
  operation: Operation,
  args: object,
  options?: CallOptions,
) => Promise<WithResponse<T>>;
