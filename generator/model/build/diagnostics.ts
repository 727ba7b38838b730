import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const untyped = defineDiagnostic<{ reason: string }>({
  code: "untyped",
  message: ({ reason }) => `no type is known here: ${reason}`,
  action: () => "typed as unknown in every target",
});

/**
 * `wider`: the type accepts values that the spec rejects. `narrower`: the type rejects values that the spec accepts,
 * and `lacks` says which. `call`: the types are exact, but calls do not send what the keyword describes.
 */
export const unsupportedKeyword = defineDiagnostic<{
  keyword: string;
  direction: "wider" | "narrower" | "call";
  lacks?: string;
}>({
  code: "unsupported-keyword",
  message: ({ keyword }) => `\`${keyword}\` cannot be expressed in the model`,
  action: ({ direction, lacks }) =>
    direction === "call"
      ? "ignored; it is not sent"
      : `ignored; the type is ${direction} than the spec says${lacks === undefined ? "" : `: ${lacks}`}`,
});

export const unsupportedScheme = defineDiagnostic<{ name: string; what: string }>({
  code: "unsupported-scheme",
  message: ({ name, what }) => `the security scheme "${name}" is ${what}, which the SDKs do not send`,
  action: () => "operations are called without it; a program adds what it needs to the headers of its calls",
});

export const tokenByHand = defineDiagnostic<{ name: string; flows: string }>({
  code: "token-by-hand",
  message: ({ name, flows }) => `the security scheme "${name}" gets its tokens by ${flows}`,
  action: () =>
    "the SDKs ask for tokens by client credentials only; a program that uses another way gives them the token",
});

export const contradiction = defineDiagnostic<{ what: string; parts: readonly string[] }>({
  code: "contradiction",
  message: ({ what, parts }) => `${what} contradicts itself: it is ${parts.join(" and ")}`,
  action: () => "typed as a value that does not exist (`never`); correct the spec",
});

export const omittedOperation = defineDiagnostic<{ what: string; reason: string }>({
  code: "omitted-operation",
  message: ({ what, reason }) => `${what} is left out: ${reason}`,
  action: () => "mend the spec; nothing is generated for it",
});

export const duplicateOperation = defineDiagnostic<{ key: string; first: string }>({
  code: "duplicate-operation",
  message: ({ key, first }) => `${key} was already read from ${first}`,
  action: () => "the first root's operation counts",
});

export const duplicateEvent = defineDiagnostic<{ event: string; first: string }>({
  code: "duplicate-event",
  message: ({ event, first }) => `the event ${event} was already read from ${first}`,
  action: () => "the first root's event counts",
});

export const undeclaredTag = defineDiagnostic<{ tag: string }>({
  code: "undeclared-tag",
  message: ({ tag }) => `the tag "${tag}" is not declared`,
  action: () => "it has no description",
});

export const guessedTrigger = defineDiagnostic<{ event: string; id: string }>({
  code: "guessed-trigger",
  message: ({ event }) => `the spec does not tell the id of the trigger behind the event ${event}`,
  action: ({ id }) => `read as ${id}, as the others are formed`,
});

export const callbackNoted = defineDiagnostic<{ name: string }>({
  code: "callback-noted",
  message: ({ name }) => `the service sends the callback ${name}`,
  action: () => "the operation's notes name it and its payload has a type; there is no method for it",
});

export const foreignServer = defineDiagnostic<{ url: string }>({
  code: "foreign-server",
  message: ({ url }) => `this operation is served from ${url}`,
  action: () => "its path is kept; a client of its own, with that base URL, reaches it",
});

export const externalExample = defineDiagnostic<{ name: string; url: string }>({
  code: "external-example",
  message: ({ name, url }) => `the example "${name}" is kept elsewhere (externalValue: ${url})`,
  action: () => "not fetched, and not shown",
});

export const mappedToNothing = defineDiagnostic<{ value: string; ref: string; isThere: boolean }>({
  code: "mapped-to-nothing",
  message: ({ value, ref, isThere }) =>
    `the discriminator maps "${value}" to "${ref}", ${isThere ? "which is none of the options" : "and there is no such schema"}`,
  action: () => "the value means no option",
});

export const linksNoted = defineDiagnostic<{ names: string }>({
  code: "links-noted",
  message: ({ names }) => `the answer links to other operations (${names})`,
  action: () => "no target shows links; call the operations by their methods",
});

export const dynamicReference = defineDiagnostic<{ ref: string }>({
  code: "dynamic-reference",
  message: ({ ref }) => `\`$dynamicRef\` "${ref}" may mean another schema where this one is extended`,
  action: () => "read as a `$ref` to the `$dynamicAnchor` of its own document",
});

export const parameterStyle = defineDiagnostic<{ place: string; wire: string; what: string; how: string }>({
  code: "parameter-style",
  message: ({ place, wire, what }) => `the ${place} parameter "${wire}" ${what}, which OpenAPI does not define`,
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
    `the ${place} parameter "${wire}" holds ${what} at ${at}, for which the style ${style} has no form`,
  action: () =>
    "the SDKs refuse such a value before anything is sent; deepObject, or content: application/json, holds it",
});

export const contentAsText = defineDiagnostic<{ what: string; mediaType: string; as: "text" | "bytes" }>({
  code: "content-without-form",
  message: ({ what, mediaType }) =>
    `${what} is described by a schema of objects or lists, and ${mediaType} has no form for these`,
  action: ({ as }) => `typed as ${as === "text" ? "a text, which is sent and read as it is" : "a file"}`,
});

export const namelessParts = defineDiagnostic<{ mediaType: string }>({
  code: "nameless-parts",
  message: ({ mediaType }) => `the schema of the ${mediaType} body is not an object, so its parts have no names`,
  action: () => "typed as a map of parts: the caller names each part",
});

export const unreadAnswer = defineDiagnostic<{ mediaType: string; read: string }>({
  code: "unread-answer",
  message: ({ mediaType, read }) => `a success may come as ${mediaType} as well as ${read}`,
  action: ({ mediaType, read }) =>
    `the SDKs ask for ${read}, unless a call asks for ${mediaType} (\`accept\`, -Accept)`,
});
