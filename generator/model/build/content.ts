import { appendPointer } from "../../load/pointer.ts";
import { child, cursorAt, identityOf, isObject, originOf, type Cursor } from "../../load/tree.ts";
import type {
  Answer,
  AnswerContent,
  AnswerHeader,
  Body,
  BodyContent,
  BodyFormat,
  Codec,
  Declaration,
  FormField,
  Place,
  TypeUse,
  Alternatives,
  DeclarationId,
  Property,
} from "../model.ts";
import { linksNoted } from "./diagnostics.ts";
import { examplesOf } from "./examples.ts";
import { unknownUse, useOf } from "./schema.ts";
import { followIn, followToldIn, report, type BuildState, type Followed } from "./state.ts";
import { textOf } from "./text.ts";
import { resolveUse } from "../uses.ts";

/** Whether a media type carries JSON. */
export function isJson(mediaType: string): boolean {
  const bare = bareMediaType(mediaType);
  return bare === "application/json" || bare === "text/json" || bare.endsWith("+json") || bare === "*/*";
}

export function bareMediaType(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function formatOf(mediaType: string): BodyFormat {
  const bare = bareMediaType(mediaType);
  if (bare === "application/json-patch+json") return "patch";
  if (isJson(mediaType)) return "json";
  if (bare.startsWith("multipart/")) return "multipart";
  if (bare === "application/x-www-form-urlencoded") return "form";
  if (bare.endsWith("/xml") || bare.endsWith("+xml")) return "xml";
  return bare.startsWith("text/") ? "text" : "binary";
}

/** The payload of an operation or event; undefined when it declares none that can be sent. */
export function bodyOf(state: BuildState, operation: Cursor, key: string, place?: Place): Body | undefined {
  const holder = isObject(operation.value) ? operation.value : {};
  const at: Cursor = {
    file: operation.file,
    pointer: appendPointer(operation.pointer, "requestBody"),
    value: holder["requestBody"],
  };
  const followed = followToldIn(state, at);
  const target = followed?.target;
  if (target === undefined || !isObject(target.value) || !isObject(target.value["content"])) return undefined;
  const contents: BodyContent[] = [];
  for (const [ordinal, mediaType] of jsonFirst(Object.keys(target.value["content"])).entries()) {
    const media = mediaAt(state, target, mediaType);
    const node = isObject(media.value) ? media.value : {};
    const schema: Cursor = { file: media.file, pointer: appendPointer(media.pointer, "schema"), value: node["schema"] };
    const declared = formatOf(mediaType);
    // Bytes have no form in JSON: where a schema says `binary`, a file is sent, whatever the media type is.
    const isFile = declared === "json" && isBinarySchema(followIn(state, schema)?.value);
    const stated = isFile ? "binary" : declared;
    const context = {
      place: place ?? ({ kind: "request", operation: key, ordinal, format: stated, steps: [] } satisfies Place),
    };
    const use: TypeUse =
      node["schema"] === undefined
        ? stated === "binary"
          ? { kind: "scalar", scalar: "binary" }
          : unknownUse(state, media, "the body has no schema")
        : useOf(state, schema, context);
    contents.push({
      mediaType,
      format: stated === "patch" && use.kind !== "list" && !isListFile(state, schema) ? "json" : stated,
      use,
      fields: [],
      examples: withSchemaExamples(state, media, schema),
      origin: originOf(media),
    });
  }
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

/** A media type of a node's content; it may be a reference, as OpenAPI 3.2 has it. */
function mediaAt(state: BuildState, holder: Cursor, mediaType: string): Cursor {
  const stated = child(holder, "content", mediaType);
  return followIn(state, stated) ?? stated;
}

/** JSON is what types can say most of; the others keep their order. */
function jsonFirst(mediaTypes: readonly string[]): readonly string[] {
  return [...mediaTypes].sort((left, right) => Number(isJson(right)) - Number(isJson(left)));
}

function isListFile(state: BuildState, schema: Cursor): boolean {
  const target = followIn(state, schema);
  return target !== undefined && isObject(target.value) && target.value["type"] === "array";
}

function withSchemaExamples(state: BuildState, media: Cursor, schema: Cursor): BodyContent["examples"] {
  const examples = examplesOf(state, media);
  if (examples.length > 0) return examples;
  const own = examplesOf(state, schema);
  const target = followIn(state, schema);
  return own.length > 0 || target === undefined ? own : examplesOf(state, target);
}

/** The fields of a form, from the declaration its schema became; run when all declarations are built. */
export function formFieldsOf(state: BuildState, content: BodyContent): readonly FormField[] {
  const properties = propertiesOf(state, content.use);
  if (properties.length === 0) return [];
  const stated = cursorAt(state.tree, content.origin.file, content.origin.pointer);
  const media = stated === undefined ? undefined : followIn(state, stated);
  const encoding = isObject(media?.value) && isObject(media.value["encoding"]) ? media.value["encoding"] : {};
  return properties
    .filter((property) => property.access !== "answer")
    .map((property) => {
      const part = encoding[property.wire];
      const contentType = isObject(part) && typeof part["contentType"] === "string" ? part["contentType"] : undefined;
      const isFile = holdsBinary(state, property.use);
      const isStructured = !isFile && isStructuredUse(state, property.use);
      const mediaType = contentType ?? (isStructured ? "application/json" : undefined);
      return {
        wire: property.wire,
        use: property.use,
        required: property.required,
        description: property.description,
        ...(mediaType === undefined ? {} : { mediaType }),
        isFile,
        ...(property.default === undefined ? {} : { default: property.default }),
        examples: property.examples,
        origin: property.origin,
      };
    });
}

/** All that an object may have: its own properties and those of its options, which are required where all options require them. */
function propertiesOf(
  state: BuildState,
  use: TypeUse,
  open: ReadonlySet<DeclarationId> = new Set(),
): readonly Property[] {
  const declaration = resolveAlias(state.declarations, use);
  if (declaration === undefined || open.has(declaration.id)) return [];
  const inner = new Set(open).add(declaration.id);
  const ofOptions = ({ members }: Alternatives): readonly Property[] => {
    const options = members.map((member) => propertiesOf(state, member.use, inner));
    const isAlwaysRequired = (wire: string): boolean =>
      options.every((option) => option.some((property) => property.wire === wire && property.required));
    return options.flat().map((property) => ({ ...property, required: isAlwaysRequired(property.wire) }));
  };
  const all =
    declaration.kind === "object"
      ? [...declaration.properties, ...(declaration.alternatives ?? []).flatMap(ofOptions)]
      : declaration.kind === "union"
        ? ofOptions(declaration)
        : [];
  // What the object says itself comes first, and counts.
  const byWire = new Map<string, Property>();
  for (const property of all) if (!byWire.has(property.wire)) byWire.set(property.wire, property);
  return [...byWire.values()];
}

/** The declaration a use means, through aliases and null. */
export function resolveAlias(declarations: ReadonlyMap<string, Declaration>, use: TypeUse): Declaration | undefined {
  return resolveUse(declarations, use).declaration;
}

function holdsBinary(state: BuildState, use: TypeUse): boolean {
  const inner = innermost(state, use);
  return inner?.kind === "scalar" && inner.scalar === "binary";
}

function isStructuredUse(state: BuildState, use: TypeUse): boolean {
  const inner = innermost(state, use);
  if (inner?.kind !== "ref") return inner?.kind === "map";
  const declaration = state.declarations.get(inner.id);
  return declaration?.kind === "object" || declaration?.kind === "union";
}

/** What a use is made of, behind lists, null and aliases; undefined for a list of nothing but itself. */
function innermost(state: BuildState, use: TypeUse): TypeUse | undefined {
  let current = use;
  // A way without a circle goes through each alias once at most.
  for (let hops = 0; hops <= state.declarations.size;) {
    if (current.kind === "list") current = current.item;
    else if (current.kind === "nullable") current = current.of;
    else {
      const declaration = current.kind === "ref" ? state.declarations.get(current.id) : undefined;
      if (declaration?.kind !== "alias") return current;
      current = declaration.target;
      hops += 1;
    }
  }
  return undefined;
}

/** The answers of an operation, by status. */
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
      // An answer that stands for all is one of success, and what it holds is named so.
      const named = statuses.length === 1 && status === "default" ? "2XX" : status;
      return buildAnswer(state, at, { key, status, named });
    });
}

