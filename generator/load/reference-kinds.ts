import { isObject, type Cursor, type RawObject } from "./tree.ts";
import { DECLARATION_KEYWORDS, METHODS, SHAPE_KEYWORDS, keywordsOf } from "./grammar-lookups.ts";
import type { Keyword, NodeKind } from "./grammar.ts";

/** A kind of node that a reference can name. */
export type ReferredKind =
  Exclude<NodeKind, "root" | "mediaType"> | "callback" | "example" | "link" | "securityScheme" | "document";

/** The kinds in words, for findings. */
export const KIND_NAMES: Readonly<Record<ReferredKind, string>> = {
  answer: "a response",
  callback: "a callback",
  document: "a whole document",
  example: "an example",
  header: "a header",
  link: "a link",
  operation: "an operation",
  parameter: "a parameter",
  pathItem: "a path item",
  requestBody: "a request body",
  schema: "a schema",
  securityScheme: "a security scheme",
};

/** Whether a keyword holds a kind of node that a reference can name. */
export function isReferredKind(holds: Keyword["holds"]): holds is Exclude<ReferredKind, "document"> {
  return Object.hasOwn(KIND_NAMES, holds);
}

/** The kind of node in each component section. */
const SECTION_KINDS: ReadonlyMap<string, ReferredKind> = new Map(
  keywordsOf("components").flatMap(([section, { holds }]) => (isReferredKind(holds) ? [[section, holds]] : [])),
);

/** A reference to a node of the wrong kind. */
export interface Mistaken {
  readonly found: ReferredKind;
  /** Whether the node can still be read as the expected kind: a response has `content` like a request body. */
  readonly isReadable: boolean;
}

/**
 * Decides whether the target of a reference has another kind than `wanted`: by its component section, else by keys that
 * only other kinds have. Returns undefined where it fits or nothing decides.
 */
export function mistakenKind(wanted: ReferredKind, target: Cursor): Mistaken | undefined {
  const { value } = target;
  if (!isObject(value)) return undefined;
  const section = /^\/components\/([^/]+)\/[^/]+$/u.exec(target.pointer)?.[1];
  const stated = section === undefined ? undefined : SECTION_KINDS.get(section);
  if (stated !== undefined)
    return stated === wanted ? undefined : { found: stated, isReadable: isReadableAs(wanted, value) };
  // The file of an example may hold a bare value, which may look like any kind.
  if (wanted === "example") return undefined;
  const kinds = kindsOf(value);
  const [found] = kinds;
  return found === undefined || kinds.includes(wanted) ? undefined : { found, isReadable: isReadableAs(wanted, value) };
}

function isReadableAs(wanted: ReferredKind, node: RawObject): boolean {
  if (wanted === "answer" || wanted === "requestBody") return isContent(node["content"]);
  return wanted === "header" && isObject(node["schema"]);
}

function isContent(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key.includes("/"));
}

const SCHEMA_KEYS = [...SHAPE_KEYWORDS, ...DECLARATION_KEYWORDS];
const SCHEMA_TYPES: ReadonlySet<unknown> = new Set([
  ...["array", "boolean", "integer", "null", "number", "object", "string"],
]);
const SCHEME_TYPES: ReadonlySet<unknown> = new Set(["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]);
const EXAMPLE_KEYS: ReadonlySet<string> = new Set(["summary", "description", "value", "externalValue"]);

/** The kinds that a node can be, by its keys. Empty where no key decides. */
function kindsOf(node: RawObject): readonly ReferredKind[] {
  if (typeof node["openapi"] === "string" || typeof node["swagger"] === "string") return ["document"];
  const kinds: ReferredKind[] = [];
  const { type } = node;
  if (SCHEME_TYPES.has(type)) return ["securityScheme"];
  if (typeof node["in"] === "string") kinds.push("parameter", "header");
  if (Array.isArray(type) || SCHEMA_TYPES.has(type) || SCHEMA_KEYS.some((key) => Object.hasOwn(node, key)))
    kinds.push("schema");
  if (kinds.length > 0) return kinds;
  if (METHODS.some((method) => isObject(node[method]))) return ["pathItem"];
  if (isObject(node["responses"])) return ["operation"];
  if (isContent(node["content"])) return ["answer", "requestBody", "header"];
  if (isObject(node["schema"])) return ["header"];
  if (typeof node["operationRef"] === "string" || typeof node["operationId"] === "string") return ["link", "operation"];
  const keys = Object.keys(node).filter((key) => !key.startsWith("x-"));
  const isExample =
    (Object.hasOwn(node, "value") || Object.hasOwn(node, "externalValue")) &&
    keys.every((key) => EXAMPLE_KEYS.has(key));
  return isExample ? ["example"] : [];
}
