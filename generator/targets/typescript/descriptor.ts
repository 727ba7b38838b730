import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, pretty, type Literal } from "../../emit/typescript/literal.ts";
import { numberText } from "../../emit/typescript/scalar.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { ApiVersion, BodyContent, FormField, Operation, Paging, Parameter, Success } from "../../model/model.ts";
import { isJsonPatch } from "../../model/json-patch.ts";
import { sentSchemes } from "../../model/security.ts";
import { otherForms } from "../../model/other-forms.ts";
import { isSingleValue, resolveUse } from "../../model/uses.ts";
import type { OperationNames } from "../../names/table.ts";
import { codecsLiteral, jsonLiteral } from "./descriptor-json.ts";
import type { VersionIntegers } from "./integers-file.ts";
import { argumentName } from "./naming/naming.ts";
import type { ModuleBuilder } from "./module.ts";
import { hasOthers } from "./operation-types.ts";

export interface DescriptorInput {
  readonly version: Pick<ApiVersion, "basePath" | "schemes" | "operations">;
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly module: ModuleBuilder;
  /** The id that errors, hooks and mocks call the operation by. */
  readonly id: string;
  readonly integers: VersionIntegers;
}

/**
 * The object literal that the runtime runs: everything about the call that is data. In prettier's style, with its lines
 * behind the first one not indented. It stands in a method's body, which no engine reads before the method is called.
 */
export function descriptorText(input: DescriptorInput): string {
  const { version, operation, names, module, id } = input;
  const key = (parameter: Parameter): string => argumentName(names, parameter.place, parameter.wire);
  const inPath = operation.parameters.filter((parameter) => parameter.place === "path");
  // All at once: the key of one may be the wire name of another.
  const keys = new Map(inPath.map((parameter) => [parameter.wire, key(parameter)]));
  const path = operation.requestPath.replaceAll(
    /\{([^{}]+)\}/gu,
    (placeholder, wire: string) => `{${keys.get(wire) ?? wire}}`,
  );
  const query = operation.parameters.filter((parameter) => parameter.place === "query");
  const literal = object([
    ["id", text(id)],
    ["method", text(operation.method.toUpperCase())],
    ["path", text((operation.basePath ?? version.basePath) + path)],
    ["pathStyles", pathStyles(inPath, input, key)],
    [
      "query",
      query.length === 0 ? undefined : list(query.map((parameter) => queryLiteral(parameter, input, key(parameter)))),
    ],
    ["headers", headersLiteral(input, key)],
    ["constantHeaders", constantHeaders(operation, module)],
    ...bodyEntries(input),
    ["answer", answerReader(operation, module)],
    ["others", othersLiteral(operation, module)],
    ["json", codecsLiteral(operation, input)],
    ["read", operation.intent === "read" && !operation.idempotent ? atom("true") : undefined],
    [
      "paging",
      operation.paging === undefined
        ? undefined
        : pagingLiteral(operation.paging, { module, keyOf: (wire) => argumentName(names, "query", wire) }),
    ],
    ["auth", operation.anonymous && operation.security.length === 0 ? text("none") : undefined],
    ["security", securityLiteral(input)],
  ]);
  return pretty(literal, { indent: INDENT, used: INDENT.length, isOpen: true }).replaceAll(`\n${INDENT}`, "\n");
}

/** What the operation asks for, where it is more than the client's one token. */
function securityLiteral({ version, operation }: DescriptorInput): Literal | undefined {
  const alternatives = sentSchemes(version, operation);
  if (alternatives === undefined) return undefined;
  return list(
    alternatives.map((schemes) =>
      list(
        schemes.map(({ scheme, place, wire }) =>
          object([
            ["scheme", text(scheme)],
            ["in", text(place)],
            ["name", wire === undefined ? undefined : text(wire)],
          ]),
        ),
      ),
    ),
  );
}

/** Where a statement of a method stands. */
const INDENT = "    ";

type Entry = readonly [name: string, value: Literal | undefined];

