import { readApiError } from "./api-error.js";
import type { WithResponse } from "./call.js";
import {
  AbortedError,
  type ApiError,
  ConnectionError,
  DecodeError,
  isSdkError,
  type SdkError,
  TimeoutError,
} from "./errors.js";
import type { AnswerReader, Arguments, Operation } from "./operation.js";
import type { CallOptions, CoreOptions } from "./options.js";
import { follow, sleep, systemClock, until } from "./time.js";
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

const readJson: AnswerReader = async (response) => {
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
};

/** Makes a core, which is what the generated classes send their calls with. */
export function createCore(options: CoreOptions): Core {
  const {
    auth,
    clock = systemClock,
    hooks = {},
    limiter,
    random = Math.random,
  } = options;
  const { now, after } = clock;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");

  const send = async <T>(
    operation: Operation,
    input: object,
    own: CallOptions = {},
  ): Promise<WithResponse<T>> => {
    const args = input as Arguments;
    const { id: operationId, method, answer = readJson } = operation;
    const fullUrl = buildUrl(baseUrl, operation, args);
    const context = { operationId, method, url: fullUrl.split("?")[0]! };
    const { contentType, ...content } =
      args["body"] === undefined
        ? { contentType: undefined }
        : (operation.body?.(args["body"]) ?? {
            body: JSON.stringify(args["body"]),
            contentType: operation.contentType ?? "application/json",
          });
    const isOnce = "duplex" in content;
    const headers: Record<string, string> = {
      accept: operation.accept ?? "application/json",
      ...operation.constantHeaders,
      ...operation.headers?.(args),
      ...(contentType && { "content-type": contentType }),
    };
    for (const extra of [options.headers, own.headers])
      for (const name in extra) headers[name.toLowerCase()] = extra[name]!;

    const { signal } = own;
    const timeoutMs = own.timeoutMs ?? options.timeoutMs ?? 60_000;
    const totalMs = own.totalTimeoutMs ?? options.totalTimeoutMs ?? 300_000;
    const {
      attempts = 5,
      baseDelayMs = 500,
      maxDelayMs = 30_000,
      unsafe,
    } = (own.retry ?? options.retry ?? {}) || { attempts: 1 };
    const isRepeatable =
      unsafe || operation.read || !/^P(OST|ATCH)$/.test(method);
    const end = now() + totalMs;
    // The controller of the current attempt; `isFinal`: there must be no further one.
    let controller = new AbortController();
    let isFinal: boolean | undefined;
    let isOpen: boolean | undefined;
    let rejected: string | undefined;
    const onAbort = (): void => {
      isFinal = true;
      controller.abort(
        new AbortedError("aborted", { ...context, cause: signal?.reason }),
      );
    };
    const limitTime = (milliseconds: number, isTotal?: boolean) =>
      after(milliseconds, () => {
        isFinal = isTotal;
        controller.abort(
          new TimeoutError(`no answer in ${milliseconds} ms`, context),
        );
      });
    const toError = (cause: unknown): SdkError =>
      isSdkError(cause)
        ? cause
        : new (cause instanceof SyntaxError ? DecodeError : ConnectionError)(
            String(cause),
            { ...context, cause },
          );
    const cancelTotal = limitTime(totalMs, true);
    const release = follow(signal, onAbort);

    try {
      for (let attempt = 1; ; attempt++) {
        const current = controller.signal;
        let token: string | undefined;
        // The token is for this service only, whatever URL an operation names.
        if (!operation.auth && fullUrl.startsWith(baseUrl + "/"))
          try {
            const given =
              typeof auth === "function"
                ? auth({ baseUrl, clock, rejected, send })
                : auth;
            // A cached token comes at once.
            token =
              typeof given === "object" ? await until(current, given) : given;
          } catch (cause) {
            throw toError(cause);
          }
        if (current.aborted) throw current.reason;
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
        await hooks.before?.(event);
        const started = now();
        const cancel = limitTime(timeoutMs);
        let error: SdkError | undefined;
        let outcome: WithResponse<T>;
        try {
          outcome = await until(
            current,
            (async () => {
              const response = await (options.fetch ?? fetch)(fullUrl, {
                method,
                headers: {
                  ...event.headers,
                  ...(secret && { authorization: secret }),
                },
                signal: current,
                ...content,
              });
              if (!response.ok)
                throw await readApiError(response, { ...context, now: now() });
              const keepOpen = (): (() => void) => {
                cancel();
                isOpen = true;
                return release;
              };
              return {
                data: (await answer(response, keepOpen)) as T,
                response,
              };
            })(),
          );
        } catch (cause) {
          error = current.aborted
            ? (current.reason as SdkError)
            : toError(cause);
        }
        cancel();
        const durationMs = now() - started;
        if (!error) {
          const { response } = outcome!;
          await hooks.after?.({ ...event, response, durationMs });
          return outcome!;
        }
        isOpen = false;
        const { status, retryAfter } = error as Partial<ApiError>;
        let delayMs: number | undefined;
        if (status === 401 && token && !rejected && token !== auth) {
          rejected = token;
          delayMs = 0;
        } else if (
          attempt < attempts &&
          // 429, and 503 with Retry-After, say that the call had no effect.
          (status === 429 ||
            (status === 503 && retryAfter !== undefined) ||
            (isRepeatable &&
              (status
                ? [408, 502, 503, 504].includes(status)
                : error instanceof ConnectionError ||
                  error instanceof TimeoutError)))
        )
          delayMs =
            retryAfter === undefined
              ? random() *
                Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
              : retryAfter * 1000;
        if (isFinal || isOnce || now() + delayMs! > end) delayMs = undefined;
        await hooks.error?.({ ...event, error, durationMs, delayMs });
        if (delayMs === undefined) throw error;
        if (!isFinal) controller = new AbortController();
        await sleep(clock, delayMs, controller.signal);
      }
    } finally {
      cancelTotal();
      if (!isOpen) release();
    }
  };
  return { baseUrl, send };
}
