import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type {
  Clock,
  Fetch,
} from "../../generator/runtime/typescript/options.js";

/** A clock that stands until it is told to go on, or that jumps to whatever is waited for. */
export interface FakeClock extends Clock {
  readonly waits: number[];
  readonly pending: () => number;
}

/** Each wait below `jumpBelow` ends at once and moves the time; longer ones (timeouts) never end. */
export function createJumpingClock(
  jumpBelow = 50_000,
  start = 1_000_000,
): FakeClock {
  let time = start;
  let pending = 0;
  const waits: number[] = [];
  return {
    waits,
    pending: () => pending,
    now: () => time,
    after: (milliseconds, run) => {
      let isOn = true;
      pending++;
      const cancel = (): void => {
        if (isOn) pending--;
        isOn = false;
      };
      if (milliseconds < jumpBelow) {
        waits.push(milliseconds);
        const end = time + milliseconds;
        setImmediate(() => {
          if (!isOn) return;
          cancel();
          time = Math.max(time, end);
          run();
        });
      }
      return cancel;
    },
  };
}

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** A `fetch` that gives the answers in turn (the last one for ever); an Error is thrown. */
export function scriptFetch(
  ...answers: readonly (
    Response | Error | ((sent: Sent) => Response | Promise<Response>)
  )[]
): { fetch: Fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  let index = 0;
  return {
    sent,
    fetch: async (url, init) => {
      const entry: Sent = {
        url,
        method: init.method ?? "GET",
        headers: init.headers as Record<string, string>,
        body: init.body,
      };
      sent.push(entry);
      const answer = answers[Math.min(index++, answers.length - 1)]!;
      if (answer instanceof Error) throw answer;
      return typeof answer === "function"
        ? await answer(entry)
        : answer.clone();
    },
  };
}

export function json(
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

export interface LocalServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startServer(
  handle: (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => void,
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => {});
    request.on("end", () => handle(request, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
