import {
  type BinaryInput,
  type FileInput,
  isBinary,
  isStream,
  nameOf,
  readChunks,
  type StreamInput,
  toSendable,
  toStream,
} from "./content.js";
import { copyForm, itemsOf } from "./bodies.js";
import { SdkError } from "../errors.js";
import type { Arguments, BodyEncoder, JsonCodec } from "../operation.js";
import { checkText, writeJson } from "../text.js";

interface Part {
  readonly type: string | undefined;
  readonly head: string;
  readonly content: BinaryInput | string;
}

/** Quotes a name as browsers do, because these three characters would end the quoted name. */
function quote(name: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '"': "%22",
    "\r": "%0D",
    "\n": "%0A",
  };
  return `"${name.replace(/["\r\n]/g, (mark) => escapes[mark]!)}"`;
}

/**
 * The declaration of a part. A string is the media type of JSON, `text` that of text, and a list (which may be empty)
 * that of a file. `json` and `file` are for parts that also have headers. `pairs` encodes a list or an object in a
 * style of its own.
 */
export type PartType = string | readonly [type?: string] | PartDetails;

/** The declaration of a part with several keys: see `PartType`. */
export interface PartDetails {
  readonly text?: string | undefined;
  readonly json?: string;
  readonly file?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pairs?: (args: Arguments) => string;
}

/** Returns the value as a file, if it is one. */
function toFile(
  value: unknown,
  type: PartType | undefined,
): FileInput | undefined {
  if (isBinary(value)) return { content: value };
  const { content } = Object(value) as Partial<FileInput>;
  return isBinary(content) ||
    (typeof content === "string" &&
      // `content` may also be a property of JSON, so a value without a declaration counts as a file only by its keys.
      (Array.isArray(type) ||
        (typeof type !== "string" &&
          Object.keys(value as object).every((key) =>
            /^(content(Type)?|fileName)$/.test(key),
          ))))
    ? (value as FileInput)
    : undefined;
}

function makePart(
  key: string,
  value: unknown,
  declared: PartType | undefined,
  { isForm, codec }: { isForm: boolean; codec?: JsonCodec | undefined },
): Part {
  const details = Object(declared) as PartDetails;
  const type: PartType | undefined =
    details.json ?? (details.file === undefined ? declared : [details.file]);
  const file = toFile(value, type);
  const isJson = typeof type === "string";
  let contentType = isJson
    ? type
    : Array.isArray(type)
      ? (type[0] as string | undefined)
      : (type as { text?: string } | undefined)?.text;
  let disposition = isForm ? "form-data" : file ? "attachment" : "inline";
  // A form names every part, also if the name is empty (RFC 7578, 4.2).
  if (key || isForm) disposition += "; name=" + quote(key);
  let content: BinaryInput | string;
  if (file) {
    content = file.content;
    disposition += `; filename=${quote(file.fileName ?? (nameOf(content) || key || "file"))}`;
    contentType =
      file.contentType ||
      (content instanceof Blob && content.type) ||
      contentType ||
      "application/octet-stream";
  } else if (typeof value === "object" || isJson) {
    content = writeJson(value, codec);
    contentType ??= "application/json";
  } else {
    content = String(value);
    // Outside a form the encoding of a text would be unknown.
    if (!isForm) contentType ??= "text/plain; charset=utf-8";
  }
  contentType = contentType?.replace(/[\r\n]/g, "");
  const typeLine = contentType ? "\r\nContent-Type: " + contentType : "";
  const moreLines = Object.entries(details.headers ?? {})
    .map(([name, text]) => `\r\n${name}: ${text}`)
    .join("");
  return {
    type: contentType,
    head: checkText(
      `Content-Disposition: ${disposition}${typeLine}${moreLines}\r\n\r\n`,
    ),
    content:
      typeof content === "string" ? checkText(content) : toSendable(content),
  };
}

