import { appendPointer } from "../../load/pointer.ts";
import { DECLARED_NAME } from "../../load/rules/path-parameters.ts";
import { child, identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Parameter, ParameterPlace, Place, TypeUse } from "../model.ts";
import { contentAsText } from "./diagnostics.ts";
import { bareMediaType, partCodec, schemaKind } from "./media-types.ts";
import { omit } from "./omit.ts";
import { examplesOf, toJson } from "./examples.ts";
import { limitsOf } from "./object.ts";
import { serialisationOf } from "./parameter-style.ts";
import { useOf } from "./schema.ts";
import { followIn, followDescribedIn, report, type BuildState } from "./state.ts";
import { textOf } from "./text.ts";

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
      const parameter = buildParameter(state, cursor, at.key);
      if (parameter === undefined) return;
      const isSpokenFor = parameter.place === "header" && SPOKEN_FOR.has(parameter.wire.toLowerCase());
      if (!isSpokenFor) found.set(`${parameter.place} ${parameter.wire}`, parameter);
    });
  }
  const template = [...at.path.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? "");
  const parameters = [...found.values()];
  const inPath = template.flatMap(
    (wire) => parameters.find((parameter) => parameter.place === "path" && parameter.wire === wire) ?? [],
  );
  return [...new Set(inPath), ...parameters.filter((parameter) => parameter.place !== "path")];
}

function buildParameter(state: BuildState, cursor: Cursor, operation: string): Parameter | undefined {
  const followed = followDescribedIn(state, cursor);
  const target = followed?.target;
  const node = target?.value;
  if (target === undefined || !isObject(node)) {
    omit(state, { what: "a parameter", reason: "its reference has no target" }, cursor);
    return undefined;
  }
  const wire = node["name"];
  const isWholeQuery = node["in"] === "querystring" && holdsForm(node["content"]);
  const place = isWholeQuery ? "query" : PLACES.find((known) => known === node["in"]);
  if (typeof wire !== "string" || wire === "" || place === undefined) {
    omit(
      state,
      typeof wire !== "string" || wire === ""
        ? { what: "a parameter", reason: "it has no name" }
        : {
            what: `the parameter ${JSON.stringify(wire)}`,
            reason: `its location (\`in\`) is ${JSON.stringify(node["in"])}`,
          },
      target,
    );
    return undefined;
  }
  const isShared = identityOf(target) !== identityOf(cursor);
  const stated = contentOf(state, node, target);
  // A form in `in: querystring` is serialised like an object in the style `form`.
  const content = isWholeQuery ? undefined : stated;
  const schemaCursor: Cursor = stated?.schema ?? {
    file: target.file,
    pointer: appendPointer(target.pointer, "schema"),
    value: node["schema"] ?? {},
  };
  const namePlace: Place = isShared
    ? { kind: "sharedParameter", key: wire, steps: [] }
    : { kind: "parameter", operation, wire, steps: [] };
  const schema = followIn(state, schemaCursor)?.value;
  const rawSchema: RawObject = isObject(schema) ? schema : {};
  const own = isObject(schemaCursor.value) ? schemaCursor.value : {};
  if (content?.isLost === true)
    report(state, contentAsText, { what: "a parameter", mediaType: content.mediaType, as: "text" }, target);
  const use: TypeUse =
    content?.isLost === true ? { kind: "scalar", scalar: "string" } : useOf(state, schemaCursor, { place: namePlace });
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
    description:
      followed?.description ??
      (textOf(node["description"]) || textOf(own["description"]) || textOf(rawSchema["description"])),
    deprecated: node["deprecated"] === true,
    ...(fallback === undefined || fallback === null ? {} : { default: toJson(fallback) }),
    examples: ownExamples.length > 0 ? ownExamples : examplesOf(state, { ...schemaCursor, value: rawSchema }),
    limits: limitsOf({ ...rawSchema, ...own }),
    resourceOperations: resourceOperationsOf(node["x-sailpoint-resource-operation-id"]),
    origin: originOf(target),
  };
}

/** Whether the whole query (OpenAPI 3.2, `in: querystring`) is a form. */
function holdsForm(content: unknown): boolean {
  return isObject(content) && bareMediaType(Object.keys(content)[0] ?? "") === "application/x-www-form-urlencoded";
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
  const kind = schemaKind(state, schema);
  // A URL and a header hold text, so the caller encodes bytes.
  const codec = partCodec(mediaType, kind) === "json" ? "json" : "text";
  return { mediaType, schema, codec, isLost: codec === "text" && kind === "structured" };
}

function resourceOperationsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}
