import { describe, expect, it } from "vitest";
import {
  answerCodec,
  framingOf,
  isBinarySchema,
  partCodec,
  requestCodec,
  type SchemaKind,
} from "../../../generator/model/build/media-types.ts";
import type { Codec } from "../../../generator/model/model.ts";

/** How content of a media type and of a schema travels: in a request, in an answer. */
const TABLE: readonly (readonly [mediaType: string, kind: SchemaKind, request: Codec, answer: Codec])[] = [
  ["application/json", "structured", "json", "json"],
  ["application/json", "none", "json", "json"],
  ["application/json", "file", "bytes", "bytes"],
  ["Application/JSON; charset=utf-8", "structured", "json", "json"],
  ["application/problem+json", "structured", "json", "json"],
  ["text/json", "text", "json", "json"],
  ["*/*", "structured", "json", "json"],
  ["*/*", "scalar", "json", "json"],
  ["*/*", "text", "text", "text"],
  ["*/*", "file", "bytes", "bytes"],
  ["*/*", "none", "bytes", "bytes"],
  ["text/plain", "text", "text", "text"],
  ["text/plain", "file", "bytes", "bytes"],
  ["text/html; charset=utf-8", "none", "text", "text"],
  ["text/csv", "text", "text", "bytes"],
  ["text/csv", "file", "bytes", "bytes"],
  ["application/xml", "structured", "text", "text"],
  ["application/soap+xml", "structured", "text", "text"],
  ["image/svg+xml", "text", "text", "text"],
  ["application/yaml", "structured", "text", "text"],
  ["application/octet-stream", "structured", "bytes", "bytes"],
  ["application/pdf", "text", "bytes", "bytes"],
  ["image/*", "none", "bytes", "bytes"],
  ["application/vnd.unknown", "structured", "text", "text"],
  ["application/vnd.unknown", "text", "bytes", "bytes"],
  ["application/vnd.unknown", "none", "bytes", "bytes"],
  ["application/x-www-form-urlencoded", "structured", "form", "text"],
  ["application/x-www-form-urlencoded", "text", "text", "bytes"],
  ["application/x-www-form-urlencoded", "file", "bytes", "bytes"],
  ["multipart/form-data", "structured", "multipart", "bytes"],
  ["multipart/mixed", "structured", "multipart", "bytes"],
  ["application/x-ndjson", "structured", "stream", "stream"],
  ["application/jsonl", "none", "stream", "stream"],
  ["application/json-seq", "structured", "stream", "stream"],
  ["application/geo+json-seq", "structured", "stream", "stream"],
  ["application/x-ndjson", "file", "bytes", "bytes"],
  ["text/event-stream", "structured", "text", "events"],
  ["text/event-stream; charset=utf-8", "none", "text", "events"],
];

describe("a codec", () => {
  it.each(TABLE)("%s of a schema that is %s: %s sent, %s read", (mediaType, kind, request, answer) => {
    expect([requestCodec(mediaType, kind), answerCodec(mediaType, kind)]).toEqual([request, answer]);
  });

  it.each([
    ["application/json", "text", "json"],
    ["application/xml", "structured", "text"],
    ["image/png", "text", "bytes"],
    ["image/png", "structured", "text"],
    ["text/csv", "file", "bytes"],
    ["*/*", "structured", "text"],
  ] as const)("%s of a part that is %s: %s", (mediaType, kind, codec) => {
    expect(partCodec(mediaType, kind)).toBe(codec);
  });

  it.each([
    ["application/x-ndjson", "lines"],
    ["application/json-seq", "sequence"],
    ["Text/Event-Stream; charset=utf-8", "events"],
    ["application/json", undefined],
  ])("%s is framed by %s", (mediaType, framing) => {
    expect(framingOf(mediaType)).toBe(framing);
  });

  it.each([
    [{ type: "string", format: "binary" }, true],
    [{ type: "string", contentMediaType: "image/png" }, true],
    [{ type: "string", contentMediaType: "image/png", contentEncoding: "base64" }, false],
    [{ type: "string", contentMediaType: "application/octet-stream", contentEncoding: "binary" }, true],
    [{ type: "string", contentMediaType: "application/json" }, false],
    [{ type: "string", format: "byte" }, false],
  ])("%j is bytes: %s", (schema, isBytes) => {
    expect(isBinarySchema(schema)).toBe(isBytes);
  });
});
