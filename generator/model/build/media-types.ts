import { COMPOSITION_KEYWORDS, SHAPE_KEYWORDS } from "../../load/grammar-lookups.ts";
import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { statedTypes } from "../../load/schema-types.ts";
import type { Codec, Framing } from "../model.ts";
import { followIn, type BuildState } from "./state.ts";

/**
 * How content is serialised, decided by its media type and its schema. Only this file interprets media types; types,
 * runtimes and docs read the codec.
 */

/** A media type without its parameters, in lower case. */
export function bareMediaType(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/** Whether a media type is JSON. The range that matches every media type counts as JSON. */
export function isJson(mediaType: string): boolean {
  const bare = bareMediaType(mediaType);
  return bare === "application/json" || bare === "text/json" || bare.endsWith("+json") || bare === "*/*";
}

/** Whether a media type is JSON Patch (RFC 6902). */
export function isJsonPatchType(mediaType: string): boolean {
  return bareMediaType(mediaType) === "application/json-patch+json";
}

/** Whether a media type is a range. A range cannot be sent as `Content-Type`. */
export function isRange(mediaType: string): boolean {
  return mediaType.includes("*");
}

/** Media types of streams, by framing: one JSON value per line, one after each RS character (RFC 7464), or events. */
const FRAMINGS: ReadonlyMap<string, Framing> = new Map(
  Object.entries({
    "application/x-ndjson": "lines",
    "application/ndjson": "lines",
    "application/jsonl": "lines",
    "application/x-jsonl": "lines",
    "application/jsonlines": "lines",
    "application/x-jsonlines": "lines",
    "application/json-lines": "lines",
    "application/stream+json": "lines",
    "application/json-seq": "sequence",
    "text/event-stream": "events",
  } as const),
);

/** How the items of a stream are separated. Returns undefined for a media type that is not a stream. */
export function framingOf(mediaType: string): Framing | undefined {
  const bare = bareMediaType(mediaType);
  if (bare.endsWith("+json-seq")) return "sequence";
  return /\+(?:x-)?(?:ndjson|jsonl|jsonlines)$/u.test(bare) ? "lines" : FRAMINGS.get(bare);
}

/** Subtypes of `application` that are text. */
const TEXTS =
  /^(?:xml|(?:x-)?yaml|(?:x-)?javascript|ecmascript|graphql|sql|jwt|toml|x-sh|xml-dtd|pgp-signature)$|\+(?:xml|yaml)$/u;
const FILES =
  /^(?:image|audio|video|font|model)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-gzip|x-tar|x-zip-compressed|x-7z-compressed|java-archive|msword|rtf|vnd\.(?:ms-|openxmlformats-|oasis\.)\S*)$/u;

const CSV = /^text\/csv$/u;

function isText(bare: string): boolean {
  const [top, sub = ""] = bare.split("/");
  return top === "text" || (top === "application" && TEXTS.test(sub)) || /\+xml$/u.test(sub);
}

/** Whether a media type is a binary file format. */
export function isFileType(mediaType: string): boolean {
  const bare = bareMediaType(mediaType);
  return FILES.test(bare) && !isText(bare);
}

/** What kind of values a schema describes, as far as the codec depends on it. */
export type SchemaKind = "none" | "file" | "text" | "scalar" | "structured";

/** The kind of a schema, after references and `null`, and through unions and `allOf` whose members are of one kind. */
export function schemaKind(state: BuildState, cursor: Cursor, depth = 0): SchemaKind {
  const target = followIn(state, cursor) ?? cursor;
  const { value } = target;
  if (!isObject(value) || depth > MAXIMUM_DEPTH) return "none";
  if (isBinarySchema(value)) return "file";
  const types = statedTypes(value);
  if (types.includes("object") || types.includes("array") || isObject(value["properties"])) return "structured";
  if (types.length > 0) return types.every((type) => type === "string") ? "text" : "scalar";
  const values = Array.isArray(value["enum"]) ? value["enum"] : "const" in value ? [value["const"]] : undefined;
  if (values !== undefined) {
    if (values.every((entry) => typeof entry === "string" || entry === null)) return "text";
    return values.some(isObject) ? "structured" : "scalar";
  }
  const kinds = new Set(
    membersOf(value)
      .map((member) => schemaKind(state, { ...target, value: member }, depth + 1))
      .filter((kind) => kind !== "none"),
  );
  const [only] = kinds;
  if (kinds.size === 0 || only === undefined)
    return SHAPE_KEYWORDS.some((key) => isObject(value[key])) ? "structured" : "none";
  if (kinds.size === 1) return only;
  return kinds.has("structured") ? "structured" : "scalar";
}

const MAXIMUM_DEPTH = 20;

function membersOf(schema: RawObject): readonly unknown[] {
  return COMPOSITION_KEYWORDS.flatMap((keyword) => {
    const members = schema[keyword];
    return Array.isArray(members) ? (members as unknown[]) : [];
  });
}

/**
 * Whether a schema describes bytes: `format: binary`, or in OpenAPI 3.1 the media type of a file without an encoding
 * that turns it into text (JSON Schema 2020-12, section 8; OpenAPI 3.1, "Considerations for File Uploads").
 */
export function isBinarySchema(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const encoding = schema["contentEncoding"];
  if (typeof encoding === "string" && !/^(?:binary|8bit|7bit)$/iu.test(encoding)) return false;
  if (schema["format"] === "binary") return true;
  const mediaType = schema["contentMediaType"];
  return typeof mediaType === "string" && isFileType(mediaType);
}

/** The codec of a request body. A file is always bytes, even under a JSON media type: JSON cannot hold bytes. */
export function requestCodec(mediaType: string, kind: SchemaKind): Codec {
  const bare = bareMediaType(mediaType);
  if (bare.startsWith("multipart/")) return "multipart";
  // A form consists of named pairs. A scalar has no name, so the caller passes the encoded text.
  if (bare === "application/x-www-form-urlencoded")
    return kind === "file" ? "bytes" : kind === "text" || kind === "scalar" ? "text" : "form";
  const codec = answerCodec(mediaType, kind);
  // No client sends events.
  return codec === "events" || (CSV.test(bare) && kind !== "file") ? "text" : codec;
}

/** The codec of a response. CSV is a download, because it may be long; other text is returned as a string. */
export function answerCodec(mediaType: string, kind: SchemaKind): Codec {
  if (kind === "file") return "bytes";
  const bare = bareMediaType(mediaType);
  if (bare === "*/*") return kind === "none" ? "bytes" : kind === "text" ? "text" : "json";
  const framing = framingOf(mediaType);
  if (framing !== undefined) return framing === "events" ? "events" : "stream";
  if (isJson(mediaType)) return "json";
  if (CSV.test(bare)) return "bytes";
  if (isText(bare)) return "text";
  // An unknown media type is bytes, unless the spec describes objects or lists: the caller then reads and writes the
  // text.
  return kind === "structured" && bare.startsWith("application/") && !isFileType(bare) && !isRange(bare)
    ? "text"
    : "bytes";
}

/** The codec of a parameter with `content`, or of a part with a media type. */
export function partCodec(mediaType: string, kind: SchemaKind): "json" | "text" | "bytes" {
  if (kind === "file") return "bytes";
  if (isJson(mediaType) && !isRange(mediaType)) return "json";
  return isFileType(mediaType) && kind !== "structured" ? "bytes" : "text";
}
