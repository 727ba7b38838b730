/** Bytes, or a source of bytes. */
export type BinaryInput =
  | Blob
  | ArrayBuffer
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** A file to upload, with its name. */
export interface FileInput {
  /** The content. A stream can be sent only once, so the call is not retried. */
  readonly content: BinaryInput | string;
  /** The file name that is sent. */
  readonly fileName?: string | undefined;
  /** The media type. Default: that of a `Blob`, otherwise application/octet-stream. */
  readonly contentType?: string | undefined;
}

/** Content that can be read only once. */
export type StreamInput =
  ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The name of the content: that of a `File`, or the last part of the path that a Node stream reads. */
export function nameOf(content: unknown): string | undefined {
  const { name, path } = Object(content) as Readonly<Record<string, unknown>>;
  if (typeof name === "string") return name;
  return typeof path === "string" ? path.split(/[\\/]/).pop() : undefined;
}

/** The progress of an upload or a download. */
export interface Progress {
  /** The number of bytes transferred so far. */
  readonly bytes: number;
  /** The total number of bytes, if it is known. */
  readonly total: number | undefined;
}

/**
 * Returns content that reports its progress while it is sent:
 * `{ content: withProgress(file, ({ bytes, total }) => ...) }` as a part of a form, or `withProgress(...)` as a body of
 * bytes. It keeps its name. The result is a stream, so the call is not retried.
 */
export function withProgress(
  content: BinaryInput,
  onProgress: (progress: Progress) => void,
): AsyncIterable<Uint8Array> & { readonly name: string | undefined } {
  const source = isStream(content)
    ? content
    : new Blob([toSendable(content) as Uint8Array<ArrayBuffer>]);
  const total = source instanceof Blob ? source.size : undefined;
  const read = async function* (): AsyncGenerator<Uint8Array, void> {
    let bytes = 0;
    const chunks =
      source instanceof Blob
        ? (source.stream() as ReadableStream<Uint8Array>)
        : source;
    for await (const chunk of readChunks(chunks)) {
      yield chunk;
      // The consumer has taken this chunk when it requests the next one.
      onProgress({ bytes: (bytes += chunk.length), total });
    }
  };
  return { name: nameOf(content), [Symbol.asyncIterator]: read };
}

/** Whether a value can be read only once. */
export function isStream(value: unknown): value is StreamInput {
  const object = Object(value) as object;
  return (
    !(value instanceof Blob) &&
    ("getReader" in object || Symbol.asyncIterator in object)
  );
}

/** Whether a value is bytes or a source of bytes. */
export function isBinary(value: unknown): value is BinaryInput {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    isStream(value)
  );
}

/**
 * Returns content as `fetch` and `Blob` accept it. Bytes are copied, because the caller may change them after the call,
 * and a retry would then send others. Engines refuse memory that threads share.
 */
export function toSendable<T>(content: T): T | Uint8Array<ArrayBuffer> {
  if (content instanceof ArrayBuffer) return new Uint8Array(content.slice(0));
  if (!ArrayBuffer.isView(content)) return content;
  const { buffer, byteOffset, byteLength } = content;
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}

/** Returns the chunks of content that can be read only once. */
export async function* readChunks(
  stream: StreamInput,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!("getReader" in stream)) {
    yield* stream;
    return;
  }
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // If the consumer stops early, this closes the connection of the stream. At the end of the stream it does nothing.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** Makes a stream of chunks. Cancelling it ends the generator and calls `onCancel`. */
export function toStream(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  onCancel?: () => unknown,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return();
      await onCancel?.();
    },
  });
}
