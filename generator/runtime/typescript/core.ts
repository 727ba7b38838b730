import { readApiError } from "./api-error.js";
import type { WithResponse } from "./call.js";
import {
  AbortedError,
  type ApiError,
  ConnectionError,
  DecodeError,
  isApiError,
  isSdkError,
  type SdkError,
  TimeoutError,
} from "./errors.js";
import type { Arguments, EncodedBody, Operation } from "./operation.js";
import type { CallOptions, CoreOptions, RetryOptions } from "./options.js";
import { systemClock, until } from "./time.js";
import { buildUrl } from "./url.js";

/** Sends one call; rejects with an `SdkError`. `T` is what the operation answers, unchecked. */
export type Send = <T>(
  operation: Operation,
  args: object,
  options?: CallOptions,
) => Promise<WithResponse<T>>;

/** What sends calls. Its secrets live in closures: it can be logged. */
export interface Core {
  /** The URL that paths are appended to, without a slash at the end. */
  readonly baseUrl: string;
  /** Sends one operation. */
  readonly send: Send;
}

/** How often and when the call that failed may be sent again: the wait in milliseconds, or undefined. */
function decideDelay(
  error: SdkError,
  attempt: number,
  {
    attempts = 5,
    baseDelayMs = 500,
    maxDelayMs = 30_000,
    unsafe,
    random,
  }: RetryOptions & { random: () => number },
): number | undefined {
  const { status, retryAfter } = error as Partial<ApiError>;
  const isTransient = status
    ? [408, 502, 503, 504].includes(status)
    : !(error instanceof DecodeError);
  // 429, and 503 with Retry-After, say that the call had no effect.
  const isRefused =
    status === 429 || (status === 503 && retryAfter !== undefined);
  return attempt < attempts && (isRefused || (unsafe && isTransient))
    ? retryAfter !== undefined
      ? retryAfter * 1000
      : random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
    : undefined;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

/** Makes a core, which is what the generated classes send their calls with. */
export function createCore(options: CoreOptions): Core {
  const {
    auth,
    clock = systemClock,
    hooks,
    limiter,
    random = Math.random,
  } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");

  const send = async <T>(
    operation: Operation,
    args: object,
    own: CallOptions = {},
  ): Promise<WithResponse<T>> => {
    const { id: operationId, method, answer } = operation;
    const { signal } = own;
    const fullUrl = buildUrl(baseUrl, operation, args as Arguments);
    const url = fullUrl.split("?")[0]!;
    const context = { operationId, method, url };
    const headers: Record<string, string> = {
      accept: operation.accept ?? "application/json",
      ...operation.constantHeaders,
      ...operation.headers?.(args as Arguments),
    };
    const { body: value } = args as Arguments;
    let content: EncodedBody | undefined;
    if (value !== undefined) {
      content = operation.body?.(value) ?? {
        body: JSON.stringify(value),
        contentType: operation.contentType ?? "application/json",
      };
      if (content.contentType) headers["content-type"] = content.contentType;
    }
    for (const extra of [options.headers, own.headers])
      for (const name in extra) headers[name.toLowerCase()] = extra[name]!;
    const isOnce = content?.isStream;

    const timeoutMs = own.timeoutMs ?? options.timeoutMs ?? 60_000;
    const totalMs = own.totalTimeoutMs ?? options.totalTimeoutMs ?? 300_000;
    const retry = (own.retry ?? options.retry ?? {}) || { attempts: 1 };
    const end = clock.now() + totalMs;
    // The controller of the current attempt; `final` is set when there must be no further one.
    let controller = new AbortController();
    let final: SdkError | undefined;
    const stop = (error: SdkError): void => controller.abort((final = error));
    const onAbort = (): void =>
      stop(
        new AbortedError("aborted by the caller", {
          ...context,
          cause: signal?.reason,
        }),
      );
    const onLimit = (milliseconds: number): SdkError =>
      new TimeoutError(`no answer in ${milliseconds} ms`, context);
    const cancelTotal = clock.after(totalMs, () => stop(onLimit(totalMs)));
    const release = (): void => signal?.removeEventListener("abort", onAbort);
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    const toError = (cause: unknown): SdkError =>
      isSdkError(cause)
        ? cause
        : new (cause instanceof SyntaxError ? DecodeError : ConnectionError)(
            String(cause),
            { ...context, cause },
          );
    /** The token of an attempt. It is for this service only, whatever URL an operation names. */
    const provideToken = async (
      rejected: string | undefined,
    ): Promise<string | undefined> => {
      if (operation.auth || !fullUrl.startsWith(baseUrl + "/"))
        return undefined;
      try {
        return typeof auth === "function"
          ? await auth({ baseUrl, clock, rejected, send })
          : auth;
      } catch (cause) {
        throw toError(cause);
      }
    };

    let isOpen = false;
    let rejected: string | undefined;
    try {
      for (let attempt = 1; ; attempt++) {
        const current = controller.signal;
        const token = await until(current, provideToken(rejected));
        await limiter?.(current, clock);
        const secret = headers["authorization"] ?? (token && "Bearer " + token);
        const event = {
          ...context,
          url: fullUrl,
          headers: {
            ...headers,
            ...(secret && { authorization: "[redacted]" }),
          },
          attempt,
        };
        await hooks?.before?.(event);
        const started = clock.now();
        const cancel = clock.after(timeoutMs, () =>
          controller.abort(onLimit(timeoutMs)),
        );
        let error: SdkError | undefined;
        let response: Response;
        let data: unknown;
        try {
          const init: RequestInit & { duplex?: "half" } = {
            method,
            headers: {
              ...event.headers,
              ...(secret && { authorization: secret }),
            },
            signal: current,
          };
          if (content) init.body = content.body;
          if (isOnce) init.duplex = "half";
          response = await until(
            current,
            (options.fetch ?? fetch)(fullUrl, init),
          );
          if (!response.ok)
            throw await until(
              current,
              readApiError(response, { ...context, now: clock.now() }),
            );
          if ((isOpen = !!answer?.isStream)) cancel();
          data = await until(
            current,
            (answer?.read ?? readJson)(response, release),
          );
        } catch (cause) {
          error = current.aborted
            ? (current.reason as SdkError)
            : toError(cause);
          isOpen = false;
        }
        cancel();
        const durationMs = clock.now() - started;
        if (!error) {
          await hooks?.after?.({ ...event, response: response!, durationMs });
          return { data: data as T, response: response! };
        }
        let delayMs: number | undefined;
        if (!final && !isOnce) {
          if (
            isApiError(error) &&
            error.status === 401 &&
            token &&
            !rejected &&
            auth !== token
          ) {
            rejected = token;
            delayMs = 0;
          } else
            delayMs = decideDelay(error, attempt, {
              ...retry,
              unsafe:
                retry.unsafe ||
                operation.read ||
                !/^(POST|PATCH)$/.test(method),
              random,
            });
          if (clock.now() + delayMs! > end) delayMs = undefined;
        }
        await hooks?.error?.({ ...event, error, durationMs, delayMs });
        if (delayMs === undefined) throw error;
        if (!final) controller = new AbortController();
        await until(
          controller.signal,
          new Promise<void>((resolve) => clock.after(delayMs, resolve)),
        );
      }
    } finally {
      cancelTotal();
      if (!isOpen) release();
    }
  };
  return { baseUrl, send };
}
