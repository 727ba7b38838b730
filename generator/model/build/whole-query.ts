import { statedTypes } from "../../load/schema-types.ts";
import { child, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { composeObject } from "./compose.ts";
import { bareMediaType } from "./media-types.ts";
import { typesFurtherProperties } from "./rest.ts";
import { followIn, type BuildState } from "./state.ts";
import { unionKeywords } from "./union.ts";

/** One field of a form that is the whole query of an operation (OpenAPI 3.2, `in: querystring`). */
export interface QueryField {
  readonly wire: string;
  /** The schema of the field. */
  readonly at: Cursor;
  /** The object that lists the field, if a reference leads to it. */
  readonly owner?: Cursor;
  readonly isRequired: boolean;
  /** How the field is serialised, as a Parameter Object says it. */
  readonly keys: RawObject;
  /** The media type of the field's text; absent where a style writes it. */
  readonly contentType?: string;
}

const FORM = "application/x-www-form-urlencoded";

/** Whether a parameter is the whole query, written as a form. */
export function isQueryForm(node: RawObject): boolean {
  const content = node["content"];
  return node["in"] === "querystring" && isObject(content) && bareMediaType(Object.keys(content)[0] ?? "") === FORM;
}

/** Why a parameter with this location is left out. */
export function reasonOfPlace(node: RawObject): string {
  const { in: place, content } = node;
  const [mediaType] = isObject(content) ? Object.keys(content) : [];
  return place === "querystring" && mediaType !== undefined
    ? `it is the whole query as ${mediaType}, and the SDKs write queries as forms; send it with a raw request (isc.request, Invoke-IscRequest)`
    : `its location (\`in\`) is ${JSON.stringify(place)}`;
}

/**
 * The fields of a form that is the whole query. Each is sent like a query parameter of its name. Returns undefined where
 * the schema does not list all fields.
 */
export function queryFieldsOf(state: BuildState, parameter: Cursor): readonly QueryField[] | undefined {
  const [mediaType = ""] = Object.keys((parameter.value as RawObject)["content"] as RawObject);
  const stated = child(parameter, "content", mediaType);
  const media = followIn(state, stated) ?? stated;
  const schema = child(media, "schema");
  const object = followIn(state, schema);
  const parts = object === undefined ? undefined : composeObject(state, object);
  if (object === undefined || parts === undefined) return undefined;
  if (parts.some((part) => unionKeywords(part.cursor).length > 0 || typesFurtherProperties(part.schema)))
    return undefined;
  const required = new Set(
    parts.flatMap((part) => (Array.isArray(part.schema["required"]) ? (part.schema["required"] as unknown[]) : [])),
  );
  const isReference = isObject(schema.value) && typeof schema.value["$ref"] === "string";
  const fields = new Map<string, QueryField>();
  for (const part of parts) {
    const { properties } = part.schema;
    for (const wire of isObject(properties) ? Object.keys(properties) : []) {
      const at = child(part.cursor, "properties", wire);
      const isShared = isReference || part.reference !== undefined;
      fields.set(wire, {
        wire,
        at,
        ...(isShared ? { owner: part.cursor } : {}),
        isRequired: required.has(wire),
        ...sentAs(state, at, child(media, "encoding", wire).value),
      });
    }
  }
  return fields.size === 0 ? undefined : [...fields.values()];
}

/** The keys and the media type of a field. An object without a style is JSON (OpenAPI 3.2, Encoding Object). */
function sentAs(state: BuildState, at: Cursor, stated: unknown): Pick<QueryField, "keys" | "contentType"> {
  const encoding = isObject(stated) ? stated : {};
  const { style, explode, allowReserved, contentType } = encoding;
  if (style !== undefined || explode !== undefined || allowReserved !== undefined)
    return { keys: { style, explode, allowReserved } };
  if (typeof contentType === "string") return { keys: {}, contentType };
  const schema = followIn(state, at)?.value;
  const isStructured =
    isObject(schema) &&
    (statedTypes(schema).includes("object") || (composeObject(state, at) ?? []).some(hasProperties));
  return isStructured ? { keys: {}, contentType: "application/json" } : { keys: {} };
}

function hasProperties({ schema }: { readonly schema: RawObject }): boolean {
  return isObject(schema["properties"]);
}
