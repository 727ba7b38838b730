/** The call in which an error occurred. */
export interface ErrorContext {
  /** The operationId. */
  readonly operationId?: string;
  readonly method?: string;
  /** The URL without its query. */
  readonly url?: string;
  /** The error that caused this one. */
  readonly cause?: unknown;
}

/**
 * The base class of every error that this package throws. An error of exactly this class means that a call cannot be
 * sent.
 */
export class SdkError extends Error {
  /** The operationId of the failed call, if there was one. */
  declare readonly operationId: string | undefined;
  declare readonly method: string | undefined;
  /** The URL of the failed call without its query. */
  declare readonly url: string | undefined;

  constructor(message: string, context?: ErrorContext) {
    super(message, context);
    Object.assign(this, context);
  }

  // A getter of the prototype, so that the first line of the stack shows the name.
  override get name(): string {
    return "SdkError";
  }

  /** Marks the errors of this package, also those of another copy of it. */
  get isSdkError(): true {
    return true;
  }
}

/** Returns whether a value is an error of this package, or of another copy of it. */
export function isSdkError(value: unknown): value is SdkError {
  return (Object(value) as Partial<SdkError>).isSdkError === true;
}

/** No response arrived, or it broke off. `cause` is the error of `fetch`. */
export class ConnectionError extends SdkError {
  override get name(): string {
    return "ConnectionError";
  }
}

/** A redirect that is not followed, because it would send a body, a change or a secret to another origin. */
export class RedirectError extends SdkError {
  /** The origin that responded with the redirect. */
  declare readonly from: string;
  /** The origin of the target; undefined if a browser hides it or the response states none. */
  declare readonly to: string | undefined;

  override get name(): string {
    return "RedirectError";
  }
}

/** `timeoutMs` or `totalTimeoutMs` has passed. */
export class TimeoutError extends SdkError {
  override get name(): string {
    return "TimeoutError";
  }
}

/** The signal of the call was aborted; `cause` is the reason of the signal. */
export class AbortedError extends SdkError {
  override get name(): string {
    return "AbortedError";
  }
}

/**
 * A successful response that cannot be decoded, such as truncated JSON, or the HTML page of a login instead of JSON.
 */
export class DecodeError extends SdkError {
  /** The status of the response, if the response cannot be decoded. */
  declare readonly status: number | undefined;
  /** The media type of the response, as its Content-Type states it. */
  declare readonly contentType: string | undefined;
  /** The service's id of the request. */
  declare readonly requestId: string | undefined;
  /** The first 200 characters of the body. */
  declare readonly bodyStart: string | undefined;

  override get name(): string {
    return "DecodeError";
  }
}

/** What an `ApiError` contains of the response. */
export interface ErrorAnswer<TBody = unknown> extends ErrorContext {
  readonly status: number;
  /** The decoded body; the text if it is not JSON, such as the HTML page of a proxy. */
  readonly body: TBody;
  /** The body as text. */
  readonly rawBody: string;
  /** The headers of the response; the values of cookies and other credentials are hidden. */
  readonly headers: Headers;
  /** The wait in seconds that Retry-After asks for. */
  readonly retryAfter: number | undefined;
  /** The service's id of the request: the header `slpt-request-id`, otherwise `trackingId`. */
  readonly requestId: string | undefined;
  readonly trackingId: string | undefined;
  /** The service's error code, such as "400.1 Bad Request Content". */
  readonly detailCode: string | undefined;
  /**
   * The service's messages by locale, such as `{ "en-US": "The request was malformed." }`. Messages of one locale are
   * joined by line breaks.
   */
  readonly messages: Readonly<Record<string, string>>;
}

/** A response with an error status. `TBody` is the type that the operation declares for the body. */
export class ApiError<TBody = unknown> extends SdkError {
  declare readonly status: number;
  /** The decoded body; the text if it is not JSON, such as the HTML page of a proxy. */
  declare readonly body: TBody;
  /** The body as text. */
  declare readonly rawBody: string;
  /** The headers of the response; the values of cookies and other credentials are hidden. */
  declare readonly headers: Headers;
  /** The wait in seconds that Retry-After asks for. */
  declare readonly retryAfter: number | undefined;
  /** The service's id of the request: the header `slpt-request-id`, otherwise `trackingId`. */
  declare readonly requestId: string | undefined;
  declare readonly trackingId: string | undefined;
  /** The service's error code, such as "400.1 Bad Request Content". */
  declare readonly detailCode: string | undefined;
  /** The service's messages by locale: see `ErrorAnswer`. */
  declare readonly messages: Readonly<Record<string, string>>;

  // The classes by status only test the status, see `hasStatus`; so the name comes from the status too.
  override get name(): string {
    const { status } = this;
    return (names[status] ?? (status >= 500 ? "Server" : "Api")) + "Error";
  }
}

const names: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  429: "RateLimit",
};

/** An operation whose descriptor declares the types of its error bodies by status. */
export interface Failing<Failures> {
  readonly id: string;
  readonly types?: { readonly failures: Failures };
}

/**
 * Returns whether a value is an `ApiError`, also of another copy of this package. With an operation
 * (`isApiError(error, getRoleOperation)`) it must be an error of that operation, and its body has one of the types that
 * the operation declares. With a status too, the body has the type of that status; for a status that the operation does
 * not declare, it has the type of `default`, otherwise `unknown`.
 */
export function isApiError<TBody = unknown>(
  value: unknown,
): value is ApiError<TBody>;
export function isApiError<
  Failures,
  Status extends keyof Failures = keyof Failures,
>(
  value: unknown,
  operation: Failing<Failures>,
  status?: Status,
): value is ApiError<Failures[Status]>;
export function isApiError<Failures>(
  value: unknown,
  operation: Failing<Failures>,
  status: number,
): value is ApiError<Failures extends { default: infer Body } ? Body : unknown>;
export function isApiError(
  value: unknown,
  operation?: Failing<unknown>,
  status?: PropertyKey,
): boolean {
  return (
    isSdkError(value) &&
    "rawBody" in value &&
    (!operation || value.operationId === operation.id) &&
    // "4XX" and "default" stand for several statuses.
    (!status ||
      status === "default" ||
      RegExp(`^${String(status).replace(/X/g, ".")}$`).test(
        String((value as ApiError).status),
      ))
  );
}

/**
 * Every error response is an `ApiError`; `instanceof` with one of the classes below tests its status. So a bundle
 * contains only the classes that its program names, and errors of another copy of this package are recognised too.
 */
function hasStatus(value: unknown, from: number, to = from): boolean {
  return isApiError(value) && value.status >= from && value.status <= to;
}

/** Status 400. */
export class BadRequestError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 400);
  }
}

/** Status 401. A 401 reaches the program only after a fresh token was refused too. */
export class UnauthorizedError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 401);
  }
}

/** Status 403. */
export class ForbiddenError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 403);
  }
}

/** Status 404. */
export class NotFoundError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 404);
  }
}

/** Status 409. */
export class ConflictError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 409);
  }
}

/** Status 429. `retryAfter` is the wait in seconds that the service asks for. */
export class RateLimitError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 429);
  }
}

/** Status 500 and above. */
export class ServerError<TBody = unknown> extends ApiError<TBody> {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasStatus(value, 500, Infinity);
  }
}
