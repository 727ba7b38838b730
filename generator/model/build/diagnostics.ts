import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const untyped = defineDiagnostic<{ reason: string }>({
  code: "untyped",
  message: ({ reason }) => `the type is not known: ${reason}`,
  action: () => "typed as unknown in every target",
});

/**
 * `wider`: the type accepts values that the spec rejects. `narrower`: the type rejects values that the spec accepts,
 * and `lacks` says which. `call`: the types are exact, but calls do not send what the keyword describes. `none`: the
 * keyword restricts values of another type.
 */
export const unsupportedKeyword = defineDiagnostic<{
  keyword: string;
  direction: "wider" | "narrower" | "call" | "none";
  lacks?: string;
}>({
  code: "unsupported-keyword",
  message: ({ keyword, direction }) =>
    direction === "none"
      ? `\`${keyword}\` stands beside a type whose values it does not restrict`
      : `\`${keyword}\` cannot be expressed as a type`,
  action: ({ direction, lacks }) =>
    direction === "none"
      ? "ignored; the type is exact"
      : direction === "call"
        ? "ignored; it is not sent"
        : `ignored; the type is ${direction} than the spec says${lacks === undefined ? "" : `: ${lacks}`}`,
});

export const unsupportedScheme = defineDiagnostic<{ name: string; what: string }>({
  code: "unsupported-scheme",
  message: ({ name, what }) => `the security scheme "${name}" is ${what}, which the SDKs do not support`,
  action: () => "calls are sent without it; add the credentials to the headers of the calls",
});

export const tokenByHand = defineDiagnostic<{ name: string; flows: string }>({
  code: "token-by-hand",
  message: ({ name, flows }) => `the security scheme "${name}" obtains tokens by ${flows}`,
  action: () =>
    "the SDKs obtain tokens only by client credentials; obtain the token in the program and pass it to the client",
});

export const contradiction = defineDiagnostic<{ what: string; parts: readonly string[] }>({
  code: "contradiction",
  message: ({ what, parts }) => `${what} contradicts itself: it is ${parts.join(" and ")}`,
  action: () => "no value is valid, so the type is `never`; correct the spec",
});

export const omittedOperation = defineDiagnostic<{ what: string; reason: string }>({
  code: "omitted-operation",
  message: ({ what, reason }) => `${what} is left out: ${reason}`,
  action: () => "nothing is generated for it; correct the spec",
});

export const duplicateOperation = defineDiagnostic<{ key: string; first: string }>({
  code: "duplicate-operation",
  message: ({ key, first }) => `${key} is already declared in ${first}`,
  action: () => "the operation of the first root is used",
});

export const duplicateEvent = defineDiagnostic<{ event: string; first: string }>({
  code: "duplicate-event",
  message: ({ event, first }) => `the event ${event} is already declared in ${first}`,
  action: () => "the event of the first root is used",
});

export const undeclaredTag = defineDiagnostic<{ tag: string }>({
  code: "undeclared-tag",
  message: ({ tag }) => `the tag "${tag}" is not declared in the root document`,
  action: () => "the docs have no description of the tag",
});

export const guessedTrigger = defineDiagnostic<{ event: string; id: string }>({
  code: "guessed-trigger",
  message: ({ event }) => `the spec does not state the trigger id of the event ${event}`,
  action: ({ id }) => `the id ${id} is assumed, by the pattern of the other ids`,
});

export const callbackNoted = defineDiagnostic<{ name: string }>({
  code: "callback-noted",
  message: ({ name }) => `the service sends the callback ${name}`,
  action: () => "it is listed in the notes of the operation, and its payload has a type; it has no method",
});

export const foreignServer = defineDiagnostic<{ url: string }>({
  code: "foreign-server",
  message: ({ url }) => `this operation has another server: ${url}`,
  action: () => "its path is kept; create a second client with that base URL to call it",
});

export const externalExample = defineDiagnostic<{ name: string; url: string }>({
  code: "external-example",
  message: ({ name, url }) => `the example "${name}" is external (externalValue: ${url})`,
  action: () => "it is not downloaded, and the docs do not show it",
});

export const mappedToNothing = defineDiagnostic<{ value: string; ref: string; isThere: boolean }>({
  code: "mapped-to-nothing",
  message: ({ value, ref, isThere }) =>
    `the discriminator maps "${value}" to "${ref}", ${isThere ? "which is not a member of the union" : "which does not exist"}`,
  action: () => "the value has no type",
});