function buildAnswer(
  state: BuildState,
  at: Cursor,
  { key, status, named }: { key: string; status: string; named: string },
): Answer {
  const { target, description }: Followed = followToldIn(state, at) ?? { target: at };
  const node = isObject(target.value) ? target.value : {};
  const links = isObject(node["links"]) ? Object.keys(node["links"]) : [];
  if (links.length > 0) report(state, linksNoted, { names: links.join(", ") }, child(target, "links"));
  const isShared = identityOf(target) !== identityOf(at);
  const place: Place = isShared
    ? {
        kind: "sharedAnswer",
        status: named,
        key: target.pointer === "" ? target.file : (target.pointer.split("/").at(-1) ?? status),
        steps: [],
      }
    : { kind: "answer", operation: key, status: named, steps: [] };
  const content = isObject(node["content"]) ? node["content"] : {};
  return {
    status,
    description: description ?? textOf(node["description"]),
    contents: Object.keys(content).map((mediaType) =>
      buildAnswerContent(state, mediaAt(state, target, mediaType), { mediaType, place }),
    ),
    headers: headersOf(state, target, place),
    origin: originOf(target),
  };
}

function buildAnswerContent(
  state: BuildState,
  media: Cursor,
  { mediaType, place }: { mediaType: string; place: Place },
): AnswerContent {
  const node = isObject(media.value) ? media.value : {};
  const schema: Cursor = { file: media.file, pointer: appendPointer(media.pointer, "schema"), value: node["schema"] };
  if (!isJson(mediaType)) declareReferenced(state, schema);
  const said = followIn(state, schema)?.value;
  const stated = !isObject(schema.value) ? "none" : isBinarySchema(said) ? "file" : "value";
  const codec = codecOf(mediaType, stated);
  const use: TypeUse = isJson(mediaType)
    ? node["schema"] === undefined
      ? unknownUse(state, media, "the answer has no schema")
      : useOf(state, schema, { place })
    : { kind: "scalar", scalar: codec === "text" ? "string" : "binary" };
  return { mediaType, codec, use, stated, examples: withSchemaExamples(state, media, schema), origin: originOf(media) };
}

