import { appendPointer } from "../../load/pointer.ts";
import { DECLARED_NAME } from "../../load/rules/path-parameters.ts";
import { child, identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Parameter, ParameterPlace, Place, TypeUse } from "../model.ts";
import { contentAsText } from "./diagnostics.ts";
import { partCodec, schemaKind } from "./media-types.ts";
import { omit } from "./omit.ts";
import { examplesOf, toJson } from "./examples.ts";
import { limitsOf } from "./limits.ts";
import { serialisationOf } from "./parameter-style.ts";
import { useOf } from "./schema.ts";
import {
  followIn,
  followDescribedIn,
  memberContext,
  report,
  stepInto,
  type BuildState,
  type Context,
} from "./state.ts";
import { textOf } from "./text.ts";
import { isQueryForm, queryFieldsOf, reasonOfPlace, type QueryField } from "./whole-query.ts";

const PLACES: readonly ParameterPlace[] = ["path", "query", "header", "cookie"];
/**
 * Header parameters with these names are ignored, because other parts of the document define them (OpenAPI 3.0.4,
 * Parameter Object).
 */
const SPOKEN_FOR = new Set(["accept", "content-type", "authorization"]);

/**
 * The parameters of an operation: those of the path item, overridden by the operation's own. Path parameters come
 * first, in the order of the template.
 */
export function parametersOf(
  state: BuildState,
  at: { item: Cursor; operation: Cursor; key: string; path: string },
): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const holder of [at.item, at.operation]) {
    const list = isObject(holder.value) ? holder.value["parameters"] : undefined;
    if (!Array.isArray(list)) continue;
    list.forEach((value: unknown, index) => {
      const cursor: Cursor = { file: holder.file, pointer: appendPointer(holder.pointer, "parameters", index), value };
      for (const parameter of buildParameters(state, cursor, at.key)) {
        const isSpokenFor = parameter.place === "header" && SPOKEN_FOR.has(parameter.wire.toLowerCase());
        if (!isSpokenFor) found.set(`${parameter.place} ${parameter.wire}`, parameter);
      }
    });
  }
  const template = [...at.path.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? "");
  const parameters = [...found.values()];
  const inPath = template.flatMap(
    (wire) => parameters.find((parameter) => parameter.place === "path" && parameter.wire === wire) ?? [],
  );
  return [...new Set(inPath), ...parameters.filter((parameter) => parameter.place !== "path")];
}

/** The parameters of one Parameter Object: one, or one for each field of a form that is the whole query. */
function buildParameters(state: BuildState, cursor: Cursor, operation: string): readonly Parameter[] {
  const followed = followDescribedIn(state, cursor);
  const target = followed?.target;
  const node = target?.value;
  if (target === undefined || !isObject(node)) {
    omit(state, { what: "a parameter", reason: "its reference has no target" }, cursor);
    return [];
  }
  const wire = node["name"];
  const isForm = isQueryForm(node);
  const place = isForm ? "query" : PLACES.find((known) => known === node["in"]);
  if (typeof wire !== "string" || wire === "" || place === undefined) {
    const reason = typeof wire !== "string" || wire === "" ? "it has no name" : reasonOfPlace(node);
    const what = reason === "it has no name" ? "a parameter" : `the parameter ${JSON.stringify(wire)}`;
    omit(state, { what, reason }, target);
    return [];
  }
  const fields = isForm ? queryFieldsOf(state, target) : undefined;
  if (fields !== undefined)
    return fields.map((field) => {
      const context = fieldContext(state, operation, field);
      const required = field.isRequired && node["required"] === true;
      const own = isObject(field.at.value) ? field.at.value : {};
      const keys = { ...field.keys, required, deprecated: own["deprecated"] };
      const content = field.contentType === undefined ? undefined : textOfContent(state, field.contentType, field.at);
      return parameterFrom(state, {
        target: field.at,
        node: keys,
        place,
        wire: field.wire,
        schema: field.at,
        content,
        context,
      });
    });
  const stated = contentOf(state, node, target);
  const schema = stated?.schema ?? {
    file: target.file,
    pointer: appendPointer(target.pointer, "schema"),
    value: node["schema"] ?? {},
  };
  const isShared = identityOf(target) !== identityOf(cursor);
  const namePlace: Place = isShared
    ? { kind: "sharedParameter", key: wire, steps: [] }
    : { kind: "parameter", operation, wire, steps: [] };
  // A form without listed fields is serialised like an object in the style `form`.
  const content = isForm ? undefined : stated;
  const made = parameterFrom(state, { target, node, place, wire, schema, content, context: { place: namePlace } });
  return [followed?.description === undefined ? made : { ...made, description: followed.description }];
}

