import { appendPointer } from "../../load/pointer.ts";
import { child, isObject, originOf, type Cursor } from "../../load/tree.ts";
import type { Body, BodyContent, BodyFormat, Codec, Place, TypeUse } from "../model.ts";
import { contentAsText, unsentBody, unsupportedKeyword } from "./diagnostics.ts";
import { examplesOf } from "./examples.ts";
import {
  bareMediaType,
  framingOf,
  isJson,
  isJsonPatchType,
  isRange,
  requestCodec,
  schemaKind,
  type SchemaKind,
} from "./media-types.ts";
import { unknownUse, useOf } from "./schema.ts";
import { followIn, followDescribedIn, report, type BuildState } from "./state.ts";
import { textOf } from "./text.ts";

/**
 * The request body of an operation or the payload of an event. Returns undefined where the spec declares no content.
 * `place` overrides what inline declarations are named after.
 */
export function bodyOf(state: BuildState, operation: Cursor, key: string, place?: Place): Body | undefined {
  const holder = isObject(operation.value) ? operation.value : {};
  const at: Cursor = {
    file: operation.file,
    pointer: appendPointer(operation.pointer, "requestBody"),
    value: holder["requestBody"],
  };
  const followed = followDescribedIn(state, at);
  const target = followed?.target;
  if (target === undefined || !isObject(target.value) || !isObject(target.value["content"])) return undefined;
  const contents: BodyContent[] = [];
  for (const [ordinal, mediaType] of jsonFirst(Object.keys(target.value["content"])).entries()) {
    const media = mediaAt(state, target, mediaType);
    const stated = schemaOf(media);
    const items = itemSchemaOf(media);
    const codec = bodyCodec(state, stated, { mediaType, kind: schemaKind(state, stated) });
    const schema = items !== undefined && codec === "stream" ? items : stated;
    const kind = schemaKind(state, schema);
    reportUnsentParts(state, media, { items: schema === items ? undefined : items, mediaType });
    const format = formatOf(mediaType, codec);
    const context = {
      place: place ?? ({ kind: "request", operation: key, ordinal, format, steps: [] } satisfies Place),
    };
    const use = requestUse(state, { media, schema, codec, context });
    if (codec === "text" || codec === "bytes")
      reportLostShape(state, media, { kind, mediaType, codec, what: "a body" });
    const framing = codec === "stream" ? framingOf(mediaType) : undefined;
    contents.push({
      mediaType,
      codec,
      sentAs: isRange(mediaType) ? USUAL_TYPES[codec] : mediaType,
      isRange: isRange(mediaType),
      isPatch: codec === "json" && isJsonPatchType(mediaType) && (use.kind === "list" || isListFile(state, schema)),
      ...(codec === "multipart" ? { subtype: subtypeOf(mediaType) } : {}),
      ...(framing === undefined ? {} : { framing }),
      use,
      fields: [],
      examples: withSchemaExamples(state, media, schema),
      origin: originOf(media),
    });
  }
  reportUnsent(state, contents);
  const name = holder["x-codegen-request-body-name"] ?? target.value["x-codegen-request-body-name"];
  return contents.length === 0
    ? undefined
    : {
        required: target.value["required"] === true,
        description: followed?.description ?? textOf(target.value["description"]),
        contents,
        ...(typeof name === "string" ? { givenName: name } : {}),
        origin: originOf(target),
      };
}

/** Reports a media type with a schema of its own that no value of a call selects. */
function reportUnsent(state: BuildState, [first, ...others]: readonly BodyContent[]): void {
  if (first === undefined) return;
  const known = new Set([typeKey(first)]);
  for (const content of others) {
    const isSelected = ![first.codec, "json", "stream", "events"].includes(content.codec);
    if (!isSelected && !known.has(typeKey(content)))
      report(state, unsentBody, { mediaType: content.mediaType, sent: first.sentAs }, content.origin);
    known.add(typeKey(content));
  }
}

/** The codec and type of a content: two contents that are equal in both differ in nothing that a caller passes. */
function typeKey({ codec, use }: BodyContent): string {
  return `${codec} ${JSON.stringify(use)}`;
}

/** Reports the OpenAPI 3.2 keywords that describe multipart parts by position, because no client sends such parts. */
function reportUnsentParts(
  state: BuildState,
  media: Cursor,
  { items, mediaType }: { items: Cursor | undefined; mediaType: string },
): void {
  const node = isObject(media.value) ? media.value : {};
  const keywords = ["prefixEncoding", "itemEncoding"].filter((keyword) => node[keyword] !== undefined);
  for (const keyword of items === undefined ? keywords : ["itemSchema", ...keywords])
    report(state, unsupportedKeyword, { keyword: `${keyword} of ${mediaType}`, direction: "call" }, media);
}

