import { ApiError, type ErrorAnswer, type ErrorContext } from "./errors.js";
import type { JsonCodec } from "./operation.js";
import { hideHeaders } from "./secrets.js";

/**
 * The vendor's ErrorResponseDto, with the keys that its gateway uses instead (`message`, `error_description`, `error`).
 */
interface ErrorDto {
  readonly detailCode?: string;
  readonly trackingId?: string;
  readonly messages?:
    readonly ({ locale?: string | null; text?: string } | null)[] | null;
  readonly message?: unknown;
  readonly error_description?: unknown;
  readonly error?: unknown;
}

/**
 * The wait in seconds that Retry-After states, as a number or as a date; undefined if it states neither. The date must
 * match a pattern, because `Date.parse` accepts nearly every text that contains a number.
 */
function readWait(wait: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(wait)) return +wait;
  const date = /^([a-z]{3,9},? .*\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT)/i.test(wait)
    ? Date.parse(wait)
    : NaN;
  return isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/**
 * Makes the error of a response from its body. A date in Retry-After is compared with `now`. A body that is not JSON is
 * kept as text.
 */
export function readApiError(
  response: Response,
  rawBody: string,
  context: ErrorContext,
  now: () => number,
  json: Pick<JsonCodec, "parse"> = JSON,
): ApiError {
  const { status, headers, statusText } = response;
  let body: unknown = rawBody;
  try {
    body = json.parse(rawBody);
  } catch {
    // Proxies respond with HTML pages: then the text is the body.
  }
  const {
    trackingId,
    detailCode,
    messages: list,
    message,
    error_description,
    error,
  } = Object(body) as ErrorDto;
  const texts = new Map<string, string>();
  for (const entry of [list ?? []].flat()) {
    const { locale, text } = entry ?? {};
    const key = locale ?? "";
    const before = texts.get(key);
    // A service may send several messages in one language.
    if (text) texts.set(key, before ? before + "\n" + text : text);
  }
  const messages = Object.fromEntries(texts);
  const answer: ErrorAnswer = {
    ...context,
    status,
    body,
    rawBody,
    headers: hideHeaders(headers),
    retryAfter: readWait(headers.get("retry-after") ?? "", now()),
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
