import type { WithResponse } from "./call.js";
import {
  type ApiError,
  ConnectionError,
  createApiError,
  DecodeError,
  isSdkError,
  type SdkError,
  TimeoutError,
} from "./errors.js";
import type { AttemptEvent, Hooks } from "./hooks.js";
import type { AnswerReader, Arguments, Operation } from "./operation.js";
import type { CallOptions, Clock, CoreOptions } from "./options.js";
import { type PreparedRequest, prepareRequest } from "./request.js";
import { decideDelay } from "./retry.js";
import { openScope, type Scope, sleep, until } from "./time.js";

/** What all calls of a core share. */
export interface Setup {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly options: CoreOptions;
  readonly hooks: readonly Hooks[];
  /** The token of an attempt; `rejected` is the one that was refused. */
  readonly provideToken: (
    rejected: string | undefined,
  ) => Promise<string | undefined>;
}

const readJson: AnswerReader = {
  read: async (response) => {
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  },
};

/** What one attempt needs. */
interface Attempt {
  readonly setup: Setup;
  readonly request: PreparedRequest;
  readonly reader: AnswerReader;
  readonly init: RequestInit;
  /** The scope of the whole call. */
  readonly call: Scope;
  readonly timeoutMs: number;
}

/** Sends a request once; rejects with an `SdkError`. */
async function sendOnce({
  setup,
  request,
  reader,
  init,
  call,
  timeoutMs,
}: Attempt): Promise<WithResponse<unknown>> {
  const { context } = request;
  const scope = openScope({
    clock: setup.clock,
    limit: timeoutMs,
    parent: call.signal,
    onLimit: () =>
      new TimeoutError(`no answer within ${timeoutMs} ms`, context),
  });
  const { signal, release, stopTimer } = scope;
  let isOpen = false;
  try {
    const response = await until(
      signal,
      (setup.options.fetch ?? fetch)(request.url, { ...init, signal }),
    );
    if (!response.ok)
      throw createApiError(
        {
          response,
          rawBody: await until(signal, response.text()),
          now: setup.clock.now(),
        },
        context,
      );
    if (reader.isStream) stopTimer();
    const data = await until(
      signal,
      reader.read(response, () => {
        release();
        call.release();
      }),
    );
    isOpen = !!reader.isStream;
    return { data, response };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (isSdkError(cause)) throw cause;
    throw cause instanceof SyntaxError
      ? new DecodeError("the answer is not valid JSON", { ...context, cause })
      : new ConnectionError("the connection failed", { ...context, cause });
  } finally {
    if (!isOpen) release();
  }
}

/** What one call is made from. */
export interface CallParts {
  readonly setup: Setup;
  readonly operation: Operation;
  readonly args: object;
  readonly own: CallOptions;
}

/** Sends a call with its retries; rejects with an `SdkError`. */
export async function sendCall({
  setup,
  operation,
  args,
  own,
}: CallParts): Promise<WithResponse<unknown>> {
  const { baseUrl, clock, hooks, options } = setup;
  const { id: operationId, method, answer: reader = readJson } = operation;
  const request = prepareRequest({
    baseUrl,
    operation,
    args: args as Arguments,
    options: [options, own],
  });
  const { url, content, headers, context } = request;
  const { isStream, body } = content ?? {};
  const retry =
    (own.retry ?? options.retry) === false
      ? { attempts: 1 }
      : { ...options.retry, ...own.retry };
  const timeoutMs = own.timeoutMs ?? options.timeoutMs ?? 60_000;
  const totalMs = own.totalTimeoutMs ?? options.totalTimeoutMs ?? 300_000;
  const deadline = totalMs ? clock.now() + totalMs : Infinity;
  const call = openScope({
    clock,
    limit: totalMs,
    parent: own.signal,
    onLimit: () =>
      new TimeoutError(`no answer within ${totalMs} ms in total`, context),
  });
  let isOpen = false;
  let rejected: string | undefined;
  try {
    for (let attempt = 1; ; attempt++) {
      // The token is for this service only, whatever URL a caller names.
      const token =
        operation.auth !== "none" && url.startsWith(baseUrl + "/")
          ? await until(call.signal, setup.provideToken(rejected))
          : undefined;
      await options.limiter?.(call.signal, clock);
      const secret = headers["authorization"] ?? (token && "Bearer " + token);
      const event: AttemptEvent = {
        operationId,
        method,
        url,
        headers: {
          ...headers,
          ...(secret && { authorization: "[redacted]" }),
        },
        attempt,
      };
      for (const hook of hooks) await hook.before?.(event);
      const init: RequestInit & { duplex?: "half" } = {
        method,
        headers: {
          ...event.headers,
          ...(secret && { authorization: secret }),
        },
      };
      if (body !== undefined) init.body = body;
      if (isStream) init.duplex = "half";
      const started = clock.now();
      let answer: WithResponse<unknown>;
      try {
        answer = await sendOnce({
          setup,
          request,
          reader,
          init,
          call,
          timeoutMs,
        });
      } catch (thrown) {
        const error = thrown as SdkError;
        let delayMs: number | undefined;
        if (!isStream && !call.signal.aborted) {
          if (
            (error as Partial<ApiError>).status === 401 &&
            typeof options.auth === "function" &&
            token &&
            !rejected
          ) {
            rejected = token;
            delayMs = 0;
          } else {
            delayMs = decideDelay({
              error,
              attempt,
              operation,
              retry,
              random: options.random ?? Math.random,
            });
            if (clock.now() + delayMs! > deadline) delayMs = undefined;
          }
        }
        const durationMs = clock.now() - started;
        for (const hook of hooks)
          await hook.error?.({ ...event, error, durationMs, delayMs });
        if (delayMs === undefined) throw error;
        await sleep(clock, delayMs, call.signal);
        continue;
      }
      isOpen = !!reader.isStream;
      for (const hook of hooks)
        await hook.after?.({
          ...event,
          response: answer.response,
          durationMs: clock.now() - started,
        });
      return answer;
    }
  } finally {
    if (isOpen) call.stopTimer();
    else call.release();
  }
}
