import { type FileInput, type Progress, readChunks } from "./bodies/content.js";
import type { Download } from "./bodies/download.js";
import { SdkError } from "./errors.js";
import { importBuiltin } from "./node/node-builtins.js";

export {
  fromEnvironment,
  loadConfig,
  type LoadedOptions,
  type Settings,
} from "./node/config-node.js";

export { proxyFetch, type ProxyOptions, type Undici } from "./node/proxy.js";

interface FileSystem {
  readonly openAsBlob: (
    path: string,
    options: { type?: string },
  ) => Promise<Blob>;
}

interface Paths {
  readonly basename: (path: string) => string;
}

interface Handle {
  readonly write: (
    bytes: Uint8Array,
    offset: number,
  ) => Promise<{ readonly bytesWritten: number }>;
  readonly close: () => Promise<void>;
}

interface Files {
  readonly open: (path: string, flags: string) => Promise<Handle>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { force: boolean }) => Promise<void>;
}

/** How a file is uploaded. */
export interface FileOptions {
  /** The file name that is sent. Default: the last part of the path. */
  readonly fileName?: string;
  /** The media type. Default: application/octet-stream. */
  readonly contentType?: string;
}

/**
 * Makes a part of a multipart body from a file on disk. The file is read only while it is sent, and again if the call
 * is retried.
 */
export async function fileBody(
  path: string,
  { fileName, contentType }: FileOptions = {},
): Promise<FileInput> {
  const { openAsBlob } = await importBuiltin<FileSystem>("node:fs");
  const { basename } = await importBuiltin<Paths>("node:path");
  return {
    content: await openAsBlob(path, contentType ? { type: contentType } : {}),
    fileName: fileName ?? basename(path),
    contentType,
  };
}

/** How a download is saved. */
export interface SaveOptions {
  /** Receives the progress of the download after each chunk that was written. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Writes the bytes of a download to a file as they arrive: `await saveTo(file, "report.csv")`. They are written to a
 * file next to it (`report.csv.1f0c2d9e.part`), which is renamed when the download is complete. So a file of that name
 * is always complete, and an existing file is replaced only then. `timeoutMs` limits the wait for each chunk, and the
 * signal of the call ends the download. Returns the number of bytes.
 * @throws SdkError if the download breaks off, or if its length differs from the length that the service stated. Errors
 * of the file system are thrown unchanged. In all cases the partial file is removed.
 */
export async function saveTo(
  download: Download,
  path: string,
  { onProgress }: SaveOptions = {},
): Promise<number> {
  const { open, rename, rm } = await importBuiltin<Files>("node:fs/promises");
  // A name of its own: two downloads to one path would otherwise write to one file.
  const part = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  const total = download.size;
  let bytes = 0;
  const stream = download.stream();
  try {
    const handle = await open(part, "w");
    try {
      for await (const chunk of readChunks(stream)) {
        for (let offset = 0; offset < chunk.length;)
          offset += (await handle.write(chunk, offset)).bytesWritten;
        bytes += chunk.length;
        onProgress?.({ bytes, total });
      }
    } finally {
      await handle.close();
    }
    if (total !== undefined && total !== bytes)
      throw new SdkError(
        `the download of ${total} bytes ended after ${bytes} bytes`,
      );
    await rename(part, path);
  } catch (error) {
    // If writing failed, the stream is still open: cancelling it frees its connection.
    await stream.cancel().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
  return bytes;
}
