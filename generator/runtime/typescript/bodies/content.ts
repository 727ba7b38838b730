/** Bytes, or what gives them. */
export type BinaryInput =
  | Blob
  | ArrayBuffer
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** A file to upload with its name. */
export interface FileInput {
  /** The content; a stream can be sent only once, so the call is not retried. */
  readonly content: BinaryInput | string;
  /** The name that the service is told. */
  readonly fileName?: string | undefined;
  /** The media type. Default: the one of a `Blob`, or else application/octet-stream. */
  readonly contentType?: string | undefined;
}

/** Content that can be read only once. */
export type StreamInput =
  ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The name that content brings: the one of a `File`, or the last part of the path that a stream of Node reads. */
export function nameOf(content: unknown): string | undefined {
  const { name, path } = Object(content) as Readonly<Record<string, unknown>>;
  if (typeof name === "string") return name;
  return typeof path === "string" ? path.split(/[\\/]/).pop() : undefined;
}

/** How far an upload or a download has come. */
export interface Progress {
  /** The bytes that have gone through. */
  readonly bytes: number;
  /** The bytes that there are, where that is known. */
  readonly total: number | undefined;
}

/**
 * Content that tells how far it has been sent: `{ content: withProgress(file, ({ bytes, total }) => ...) }` in a part of a
 * form, or `withProgress(...)` as a body of bytes. It keeps its name. What tells its progress is a stream: it is sent
 * once, so the call is not retried.
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
      // Whoever asks for the next one has taken this one.
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

/** Whether a value is bytes or gives them. */
export function isBinary(value: unknown): value is BinaryInput {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    isStream(value)
  );
}

/**
 * Content as `fetch` and `Blob` take it. Bytes are copied: the caller may write into them as soon as the call is made,
 * and a retry would send others; memory that threads share is refused by engines.
 */
export function toSendable<T>(content: T): T | Uint8Array<ArrayBuffer> {
  if (content instanceof ArrayBuffer) return new Uint8Array(content.slice(0));
  if (!ArrayBuffer.isView(content)) return content;
  const { buffer, byteOffset, byteLength } = content;
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}

/** The chunks of content that can be read only once. */
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
    // Whoever leaves early wants no more: a connection behind it is closed. At the end this does nothing.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** A stream of chunks; cancelling it ends the generator, and calls `onCancel`. */
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