/** A list has no property names for the pairs of a form, so the caller passes the encoded text. */
function bodyCodec(state: BuildState, schema: Cursor, at: { mediaType: string; kind: SchemaKind }): Codec {
  const codec = requestCodec(at.mediaType, at.kind);
  return codec === "form" && isListFile(state, schema) ? "text" : codec;
}

/** The media type object of a key of `content`. OpenAPI 3.2 allows a reference there. */
export function mediaAt(state: BuildState, holder: Cursor, mediaType: string): Cursor {
  const stated = child(holder, "content", mediaType);
  return followIn(state, stated) ?? stated;
}

/** The schema of a media type object, with the value undefined where it has none. */
export function schemaOf(media: Cursor): Cursor {
  const node = isObject(media.value) ? media.value : {};
  return { file: media.file, pointer: appendPointer(media.pointer, "schema"), value: node["schema"] };
}

/** The schema of the items of a sequential media type (OpenAPI 3.2), if the media type object states one. */
export function itemSchemaOf(media: Cursor): Cursor | undefined {
  const own = child(media, "itemSchema");
  return isObject(own.value) || own.value === true ? own : undefined;
}

/** The media type that is sent where the spec states a range, by codec. */
const USUAL_TYPES: Readonly<Record<Codec, string>> = {
  json: "application/json",
  text: "text/plain",
  bytes: "application/octet-stream",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  stream: "application/x-ndjson",
  events: "text/event-stream",
};

/** The subtype of a multipart media type: `mixed` of `multipart/mixed`. For a range it is `form-data`. */
function subtypeOf(mediaType: string): string {
  const [, subtype = ""] = bareMediaType(mediaType).split("/");
  return subtype === "" || isRange(subtype) ? "form-data" : subtype;
}

/** The word for the payload's format in names of declarations; see `Place`. */
function formatOf(mediaType: string, codec: Codec): BodyFormat {
  switch (codec) {
    case "json":
      return isJsonPatchType(mediaType) ? "patch" : "json";
    case "text":
      return /[/+]xml$/u.test(bareMediaType(mediaType)) ? "xml" : "text";
    case "bytes":
      return "binary";
    case "stream":
      return "json";
    case "events":
      return "text";
    case "form":
    case "multipart":
      return codec;
  }
}

function requestUse(
  state: BuildState,
  at: { media: Cursor; schema: Cursor; codec: Codec; context: { place: Place } },
): TypeUse {
  const { media, schema, codec, context } = at;
  const isStated = schema.value !== undefined;
  switch (codec) {
    case "text":
      declareReferenced(state, schema);
      return { kind: "scalar", scalar: "string" };
    case "bytes": {
      declareReferenced(state, schema);
      return { kind: "scalar", scalar: "binary" };
    }
    case "stream": {
      const use = isStated ? useOf(state, schema, context) : unknownUse(state, media, "the body has no schema");
      return use.kind === "list" ? use : { kind: "list", item: use };
    }
    default:
      return isStated ? useOf(state, schema, context) : unknownUse(state, media, "the body has no schema");
  }
}

/**
 * Declares the referenced schema of a text or binary payload. The schema is a type of the API, although the payload's
 * own type is text or bytes.
 */
export function declareReferenced(state: BuildState, schema: Cursor): void {
  if (!isObject(schema.value) || typeof schema.value["$ref"] !== "string") return;
  const target = followIn(state, schema);
  if (target !== undefined) state.declareTarget(target);
}

/** Reports a schema of objects or lists under a media type that can only hold text or bytes. */
export function reportLostShape(
  state: BuildState,
  media: Cursor,
  { kind, ...holes }: { kind: SchemaKind; mediaType: string; codec: "text" | "bytes"; what: string },
): void {
  if (kind === "structured")
    report(state, contentAsText, { what: holes.what, mediaType: holes.mediaType, as: holes.codec }, media);
  else if (kind === "scalar" && holes.codec === "text")
    report(state, unsupportedKeyword, { keyword: `type of ${holes.mediaType}`, direction: "wider" }, media);
}

/** Moves JSON media types to the front, because JSON has the most exact types. The others keep their order. */
function jsonFirst(mediaTypes: readonly string[]): readonly string[] {
  return [...mediaTypes].sort((left, right) => Number(isJson(right)) - Number(isJson(left)));
}

function isListFile(state: BuildState, schema: Cursor): boolean {
  const target = followIn(state, schema);
  return target !== undefined && isObject(target.value) && target.value["type"] === "array";
}

/** The examples of a media type object, else those of its schema, else those of the schema's reference target. */
export function withSchemaExamples(state: BuildState, media: Cursor, schema: Cursor): BodyContent["examples"] {
  const examples = examplesOf(state, media);
  if (examples.length > 0) return examples;
  const own = examplesOf(state, schema);
  const target = followIn(state, schema);
  return own.length > 0 || target === undefined ? own : examplesOf(state, target);
}
