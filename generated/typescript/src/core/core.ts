import { readAddress } from "./request/address.js";
import { readApiError } from "./api-error.js";
import { jsonBody } from "./bodies/bodies.js";
import type { Report, WithResponse } from "./call.js";
import {
  AbortedError,
  type ApiError,
  ConnectionError,
  DecodeError,
  type ErrorContext,
  isSdkError,
  SdkError,
  TimeoutError,
} from "./errors.js";
import type {
  AnswerCall,
  AnswerReader,
  Arguments,
  EncodedBody,
  Operation,
} from "./operation.js";
import type {
  CallOptions,
  Clock,
  CoreOptions,
  Fetch,
  Outcome,
  Send,
} from "./options.js";
import { sendGuarded } from "./request/redirects.js";
import { findUnsendable } from "./request/sendable.js";
import { isCredential } from "./secrets.js";
import {
  ATTEMPTS,
  RETRIED,
  RETRIED_IF_REPEATABLE,
  RETRIED_WHEN_TOLD,
} from "./retry-policy.js";
import { follow, fullJitter, systemClock } from "./time.js";
import { buildUrl } from "./request/url.js";

/** Sends calls. Its secrets are in closures, so that a log of a core does not show them. */
export interface Core {
  /** The URL that paths are appended to, without a slash at the end. */
  readonly baseUrl: string;
  /** Sends one operation. It reads the arguments at once, and sends the request in the next microtask. */
  readonly send: Send;
  /** Receives the error of a call that no code awaits. Absent: `console.warn` prints it. */
  readonly report?: Report | undefined;
  /** The clock. Absent: the system's. */
  readonly clock?: Clock | undefined;
}

const readRequestId = ({ headers }: Response): string | undefined =>
  headers.get("slpt-request-id") ?? undefined;

const readJson: AnswerReader = async (response, { context, json }) => {
  const text = await response.text();
  try {
    return text ? json.parse(text) : undefined;
  } catch (cause) {
    const { status, headers } = response;
    const contentType = headers.get("content-type") ?? undefined;
    const type = contentType ?? "without a media type";
    const bodyStart = text.slice(0, 200);
    // Another body, such as a proxy's page, is shown. For broken JSON the engine's message names the position.
    throw new DecodeError(
      `${context.method} ${context.url}: ${status} ${type}: ${/json/i.test(type) ? String(cause) : "no JSON: " + bodyStart}`,
      {
        ...context,
        status,
        contentType,
        requestId: readRequestId(response),
        bodyStart,
        cause,
      } as ErrorContext,
    );
  }
};

/** Adds to the message why the call was not sent again. */
function addNote(error: SdkError, limit: string): void {
  const { message, stack } = error;
  error.message += ` (not sent again: ${limit})`;
  if (stack) error.stack = stack.replace(message, () => error.message);
}

/** Reads a time limit in milliseconds; 0 means no limit. */
function readLimit(name: string, milliseconds: number): number {
  if (milliseconds >= 0) return milliseconds || Infinity;
  throw new SdkError(`${name}: ${milliseconds} is not a time in milliseconds`);
}

const encodeJson = /* @__PURE__ */ jsonBody();

/**
 * Makes a core, through which the generated classes send their calls.
 * @throws SdkError if the base URL is invalid, or if it is `http:` to another machine without `allowHttp`.
 */
