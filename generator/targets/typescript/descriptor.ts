import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, pretty, type Literal } from "../../emit/typescript/literal.ts";
import { WIDTH } from "../../emit/width.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { ApiVersion, BodyContent, FormField, Operation, Parameter } from "../../model/model.ts";
import { isJsonPatch } from "../../model/json-patch.ts";
import { sentSchemes } from "../../model/security.ts";
import { otherForms } from "../../model/other-forms.ts";
import { isSingleValue, resolveUse } from "../../model/uses.ts";
import type { OperationNames } from "../../names/table.ts";
import { answerReader, othersLiteral, pagingLiteral } from "./descriptor-answers.ts";
import { codecsLiteral, jsonLiteral } from "./descriptor-json.ts";
import { callLiteral, listLiteral, objectLiteral, textLiteral, type LiteralEntry } from "./descriptor-literals.ts";
import type { VersionIntegers } from "./integers-file.ts";
import { argumentName } from "./naming/naming.ts";
import type { ModuleBuilder } from "./module.ts";

/** The operation whose descriptor is printed, and the module that receives the imports. */
export interface DescriptorInput {
  readonly version: Pick<ApiVersion, "basePath" | "schemes" | "operations">;
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly module: ModuleBuilder;
  /** The id of the operation in errors, hooks and mocks. */
  readonly id: string;
  readonly integers: VersionIntegers;
}

/**
 * Prints the call of `callee` that passes `args` and the operation's data to the runtime. The text has prettier's
 * style, and the lines after the first are not indented. It becomes part of a method's body, which engines do not
 * compile before the first call. With `isShort`, method, path and id are passed as one string, because about a thousand
 * operations pass them.
 */
export function descriptorCall(
  { callee, args, isShort }: { readonly callee: string; readonly args: readonly string[]; readonly isShort: boolean },
  input: DescriptorInput,
): string {
  const { id, version, operation } = input;
  const method = operation.method.toUpperCase();
  const path = (operation.basePath ?? version.basePath) + pathText(input);
  const head = [method, path, id];
  // An id can contain white space.
  const isText = isShort && head.every((part) => /^[^\s]+$/u.test(part));
  const parts = isText ? [...args, stringLiteral(head.join(" "))] : args;
  const named: LiteralEntry[] = [
    ["id", textLiteral(id)],
    ["method", textLiteral(method)],
    ["path", textLiteral(path)],
  ];
  const rest = objectLiteral([...(isText ? [] : named), ...entriesOf(input)]);
  const print = (used: string, indent = INDENT): string =>
    pretty(rest, { indent, used: used.length, isOpen: true }).replaceAll(`\n${INDENT}`, "\n");
  const isEmpty = rest.kind === "object" && rest.entries.length === 0;
  const line = `return ${callee}(${parts.join(", ")}`;
  if (INDENT.length + line.length + (isEmpty ? ");" : ", {").length <= WIDTH)
    return isEmpty ? `${line});` : `${line}, ${print(INDENT)});`;
  const lines = isEmpty ? parts : [...parts, print(`${INDENT}  `, `${INDENT}  `)];
  return `return ${callee}(\n${lines.map((part) => `  ${part},\n`).join("")});`;
}

/** The other keys of the descriptor. */
function entriesOf(input: DescriptorInput): LiteralEntry[] {
  const { operation, names, module } = input;
  const inPath = operation.parameters.filter((parameter) => parameter.place === "path");
  const query = operation.parameters.filter((parameter) => parameter.place === "query");
  return [
    ["pathStyles", pathStyles(inPath, input)],
    ["query", query.length === 0 ? undefined : listLiteral(query.map((parameter) => queryLiteral(parameter, input)))],
    ["headers", headersLiteral(input)],
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
    ["auth", operation.anonymous && operation.security.length === 0 ? textLiteral("none") : undefined],
    ["security", securityLiteral(input)],
  ];
}

