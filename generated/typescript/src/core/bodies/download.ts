import { toStream, readChunks } from "./content.js";
import {
  ConnectionError,
  type ErrorContext,
  isSdkError,
  SdkError,
} from "../errors.js";
import type { AnswerCall, AnswerReader } from "../operation.js";

/**
 * A file that the service sends. Its content can be read once, by `blob`, `text`, `bytes` or `stream`; reading it again
 * throws an `SdkError`.
 */
export interface Download {
  /** The file name in Content-Disposition, without folders. */
  readonly fileName: string | undefined;
  /** The media type. */
  readonly contentType: string | undefined;
  /** The length in bytes, if the service stated it. */
  readonly size: number | undefined;
  /** The content in memory. */
  readonly blob: () => Promise<Blob>;
  readonly text: () => Promise<string>;
  readonly bytes: () => Promise<Uint8Array>;
  /** The content as it arrives. The signal of the call ends it. */
  readonly stream: () => ReadableStream<Uint8Array>;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Some servers do not encode a percent sign in the name.
    return text;
  }
}

function toError(cause: unknown, context: ErrorContext): SdkError {
  return isSdkError(cause)
    ? cause
    : new ConnectionError(
        `${context.method} ${context.url}: the response broke off: ${String(cause)}`,
        { ...context, cause },
      );
}

/** Decodes a header of which an engine made one character per byte: as UTF-8, or as Latin-1 if it is not UTF-8. */
function decodeRaw(text: string): string {
  // A text with other characters has been decoded as UTF-8 already.
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/**
 * Returns a file name that stays in its folder: without folders, drives and invisible characters. Returns undefined for
 * `..`, which is a folder.
 */
function toBaseName(name: string): string | undefined {
  const [base = ""] = name
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .split(/[\\/]/)
    .slice(-1);
  const plain = base.replace(/^[a-z]:/i, "").trim();
  return /^\.*$/.test(plain) ? undefined : plain;
}

/** The file name in a Content-Disposition header: `filename*` (RFC 5987) before `filename`, never a path. */
export function readFileName(disposition: string | null): string | undefined {
  if (!disposition) return undefined;
  const [, charset, extended] =
    /;\s*filename\*\s*=\s*"?([\w-]*)'[^']*'([^;\s"]+)/i.exec(disposition) ?? [];
  const [, quoted, token] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition) ??
    [];
  const name = extended
    ? /^iso-8859-1$/i.test(charset ?? "")
      ? extended.replace(/%([\da-f]{2})/gi, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : decode(extended)
    : // A backslash before any other character belongs to a Windows path.
      decodeRaw(quoted?.replace(/\\(["\\])/g, "$1") ?? token?.trim() ?? "");
  return toBaseName(name);
}

/** The body of a response in chunks. */
interface Pieces {
  /**
   * Returns the chunks as they arrive, once. Each must arrive within `timeoutMs`, and the signal of the call ends them.
   */
  readonly read: () => AsyncGenerator<Uint8Array, void>;
  /** Cancels the body, also if it was not read. */
  readonly leave: () => void;
}

/** Returns the chunks of a response's body. An abort frees the connection also if nothing was read yet. */
export function readPieces(
  { body }: Response,
  { context, listen, within }: AnswerCall,
): Pieces {
  let isRead = false;
  const release = body ? listen() : () => {};
  const read = async function* (): AsyncGenerator<Uint8Array, void> {
    if (isRead)
      throw new SdkError(
        `${context.method} ${context.url}: the response has been read`,
        context,
      );
    isRead = true;
    if (!body) return;
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
      // Not awaited, because a `fetch` that ignores its signal may never deliver the requested chunk.
      pieces.return().catch(() => {});
    }
  };
  const leave = (): void => {
    release();
    body?.cancel().catch(() => {});
  };
  return { read, leave };
}

/**
 * A response that is a file: CSV, ZIP, PDF, an image. Each chunk must arrive within `timeoutMs`, and the signal of the
 * call ends the download.
 */
export const downloadAnswer: AnswerReader = (response, call): Download => {
  const { headers } = response;
  const length = headers.get("content-length");
  const contentType = headers.get("content-type") ?? undefined;
  const { read, leave } = readPieces(response, call);
  const blob = async (): Promise<Blob> => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of read())
      parts.push(chunk as Uint8Array<ArrayBuffer>);
    return new Blob(parts, contentType ? { type: contentType } : {});
  };
  return {
    fileName: readFileName(headers.get("content-disposition")),
    contentType,
    // The length of a compressed body is not the length of its content.
    size:
      length && !headers.has("content-encoding") ? Number(length) : undefined,
    blob,
    text: async () => (await blob()).text(),
    bytes: async () => new Uint8Array(await (await blob()).arrayBuffer()),
    stream: () =>
      // If it is cancelled before it is read, `leave` cancels the body, because the generator has not started.
      toStream(read(), leave),
  };
};