/** A file that is said to be JSON is a file: the vendor lists it so. CSV is downloaded, other texts are read. */
function codecOf(mediaType: string, stated: AnswerContent["stated"]): Codec {
  if (stated === "file") return "bytes";
  if (isJson(mediaType)) return "json";
  const format = formatOf(mediaType);
  return (format === "text" || format === "xml") && bareMediaType(mediaType) !== "text/csv" ? "text" : "bytes";
}

function isBinarySchema(schema: unknown): boolean {
  return isObject(schema) && schema["format"] === "binary";
}

/** A named schema of a CSV or a file is still a type of the API, though the answer is a download. */
function declareReferenced(state: BuildState, schema: Cursor): void {
  if (!isObject(schema.value) || typeof schema.value["$ref"] !== "string") return;
  const target = followIn(state, schema);
  if (target !== undefined) state.declareTarget(target);
}

function headersOf(state: BuildState, answer: Cursor, place: Place): AnswerHeader[] {
  const headers = isObject(answer.value) && isObject(answer.value["headers"]) ? answer.value["headers"] : {};
  return Object.keys(headers).flatMap((wire) => {
    const followed = followToldIn(state, child(answer, "headers", wire));
    if (followed === undefined || !isObject(followed.target.value)) return [];
    const { target } = followed;
    const node = followed.target.value;
    const schema: Cursor = {
      file: target.file,
      pointer: appendPointer(target.pointer, "schema"),
      value: node["schema"] ?? { type: "string" },
    };
    const context = { place: "steps" in place ? { ...place, steps: [{ kind: "part" as const, wire }] } : place };
    const description = followed.description ?? textOf(node["description"]);
    return [{ wire, description, use: useOf(state, schema, context) }];
  });
}
