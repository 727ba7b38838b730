import { ApiError, type ErrorAnswer, type ErrorContext } from "./errors.js";
import { hideHeaders } from "./secrets.js";

/** The vendor's ErrorResponseDto, and the two keys that its gateway uses instead. */
interface ErrorDto {
  readonly detailCode?: string;
  readonly trackingId?: string;
  readonly messages?: readonly { locale?: string; text?: string }[] | null;
  readonly message?: unknown;
  readonly error_description?: unknown;
  readonly error?: unknown;
}

/** The error of an answer. Reads the answer's body. `now` is what a date in Retry-After is compared to. */
export async function readApiError(
  response: Response,
  context: ErrorContext,
  now: number,
): Promise<ApiError> {
  const { status, headers, statusText } = response;
  const rawBody = await response.text();
  let body: unknown = rawBody;
  try {
    body = JSON.parse(rawBody);
  } catch {
    // Proxies answer with HTML pages: the text is the body.
  }
  const {
    trackingId,
    detailCode,
    messages: list,
    message,
    error_description,
    error,
  } = Object(body) as ErrorDto;
  const messages = Object.fromEntries(
    [list ?? []]
      .flat()
      .flatMap((entry) => (entry?.text ? [[entry.locale, entry.text]] : [])),
  ) as Record<string, string>;
  const wait = headers.get("retry-after") || "-";
  const seconds = +wait >= 0 ? +wait : (Date.parse(wait) - now) / 1000;
  const answer: ErrorAnswer = {
    ...context,
    status,
    body,
    rawBody,
    headers: hideHeaders(headers),
    retryAfter: isNaN(seconds) ? undefined : Math.max(0, seconds),
    requestId: headers.get("slpt-request-id") ?? trackingId,
    trackingId,
    detailCode,
    messages,
  };
  const text = [
    ...Object.values(messages),
    message,
    error_description,
    error,
    statusText,
  ].find((value) => value && typeof value === "string");
  return new ApiError(
    `${context.method} ${context.url} answered ${status} ${text ?? ""}`.trim(),
    answer,
  );
}
