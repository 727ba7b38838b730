import type { Report, WithResponse } from "./call.js";
import type { SdkError } from "./errors.js";
import type { AttemptEvent } from "./hooks/hooks.js";
import type { Operation } from "./operation.js";

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: RequestInit & Foreign,
) => Promise<Response>;

/**
 * The keys whose types differ between the modules that declare `fetch`. `any` passes them to each of these modules
 * unchanged.
 */
interface Foreign {
  readonly body?: ReturnType<JSON["parse"]>;
  readonly dispatcher?: ReturnType<JSON["parse"]>;
  readonly headers?: ReturnType<JSON["parse"]>;
}

/**
 * {@link Fetch}, or the `fetch` of a module such as `undici`, with any library of the compiler: such a module has its
 * own types of bodies, headers and responses. The parameter `Init` makes `{ ...init, dispatcher }` acceptable to every
 * `fetch`: the DOM's `RequestInit` has no `dispatcher`, and that of Node's types belongs to another version of undici.
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

/** The clock. Tests inject their own. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `run` once after `milliseconds`. The returned function cancels that. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** When a failed call is retried. */
export interface RetryOptions {
  /** How often one call is sent at most, the first attempt included. Default 5. */
  readonly attempts?: number;
  /**
   * The wait in milliseconds after a failed attempt (1 is the first); it is added to the wait that Retry-After states.
   * Default: random between 0 and 500 after the first attempt; the upper limit doubles each time, up to 30,000.
   */
  readonly backoff?: (attempt: number) => number;
  /**
   * Retry methods that are not idempotent (POST, PATCH) after 408, 502, 503, 504, timeouts and connection errors,
   * although an earlier attempt may have had an effect. Default false.
   */
  readonly unsafe?: boolean;
}

/** The argument of a token provider. */
export interface TokenContext {
  /** The base URL of the core, without a slash at the end. */
  readonly baseUrl: string;
  /** The clock of the core. */
  readonly clock: Clock;
  /** The token that the service refused last with status 401; do not return it again. */
  readonly rejected: string | undefined;
  /** Sends a request with the core's `fetch`, retries and timeouts. */
  readonly send: Send;
}

/** Returns the access token of a call. It is called before each attempt, so it should cache the token. */
export type TokenProvider = (context: TokenContext) => string | Promise<string>;

/**
 * Waits until the next request may start. Rejects with the reason of the signal if the signal is aborted first. The
 * returned function is called when the request has ended, with a response or with an error.
 */
export type Limiter = (
  signal: AbortSignal,
  clock: Clock,
) => Promise<(() => void) | void>;

/** The result of one attempt. */
export type Outcome<T> =
  | (WithResponse<T> & {
      readonly error?: undefined;
      /** The duration of the attempt in milliseconds, without the wait for the limiter. */
      readonly durationMs: number;
    })
  | {
      readonly error: SdkError;
      /** The wait before the next attempt in milliseconds; undefined: the call fails with `error`. */
      readonly delayMs: number | undefined;
      readonly durationMs: number;
    };

/**
 * Runs around each attempt, token requests included. It may wait before it calls `run`, change the headers of the
 * attempt (they include the token, which hooks do not receive), and observe the outcome, which it returns. An error
 * that it throws ends the call. `signal` is aborted if the call ends meanwhile. `createInterceptor` makes an
 * interceptor of hooks and a logger.
 */
export type Interceptor = <T>(
  attempt: AttemptEvent,
  run: () => Promise<Outcome<T>>,
  signal: AbortSignal,
) => Promise<Outcome<T>>;

/** Options of one call; each overrides the option of the core. */
export interface CallOptions {
  /** Ends the call, its waits included, with an `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The longest time of one attempt in milliseconds. It includes reading the body, and excludes the wait for the
   * limiter. Default 60,000; 0 or `Infinity`: no limit.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The longest time of the call in milliseconds, with all attempts and waits. Default 300,000; 0 or `Infinity`: no
   * limit.
   */
  readonly totalTimeoutMs?: number | undefined;
  /** Additional headers; they override those of the operation. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** When a failed call is retried; false: never. */
  readonly retry?: RetryOptions | false | undefined;
}

/** Options of a core, and of a client. */
export interface CoreOptions extends Omit<CallOptions, "signal"> {
  /**
   * The URL that paths are appended to, such as `https://acme.api.identitynow.com`. `http:` is accepted only for this
   * machine, unless `allowHttp` is set. A user and a password in it are sent if there is no `auth`.
   */
  readonly baseUrl: string;
  /** An access token, or a function that returns one: `clientCredentials(...)` or your own. */
  readonly auth?: string | TokenProvider | undefined;
  /**
   * Send requests by `http:` to other machines too, where everybody on the way can read tokens and secrets. Default
   * false.
   */
  readonly allowHttp?: boolean | undefined;
  /**
   * Default: the global `fetch`. It must not follow redirects: the core follows them, and sends no body to another
   * origin.
   */
  readonly fetch?: AnyFetch | undefined;
  /** Runs around each attempt, such as the hooks and logger of a client; see `createInterceptor`. */
  readonly interceptor?: Interceptor | undefined;
  /**
   * Limits the rate of requests: `limiter({ requests: 100, perMs: 10_000 })`. Its wait counts towards `totalTimeoutMs`.
   * Share one limiter between the cores that use the same client of the service. Default: no limit.
   */
  readonly limiter?: Limiter | false | undefined;
  /** Receives the error of a call that no code awaits. Default: `console.warn`. */
  readonly report?: Report | undefined;
  /** The clock, for tests. */
  readonly clock?: Clock | undefined;
}

/** Sends one call. Rejects with an `SdkError`. `T` is the type of the decoded response, which is not checked. */
export type Send = <T>(
  operation: Operation,
  args: object,
  options?: CallOptions,
) => Promise<WithResponse<T>>;
