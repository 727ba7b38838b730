import { appendPointer } from "../../load/pointer.ts";
import { child, identityOf, isObject, originOf, type Cursor } from "../../load/tree.ts";
import type { Answer, AnswerContent, AnswerHeader, Place, TypeUse } from "../model.ts";
import { declareReferenced, itemSchemaOf, mediaAt, reportLostShape, schemaOf, withSchemaExamples } from "./content.ts";
import { linksNoted, unsupportedKeyword } from "./diagnostics.ts";
import { answerCodec, framingOf, isJson, schemaKind, type SchemaKind } from "./media-types.ts";
import { unknownUse, useOf } from "./schema.ts";
import { followIn, followDescribedIn, report, type AnswerParts, type BuildState, type Followed } from "./state.ts";
import { textOf } from "./text.ts";

/** The responses of an operation, sorted by status. `key` is the operation's key. */
export function answersOf(state: BuildState, operation: Cursor, key: string): Answer[] {
  const holder = isObject(operation.value) ? operation.value : {};
  const responses = holder["responses"];
  if (!isObject(responses)) return [];
  return Object.keys(responses)
    .filter((status) => !status.startsWith("x-"))
    .sort()
    .map((status, _, statuses) => {
      const at: Cursor = {
        file: operation.file,
        pointer: appendPointer(operation.pointer, "responses", status),
        value: responses[status],
      };
      // An operation whose only response is `default` succeeds with it, so declarations inside it are named as a 2XX
      // response.
      const named = statuses.length === 1 && status === "default" ? "2XX" : status;
      return buildAnswer(state, at, { key, status, named });
    });
}

function buildAnswer(
  state: BuildState,
  at: Cursor,
  { key, status, named }: { key: string; status: string; named: string },
): Answer {
  const { target, description }: Followed = followDescribedIn(state, at) ?? { target: at };
  const node = isObject(target.value) ? target.value : {};
  const links = isObject(node["links"]) ? Object.keys(node["links"]) : [];
  if (links.length > 0) report(state, linksNoted, { names: links.join(", ") }, child(target, "links"));
  const describedAs = description ?? (textOf(node["description"]) || textOf(node["summary"]));
  const base = { status, description: describedAs, origin: originOf(target) };
  const identity = identityOf(target);
  if (identity === identityOf(at))
    return { ...base, ...buildParts(state, target, { kind: "answer", operation: key, status: named, steps: [] }) };
  const sharedAs = `${named} ${identity}`;
  let parts = state.sharedAnswers.get(sharedAs);
  if (parts === undefined) {
    const name = target.pointer === "" ? target.file : (target.pointer.split("/").at(-1) ?? status);
    parts = buildParts(state, target, { kind: "sharedAnswer", status: named, key: name, steps: [] });
    state.sharedAnswers.set(sharedAs, parts);
  }
  return { ...base, ...parts };
}

function buildParts(state: BuildState, target: Cursor, place: Place): AnswerParts {
  const stated = isObject(target.value) ? target.value["content"] : undefined;
  const content = isObject(stated) ? stated : {};
  return {
    contents: Object.keys(content).map((mediaType) =>
      buildAnswerContent(state, mediaAt(state, target, mediaType), { mediaType, place }),
    ),
    headers: headersOf(state, target, place),
  };
}

function buildAnswerContent(
  state: BuildState,
  media: Cursor,
  { mediaType, place }: { mediaType: string; place: Place },
): AnswerContent {
  const stated = schemaOf(media);
  const items = itemSchemaOf(media);
  const codec = answerCodec(mediaType, schemaKind(state, stated));
  // OpenAPI 3.2: `itemSchema` describes one item of a stream.
  const schema = items !== undefined && (codec === "stream" || codec === "events") ? items : stated;
  const kind = schemaKind(state, schema);
  if (items !== undefined && schema !== items)
    report(state, unsupportedKeyword, { keyword: `itemSchema of ${mediaType}`, direction: "wider" }, media);
  const base = {
    mediaType,
    codec,
    stated: !isObject(schema.value) ? "none" : kind === "file" ? "file" : "value",
    examples: withSchemaExamples(state, media, schema),
    origin: originOf(media),
  } as const;
  switch (codec) {
    case "json":
      return { ...base, use: valueUse(state, { media, schema, place }) };
    case "stream": {
      const use = valueUse(state, { media, schema, place });
      return { ...base, ...framed(mediaType), use: use.kind === "list" ? use.item : use };
    }
    case "events":
      return { ...base, ...framed(mediaType), ...eventData(state, { media, schema, kind, place }) };
    default:
      declareReferenced(state, schema);
      reportLostShape(state, media, {
        kind,
        mediaType,
        codec: codec === "text" ? "text" : "bytes",
        what: "a response",
      });
      return { ...base, use: { kind: "scalar", scalar: codec === "text" ? "string" : "binary" } };
  }
}

