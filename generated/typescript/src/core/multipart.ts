import {
  type BinaryInput,
  type FileInput,
  isBinary,
  isStream,
  readChunks,
  toStream,
} from "./content.js";
import type { BodyEncoder } from "./operation.js";

interface Part {
  readonly head: string;
  readonly content: BinaryInput | string;
}

/** As browsers do: these three would end the quoted name. */
function quote(name: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '"': "%22",
    "\r": "%0D",
    "\n": "%0A",
  };
  return `"${name.replace(/["\r\n]/g, (mark) => escapes[mark]!)}"`;
}

/** A value as a file, if it is one. */
function toFile(value: unknown): FileInput | undefined {
  if (isBinary(value)) return { content: value };
  const { content } = Object(value) as Partial<FileInput>;
  return isBinary(content) ||
    (typeof content === "string" && "fileName" in Object(value))
    ? (value as FileInput)
    : undefined;
}

function makePart(
  key: string,
  value: unknown,
  declaredType: string | undefined,
): Part {
  const file = toFile(value);
  let disposition = `form-data; name=${quote(key)}`;
  let contentType = declaredType;
  let content: BinaryInput | string;
  if (file) {
    content = file.content;
    const blob = content as Partial<File>;
    disposition += `; filename=${quote(file.fileName ?? blob.name ?? key)}`;
    contentType =
      file.contentType ||
      (content instanceof Blob && content.type) ||
      declaredType ||
      "application/octet-stream";
  } else if (typeof value === "object" || /\bjson\b/.test(declaredType ?? "")) {
    content = JSON.stringify(value);
    contentType ??= "application/json";
  } else content = String(value);
  const type = contentType
    ? `\r\nContent-Type: ${contentType.replace(/[\r\n]/g, "")}`
    : "";
  return {
    head: `Content-Disposition: ${disposition}${type}\r\n\r\n`,
    content,
  };
}

/**
 * A body of parts (`multipart/form-data`). Binary values become files, objects JSON, lists repeated parts;
 * undefined is left out. `contentTypes` holds the declared media types of parts by key. With streams among
 * the parts the body is a stream and the call is sent only once.
 */
export function multipart(
  contentTypes: Readonly<Record<string, string>> = {},
): BodyEncoder {
  return (value) => {
    if (value instanceof FormData) return { body: value };
    const boundary = "----sdk" + crypto.randomUUID();
    const headers = {
      "content-type": "multipart/form-data; boundary=" + boundary,
    };
    const parts = Object.entries(value as object).flatMap(([key, entry]) =>
      [entry as unknown]
        .flat()
        .filter((item) => item !== undefined)
        .map((item) => makePart(key, item, contentTypes[key])),
    );
    const chunks = parts.flatMap(({ head, content }) => [
      `--${boundary}\r\n${head}`,
      content,
      "\r\n",
    ]);
    chunks.push(`--${boundary}--\r\n`);
    if (!chunks.some(isStream))
      // A Blob refers to its parts: a file on disk is not read before it is sent.
      return { body: new Blob(chunks as (Blob | string)[]), headers };
    const encoder = new TextEncoder();
    const write = async function* (): AsyncGenerator<Uint8Array, void> {
      for (const chunk of chunks)
        if (typeof chunk === "string") yield encoder.encode(chunk);
        else
          yield* readChunks(
            isStream(chunk)
              ? chunk
              : (new Blob([chunk]).stream() as ReadableStream<Uint8Array>),
          );
    };
    return { body: toStream(write()), headers, duplex: "half" };
  };
}
