import {
  ApiError,
  BadRequestError,
  ConflictError,
  type ErrorAnswer,
  type ErrorContext,
  ForbiddenError,
  NotFoundError,
  RateLimitError,
  ServerError,
  UnauthorizedError,
} from "./errors.js";

/** The vendor's ErrorResponseDto, and the two keys that its gateway uses instead. */
interface ErrorDto {
  readonly detailCode?: string;
  readonly trackingId?: string;
  readonly messages?: readonly { locale?: string; text?: string }[];
  readonly message?: string;
  readonly error?: string;
}

/** An answer that tells an error, and where it arose. */
export interface ErrorSource extends ErrorContext {
  /** The time in milliseconds since 1970, to which a date in Retry-After is compared. */
  readonly now: number;
}

/** The error of an answer, of the class that its status has. Reads the answer's body. */
export async function readApiError(
  response: Response,
  { now, ...context }: ErrorSource,
): Promise<ApiError> {
  const { status, headers } = response;
  const rawBody = await response.text();
  let body: unknown = rawBody;
  try {
    body = JSON.parse(rawBody);
  } catch {
    // Proxies answer with HTML pages: the text is the body.
  }
  const dto = Object(body) as ErrorDto;
  const { trackingId, detailCode } = dto;
  const messages = Object.fromEntries(
    [dto.messages ?? []].flat().map((entry) => [entry?.locale, entry?.text]),
  ) as Record<string, string>;
  const wait = headers.get("retry-after") ?? "-";
  const seconds = +wait >= 0 ? +wait : (Date.parse(wait) - now) / 1000;
  const byStatus: Readonly<Record<number, typeof ApiError>> = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
  };
  const text =
    Object.values(messages)[0] ??
    dto.message ??
    dto.error ??
    response.statusText;
  const answer: ErrorAnswer = {
    ...context,
    status,
    body,
    rawBody,
    headers,
    retryAfter: isNaN(seconds) ? undefined : Math.max(0, seconds),
    requestId: headers.get("slpt-request-id") ?? trackingId,
    trackingId,
    detailCode,
    messages,
  };
  return new (byStatus[status] ?? (status < 500 ? ApiError : ServerError))(
    `${context.method} ${context.url} answered ${status} ${text}`,
    answer,
  );
}