/** The path, with argument keys as placeholders. */
function pathText(input: DescriptorInput): string {
  const { requestPath, parameters } = input.operation;
  // All placeholders are replaced at once, because the key of one may equal the wire name of another.
  const keys = new Map(
    parameters
      .filter((parameter) => parameter.place === "path")
      .map((parameter) => [parameter.wire, keyOf(parameter, input)]),
  );
  return requestPath.replaceAll(/\{([^{}]+)\}/gu, (placeholder, wire: string) => `{${keys.get(wire) ?? wire}}`);
}

function keyOf(parameter: Parameter, { names }: DescriptorInput): string {
  return argumentName(names, parameter.place, parameter.wire);
}

/** The security requirement of the operation, if it is more than the client's access token. */
function securityLiteral({ version, operation }: DescriptorInput): Literal | undefined {
  const alternatives = sentSchemes(version, operation);
  if (alternatives === undefined) return undefined;
  return listLiteral(
    alternatives.map((schemes) =>
      listLiteral(
        schemes.map(({ scheme, place, wire }) =>
          objectLiteral([
            ["scheme", textLiteral(scheme)],
            ["in", textLiteral(place)],
            ["name", wire === undefined ? undefined : textLiteral(wire)],
          ]),
        ),
      ),
    ),
  );
}

/** The indentation of a statement in a method. */
const INDENT = "    ";

function isPlain(parameter: Parameter, { module }: DescriptorInput): boolean {
  if (parameter.codec === "json" || parameter.allowReserved) return false;
  return isSingleValue(module.types.declarations, parameter.use);
}

function styleLiteral(parameter: Parameter, input: DescriptorInput): Literal {
  const { module, integers } = input;
  const key = keyOf(parameter, input);
  const explodes = parameter.style === "form" || parameter.style === "deepObject";
  const byDefault = parameter.place === "query" || parameter.place === "cookie" ? "form" : "simple";
  return objectLiteral([
    ["key", textLiteral(key)],
    ["wire", parameter.wire === key ? undefined : textLiteral(parameter.wire)],
    ["style", parameter.style === byDefault ? undefined : textLiteral(parameter.style)],
    ["explode", parameter.explode === explodes ? undefined : atom(String(parameter.explode))],
    ["allowReserved", parameter.allowReserved ? atom("true") : undefined],
    ["json", parameter.codec === "json" ? jsonLiteral(parameter.use, module, integers) : undefined],
  ]);
}

function pathStyles(parameters: readonly Parameter[], input: DescriptorInput): Literal | undefined {
  const styled = parameters.filter((parameter) => parameter.style !== "simple" || !isPlain(parameter, input));
  if (styled.length === 0) return undefined;
  return objectLiteral(
    styled.map((parameter) => [
      keyOf(parameter, input),
      callLiteral(input.module.runtime("styledPath"), styleLiteral(parameter, input)),
    ]),
  );
}

function queryLiteral(parameter: Parameter, input: DescriptorInput): Literal {
  const { operation, module } = input;
  const key = keyOf(parameter, input);
  const wire = parameter.wire === key ? undefined : [textLiteral(parameter.wire)];
  // Parameters with the default name share a constant of the runtime.
  if (operation.filters?.parameter === parameter.wire)
    return wire === undefined && key === "filters"
      ? atom(module.runtime("filtersQuery"))
      : callLiteral(module.runtime("filterParameter"), textLiteral(key), wire);
  if (operation.sorters?.parameter === parameter.wire)
    return wire === undefined && key === "sorters"
      ? atom(module.runtime("sortersQuery"))
      : callLiteral(module.runtime("sorterParameter"), textLiteral(key), wire);
  const isDefault =
    parameter.style === "form" && parameter.explode && !parameter.allowReserved && parameter.codec !== "json";
  const isList = resolveUse(module.types.declarations, parameter.use).use.kind === "list";
  // A value of unknown type may be an object, and its serialization depends on the style.
  const isUnknown = resolveUse(module.types.declarations, parameter.use).use.kind === "unknown";
  if ((isPlain(parameter, input) && !isUnknown) || (isDefault && isList))
    return wire === undefined
      ? textLiteral(key)
      : callLiteral(module.runtime("queryParameter"), textLiteral(key), wire);
  return callLiteral(module.runtime("styledQuery"), styleLiteral(parameter, input));
}