function object(entries: readonly Entry[]): Literal {
  return {
    kind: "object",
    entries: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

function list(items: readonly Literal[]): Literal {
  return { kind: "list", items };
}

function text(value: string): Literal {
  return atom(stringLiteral(value));
}

/** A call of the runtime. */
function call(callee: string, argument?: Literal, more?: readonly Literal[]): Literal {
  return { kind: "call", callee, argument, ...(more === undefined ? {} : { more }) };
}

function isPlain(parameter: Parameter, { module }: DescriptorInput): boolean {
  if (parameter.codec === "json" || parameter.allowReserved) return false;
  return isSingleValue(module.types.declarations, parameter.use);
}

function styleLiteral(parameter: Parameter, key: string, { module, integers }: DescriptorInput): Literal {
  const explodes = parameter.style === "form" || parameter.style === "deepObject";
  const byDefault = parameter.place === "query" || parameter.place === "cookie" ? "form" : "simple";
  return object([
    ["key", text(key)],
    ["wire", parameter.wire === key ? undefined : text(parameter.wire)],
    ["style", parameter.style === byDefault ? undefined : text(parameter.style)],
    ["explode", parameter.explode === explodes ? undefined : atom(String(parameter.explode))],
    ["allowReserved", parameter.allowReserved ? atom("true") : undefined],
    ["json", parameter.codec === "json" ? jsonLiteral(parameter.use, module, integers) : undefined],
  ]);
}

function pathStyles(
  parameters: readonly Parameter[],
  input: DescriptorInput,
  key: (parameter: Parameter) => string,
): Literal | undefined {
  const styled = parameters.filter((parameter) => parameter.style !== "simple" || !isPlain(parameter, input));
  if (styled.length === 0) return undefined;
  return object(
    styled.map((parameter) => [
      key(parameter),
      call(input.module.runtime("styledPath"), styleLiteral(parameter, key(parameter), input)),
    ]),
  );
}

function queryLiteral(parameter: Parameter, input: DescriptorInput, key: string): Literal {
  const { operation, module } = input;
  const wire = parameter.wire === key ? undefined : [text(parameter.wire)];
  // The usual names have parameters that all descriptors share.
  if (operation.filters?.parameter === parameter.wire)
    return wire === undefined && key === "filters"
      ? atom(module.runtime("filtersQuery"))
      : call(module.runtime("filterParameter"), text(key), wire);
  if (operation.sorters?.parameter === parameter.wire)
    return wire === undefined && key === "sorters"
      ? atom(module.runtime("sortersQuery"))
      : call(module.runtime("sorterParameter"), text(key), wire);
  const isDefault =
    parameter.style === "form" && parameter.explode && !parameter.allowReserved && parameter.codec !== "json";
  const isList = resolveUse(module.types.declarations, parameter.use).use.kind === "list";
  // Where no type is known an object may be given, and it has a form.
  const isUnknown = resolveUse(module.types.declarations, parameter.use).use.kind === "unknown";
  if ((isPlain(parameter, input) && !isUnknown) || (isDefault && isList))
    return wire === undefined ? text(key) : call(module.runtime("queryParameter"), text(key), wire);
  return call(module.runtime("styledQuery"), styleLiteral(parameter, key, input));
}

function headersLiteral(input: DescriptorInput, key: (parameter: Parameter) => string): Literal | undefined {
  const { operation, module } = input;
  const at = (place: string): Literal | undefined => {
    const parameters = operation.parameters.filter((parameter) => parameter.place === place);
    return parameters.length === 0
      ? undefined
      : list(parameters.map((parameter) => styleLiteral(parameter, key(parameter), input)));
  };
  const headers = at("header");
  const cookies = at("cookie");
  if (headers === undefined && cookies === undefined) return undefined;
  return call(
    module.runtime("headerParameters"),
    object([
      ["headers", headers],
      ["cookies", cookies],
    ]),
  );
}

function bodyEntries(input: DescriptorInput): Entry[] {
  const { operation, module } = input;
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return [];
  const others = otherForms(operation.body, module.types.declarations);
  const patchType = others.length === 0 ? undefined : text(content.sentAs);
  const own = isJsonPatch(module.types.declarations, content)
    ? [["body", call(module.runtime("patchBody"), patchType)] satisfies Entry]
    : contentEntries(content, input);
  if (others.length === 0) return own;
  const [first] = own.map(([, encoder]) => encoder);
  const types = others.flatMap(({ codec, mediaType }): Entry[] =>
    codec === "text" || codec === "bytes" ? [[codec === "bytes" ? "binary" : codec, text(mediaType)]] : [],
  );
  const isUsual = content.sentAs === JSON_TYPE;
  const encoder = first ?? call(module.runtime("jsonBody"), isUsual ? undefined : text(content.sentAs));
  return [["body", call(module.runtime("anyBody"), object([["first", encoder], ...types]))]];
}

/** The media type that the runtime sends JSON as. */
const JSON_TYPE = "application/json";

function contentEntries(content: BodyContent, input: DescriptorInput): Entry[] {
  const { module } = input;
  const type = text(content.sentAs);
  switch (content.codec) {
    case "json":
      return [];
    case "multipart":
      return [["body", multipartLiteral(content, input)]];
    case "form": {
      const styled = content.fields.flatMap((field) => styledField(field, input));
      return [["body", call(module.runtime("formBody"), styled.length === 0 ? undefined : object(styled))]];
    }
    case "bytes":
      return [["body", call(module.runtime("binaryBody"), content.isRange ? undefined : type)]];
    case "stream":
      return [
        [
          "body",
          call(module.runtime("linesBody"), type, content.framing === "sequence" ? [text("\u001e")] : undefined),
        ],
      ];
    case "text":
    case "events":
      return [["body", call(module.runtime("textBody"), type)]];
    default:
      return assertNever(content.codec);
  }
}

/** What is declared of parts. Without names on the wire, their order counts, so all are listed. */
function multipartLiteral({ fields, subtype = "form-data" }: BodyContent, input: DescriptorInput): Literal {
  const { module } = input;
  const isForm = subtype === "form-data";
  const types = fields.flatMap((field): Entry[] => {
    const { wire, mediaType, codec, style, headers } = field;
    const type = mediaType === undefined ? undefined : text(mediaType);
    const name = propertyName(wire);
    if (style !== undefined || headers !== undefined) {
      const key = codec === "bytes" ? "file" : codec === "json" ? "json" : "text";
      const more: Entry[] = [
        [key, type ?? (codec === "json" ? text(JSON_TYPE) : codec === "bytes" ? text("") : undefined)],
        ["pairs", style === undefined ? undefined : styledLiteral(field, input)],
        [
          "headers",
          headers === undefined ? undefined : object(headers.map((one) => [propertyName(one.wire), text(one.value)])),
        ],
      ];
      return [[name, object(more)]];
    }
    if (codec === "bytes") return [[name, list(type === undefined ? [] : [type])]];
    if (codec === "json") return [[name, type ?? text(JSON_TYPE)]];
    return type === undefined && isForm ? [] : [[name, object([["text", type]])]];
  });
  const parts = types.length === 0 && isForm ? undefined : object(types);
  return call(module.runtime("multipart"), parts, isForm ? undefined : [text(subtype)]);
}

/** A field of a form that is not written as the runtime writes fields. */
function styledField(field: FormField, input: DescriptorInput): Entry[] {
  const { module } = input;
  const isScalarJson = field.codec === "json" && isSingleValue(module.types.declarations, field.use);
  return field.style === undefined && !isScalarJson ? [] : [[propertyName(field.wire), styledLiteral(field, input)]];
}

function styledLiteral(field: FormField, { module, integers }: DescriptorInput): Literal {
  const { wire, codec, use, style, explode, allowReserved } = field;
  const isScalarJson = codec === "json" && isSingleValue(module.types.declarations, use);
  const literal = object([
    ["key", text(wire)],
    ["style", style === undefined || style === "form" ? undefined : text(style)],
    [
      "explode",
      style === undefined || explode === (style === "form" || style === "deepObject")
        ? undefined
        : atom(String(explode)),
    ],
    ["allowReserved", allowReserved === true ? atom("true") : undefined],
    ["json", isScalarJson ? jsonLiteral(use, module, integers) : undefined],
  ]);
  return call(module.runtime("styledQuery"), literal);
}

/** Headers of every call: the spec's constant ones, and the media types that are not the runtime's own. */
function constantHeaders(operation: Operation, module: ModuleBuilder): Literal | undefined {
  const accept = operation.accepts.join(", ");
  const content = operation.body?.contents[0];
  const isJson = content?.codec === "json";
  // Where there are others the encoder tells it.
  const hasOthers = otherForms(operation.body, module.types.declarations).length > 0;
  const headers: Entry[] = [
    ["accept", accept === "" || accept === "application/json" ? undefined : text(accept)],
    [
      propertyName("content-type"),
      isJson && !hasOthers && content.sentAs !== JSON_TYPE ? text(content.sentAs) : undefined,
    ],
    ...operation.constantHeaders.map((header): Entry => [propertyName(header.wire.toLowerCase()), text(header.value)]),
  ];
  return headers.some(([, value]) => value !== undefined) ? object(headers) : undefined;
}

function othersLiteral(operation: Operation, module: ModuleBuilder): Literal | undefined {
  if (!hasOthers(operation)) return undefined;
  return object(
    operation.others.map(({ mediaType, success }) => {
      const reader = readerOf(success);
      return [propertyName(mediaType), reader === undefined ? undefined : atom(module.runtime(reader))];
    }),
  );
}

function answerReader({ success }: Operation, module: ModuleBuilder): Literal | undefined {
  const reader = readerOf(success);
  return reader === undefined ? undefined : atom(module.runtime(reader));
}

/** What of the runtime reads a success; undefined for JSON, which the core reads itself. */
function readerOf(success: Success): string | undefined {
  switch (success.kind) {
    case "value":
      return undefined;
    case "nothing":
      return "voidAnswer";
    case "text":
      return "textAnswer";
    case "download":
      return "downloadAnswer";
    case "stream":
      return streamReader(success);
    case "total":
      return "totalAnswer";
  }
}

function streamReader({ framing, dataCodec }: Extract<Success, { kind: "stream" }>): string {
  switch (framing) {
    case "lines":
      return "linesAnswer";
    case "sequence":
      return "sequenceAnswer";
    case "events":
      return dataCodec === "json" ? "jsonEventsAnswer" : "eventsAnswer";
    default:
      return assertNever(framing);
  }
}

function pagingLiteral(
  paging: Paging,
  { module, keyOf }: { module: ModuleBuilder; keyOf: (wire: string) => string },
): Literal {
  const named = (wire: string | undefined, usual: string): Literal | undefined =>
    wire === undefined || keyOf(wire) === usual ? undefined : text(keyOf(wire));
  const optional = (value: string | undefined): Literal | undefined => (value === undefined ? undefined : text(value));
  const entries = ((): readonly Entry[] => {
    switch (paging.style) {
      case "offset":
        return [
          ["items", optional(paging.items)],
          ["total", optional(paging.total)],
          ["limit", named(paging.limit, "limit")],
          ["offset", named(paging.offset, "offset")],
        ];
      case "page":
        return [
          ["items", optional(paging.items)],
          ["limit", named(paging.limit, "limit")],
          ["page", named(paging.page, "page")],
        ];
      case "cursor":
        return [
          ["items", paging.items === "items" ? undefined : text(paging.items)],
          ["limit", named(paging.limit, "limit")],
          ["cursor", paging.next === "next" ? undefined : text(paging.next)],
          ["argument", keyOf(paging.cursor) === paging.next ? undefined : text(keyOf(paging.cursor))],
        ];
      case "searchAfter":
        return [
          ["size", paging.defaultLimit === undefined ? undefined : atom(String(paging.defaultLimit))],
          ["window", atom(numberText(paging.window))],
        ];
    }
  })().filter(([, value]) => value !== undefined);
  if (paging.style === "offset" && entries.length === 0) return atom(module.runtime("offsetPages"));
  const name = { offset: "offsetPaging", page: "pagePaging", cursor: "cursorPaging", searchAfter: "searchPaging" }[
    paging.style
  ];
  return call(module.runtime(name), entries.length === 0 ? undefined : object(entries));
}
