import type { SdkError } from "../errors.js";

/** One attempt of a call. */
export interface AttemptEvent {
  /** The operationId. */
  readonly operationId: string;
  readonly method: string;
  /** The full URL with its query, in which credentials (a token, a signature) are `[redacted]`. */
  readonly url: string;
  /**
   * The request's headers, names in lower case; credentials are `[redacted]`. `before` may add and change them.
   */
  readonly headers: Record<string, string>;
  /** 1 for the first attempt; 0 for a call that nobody waits for and that failed outside of its attempts. */
  readonly attempt: number;
}

/** An attempt that was answered with success. */
export interface AnswerEvent extends AttemptEvent {
  /**
   * The response; its body has been read, unless the answer is a download. One with credentials in its headers or its
   * URL is shown without them and without a body.
   */
  readonly response: Response;
  /** The time the attempt took in milliseconds. */
  readonly durationMs: number;
}

/** An attempt that failed. */
export interface ErrorEvent extends AttemptEvent {
  readonly error: SdkError;
  /** The time the attempt took in milliseconds. */
  readonly durationMs: number;
  /** The wait before the next attempt in milliseconds; undefined: there is none, the call fails with `error`. */
  readonly delayMs: number | undefined;
}

/**
 * Functions that see every attempt of every call, token requests included. What they throw ends the call. `error` also
 * gets the errors of calls that nobody waits for.
 */
export interface Hooks {
  /** Before an attempt is sent. */
  readonly before?: (event: AttemptEvent) => void | Promise<void>;
  /** After an attempt succeeded. */
  readonly after?: (event: AnswerEvent) => void | Promise<void>;
  /** After an attempt failed. */
  readonly error?: (event: ErrorEvent) => void | Promise<void>;
}