/**
 * Encodes a multipart body. Binary values become files, objects JSON, and lists repeated parts. undefined is left out,
 * and null is left out except in JSON. `types` declares parts by key:
 * `{ options: "application/json", file: ["text/csv"] }`. If a part is a stream, the body is a stream and the call is
 * sent only once. Throws an SdkError if a form has no names, and for FormData with another subtype.
 *
 * With another `subtype` than "form-data" ("mixed", "related"; RFC 2046, 2387) the parts have the order of `types`, and
 * each has its name in an `inline` or `attachment` disposition. The parts of a list have no names.
 */
export function multipart(
  types: Readonly<Record<string, PartType>> = {},
  subtype = "form-data",
): BodyEncoder {
  const isForm = subtype === "form-data";
  return (value, codec) => {
    if (value instanceof FormData) {
      if (!isForm)
        throw new SdkError(`FormData cannot be sent as multipart/${subtype}`);
      return { body: copyForm(value) };
    }
    if (isForm && (Array.isArray(value) || typeof value !== "object"))
      throw new SdkError("a form has names: give an object or a FormData");
    // `randomUUID` exists only on secure pages.
    const boundary =
      "----sdk" + crypto.getRandomValues(new Uint32Array(4)).join("");
    const isList = Array.isArray(value) && !isForm;
    const entries: readonly (readonly [string, unknown])[] = isList
      ? [["", value]]
      : Object.entries({
          // In the order of `types`; missing values are left out below.
          ...(!isForm &&
            Object.fromEntries(Object.keys(types).map((key) => [key]))),
          ...(value as object),
        });
    const parts = entries.flatMap(([key, entry]) => {
      const type = Object.hasOwn(types, key) ? types[key] : undefined;
      const { pairs, json, headers } = Object(type) as PartDetails;
      if (pairs)
        return pairs(value as Arguments)
          .split("&")
          .filter(Boolean)
          .map((pair) => {
            const [name = "", text = ""] = pair
              .split(/=(.*)/s)
              .map(decodeURIComponent);
            return makePart(name, text, headers && { headers }, { isForm });
          });
      return (
        itemsOf(entry, isList ? codec : codec?.at(value as object, key))
          // A form has no null except in JSON.
          .filter(([item]) =>
            item === null
              ? typeof (json ?? type) === "string"
              : item !== undefined,
          )
          .map(([item, own]) =>
            makePart(key, item, type, { isForm, codec: own }),
          )
      );
    });
    const root = parts[0]?.type?.split(";")[0];
    const headers = {
      "content-type":
        `multipart/${subtype}; boundary=${boundary}` +
        // RFC 2387: the media type of the root, which is the first part.
        (subtype === "related" && root ? `; type="${root.trim()}"` : ""),
    };
    const streams: ReadableStream<Uint8Array>[] = [];
    // It reads its first chunk at once: an error of a Node stream to which nobody listens, such as a missing file, would
    // end the process while the call waits for its token.
    const begin = (content: StreamInput): ReadableStream<Uint8Array> => {
      const stream = toStream(readChunks(content));
      streams.push(stream);
      return stream;
    };
    const chunks = parts.flatMap(({ head, content }) => [
      `--${boundary}\r\n${head}`,
      isStream(content) ? begin(content) : content,
      "\r\n",
    ]);
    chunks.push(`--${boundary}--\r\n`);
    if (!streams.length)
      // A Blob refers to its parts, so a file on disk is read only while it is sent.
      return { body: new Blob(chunks as (Blob | string)[]), headers };
    const encoder = new TextEncoder();
    const leave = (): void =>
      // A stream that is being read is left by its reader.
      streams.forEach((stream) => void stream.cancel().catch(() => {}));
    const write = async function* (): AsyncGenerator<Uint8Array, void> {
      try {
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
      } finally {
        leave();
      }
    };
    return { body: toStream(write(), leave), headers, duplex: "half" };
  };
}
