import {
  type BinaryInput,
  type FileInput,
  isBinary,
  isStream,
  readChunks,
  toSendable,
  toStream,
} from "./content.js";
import type { BodyEncoder } from "./operation.js";
import { checkText, printJson } from "./text.js";

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

/** What is declared of a part: its media type, in a list (which may be empty) when the part is a file. */
export type PartType = string | readonly [type?: string];

const isJson = (type: string | undefined): boolean =>
  /\bjson\b/.test(type ?? "");

/** A value as a file, if it is one. `type` is a string where the part is not declared to be a file. */
function toFile(
  value: unknown,
  type: PartType | undefined,
): FileInput | undefined {
  if (isBinary(value)) return { content: value };
  const { content } = Object(value) as Partial<FileInput>;
  return isBinary(content) ||
    (typeof content === "string" &&
      // A text may also be a property of JSON, so what is not declared is judged by its keys.
      (typeof type === "object" ||
        (!isJson(type) &&
          Object.keys(value as object).every((key) =>
            /^(content(Type)?|fileName)$/.test(key),
          ))))
    ? (value as FileInput)
    : undefined;
}

function makePart(
  key: string,
  value: unknown,
  type: PartType | undefined,
): Part {
  const file = toFile(value, type);
  const declaredType = typeof type === "object" ? type[0] : type;
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
  } else if (typeof value === "object" || isJson(declaredType)) {
    content = printJson(value);
    contentType ??= "application/json";
  } else content = String(value);
  const typeLine = contentType
    ? `\r\nContent-Type: ${contentType.replace(/[\r\n]/g, "")}`
    : "";
  return {
    head: checkText(`Content-Disposition: ${disposition}${typeLine}\r\n\r\n`),
    content:
      typeof content === "string" ? checkText(content) : toSendable(content),
  };
}

/**
 * A body of parts (`multipart/form-data`). Binary values become files, objects JSON, lists repeated parts;
 * undefined is left out, and so is null but in JSON. `types` holds by key what is declared of parts: `{ options: "application/json", file:
 * ["text/csv"] }`. With streams among the parts the body is a stream and the call is sent only once.
 */
export function multipart(
  types: Readonly<Record<string, PartType>> = {},
): BodyEncoder {
  return (value) => {
    if (value instanceof FormData) return { body: value };
    // `randomUUID` is for secure pages only.
    const boundary =
      "----sdk" + crypto.getRandomValues(new Uint32Array(4)).join("");
    const headers = {
      "content-type": "multipart/form-data; boundary=" + boundary,
    };
    const parts = Object.entries(value as object).flatMap(([key, entry]) =>
      [entry as unknown]
        .flat()
        // A form has no null but in JSON.
        .filter((item) =>
          item === null ? isJson(String(types[key])) : item !== undefined,
        )
        .map((item) => makePart(key, item, types[key])),
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
              : (new Blob([
                  chunk as Blob,
                ]).stream() as ReadableStream<Uint8Array>),
          );
    };
    return { body: toStream(write()), headers, duplex: "half" };
  };
}