export const mappedOutside = defineDiagnostic<{ tag: string; value: string; isName: boolean }>({
  code: "mapped-to-nothing",
  message: ({ tag, value, isName }) =>
    isName
      ? `no value of the discriminator means "${value}", because the enumeration of "${tag}" does not list that name`
      : `the discriminator maps "${value}", which the enumeration of "${tag}" does not list`,
  action: ({ isName }) =>
    isName ? "the schema has no value; add one to the mapping" : "read as if the enumeration listed it",
});

export const unmappedMember = defineDiagnostic<{ name: string; value: string }>({
  code: "unmapped-member",
  message: ({ name }) => `the mapping of the discriminator has no value for "${name}"`,
  action: ({ value }) => `the value "${value}" means it`,
});

export const unmatchedTag = defineDiagnostic<{ tag: string; value: string }>({
  code: "unmatched-tag",
  message: ({ tag, value }) => `the tag "${tag}" can be ${value}, and no member of the union has this value`,
  action: () => "an object with this value has no type",
});

export const linksNoted = defineDiagnostic<{ names: string }>({
  code: "links-noted",
  message: ({ names }) => `the response has links to other operations (${names})`,
  action: () => "the links are ignored; call the operations by their methods",
});

export const dynamicReference = defineDiagnostic<{ ref: string }>({
  code: "dynamic-reference",
  message: ({ ref }) => `the target of \`$dynamicRef\` "${ref}" depends on the schema that extends this one`,
  action: () => "read as a `$ref` to the `$dynamicAnchor` of the same document",
});

export const parameterStyle = defineDiagnostic<{
  place: string;
  wire: string;
  what: string;
  how: string;
  /** Whether OpenAPI defines what the parameter states; the SDKs do not support it. */
  isKnown?: boolean;
}>({
  code: "parameter-style",
  message: ({ place, wire, what, isKnown }) =>
    `the ${place} parameter "${wire}" ${what}${isKnown === true ? "" : ", which OpenAPI does not define"}`,
  action: ({ how }) => how,
});

export const unsendableParameter = defineDiagnostic<{
  place: string;
  wire: string;
  at: string;
  what: string;
  style: string;
}>({
  code: "unsendable-parameter",
  message: ({ place, wire, at, what, style }) =>
    `the ${place} parameter "${wire}" contains ${what} at ${at}, which the style ${style} cannot serialise`,
  action: () =>
    "the SDKs reject such a value before they send anything; use the style deepObject, or content: application/json",
});

export const contentAsText = defineDiagnostic<{ what: string; mediaType: string; as: "text" | "bytes" }>({
  code: "content-without-form",
  message: ({ what, mediaType }) => `the schema of ${what} has objects or arrays, which ${mediaType} cannot represent`,
  action: ({ as }) => `typed as ${as === "text" ? "a string, which is sent and read unchanged" : "a file"}`,
});

export const namelessParts = defineDiagnostic<{ mediaType: string }>({
  code: "nameless-parts",
  message: ({ mediaType }) =>
    `the schema of the ${mediaType} body is not an object, so the parts of the form have no names`,
  action: () => "typed as a map of parts, whose names the caller chooses",
});

export const unsentBody = defineDiagnostic<{ mediaType: string; sent: string }>({
  code: "unsent-body",
  message: ({ mediaType, sent }) => `the request body has the media type ${mediaType} as well as ${sent}`,
  action: ({ mediaType, sent }) =>
    `the SDKs send ${sent}; send ${mediaType} with a raw request (isc.request, Invoke-IscRequest)`,
});

export const unlistedRequired = defineDiagnostic<{ name: string }>({
  code: "unlisted-required",
  message: ({ name }) =>
    `\`required\` lists ${JSON.stringify(name)}, but no part of the object has a property of that name`,
  action: () => "the name is ignored; add the property to a part, or remove the name",
});

export const unreadAnswer = defineDiagnostic<{ mediaType: string; read: string }>({
  code: "unread-answer",
  message: ({ mediaType, read }) => `the success response has the media type ${mediaType} as well as ${read}`,
  action: ({ mediaType, read }) =>
    `the SDKs request ${read}, unless the call requests ${mediaType} (\`accept\`, -Accept)`,
});
