import { toStream, readChunks } from "./content.js";
import {
  ConnectionError,
  type ErrorContext,
  isSdkError,
  type SdkError,
} from "./errors.js";
import type { AnswerReader } from "./operation.js";

/** A file that the service sends. Its content is read once: by `blob`, `text`, `bytes` or `stream`. */
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
    : new ConnectionError("the download broke off", { ...context, cause });
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

/** An answer that is a file: CSV, ZIP, PDF, an image. */
export const downloadAnswer: AnswerReader = (
  response,
  listen,
  context,
): Download => {
  const release = listen();
  const { headers } = response;
  const length = headers.get("content-length");
  const contentType = headers.get("content-type") ?? undefined;
  const readAll = async <T>(reading: Promise<T>): Promise<T> => {
    try {
      return await reading;
    } catch (cause) {
      throw toError(cause, context);
    } finally {
      release();
    }
  };
  const chunks = async function* (): AsyncGenerator<Uint8Array, void> {
    try {
      if (response.body)
        yield* readChunks(response.body as ReadableStream<Uint8Array>);
    } catch (cause) {
      throw toError(cause, context);
    } finally {
      release();
    }
  };
  return {
    fileName: readFileName(headers.get("content-disposition")),
    contentType,
    // The length of a compressed body is not the one of its content.
    size:
      length && !headers.has("content-encoding") ? Number(length) : undefined,
    blob: () => readAll(response.blob()),
    text: () => readAll(response.text()),
    bytes: async () => new Uint8Array(await readAll(response.arrayBuffer())),
    stream: () => toStream(chunks()),
  };
};