export function createCore(options: CoreOptions): Core {
  const {
    allowHttp,
    auth,
    clock = systemClock,
    interceptor,
    limiter,
  } = options;
  const { now, after } = clock;
  const base = readAddress(options.baseUrl.trim(), allowHttp);
  const baseUrl = base.url.replace(/\/+$/, "");
  // The token that the service refused last. The next call also passes it to the token provider.
  let rejected: string | undefined;

  const send = async <T>(
    operation: Operation,
    input: object,
    own: CallOptions = {},
  ): Promise<WithResponse<T>> => {
    const args = input as Arguments | null | undefined;
    const {
      id: operationId,
      method,
      answer = readJson,
      json,
      secret,
    } = operation;
    if (!args)
      throw new SdkError(
        `${operationId}: no argument object for ${operation.path}`,
        { operationId, method },
      );
    const { body } = args;
    let address = base;
    let url: string;
    let content: Partial<EncodedBody>;
    let constant: Record<string, string>;
    let timeoutMs: number;
    let totalTimeoutMs: number;
    try {
      timeoutMs = readLimit(
        "timeoutMs",
        own.timeoutMs ?? options.timeoutMs ?? 60_000,
      );
      totalTimeoutMs = readLimit(
        "totalTimeoutMs",
        own.totalTimeoutMs ?? options.totalTimeoutMs ?? 300_000,
      );
      url = buildUrl(baseUrl, operation, args);
      // The URL is outside the base URL: the operation has an absolute URL, such as a token endpoint or a raw request.
      if (!url.startsWith(baseUrl + "/"))
        ({ url } = address = readAddress(url, allowHttp));
      content =
        body === undefined
          ? {}
          : (operation.body ?? encodeJson)(body, json?.body);
      constant = {
        accept: "application/json",
        ...content.headers,
        ...operation.constantHeaders,
        ...operation.headers?.(args),
      };
    } catch (cause) {
      throw isSdkError(cause) && cause.operationId
        ? cause
        : new SdkError(`${operationId}: ${(cause as Error).message}`, {
            operationId,
            method,
            cause,
          });
    }
    const context = { operationId, method, url: url.split("?")[0]! };
    const where = `${method} ${context.url}: `;
    for (const extra of [options.headers, own.headers])
      for (const name in extra)
        // The core's own credentials are sent only to the core's own origin.
        if (
          extra[name] !== undefined &&
          (extra === own.headers ||
            address.origin === base.origin ||
            !isCredential(name))
        )
          constant[name.toLowerCase()] = extra[name]!;

    const { signal } = own;
    const {
      attempts = ATTEMPTS,
      unsafe,
      backoff = fullJitter,
    } = (own.retry ?? options.retry ?? {}) || { attempts: 1 };
    // POST and PATCH are not repeatable.
    const isRepeatable = unsafe || operation.read || !/^P[OA]/.test(method);
    const deadline = now() + totalTimeoutMs;
    const budget = `totalTimeoutMs, ${totalTimeoutMs} ms`;

    let controller: AbortController | undefined;
    let fail: ((error: SdkError) => void) | undefined;
    let refreshed: unknown;
    let headers = constant;
    const aborted = () =>
      new AbortedError(where + "aborted", {
        ...context,
        cause: signal?.reason,
      });
    const toError = (cause: unknown): SdkError => {
      // The service's text about a secret may repeat the secret.
      if (secret && cause instanceof DecodeError)
        return new DecodeError(where + "no response that can be read", context);
      if (isSdkError(cause)) return cause;
      // A request that cannot be sent fails in every attempt, so it is not retried.
      const unsendable = findUnsendable(
        url,
        { method, headers, body: content.duplex ? null : content.body! },
        context,
      );
      if (unsendable) return unsendable;
      // `fetch` throws a TypeError; its `cause` is the reason of the failure.
      const reason = (cause as Error | undefined)?.cause ?? cause;
      return new ConnectionError(
        where +
          (secret
            ? (reason as { code?: string } | undefined)?.code || "no answer"
            : String(reason)),
        secret ? context : { ...context, cause },
      );
    };
    const stop = (error: SdkError): void => {
      controller?.abort(error);
      fail?.(error);
    };
    // Runs a step of the call, or waits if there is no step. It ends in time even if a `fetch` ignores its signal.
    const race = async <V>(
      step?: () => Promise<V>,
      milliseconds = deadline - now(),
      limit = budget,
    ): Promise<V> => {
      // The step of an interceptor continues after the attempt inside it has ended.
      const outer = fail;
      let cancel: (() => void) | undefined;
      try {
        if (signal?.aborted) throw aborted();
        return await new Promise<V>((resolve, reject) => {
          fail = reject;
          cancel = after(milliseconds, () =>
            step
              ? stop(
                  new TimeoutError(where + "no response in " + limit, context),
                )
              : resolve(undefined as V),
          );
          step?.().then(resolve, reject);
        });
      } finally {
        cancel?.();
        fail = outer;
      }
    };
    const raceAttempt = <V>(
      step: () => Promise<V>,
      left = Infinity,
    ): Promise<V> =>
      left < timeoutMs
        ? race(step)
        : race(step, timeoutMs, `timeoutMs, ${timeoutMs} ms`);
    const listen = () => follow(signal, () => stop(aborted()));
    const call: AnswerCall = {
      context,
      json: json?.answer ?? JSON,
      listen,
      within: raceAttempt,
    };
    const release = listen();

    try {
      // A call that is aborted right after it was made sends nothing.
      await undefined;
      for (let attempt = 1; ; attempt++) {
        const { signal: current } = (controller = new AbortController());
        // The token is sent only to the core's own service, not to the absolute URL of an operation.
        const token =
          operation.auth || address !== base
            ? undefined
            : typeof auth === "function"
              ? await race(async () =>
                  auth({ baseUrl, clock, rejected, send }),
                ).catch((cause: unknown) => {
                  throw isSdkError(cause)
                    ? cause
                    : new SdkError(where + "no token", { ...context, cause });
                })
              : auth;
        const authorization = token
          ? "Bearer " + token
          : address !== base || !(auth || operation.auth)
            ? address.basic
            : undefined;
        headers = authorization
          ? { authorization, ...constant }
          : { ...constant };
        const run = async (): Promise<Outcome<T>> => {
          let started = now();
          let refusal: Response | undefined;
          let release: (() => void) | void = undefined;
          try {
            if (limiter) {
              release = await race(() => limiter(current, clock));
              started = now();
            }
            const answered = await raceAttempt(async () => {
              for (const name in headers)
                if (/[\0\r\n\ud800-\udfff]/u.test(headers[name]!))
                  throw new SdkError(`${where}bad header ${name}`, context);
              const response = await sendGuarded({
                fetch: (options.fetch ?? fetch) as Fetch,
                url,
                init: { ...content, method, headers, signal: current },
                context,
                isFinal: !!secret,
                allowHttp,
              });
              const { ok, status } = response;
              if (!ok) {
                refusal = secret ? new Response(null, { status }) : response;
                if (secret) refusal = await secret(response);
                throw readApiError(
                  refusal,
                  await refusal.text(),
                  context,
                  now,
                  json?.failure,
                );
              }
              return {
                data: (await answer(response, call)) as T,
                response: secret ? new Response() : response,
                requestId: readRequestId(response),
              };
            }, deadline - started);
            return { durationMs: now() - started, ...answered };
          } catch (cause) {
            let error = toError(cause);
            // If the body of an error response breaks off or does not end, the status still decides the error.
            if (refusal && /^(Conn|Time)/.test(error.name))
              error = readApiError(
                refusal,
                "",
                { ...context, cause: error },
                now,
              );
            const { status, retryAfter } = error as Partial<ApiError>;
            const kind = String(status ?? error.name);
            let delayMs: number | undefined;
            let limit: string | undefined;
            if (status === 401 && token && !refreshed && token !== auth) {
              refreshed = rejected = token;
              delayMs = 0;
            } else if (
              RETRIED.test(kind) ||
              (retryAfter !== undefined && RETRIED_WHEN_TOLD.test(kind)) ||
              (isRepeatable && RETRIED_IF_REPEATABLE.test(kind))
            ) {
              // The backoff is added to the wait of Retry-After, so that calls refused at the same time are not sent at
              // the same time.
              delayMs = (retryAfter ?? 0) * 1000 + backoff(attempt);
              // Not `>=`, so that NaN is no endless number of attempts.
              if (!(attempt < attempts)) limit = `retry.attempts, ${attempts}`;
            }
            // A stream is consumed by its first attempt.
            if (content.duplex) delayMs = limit = undefined;
            else if (now() + delayMs! > deadline) limit = budget;
            if (limit) {
              delayMs = undefined;
              if (attempts > 1) addNote(error, limit);
            }
            return { error, delayMs, durationMs: now() - started };
          } finally {
            release?.();
          }
        };
        const outcome = interceptor
          ? await race(() =>
              interceptor({ ...context, url, headers, attempt }, run, current),
            )
          : await run();
        if (!outcome.error) return outcome;
        if (outcome.delayMs === undefined) throw outcome.error;
        await race(undefined, outcome.delayMs);
      }
    } catch (error) {
      // A stream that no `fetch` has received would keep its file open.
      if (content.duplex)
        (content.body as ReadableStream).cancel().catch(() => {});
      throw error;
    } finally {
      release();
    }
  };
  return { baseUrl, send, report: options.report, clock };
}
