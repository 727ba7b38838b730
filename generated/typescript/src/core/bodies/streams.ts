import { readPieces } from "./download.js";
import { DecodeError } from "../errors.js";
import type { AnswerCall, AnswerReader } from "../operation.js";

/** An event of a stream of server-sent events (HTML Living Standard, 9.2). */
export interface ServerSentEvent<Data = string> {
  /** The type of the event; "message" if the service states none. */
  readonly event: string;
  readonly data: Data;
  /** The last id that the service sent; "" if it sent none. */
  readonly id: string;
  /** The wait in milliseconds before a broken stream is requested again, if the service stated it. */
  readonly retry: number | undefined;
}

type Texts = AsyncGenerator<string, void>;

/**
 * Splits a body at `end` and returns the parts as they arrive. The rest after the last `end` is returned at the end of
 * the body.
 */
async function* split(pieces: AsyncIterable<Uint8Array>, end: RegExp): Texts {
  const decoder = new TextDecoder();
  let rest = "";
  // A CR may be the first half of CR LF.
  let isCut = false;
  for await (const piece of pieces) {
    let text = decoder.decode(piece, { stream: true });
    if (!text) continue;
    if (isCut && text[0] === "\n") text = text.slice(1);
    isCut = text.endsWith("\r");
    if (!end.test(text)) {
      rest += text;
      continue;
    }
    const parts = (rest + text).split(end);
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decoder.decode();
  if (rest) yield rest;
}

const LINE = /\r\n|\n|\r/;

/** Reads items of a body as they arrive. The iterable can be read once; leaving it closes the connection. */
function itemsAnswer<Item>(
  end: RegExp,
  read: (
    texts: Texts,
    call: AnswerCall,
  ) => AsyncGenerator<Item, boolean | void>,
): AnswerReader {
  return (response, call): AsyncIterable<Item> => {
    const { read: readBody } = readPieces(response, call);
    return { [Symbol.asyncIterator]: () => read(split(readBody(), end), call) };
  };
}

function parse(text: string, { context, json }: AnswerCall): unknown {
  try {
    return json.parse(text);
  } catch (cause) {
    throw new DecodeError(
      `${context.method} ${context.url}: an item of the stream is not JSON`,
      { ...context, cause },
    );
  }
}

async function* readValues(
  texts: Texts,
  call: AnswerCall,
): AsyncGenerator<unknown, void> {
  for await (const text of texts) if (text.trim()) yield parse(text, call);
}

/** A response of JSON values, one per line (`application/x-ndjson`), as an AsyncIterable. */
export const linesAnswer: AnswerReader = /* @__PURE__ */ itemsAnswer(
  LINE,
  readValues,
);

/** A response of JSON values, each after an RS character (`application/json-seq`, RFC 7464), as an AsyncIterable. */
export const sequenceAnswer: AnswerReader = /* @__PURE__ */ itemsAnswer(
  /\x1e/,
  readValues,
);

/**
 * Returns the events of a stream, by the rules of the browsers' `EventSource`: an incomplete event at the end is
 * dropped.
 */
async function* readEvents(
  lines: Texts,
): AsyncGenerator<ServerSentEvent, void> {
  let data: string[] = [];
  let event = "";
  let id = "";
  let retry: number | undefined;
  for await (const line of lines) {
    if (!line) {
      if (data.length)
        yield { event: event || "message", data: data.join("\n"), id, retry };
      data = [];
      event = "";
      continue;
    }
    const [, field, value = ""] = /^([^:]*):? ?(.*)$/su.exec(line)!;
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d+$/.test(value)) retry = +value;
  }
}

/**
 * A response of server-sent events (`text/event-stream`) whose data is text, as an AsyncIterable of `ServerSentEvent`.
 */
export const eventsAnswer: AnswerReader = /* @__PURE__ */ itemsAnswer(
  LINE,
  readEvents,
);

/**
 * A response of server-sent events whose data is JSON. The text `[DONE]`, which is not JSON and with which many
 * services end, ends the stream.
 */
export const jsonEventsAnswer: AnswerReader = /* @__PURE__ */ itemsAnswer(
  LINE,
  async function* (lines, call) {
    for await (const event of readEvents(lines)) {
      // `true` tells `eventCall` that the stream is complete.
      if (event.data === "[DONE]") return true;
      yield { ...event, data: parse(event.data, call) };
    }
    return false;
  },
);