function headersLiteral(input: DescriptorInput): Literal | undefined {
  const { operation, module } = input;
  const at = (place: string): Literal | undefined => {
    const parameters = operation.parameters.filter((parameter) => parameter.place === place);
    return parameters.length === 0
      ? undefined
      : listLiteral(parameters.map((parameter) => styleLiteral(parameter, input)));
  };
  const headers = at("header");
  const cookies = at("cookie");
  if (headers === undefined && cookies === undefined) return undefined;
  return callLiteral(
    module.runtime("headerParameters"),
    objectLiteral([
      ["headers", headers],
      ["cookies", cookies],
    ]),
  );
}

function bodyEntries(input: DescriptorInput): LiteralEntry[] {
  const { operation, module } = input;
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return [];
  const others = otherForms(operation.body, module.types.declarations);
  const patchType = content.sentAs === JSON_TYPE ? undefined : textLiteral(content.sentAs);
  const own = isJsonPatch(module.types.declarations, content)
    ? [["body", callLiteral(module.runtime("patchBody"), patchType)] satisfies LiteralEntry]
    : contentEntries(content, input);
  if (others.length === 0) return own;
  const [first] = own.map(([, encoder]) => encoder);
  const types = others.flatMap(({ codec, mediaType }): LiteralEntry[] =>
    codec === "text" || codec === "bytes" ? [[codec === "bytes" ? "binary" : codec, textLiteral(mediaType)]] : [],
  );
  const isUsual = content.sentAs === JSON_TYPE;
  const encoder = first ?? callLiteral(module.runtime("jsonBody"), isUsual ? undefined : textLiteral(content.sentAs));
  return [["body", callLiteral(module.runtime("anyBody"), objectLiteral([["first", encoder], ...types]))]];
}

/** The media type of JSON that the runtime sends by default. */
const JSON_TYPE = "application/json";

function contentEntries(content: BodyContent, input: DescriptorInput): LiteralEntry[] {
  const { module } = input;
  const type = textLiteral(content.sentAs);
  switch (content.codec) {
    case "json":
      return [];
    case "multipart":
      return [["body", multipartLiteral(content, input)]];
    case "form": {
      const styled = content.fields.flatMap((field) => styledField(field, input));
      return [
        ["body", callLiteral(module.runtime("formBody"), styled.length === 0 ? undefined : objectLiteral(styled))],
      ];
    }
    case "bytes":
      return [["body", callLiteral(module.runtime("binaryBody"), content.isRange ? undefined : type)]];
    case "stream":
      return [
        [
          "body",
          callLiteral(
            module.runtime("linesBody"),
            type,
            content.framing === "sequence" ? [textLiteral("\u001e")] : undefined,
          ),
        ],
      ];
    case "text":
    case "events":
      return [["body", callLiteral(module.runtime("textBody"), type)]];
    default:
      return assertNever(content.codec);
  }
}

/**
 * The descriptor of a multipart body. The parts of other subtypes than `form-data` have no names in the request. Their
 * order counts, so every part is listed.
 */
