const brand = Symbol.for("sdkgen.error");

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

/** The base of every error that this package throws. */
export class SdkError extends Error {
  /** The operationId of the failed call, if there was one. */
  readonly operationId: string | undefined;
  readonly method: string | undefined;
  /** The URL of the failed call without its query. */
  readonly url: string | undefined;

  constructor(message: string, context: ErrorContext = {}) {
    const { operationId, method, url } = context;
    super((operationId ? operationId + ": " : "") + message, context);
    this.operationId = operationId;
    this.method = method;
    this.url = url;
  }

  override get name(): string {
    return "SdkError";
  }

  get [brand](): true {
    return true;
  }
}

/** Whether a value is an error of this package, also of another copy of it. */
export function isSdkError(value: unknown): value is SdkError {
  return typeof value === "object" && value !== null && brand in value;
}

/** A call that cannot be sent as its arguments or options stand. */
export class UsageError extends SdkError {
  override get name(): string {
    return "UsageError";
  }
}

/** No answer, or one that broke off. `cause` is the error of `fetch`. */
export class ConnectionError extends SdkError {
  override get name(): string {
    return "ConnectionError";
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

/** A successful answer that cannot be read, such as truncated JSON. */
export class DecodeError extends SdkError {
  override get name(): string {
    return "DecodeError";
  }
}

/** What an `ApiError` is made from. */
export interface ErrorAnswer {
  readonly response: Response;
  /** The body as text. */
  readonly rawBody: string;
  /** The time in milliseconds since 1970, to which a date in Retry-After is compared. */
  readonly now: number;
}

interface ErrorDto {
  readonly detailCode?: string;
  readonly trackingId?: string;
  readonly messages?: readonly {
    readonly locale?: string;
    readonly text?: string;
  }[];
  readonly message?: string;
  readonly error?: string;
}

/** An answer whose status tells an error. `TBody` is the type of the body that the operation declares for it. */
export class ApiError<TBody = unknown> extends SdkError {
  readonly status: number;
  /** The decoded body; the text of it when it is not JSON, such as the HTML page of a proxy. */
  readonly body: TBody;
  /** The body as it came. */
  readonly rawBody: string;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The service's id of the request: a header, or else the body's `trackingId`. */
  readonly requestId: string | undefined;
  readonly trackingId: string | undefined;
  /** The service's code of the error, such as "400.1 Bad Request Content". */
  readonly detailCode: string | undefined;
  /** The service's messages by locale, such as `{ "en-US": "The request was malformed." }`. */
  readonly messages: Readonly<Record<string, string>>;
  /** The wait in seconds that the answer's Retry-After asks for. */
  readonly retryAfter: number | undefined;

  constructor(answer: ErrorAnswer, context: ErrorContext = {}) {
    const { rawBody, response } = answer;
    const { status, headers } = response;
    let body: unknown = rawBody;
    try {
      body = JSON.parse(rawBody);
    } catch {
      // Proxies answer with HTML pages: the text is the body.
    }
    const dto = Object(body) as ErrorDto;
    const messages = Array.isArray(dto.messages) ? dto.messages : [];
    const text =
      messages[0]?.text ?? dto.message ?? dto.error ?? response.statusText;
    super(`${status} ${text} (${context.method} ${context.url})`, context);
    this.status = status;
    this.body = body as TBody;
    this.rawBody = rawBody;
    this.headers = headers;
    this.trackingId = dto.trackingId;
    this.requestId = headers.get("slpt-request-id") ?? dto.trackingId;
    this.detailCode = dto.detailCode;
    this.messages = Object.fromEntries(
      messages.map((message) => [message?.locale, message?.text]),
    );
    const wait = headers.get("retry-after")?.trim();
    const seconds = /^\d+$/.test(wait ?? "")
      ? Number(wait)
      : (Date.parse(wait ?? "") - answer.now) / 1000;
    this.retryAfter = seconds === seconds ? Math.max(0, seconds) : undefined;
  }

  override get name(): string {
    return "ApiError";
  }
}

/** Whether a value is an `ApiError`, also of another copy of this package. */
export function isApiError<TBody = unknown>(
  value: unknown,
): value is ApiError<TBody> {
  return isSdkError(value) && "rawBody" in value;
}

/** Status 400. */
export class BadRequestError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "BadRequestError";
  }
}

/** Status 401, after a fresh token was refused too. */
export class UnauthorizedError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "UnauthorizedError";
  }
}

/** Status 403. */
export class ForbiddenError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "ForbiddenError";
  }
}

/** Status 404. */
export class NotFoundError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "NotFoundError";
  }
}

/** Status 409. */
export class ConflictError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "ConflictError";
  }
}

/** Status 429; `retryAfter` is the wait in seconds that the service asks for. */
export class RateLimitError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "RateLimitError";
  }
}

/** Status 500 and above. */
export class ServerError<TBody = unknown> extends ApiError<TBody> {
  override get name(): string {
    return "ServerError";
  }
}

/** The error of an answer, of the class that its status has. */
export function createApiError(
  answer: ErrorAnswer,
  context: ErrorContext,
): ApiError {
  const { status } = answer.response;
  const byStatus: Readonly<Record<number, typeof ApiError>> = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
  };
  return new (byStatus[status] ?? (status < 500 ? ApiError : ServerError))(
    answer,
    context,
  );
}
