/** Where an error arose. */
export interface ErrorContext {
  /** The operationId. */
  readonly operationId?: string;
  readonly method?: string;
  /** The URL without its query. */
  readonly url?: string;
  /** What caused the error. */
  readonly cause?: unknown;
}

/** The base of every error that this package throws; of this class itself are calls that cannot be sent. */
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

  // On the prototype, so that the stack's first line tells it.
  override get name(): string {
    return "SdkError";
  }

  /** Marks the errors of this package, also those of another copy of it. */
  get isSdkError(): true {
    return true;
  }
}

/** Whether a value is an error of this package, also of another copy of it. */
export function isSdkError(value: unknown): value is SdkError {
  return (Object(value) as Partial<SdkError>).isSdkError === true;
}

/** No answer, or one that broke off. `cause` is the error of `fetch`. */
export class ConnectionError extends SdkError {
  override get name(): string {
    return "ConnectionError";
  }
}

/** A redirect that is not followed, because a body, a change or a secret would go to another place. */
export class RedirectError extends SdkError {
  /** The origin that answered with the redirect. */
  declare readonly from: string;
  /** The origin that it leads to; undefined where a browser does not tell, or where there is none. */
  declare readonly to: string | undefined;

  override get name(): string {
    return "RedirectError";
  }
}

/** `timeoutMs` or `totalTimeoutMs` ran out. */
export class TimeoutError extends SdkError {
  override get name(): string {
    return "TimeoutError";
  }
}

/** The caller's signal was aborted; `cause` is the signal's reason. */
export class AbortedError extends SdkError {
  override get name(): string {
    return "AbortedError";
  }
}

/** A successful answer that cannot be read, such as truncated JSON, or the HTML page of a login in place of JSON. */
export class DecodeError extends SdkError {
  /** The status of the answer, where the answer is what cannot be read. */
  declare readonly status: number | undefined;
  /** The media type of the answer, as the service tells it. */
  declare readonly contentType: string | undefined;
  /** The service's id of the request. */
  declare readonly requestId: string | undefined;
  /** The first 200 letters of the answer. */
  declare readonly bodyStart: string | undefined;

  override get name(): string {
    return "DecodeError";
  }
}

/** What an `ApiError` tells about an answer. */
export interface ErrorAnswer<TBody = unknown> extends ErrorContext {
  readonly status: number;
  /** The decoded body; its text when it is not JSON, such as the HTML page of a proxy. */
  readonly body: TBody;
  /** The body as it came. */
  readonly rawBody: string;
  /** The headers of the answer, without the values of cookies and other credentials. */
  readonly headers: Headers;
  /** The wait in seconds that Retry-After asks for. */
  readonly retryAfter: number | undefined;
  /** The service's id of the request: the header `slpt-request-id`, or else `trackingId`. */
  readonly requestId: string | undefined;
  readonly trackingId: string | undefined;
  /** The service's code of the error, such as "400.1 Bad Request Content". */
  readonly detailCode: string | undefined;
  /** The service's messages by locale, such as `{ "en-US": "The request was malformed." }`. */
  readonly messages: Readonly<Record<string, string>>;
}

/** An answer whose status tells an error. `TBody` is the type of the body that the operation declares for it. */
export class ApiError<TBody = unknown> extends SdkError {
  declare readonly status: number;
  /** The decoded body; its text when it is not JSON, such as the HTML page of a proxy. */
  declare readonly body: TBody;
  /** The body as it came. */
  declare readonly rawBody: string;
  /** The headers of the answer, without the values of cookies and other credentials. */
  declare readonly headers: Headers;
  /** The wait in seconds that the answer's Retry-After asks for. */
  declare readonly retryAfter: number | undefined;
  /** The service's id of the request: the header `slpt-request-id`, or else `trackingId`. */
  declare readonly requestId: string | undefined;
  declare readonly trackingId: string | undefined;
  /** The service's code of the error, such as "400.1 Bad Request Content". */
  declare readonly detailCode: string | undefined;
  /** The service's messages by locale, such as `{ "en-US": "The request was malformed." }`; several of one in lines. */
  declare readonly messages: Readonly<Record<string, string>>;

  // The classes by status are names for what the status says: see `hasStatus`.
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

/** An operation whose descriptor tells the types of its error bodies by status. */
export interface Failing<Failures> {
  readonly id: string;
  readonly types?: { readonly failures: Failures };
}

/**
 * Whether a value is an `ApiError`, also of another copy of this package. With an operation
 * (`isApiError(error, getRoleOperation)`) it must be that operation's error, and its body has the types that the
 * operation declares; with a status of it too, the type of that status. A status that the operation does not declare
 * has the body of its `default`, or one of any type.
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
    // "4XX" and "default" stand for many.
    (!status ||
      status === "default" ||
      RegExp(`^${String(status).replace(/X/g, ".")}$`).test(
        String((value as ApiError).status),
      ))
  );
}

/**
 * Every error answer is an `ApiError`; `instanceof` of a class below looks at its status. So a bundle holds only
 * the classes that its program names, and errors of another copy of this package are recognised too.
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

/** Status 401, after a fresh token was refused too. */
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

/** Status 429; `retryAfter` is the wait in seconds that the service asks for. */
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