function multipartLiteral({ fields, subtype = "form-data" }: BodyContent, input: DescriptorInput): Literal {
  const { module } = input;
  const isForm = subtype === "form-data";
  const types = fields.flatMap((field): LiteralEntry[] => {
    const { wire, mediaType, codec, style, headers } = field;
    const type = mediaType === undefined ? undefined : textLiteral(mediaType);
    const name = propertyName(wire);
    if (style !== undefined || headers !== undefined) {
      const key = codec === "bytes" ? "file" : codec === "json" ? "json" : "text";
      const more: LiteralEntry[] = [
        [key, type ?? (codec === "json" ? textLiteral(JSON_TYPE) : codec === "bytes" ? textLiteral("") : undefined)],
        ["pairs", style === undefined ? undefined : styledLiteral(field, input)],
        [
          "headers",
          headers === undefined
            ? undefined
            : objectLiteral(headers.map((one) => [propertyName(one.wire), textLiteral(one.value)])),
        ],
      ];
      return [[name, objectLiteral(more)]];
    }
    if (codec === "bytes") return [[name, listLiteral(type === undefined ? [] : [type])]];
    if (codec === "json") return [[name, type ?? textLiteral(JSON_TYPE)]];
    return type === undefined && isForm ? [] : [[name, objectLiteral([["text", type]])]];
  });
  const parts = types.length === 0 && isForm ? undefined : objectLiteral(types);
  return callLiteral(module.runtime("multipart"), parts, isForm ? undefined : [textLiteral(subtype)]);
}

/** The entry of a form field, if the runtime's default serialization does not fit. */
function styledField(field: FormField, input: DescriptorInput): LiteralEntry[] {
  const { module } = input;
  const isScalarJson = field.codec === "json" && isSingleValue(module.types.declarations, field.use);
  return field.style === undefined && !isScalarJson ? [] : [[propertyName(field.wire), styledLiteral(field, input)]];
}

function styledLiteral(field: FormField, { module, integers }: DescriptorInput): Literal {
  const { wire, codec, use, style, explode, allowReserved } = field;
  const isScalarJson = codec === "json" && isSingleValue(module.types.declarations, use);
  const literal = objectLiteral([
    ["key", textLiteral(wire)],
    ["style", style === undefined || style === "form" ? undefined : textLiteral(style)],
    [
      "explode",
      style === undefined || explode === (style === "form" || style === "deepObject")
        ? undefined
        : atom(String(explode)),
    ],
    ["allowReserved", allowReserved === true ? atom("true") : undefined],
    ["json", isScalarJson ? jsonLiteral(use, module, integers) : undefined],
  ]);
  return callLiteral(module.runtime("styledQuery"), literal);
}

/** The header of experimental operations, as in the runtime's `experimentalHeaders`. */
const EXPERIMENTAL = "x-sailpoint-experimental";

/** The constant headers of an operation: those of the spec, and media types that differ from the runtime's defaults. */
function constantHeaders(operation: Operation, module: ModuleBuilder): Literal | undefined {
  const accept = operation.accepts.join(", ");
  const content = operation.body?.contents[0];
  const isJson = content?.codec === "json";
  const isPatch = content !== undefined && isJsonPatch(module.types.declarations, content);
  // If the body has other media types, the encoder sets the header.
  const hasOthers = otherForms(operation.body, module.types.declarations).length > 0;
  const headers: LiteralEntry[] = [
    ["accept", accept === "" || accept === "application/json" ? undefined : textLiteral(accept)],
    [
      propertyName("content-type"),
      isJson && !isPatch && !hasOthers && content.sentAs !== JSON_TYPE ? textLiteral(content.sentAs) : undefined,
    ],
    ...operation.constantHeaders.map((header): LiteralEntry => [
      propertyName(header.wire.toLowerCase()),
      textLiteral(header.value),
    ]),
  ];
  const given = headers.filter(([, value]) => value !== undefined);
  // About every sixth operation has only this header. A shared constant keeps bundles small.
  const [constant, ...further] = operation.constantHeaders;
  if (
    given.length === 1 &&
    further.length === 0 &&
    constant?.wire.toLowerCase() === EXPERIMENTAL &&
    constant.value === "true"
  )
    return atom(module.runtime("experimentalHeaders"));
  return given.length > 0 ? objectLiteral(given) : undefined;
}
