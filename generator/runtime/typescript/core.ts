import { readAddress } from "./request/address.js";
import { readApiError } from "./api-error.js";
import { jsonBody } from "./bodies/bodies.js";
import type { Report, WithResponse } from "./call.js";
import {
  AbortedError,
  type ApiError,
  ConnectionError,
  DecodeError,
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
import type { CallOptions, CoreOptions, Outcome, Send } from "./options.js";
import { sendGuarded } from "./request/redirects.js";
import { isCredential } from "./secrets.js";
import {
  ATTEMPTS,
  RETRIED,
  RETRIED_IF_REPEATABLE,
  RETRIED_WHEN_TOLD,
} from "./retry-policy.js";
import { follow, fullJitter, systemClock } from "./time.js";
import { buildUrl } from "./request/url.js";

/** What sends calls. Its secrets live in closures: it can be logged. */
export interface Core {
  /** The URL that paths are appended to, without a slash at the end. */
  readonly baseUrl: string;
  /** Sends one operation: reads its arguments at once, and goes out in the microtask behind that. */
  readonly send: Send;
  /** Gets the error of a call that nobody waits for; absent: `console.warn` does. */
  readonly report?: Report | undefined;
}

const readJson: AnswerReader = async (response) => {
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
};

const encodeJson = /* @__PURE__ */ jsonBody();

/**
 * Makes a core, which is what the generated classes send their calls with.
 * @throws SdkError for a base URL that is none, or that is `http:` to another machine without `allowHttp`.
 */
export function createCore(options: CoreOptions): Core {
  const { allowHttp, auth, clock = systemClock, interceptor, report } = options;
  const { now, after } = clock;
  const base = readAddress(options.baseUrl.trim(), allowHttp);
  const baseUrl = base.url.replace(/\/+$/, "");
  // The token that the service refused last. A provider is told of it also by the call that comes next.
  let rejected: string | undefined;

  const send = async <T>(
    operation: Operation,
    input: object,
    own: CallOptions = {},
  ): Promise<WithResponse<T>> => {
    const args = input as Arguments | null | undefined;
    const { id: operationId, method, answer = readJson, secret } = operation;
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
    try {
      url = buildUrl(baseUrl, operation, args);
      // Another address than the core's own: the operation's, a token endpoint's, one of a raw request.
      if (!url.startsWith(baseUrl + "/"))
        ({ url } = address = readAddress(url, allowHttp));
      content = body === undefined ? {} : (operation.body ?? encodeJson)(body);
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
        // The core's own credentials are for its own origin.
        if (
          extra === own.headers ||
          address.origin === base.origin ||
          !isCredential(name)
        )
          constant[name.toLowerCase()] = extra[name]!;

    const { signal } = own;
    const {
      attempts = ATTEMPTS,
      unsafe,
      backoff = fullJitter,
    } = (own.retry ?? options.retry ?? {}) || { attempts: 1 };
    // POST and PATCH are not.
    const isRepeatable = unsafe || operation.read || !/^P[OA]/.test(method);
    const deadline =
      now() + (own.totalTimeoutMs ?? options.totalTimeoutMs ?? 300_000);

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
      if (isSdkError(cause)) return cause;
      try {
        // What cannot be sent never will be; the engine's words for it may hold a token.
        new Request(url, {
          method,
          headers,
          body: content.duplex ? null : content.body!,
        });
      } catch {
        return new SdkError(where + "bad URL, header or body", context);
      }
      // The reason of a failed `fetch` is its error's own cause.
      const reason = (cause as Error | undefined)?.cause ?? cause;
      return new (cause instanceof SyntaxError ? DecodeError : ConnectionError)(
        where +
          (secret
            ? ((reason as { code?: string } | undefined)?.code ?? "no answer")
            : String(reason)),
        secret ? context : { ...context, cause },
      );
    };
    const stop = (error: SdkError): void => {
      controller?.abort(error);
      fail?.(error);
    };
    // A step of the call, or without one a wait. A `fetch` that ignores its signal does not hold it.
    const race = async <V>(
      milliseconds: number,
      step?: () => Promise<V>,
    ): Promise<V> => {
      // An interceptor's step goes on when the attempt in it has ended.
      const outer = fail;
      let cancel: (() => void) | undefined;
      try {
        if (signal?.aborted) throw aborted();
        return await new Promise<V>((resolve, reject) => {
          fail = reject;
          cancel = after(milliseconds, () =>
            step
              ? stop(
                  new TimeoutError(
                    where + `no answer in ${milliseconds} ms`,
                    context,
                  ),
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
    const listen = () => follow(signal, () => stop(aborted()));
    const timeoutMs = own.timeoutMs ?? options.timeoutMs ?? 60_000;
    const call: AnswerCall = {
      context,
      listen,
      within: (step) => race(timeoutMs, step),
    };
    const release = listen();

    try {
      // Whoever aborts what was just made sends nothing.
      await undefined;
      for (let attempt = 1; ; attempt++) {
        const { signal: current } = (controller = new AbortController());
        // The token is for this service only, whatever URL an operation names.
        const token =
          operation.auth || address !== base
            ? undefined
            : typeof auth === "function"
              ? await race(deadline - now(), async () =>
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
        headers = { ...(authorization && { authorization }), ...constant };
        const run = async (): Promise<Outcome<T>> => {
          try {
            return await race(
              Math.min(timeoutMs, deadline - now()),
              async () => {
                for (const name in headers)
                  if (/[\0\r\n\ud800-\udfff]/u.test(headers[name]!))
                    throw new SdkError(`${where}bad header ${name}`, context);
                const response = await sendGuarded({
                  fetch: options.fetch ?? fetch,
                  url,
                  init: { ...content, method, headers, signal: current },
                  context,
                  isFinal: !!secret,
                  allowHttp,
                });
                if (!response.ok)
                  throw await readApiError(
                    secret ? await secret(response) : response,
                    context,
                    now(),
                  );
                return {
                  data: (await answer(response, call)) as T,
                  response: secret ? new Response() : response,
                  requestId:
                    response.headers.get("slpt-request-id") ?? undefined,
                };
              },
            );
          } catch (cause) {
            const error = toError(cause);
            const { status, retryAfter } = error as Partial<ApiError>;
            const kind = String(status ?? error.name);
            let delayMs: number | undefined;
            if (status === 401 && token && !refreshed && token !== auth) {
              refreshed = rejected = token;
              delayMs = 0;
            } else if (
              attempt < attempts &&
              (RETRIED.test(kind) ||
                (retryAfter !== undefined && RETRIED_WHEN_TOLD.test(kind)) ||
                (isRepeatable && RETRIED_IF_REPEATABLE.test(kind)))
            )
              delayMs =
                retryAfter === undefined ? backoff(attempt) : retryAfter * 1000;
            if (content.duplex || now() + delayMs! > deadline)
              delayMs = undefined;
            return { error, delayMs };
          }
        };
        const outcome = interceptor
          ? await race(deadline - now(), () =>
              interceptor({ ...context, url, headers, attempt }, run, current),
            )
          : await run();
        if (!outcome.error) return outcome;
        if (outcome.delayMs === undefined) throw outcome.error;
        await race(outcome.delayMs);
      }
    } finally {
      release();
    }
  };
  return { baseUrl, send, report };
}
