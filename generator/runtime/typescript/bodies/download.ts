import { toStream, readChunks } from "./content.js";
import {
  ConnectionError,
  type ErrorContext,
  isSdkError,
  SdkError,
} from "../errors.js";
import type { AnswerCall, AnswerReader } from "../operation.js";

/**
 * A file that the service sends. Its content is read once: by `blob`, `text`, `bytes` or `stream`; a second reading is
 * an `SdkError`.
 */
export interface Download {
  /** The name in Content-Disposition, without folders. */
  readonly fileName: string | undefined;
  /** The media type. */
  readonly contentType: string | undefined;
  /** The length in bytes, if the service told it. */
  readonly size: number | undefined;
  /** The content in memory. */
  readonly blob: () => Promise<Blob>;
  readonly text: () => Promise<string>;
  readonly bytes: () => Promise<Uint8Array>;
  /** The content as it arrives; the caller's signal ends it. */
  readonly stream: () => ReadableStream<Uint8Array>;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Some servers put a percent sign into the name as it is.
    return text;
  }
}

function toError(cause: unknown, context: ErrorContext): SdkError {
  return isSdkError(cause)
    ? cause
    : new ConnectionError(
        `${context.method} ${context.url}: the answer broke off: ${String(cause)}`,
        { ...context, cause },
      );
}

/** The file name in a Content-Disposition header: `filename*` (RFC 5987) before `filename`, without folders. */
export function readFileName(disposition: string | null): string | undefined {
  if (!disposition) return undefined;
  const [, charset, extended] =
    /;\s*filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ??
    [];
  const name = extended
    ? /^iso-8859-1$/i.test(charset ?? "")
      ? extended.replace(/%([\da-f]{2})/gi, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : decode(extended)
    : (quoted?.replace(/\\(.)/g, "$1") ?? token);
  // A name with folders could be used to write elsewhere.
  return name?.split(/[\\/]/).pop() || undefined;
}

/**
 * The pieces of an answer's body as they come. Each must come within `timeoutMs`; the caller's signal ends them. They
 * can be read once.
 */
export function readPieces(
  { body }: Response,
  { context, listen, within }: AnswerCall,
): () => AsyncGenerator<Uint8Array, void> {
  let isRead = false;
  return async function* () {
    if (isRead)
      throw new SdkError(
        `${context.method} ${context.url}: the answer has been read`,
        context,
      );
    isRead = true;
    if (!body) return;
    const release = listen();
    const pieces = readChunks(body as ReadableStream<Uint8Array>);
    try {
      for (;;) {
        const { done, value } = await within(() => pieces.next());
        if (done) return;
        yield value;
      }
    } catch (cause) {
      throw toError(cause, context);
    } finally {
      release();
      // Not waited for: a `fetch` that ignores its signal may never give the piece that was asked for.
      pieces.return().catch(() => {});
    }
  };
}

/**
 * An answer that is a file: CSV, ZIP, PDF, an image. Each piece of it must arrive within `timeoutMs`; the caller's
 * signal ends it while it is read.
 */
export const downloadAnswer: AnswerReader = (response, call): Download => {
  const { headers, body } = response;
  const length = headers.get("content-length");
  const contentType = headers.get("content-type") ?? undefined;
  const chunks = readPieces(response, call);
  const blob = async (): Promise<Blob> => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of chunks())
      parts.push(chunk as Uint8Array<ArrayBuffer>);
    return new Blob(parts, contentType ? { type: contentType } : {});
  };
  return {
    fileName: readFileName(headers.get("content-disposition")),
    contentType,
    // The length of a compressed body is not the one of its content.
    size:
      length && !headers.has("content-encoding") ? Number(length) : undefined,
    blob,
    text: async () => (await blob()).text(),
    bytes: async () => new Uint8Array(await (await blob()).arrayBuffer()),
    stream: () =>
      // One that is cancelled before it is read has no reader that would tell the body.
      toStream(chunks(), () => body?.cancel().catch(() => {})),
  };
};
