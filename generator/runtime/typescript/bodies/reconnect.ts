import { Call } from "../call.js";
import { copyPlain } from "../copy.js";
import type { Core } from "../core.js";
import { isSdkError } from "../errors.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { sleep, systemClock } from "../time.js";
import type { ServerSentEvent } from "./streams.js";

/** Options of a call whose answer is a stream of server-sent events. */
export interface EventOptions extends CallOptions {
  /**
   * Asks again when the stream ends or breaks off, with the id of the last event in Last-Event-ID, until the signal is
   * aborted, the service answers 204 or an error, or the stream is left. `attempts`: how often without an event between;
   * default 5. `delayMs`: the wait, unless the service names one (`retry`); default 3,000. Default: never.
   */
  readonly reconnect?:
    | boolean
    | { readonly attempts?: number; readonly delayMs?: number }
    | undefined;
}

/** Whether the stream may go on: what has come is right, and the connection is gone. */
function isBroken(cause: unknown): boolean {
  return isSdkError(cause) && /^(Connection|Timeout)Error$/.test(cause.name);
}

/** A call whose events go on over several connections, where the caller asks for that. */
export function eventCall<Stream>(
  core: Core,
  args: object,
  { reconnect, ...options }: EventOptions = {},
  operation: Operation,
): Call<Stream> {
  type Events = AsyncIterable<ServerSentEvent<unknown>>;
  const { attempts = 5, delayMs = 3000 } = Object(reconnect) as {
    attempts?: number;
    delayMs?: number;
  };
  // They are sent again later.
  args = copyPlain(args);
  const signal = options.signal ?? new AbortController().signal;
  return new Call(async () => {
    const first = await core.send<Stream>(operation, args, options);
    if (!reconnect) return first;
    const read = async function* (): AsyncGenerator<
      ServerSentEvent<unknown>,
      void
    > {
      let events = first.data as Events | undefined;
      let id = "";
      let wait = delayMs;
      for (let failed = 0; ; failed++) {
        let broken: unknown;
        try {
          if (!events) {
            const headers: Record<string, string> = id
              ? { "last-event-id": id }
              : {};
            const next = await core.send<Events>(operation, args, {
              ...options,
              headers: { ...options.headers, ...headers },
            });
            // The service's way to say that there is no more.
            if (next.response.status === 204) return;
            events = next.data;
          }
          const iterator = events[Symbol.asyncIterator]();
          try {
            for (;;) {
              const { done, value } = (await iterator.next()) as IteratorResult<
                ServerSentEvent<unknown>,
                boolean | undefined
              >;
              // `[DONE]` is an end, and what only stops may go on.
              if (done && value) return;
              if (done) break;
              failed = 0;
              if (value.id) ({ id } = value);
              wait = value.retry ?? wait;
              yield value;
            }
          } finally {
            // Also where the stream is left: the connection is closed.
            await iterator.return?.();
          }
        } catch (cause) {
          if (!isBroken(cause)) throw cause;
          broken = cause;
        }
        events = undefined;
        if (failed >= attempts) {
          if (broken) throw broken as Error;
          return;
        }
        await sleep(systemClock, wait, signal);
      }
    };
    return { ...first, data: { [Symbol.asyncIterator]: read } as Stream };
  }, core.report);
}
