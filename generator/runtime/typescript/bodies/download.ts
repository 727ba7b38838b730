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

/** A text of a header, of which an engine makes a letter for each byte: the UTF-8 that it is, or else Latin-1. */
function decodeRaw(text: string): string {
  // What holds other letters has been read as UTF-8 already.
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/**
 * A name that is one of a file in whatever folder it is put: without folders, drives and what nobody sees. Nothing is
 * left of `..`, which is a folder.
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
    : // A backslash before another mark than these is one of a path of Windows.
      decodeRaw(quoted?.replace(/\\(["\\])/g, "$1") ?? token?.trim() ?? "");
  return toBaseName(name);
}

/** The body of an answer in pieces. */
interface Pieces {
  /** The pieces as they come. Each must come within `timeoutMs`; the caller's signal ends them. They can be read once. */
  readonly read: () => AsyncGenerator<Uint8Array, void>;
  /** Gives the body up, read or not. */
  readonly leave: () => void;
}

/** The pieces of an answer's body. An abort frees the connection also where nobody has begun to read. */
export function readPieces(
  { body }: Response,
  { context, listen, within }: AnswerCall,
): Pieces {
  let isRead = false;
  const release = body ? listen() : () => {};
  const read = async function* (): AsyncGenerator<Uint8Array, void> {
    if (isRead)
      throw new SdkError(
        `${context.method} ${context.url}: the answer has been read`,
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
      // Not waited for: a `fetch` that ignores its signal may never give the piece that was asked for.
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
 * An answer that is a file: CSV, ZIP, PDF, an image. Each piece of it must arrive within `timeoutMs`; the caller's
 * signal ends it while it is read.
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
    // The length of a compressed body is not the one of its content.
    size:
      length && !headers.has("content-encoding") ? Number(length) : undefined,
    blob,
    text: async () => (await blob()).text(),
    bytes: async () => new Uint8Array(await (await blob()).arrayBuffer()),
    stream: () =>
      // One that is cancelled before it is read has no reader that would tell the body.
      toStream(read(), leave),
  };
};