/** The context of inline declarations in a field. The schema that a reference names is their owner. */
function fieldContext(state: BuildState, operation: string, { wire, owner }: QueryField): Context {
  if (owner === undefined) return { place: { kind: "parameter", operation, wire, steps: [] } };
  state.declareTarget(owner);
  return stepInto(memberContext(identityOf(owner)), { kind: "property", wire });
}

/** A parameter from its schema and the keys that a Parameter Object has. */
function parameterFrom(
  state: BuildState,
  at: {
    readonly target: Cursor;
    readonly node: RawObject;
    readonly place: ParameterPlace;
    readonly wire: string;
    readonly schema: Cursor;
    readonly content: ParameterContent | undefined;
    readonly context: Context;
  },
): Parameter {
  const { target, node, place, wire, content, context } = at;
  const schema = followIn(state, at.schema)?.value;
  const rawSchema: RawObject = isObject(schema) ? schema : {};
  const own = isObject(at.schema.value) ? at.schema.value : {};
  if (content?.isLost === true)
    report(state, contentAsText, { what: "a parameter", mediaType: content.mediaType, as: "text" }, target);
  const use: TypeUse =
    content?.isLost === true ? { kind: "scalar", scalar: "string" } : useOf(state, at.schema, context);
  const fallback = own["default"] ?? rawSchema["default"];
  const declared = node[DECLARED_NAME];
  const ownExamples = examplesOf(state, target);
  return {
    place,
    wire,
    declaredWire: typeof declared === "string" ? declared : wire,
    required: node["required"] === true || place === "path",
    use,
    ...serialisationOf(state, target, { node, place, wire }),
    ...(content === undefined ? {} : { codec: content.codec }),
    description: textOf(node["description"]) || textOf(own["description"]) || textOf(rawSchema["description"]),
    deprecated: node["deprecated"] === true,
    ...(fallback === undefined || fallback === null ? {} : { default: toJson(fallback) }),
    examples: ownExamples.length > 0 ? ownExamples : examplesOf(state, { ...at.schema, value: rawSchema }),
    limits: limitsOf({ ...rawSchema, ...own }),
    resourceOperations: resourceOperationsOf(node["x-sailpoint-resource-operation-id"]),
    origin: originOf(target),
  };
}

/** How a parameter with `content` is serialised. */
interface ParameterContent {
  readonly mediaType: string;
  readonly schema: Cursor;
  readonly codec: NonNullable<Parameter["codec"]>;
  /** The media type cannot hold the objects or lists that the schema describes. */
  readonly isLost: boolean;
}

function contentOf(state: BuildState, node: RawObject, target: Cursor): ParameterContent | undefined {
  const content = node["content"];
  // An empty `content` beside a `schema` is ignored.
  if (!isObject(content) || (node["schema"] !== undefined && Object.keys(content).length === 0)) return undefined;
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined) return undefined;
  const stated = child(target, "content", mediaType);
  const inner = child(followIn(state, stated) ?? stated, "schema");
  const schema = { ...inner, value: inner.value ?? {} };
  return textOfContent(state, mediaType, schema);
}

/** How a value is written as text of a media type. A URL and a header hold text, so the caller encodes bytes. */
function textOfContent(state: BuildState, mediaType: string, schema: Cursor): ParameterContent {
  const kind = schemaKind(state, schema);
  const codec = partCodec(mediaType, kind) === "json" ? "json" : "text";
  return { mediaType, schema, codec, isLost: codec === "text" && kind === "structured" };
}

function resourceOperationsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}
