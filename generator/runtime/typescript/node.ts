import type { FileInput } from "./bodies/content.js";
import { importBuiltin } from "./node/node-builtins.js";

export {
  fromEnvironment,
  loadConfig,
  type LoadedOptions,
  type Settings,
} from "./node/config-node.js";

interface FileSystem {
  readonly openAsBlob: (
    path: string,
    options: { type?: string },
  ) => Promise<Blob>;
}

interface Paths {
  readonly basename: (path: string) => string;
}

/** How a file is uploaded. */
export interface FileOptions {
  /** The name that the service is told. Default: the last part of the path. */
  readonly fileName?: string;
  /** The media type. Default: application/octet-stream. */
  readonly contentType?: string;
}

/**
 * A file on disk as a part of a multipart body. It is read while it is sent, not before, and again when the
 * call is retried.
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
