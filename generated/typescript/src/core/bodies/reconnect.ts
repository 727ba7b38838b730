import { Call } from "../call.js";
import { copyPlain } from "../copy.js";
import type { Core } from "../core.js";
import { isSdkError } from "../errors.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { sleep, systemClock } from "../time.js";
import type { ServerSentEvent } from "./streams.js";

/** Options of a call whose response is a stream of server-sent events. */
export interface EventOptions extends CallOptions {
  /**
   * Sends the call again when the stream ends or breaks off, with the id of the last event in Last-Event-ID. This ends
   * when the signal is aborted, the caller stops reading, or the service sends `[DONE]`, status 204 or an error.
   * `attempts` limits the consecutive attempts without an event; default 5. `delayMs` is the wait unless the service
   * states one (`retry`); default 3,000. Default: no reconnection.
   */
  readonly reconnect?:
    | boolean
    | { readonly attempts?: number; readonly delayMs?: number }
    | undefined;
}

/** Whether the stream can continue: the connection broke, but everything received was valid. */
function isBroken(cause: unknown): boolean {
  return isSdkError(cause) && /^(Connection|Timeout)Error$/.test(cause.name);
}

/** Makes a call whose events continue over several connections if the caller requests that. */
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
  // The arguments are sent again later.
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
            // With status 204 the service says that no events follow.
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
              // `[DONE]` ends the events; a stream that merely ends may continue.
              if (done && value) return;
              if (done) break;
              failed = 0;
              if (value.id) ({ id } = value);
              wait = value.retry ?? wait;
              yield value;
            }
          } finally {
            // Also closes the connection if the caller stops reading.
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