function framed(mediaType: string): Pick<AnswerContent, "framing"> {
  const framing = framingOf(mediaType);
  return framing === undefined ? {} : { framing };
}

function valueUse(
  state: BuildState,
  { media, schema, place }: { media: Cursor; schema: Cursor; place: Place },
): TypeUse {
  return schema.value === undefined
    ? unknownUse(state, media, "the response has no schema")
    : useOf(state, schema, { place });
}

/** The fields of a server-sent event (HTML Living Standard, section 9.2). */
const EVENT_FIELDS: ReadonlySet<string> = new Set(["data", "event", "id", "retry"]);

/**
 * The type of an event's data. OpenAPI 3.0 and 3.1 do not define what the schema of `text/event-stream` describes. An
 * object with `data` and only fields of an event describes the event. A list describes all events. Any other schema
 * describes the data.
 */
function eventData(
  state: BuildState,
  { media, schema, kind, place }: { media: Cursor; schema: Cursor; kind: SchemaKind; place: Place },
): Pick<AnswerContent, "use" | "dataCodec"> {
  const target = followIn(state, schema);
  const node = isObject(target?.value) ? target.value : {};
  if (kind === "text" && target !== undefined && isJsonText(node)) {
    // OpenAPI 3.2 describes JSON in the data of an event as a string with `contentSchema`.
    const own = child(target, "contentSchema");
    const step = { kind: "part" as const, wire: "contentSchema" };
    const inner = "steps" in place ? { ...place, steps: [...place.steps, step] } : place;
    return { use: valueUse(state, { media, schema: own, place: inner }), dataCodec: "json" };
  }
  if (kind === "none" || kind === "text") {
    declareReferenced(state, schema);
    return { use: { kind: "scalar", scalar: "string" }, dataCodec: "text" };
  }
  const inner = node["type"] === "array" ? "items" : isEvent(node) ? "properties/data" : undefined;
  if (target !== undefined && inner !== undefined) {
    const [key = "", wire] = inner.split("/");
    const value = wire === undefined ? node[key] : (node[key] as Readonly<Record<string, unknown>>)[wire];
    const pointer = appendPointer(target.pointer, ...inner.split("/"));
    const step = wire === undefined ? { kind: "item" as const } : { kind: "property" as const, wire };
    const own: Cursor = { file: target.file, pointer, value };
    return eventData(state, {
      media,
      schema: own,
      kind: schemaKind(state, own),
      place: "steps" in place ? { ...place, steps: [...place.steps, step] } : place,
    });
  }
  return { use: valueUse(state, { media, schema, place }), dataCodec: "json" };
}

/** Whether a string schema describes JSON: it has a `contentSchema`, and its media type, if stated, is JSON. */
function isJsonText(node: Readonly<Record<string, unknown>>): boolean {
  const { contentMediaType, contentSchema } = node;
  return isObject(contentSchema) && (typeof contentMediaType !== "string" || isJson(contentMediaType));
}

function isEvent(node: Readonly<Record<string, unknown>>): boolean {
  const properties = node["properties"];
  return (
    isObject(properties) && "data" in properties && Object.keys(properties).every((wire) => EVENT_FIELDS.has(wire))
  );
}

function headersOf(state: BuildState, answer: Cursor, place: Place): AnswerHeader[] {
  const headers = isObject(answer.value) && isObject(answer.value["headers"]) ? answer.value["headers"] : {};
  return Object.keys(headers).flatMap((wire) => {
    const followed = followDescribedIn(state, child(answer, "headers", wire));
    if (followed === undefined || !isObject(followed.target.value)) return [];
    const { target } = followed;
    const node = followed.target.value;
    const [mediaType] = isObject(node["content"]) ? Object.keys(node["content"]) : [];
    const media = mediaType === undefined ? target : mediaAt(state, target, mediaType);
    const own = schemaOf(media);
    const schema: Cursor = own.value === undefined ? { ...own, value: { type: "string" } } : own;
    const context = { place: "steps" in place ? { ...place, steps: [{ kind: "part" as const, wire }] } : place };
    const description = followed.description ?? textOf(node["description"]);
    return [{ wire, description, use: useOf(state, schema, context) }];
  });
}
