import { ApiError, type ErrorAnswer, type ErrorContext } from "./errors.js";
import type { JsonCodec } from "./operation.js";
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

/**
 * The seconds that Retry-After names, as a number or a date; undefined where it names none. Engines find a date in nearly
 * every text that holds a number.
 */
function readWait(wait: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(wait)) return +wait;
  const date = /^([a-z]{3,9},? .*\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT)/i.test(wait)
    ? Date.parse(wait)
    : NaN;
  return isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** The error of an answer with its body. `now` tells what a date in Retry-After is compared to. */
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
  const texts = new Map<string, string>();
  for (const entry of [list ?? []].flat()) {
    const { locale = "", text } = entry ?? {};
    const before = texts.get(locale);
    // A service may say several things in one language.
    if (text) texts.set(locale, before ? before + "\n" + text : text);
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
