import type { SdkError } from "../errors.js";

/** An attempt to send a call. */
export interface AttemptEvent {
  /** The operationId. */
  readonly operationId: string;
  readonly method: string;
  /** The full URL with its query; credentials (a token, a signature) are `[redacted]`. */
  readonly url: string;
  /**
   * The request's headers, with names in lower case; credentials are `[redacted]`. The hook `before` may add and change
   * them.
   */
  readonly headers: Record<string, string>;
  /** 1 for the first attempt; 0 for a call that no code awaits and that failed outside of its attempts. */
  readonly attempt: number;
}

/** An attempt that received a successful response. */
export interface AnswerEvent extends AttemptEvent {
  /**
   * The response. Its body has been read, unless it is a download or a stream. A response with credentials in its
   * headers or URL is shown without them and without a body.
   */
  readonly response: Response;
  /** The duration of the attempt in milliseconds. */
  readonly durationMs: number;
}

/** An attempt that failed. */
export interface ErrorEvent extends AttemptEvent {
  readonly error: SdkError;
  /** The duration of the attempt in milliseconds. */
  readonly durationMs: number;
  /** The wait before the next attempt in milliseconds; undefined: the call fails with `error`. */
  readonly delayMs: number | undefined;
}

/**
 * Functions that run for every attempt of every call, token requests included. An error that a hook throws ends the
 * call. `error` also receives the errors of calls that no code awaits.
 */
export interface Hooks {
  /** Runs before an attempt is sent. */
  readonly before?: (event: AttemptEvent) => void | Promise<void>;
  /** Runs after an attempt succeeded. */
  readonly after?: (event: AnswerEvent) => void | Promise<void>;
  /** Runs after an attempt failed. */
  readonly error?: (event: ErrorEvent) => void | Promise<void>;
}
