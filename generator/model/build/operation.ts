import { sentPathOf } from "../../load/rules/version-in-path.ts";
import { isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type {
  ConstantHeader,
  Deprecation,
  HttpMethod,
  Intent,
  Operation,
  Parameter,
  SecurityAlternative,
  Success,
} from "../model.ts";
import { callbackNotes } from "./callbacks.ts";
import { answersOf } from "./answers.ts";
import { bodyOf } from "./content.ts";
import { parametersOf } from "./parameter.ts";
import { foreignServer, unreadAnswer } from "./diagnostics.ts";
import { serverOf, type Server } from "./server.ts";
import { report, type BuildState } from "./state.ts";
import { acceptedMediaTypes, otherSuccesses, successOf, unreadTypes } from "./success.ts";
import { textOf } from "./text.ts";

/** The header that opts in to an experimental operation. The SDKs send it; it is not a parameter. */
const EXPERIMENTAL_HEADER = "x-sailpoint-experimental";

/** An operation and the nodes that it inherits from. */
export interface OperationPlace {
  readonly key: string;
  readonly path: string;
  readonly method: HttpMethod;
  readonly item: Cursor;
  readonly operation: Cursor;
  /** The root that contains the operation. An operation inherits the root's security and servers if it states none. */
  readonly root: RawObject;
  /** The server of the version. */
  readonly server: Server;
}

/** The key of an operation, `GET /identities/{}`. It does not change when a placeholder is renamed. */
export function operationKey(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^{}]*\}/gu, "{}")}`;
}

/**
 * The base path of an operation, from its own servers, its path item's or its root's. Empty where it equals the
 * version's. A different host is reported.
 */
function basePathOf(state: BuildState, { operation, item, root, server }: OperationPlace): { basePath?: string } {
  const own = serverOf(operation.value) ?? serverOf(item.value) ?? serverOf(root);
  if (own === undefined) return {};
  if (own.serverUrl !== "" && own.serverUrl !== server.serverUrl)
    report(state, foreignServer, { url: own.serverUrl + own.basePath }, operation);
  return own.basePath === server.basePath ? {} : { basePath: own.basePath };
}

/** Builds an operation of the model from its node. */
export function buildOperation(state: BuildState, place: OperationPlace): Operation {
  const { key, path, method, item, operation } = place;
  const node = operation.value as RawObject;
  const itemNode = isObject(item.value) ? item.value : {};
  const requestPath = sentPathOf(path, node, itemNode);
  const all = parametersOf(state, { item, operation, key, path: requestPath });
  const marker = all.find(isExperimentalMarker);
  const answers = answersOf(state, operation, key);
  for (const { origin, ...unread } of unreadTypes(answers)) report(state, unreadAnswer, unread, origin);
  const isCounted = all.some(({ place, wire }) => place === "query" && wire === "count");
  const success = successOf(answers, { method, isCounted });
  const security = securityOf(node["security"] ?? place.root["security"]);
  const body = bodyOf(state, operation, key);
  const deprecation = deprecationOf(node);
  const wireId = typeof node["operationId"] === "string" ? node["operationId"].trim() : "";
  const summary = textOf(node["summary"]) || textOf(itemNode["summary"]);
  return {
    key,
    method,
    path,
    requestPath,
    ...basePathOf(state, place),
    wireId,
    tag: tagOf(node),
    summary: summary.replace(/\s+/gu, " "),
    description: textOf(node["description"]) || textOf(itemNode["description"]),
    origin: originOf(operation),
    parameters: all.filter((parameter) => !isExperimentalMarker(parameter)),
    ...(body === undefined ? {} : { body }),
    answers,
    success,
    others: otherSuccesses(answers, success),
    accepts: acceptedMediaTypes(answers),
    intent: intentOf(method, wireId, path, success),
    idempotent: ["get", "head", "put", "delete", "options", "trace", "query"].includes(method),
    security,
    anonymous: isAnonymous(node["security"] ?? place.root["security"]),
    scopes: [
      ...new Set(security.flatMap((alternative) => alternative.schemes.flatMap((scheme) => scheme.scopes))),
    ].sort(),
    userLevels: textsOf(node["x-sailpoint-userLevels"]),
    experimental: marker !== undefined || node["x-sailpoint-experimental"] === true || node["x-experimental"] === true,
    constantHeaders: marker === undefined ? [] : [constantHeader(marker)],
    ...(deprecation === undefined ? {} : { deprecation }),
    notes: callbackNotes(state, operation, key),
  };
}

function isExperimentalMarker(parameter: Parameter): boolean {
  return parameter.place === "header" && parameter.wire.toLowerCase() === EXPERIMENTAL_HEADER;
}

function constantHeader(marker: Parameter): ConstantHeader {
  return {
    marks: "experimental",
    wire: marker.wire,
    value: marker.default === undefined ? "true" : String(marker.default),
  };
}

function tagOf(node: RawObject): string {
  const tags = textsOf(node["tags"]);
  return tags[0]?.trim() || "Default";
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}

function securityOf(value: unknown): readonly SecurityAlternative[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isObject)
    .map((requirement) => ({
      schemes: Object.keys(requirement).map((scheme) => ({ scheme, scopes: textsOf(requirement[scheme]) })),
    }))
    .filter(({ schemes }) => schemes.length > 0);
}

function deprecationOf(node: RawObject): Deprecation | undefined {
  const text = textOf(node["x-deprecated-description"]);
  return node["deprecated"] === true || text !== "" ? { text } : undefined;
}

function isAnonymous(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    (value.length === 0 || value.some((requirement) => isObject(requirement) && Object.keys(requirement).length === 0))
  );
}

const READ_WORDS =
  /^(?:get|list|search|query|find|count|show|preview|ping|peek|export|download|test|validate|compare|predict|evaluate|check)(?![a-z])/u;
/** Paths of POST operations that change nothing. Only paths that leave no doubt are listed. */
const READ_PATHS =
  /(?:^|\/)(?:search|count|aggregate|query|filter|preview|identity-preview|peek-resource-objects|compare)$/u;

/**
 * The intent of an operation. A POST gets the intent `read` only where its own words say so, because a client may then
 * send it twice: `POST /search`, `POST /roles/filter`, `searchPost`. In doubt the intent is `action`.
 */
function intentOf(method: HttpMethod, wireId: string, path: string, success: Success): Intent {
  switch (method) {
    case "get":
    case "head":
    case "options":
    case "trace":
    case "query":
      return "read";
    case "put":
      return "replace";
    case "patch":
      return "modify";
    case "delete":
      return "delete";
    case "post": {
      const readsByWord = /^(?:search|count|get|list|query|find|peek|compare)(?![a-z])/u.test(wireId);
      const answersSomething =
        success.kind === "value" ||
        success.kind === "total" ||
        success.kind === "download" ||
        success.kind === "stream";
      if (answersSomething && readsByWord && (READ_PATHS.test(path) || READ_WORDS.test(wireId))) return "read";
      return /^(?:create|add|new|post)(?![a-z])/u.test(wireId) ? "create" : "action";
    }
  }
}
