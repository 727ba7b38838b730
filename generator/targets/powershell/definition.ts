import { powershellKey, powershellString } from "../../emit/powershell/escape-powershell.ts";
import type { Codec, Operation, Paging, Success, TypeUse } from "../../model/model.ts";
import { sentSchemes } from "../../model/security.ts";
import { isSingleValue, resolveUse } from "../../model/uses.ts";
import { operationNames } from "../../names/table.ts";
import { isJsonPatch } from "../../model/json-patch.ts";
import { isJsonText } from "../body-text.ts";
import type { AcceptedTypes } from "./accepts.ts";
import type { Former } from "./former.ts";
import { idParameter, isIdentifying } from "./identifying.ts";
import type { VersionModule } from "./module-names.ts";
import { canWait, jobText } from "./job-text.ts";
import { cmdletParameters, type CmdletParameter } from "./parameters.ts";
import { typeNameOf, valueKind, type PropertyKind } from "./types.ts";

/** The operation whose hashtable is printed, with the parameters of its cmdlet. */
export interface DefinitionInput {
  readonly module: VersionModule;
  readonly operation: Operation;
  readonly parameters: readonly CmdletParameter[];
  readonly accepts: AcceptedTypes;
  readonly former?: Former | undefined;
}

/** The hashtable for the runtime with all data of the call. Default values are omitted. */
export function definitionLines(input: DefinitionInput): readonly string[] {
  const { module, operation, parameters } = input;
  const itemsAt = (place: string): readonly string[] =>
    parameters.filter((parameter) => parameter.place === place).map((parameter) => parameterText(module, parameter));
  const at = (place: string): string | undefined => array(itemsAt(place));
  const { aliases, kept } = operationNames(module.names, operation.key).powershell;
  const old = aliases.filter((alias) => alias.reason !== "otherVersion").map((alias) => powershellString(alias.name));
  const keptQuery = kept.flatMap(({ name, wire }) => (wire === undefined ? [] : [powershellString(`${name}=${wire}`)]));
  const entries: readonly (readonly [string, string | undefined])[] = [
    ["Method", powershellString(operation.method.toUpperCase())],
    ["Path", powershellString((operation.basePath ?? module.version.basePath) + operation.requestPath)],
    ["InPath", at("path")],
    ["InQuery", array([...itemsAt("query"), ...keptQuery])],
    ["InHeader", at("header")],
    ["InCookie", at("cookie")],
    ["Constant", constantText(operation)],
    ["Accept", acceptText(operation)],
    ["Body", bodyText(module, operation)],
    [
      "Fields",
      array(parameters.filter((parameter) => parameter.place === "form").map((field) => fieldText(module, field))),
    ],
    ["Answer", operation.success.kind === "value" ? undefined : powershellString(answerWord(operation.success))],
    ["IsText", operation.success.kind === "stream" && operation.success.dataCodec === "text" ? "$true" : undefined],
    ["Type", text(answerTypeName(module, operation.success))],
    ["Others", othersText(module, operation, parameters)],
    ["Paging", operation.paging === undefined ? undefined : pagingText(module, operation.paging, parameters)],
    ["IsRead", operation.intent === "read" ? "$true" : undefined],
    ["IsAnonymous", operation.anonymous && operation.security.length === 0 ? "$true" : undefined],
    ["Security", securityText(module, operation)],
    ...idEntries(input),
    ["Job", jobEntry(input)],
    ["Old", array(old)],
    ["Former", input.former === undefined ? undefined : formerText(input, input.former)],
  ];
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}`]));
}

function jobEntry({ module, operation, accepts }: DefinitionInput): string | undefined {
  const poll = module.version.operations.find(({ key }) => key === operation.job?.poll);
  if (operation.job === undefined || poll === undefined || !canWait(operation)) return undefined;
  if (poll.key === operation.key) return jobText(module, { operation, poll, job: operation.job });
  const { job: _, paging: __, ...single } = poll;
  const lines = definitionLines({ module, operation: single, parameters: cmdletParameters(module, poll), accepts });
  return jobText(module, { operation, poll, job: operation.job, lines });
}

/** The media types that `-Accept` can select, with the reader of each. */
function othersText(
  module: VersionModule,
  operation: Operation,
  parameters: readonly CmdletParameter[],
): string | undefined {
  if (!takesAccept(operation, parameters)) return undefined;
  return table(
    operation.others.map(({ mediaType, success }) => [
      mediaType,
      table([
        ["Answer", powershellString(answerWord(success))],
        ["IsText", success.kind === "stream" && success.dataCodec === "text" ? "$true" : undefined],
        ["Type", text(answerTypeName(module, success))],
      ]),
    ]),
  );
}

/** Whether a cmdlet has `-Accept`. It has none if a parameter of the operation has that name. */
export function takesAccept(operation: Operation, parameters: readonly { readonly name: string }[]): boolean {
  const isTaken = parameters.some(({ name }) => name.toLowerCase() === "accept");
  return operation.others.length > 0 && operation.paging === undefined && !isTaken;
}

/** The security requirement of the operation, if it is more than the connection's access token. */
function securityText(module: VersionModule, operation: Operation): string | undefined {
  const alternatives = sentSchemes(module.version, operation)?.map((schemes) =>
    schemes.map(({ scheme, place, wire }) =>
      table([
        ["Scheme", powershellString(scheme)],
        ["In", powershellString(place)],
        ["Name", optionalText(wire)],
      ]),
    ),
  );
  // PowerShell would flatten a list inside a list.
  return alternatives === undefined
    ? undefined
    : array(alternatives.map((schemes) => table([["All", `@(${schemes.join(", ")})`]])));
}

/** The runtime's word for the kind of a successful response. */
function answerWord(success: Success): string {
  return success.kind === "stream" ? success.framing : success.kind;
}

function answerTypeName(module: VersionModule, success: Success): string {
  if (success.kind === "stream") return typeNameOf(module, success.item);
  return success.kind === "value" && success.uses[0] !== undefined ? typeNameOf(module, success.uses[0]) : "";
}

/**
 * The other operation of a name that the published module defined twice. Its lists are not paged, as in the published
 * module.
 */
function formerText(input: DefinitionInput, { operation, cmdlet, told, parameters }: Former): string {
  const { paging: _, ...single } = operation;
  const lines = definitionLines({ module: input.module, operation: single, parameters, accepts: input.accepts });
  const left = told.by === "path" ? parametersOfWires(input.parameters, told.wires) : [];
  return [
    "@{",
    `    Cmdlet = ${powershellString(cmdlet)}`,
    ...(told.by === "body" ? [`    BodyName = ${powershellString(told.name)}`] : []),
    ...(left.length > 0 ? [`    Without = ${array(left.map((name) => powershellString(`-${name}`))) ?? ""}`] : []),
    ...lines.filter((line) => !line.startsWith("Old = ")).map((line) => `    ${line}`),
    "}",
  ].join("\n            ");
}

function parametersOfWires(parameters: readonly CmdletParameter[], wires: readonly string[]): readonly string[] {
  return parameters.filter(({ place, wire }) => place === "path" && wires.includes(wire)).map(({ name }) => name);
}

function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : powershellString(value);
}

function text(value: string): string | undefined {
  return value === "" ? undefined : powershellString(value);
}

function array(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `@(${items.join(", ")})`;
}

function table(entries: readonly (readonly [string, string | undefined])[]): string {
  return `@{ ${entries.flatMap(([name, value]) => (value === undefined ? [] : [`${powershellKey(name)} = ${value}`])).join("; ")} }`;
}

/** The text of a parameter: `'Limit=limit'` if its style is the default, else a table. */
function parameterText(module: VersionModule, parameter: CmdletParameter): string {
  const { model } = parameter;
  const kind = checkedKind(module, parameter);
  const plain = powershellString(`${parameter.name}${kind === undefined ? "" : `:${kind}`}=${parameter.wire}`);
  if (model === undefined) return plain;
  const usual = parameter.place === "path" || parameter.place === "header" ? "simple" : "form";
  const explodes = model.style === "form" || model.style === "deepObject";
  const isUsual = model.style === usual && model.explode === explodes && !model.allowReserved && model.codec !== "json";
  const isCompound = parameter.place === "path" && !isSingleValue(module.declarations, model.use);
  if (isUsual && !isCompound && (parameter.place !== "path" || parameter.aliases.length === 0)) return plain;
  return table([
    ["Name", powershellString(parameter.name)],
    ["Wire", powershellString(parameter.wire)],
    ["Kind", optionalText(kind)],
    ["Aliases", parameter.place === "path" ? array(parameter.aliases.map(powershellString)) : undefined],
    ["Style", model.style === usual ? undefined : powershellString(model.style)],
    ["Explode", model.explode === explodes ? undefined : `$${String(model.explode)}`],
    ["Reserved", model.allowReserved ? "$true" : undefined],
    ["Json", model.codec === "json" ? "$true" : undefined],
    // Without this mark, a list or an object in a path is an error.
    ["IsCompound", isCompound ? "$true" : undefined],
  ]);
}

/**
 * The kind of value that the runtime checks. The runtime treats a path value as text by default, and takes any other
 * value as PowerShell bound it.
 */
function checkedKind(module: VersionModule, parameter: CmdletParameter): PropertyKind | undefined {
  if (parameter.place !== "path") return isBoundAsGiven(parameter) ? valueKind(module, parameter.use) : undefined;
  if (parameter.model?.codec === "json" || !isSingleValue(module.declarations, parameter.use)) return "any";
  const kind = valueKind(module, parameter.use);
  return kind === "text" ? undefined : kind;
}

/**
 * Whether a parameter takes values unconverted and leaves the check to the runtime. PowerShell would convert '' to 0
 * for a number. In a path, it would convert an object to text, and the changed value would address another resource.
 */
export function isBoundAsGiven({ place, type }: CmdletParameter): boolean {
  return place === "path" || (place !== "body" && /^(?:System\.Nullable\[)?(?:int|long|double)\]?$/u.test(type.name));
}

function fieldText(module: VersionModule, parameter: CmdletParameter): string {
  const { field, name, wire, isFile } = parameter;
  const { codec, mediaType, style, explode, allowReserved, headers } = field ?? {};
  return table([
    ["Name", powershellString(name)],
    ["Wire", powershellString(wire)],
    ["Kind", optionalText(checkedKind(module, parameter))],
    ["IsFile", isFile ? "$true" : undefined],
    ["IsJson", codec === "json" ? "$true" : undefined],
    ["MediaType", mediaType === undefined ? undefined : powershellString(mediaType)],
    ["IsStyled", style === undefined ? undefined : "$true"],
    ["Style", style === undefined ? undefined : powershellString(style)],
    ["Explode", style === undefined || explode === undefined ? undefined : `$${String(explode)}`],
    ["Reserved", allowReserved === true ? "$true" : undefined],
    [
      "Headers",
      headers === undefined ? undefined : table(headers.map((one) => [one.wire, powershellString(one.value)])),
    ],
  ]);
}

function constantText(operation: Operation): string | undefined {
  if (operation.constantHeaders.length === 0) return undefined;
  return table(operation.constantHeaders.map((header) => [header.wire, powershellString(header.value)]));
}

function acceptText(operation: Operation): string | undefined {
  const accept = operation.accepts.join(", ");
  return accept === "" || accept === "application/json" ? undefined : powershellString(accept);
}

/** Whether the parts of a multipart body are files, if the spec does not name the parts. */
function holdsFiles(use: TypeUse): boolean {
  const item = use.kind === "list" ? use.item : use.kind === "map" ? use.value : undefined;
  return item?.kind === "scalar" && item.scalar === "binary";
}

/** The runtime's words for the formats of a request body. */
const BODY_FORMATS: Readonly<Record<Codec, string>> = {
  json: "json",
  text: "text",
  bytes: "binary",
  form: "form",
  multipart: "multipart",
  stream: "lines",
  events: "text",
};

function bodyText(module: VersionModule, operation: Operation): string | undefined {
  const content = operation.body?.contents[0];
  if (content === undefined) return undefined;
  const resolved = resolveUse(module.declarations, content.use);
  const isJson = content.codec === "json";
  const isItems = isJson || content.codec === "stream";
  const isForm = content.subtype === undefined || content.subtype === "form-data";
  return table([
    ["Format", powershellString(BODY_FORMATS[content.codec])],
    ["MediaType", powershellString(content.sentAs)],
    ["Subtype", isForm ? undefined : powershellString(content.subtype ?? "")],
    ["IsFiles", content.fields.length === 0 && holdsFiles(resolved.use) ? "$true" : undefined],
    ["IsSequence", content.framing === "sequence" ? "$true" : undefined],
    ["IsList", isItems && resolved.use.kind === "list" ? "$true" : undefined],
    ["IsPatch", isJsonPatch(module.declarations, content) ? "$true" : undefined],
    ["IsText", isJsonText(module.declarations, content) ? "$true" : undefined],
  ]);
}

function pagingText(module: VersionModule, paging: Paging, parameters: readonly CmdletParameter[]): string {
  const named = (wire: string | undefined): string | undefined => {
    const found =
      wire === undefined
        ? undefined
        : parameters.find((parameter) => parameter.place === "query" && parameter.wire === wire);
    return found === undefined ? undefined : powershellString(found.name);
  };
  const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));
  const own = ((): readonly (readonly [string, string | undefined])[] => {
    switch (paging.style) {
      case "offset":
        return [
          ["Offset", named(paging.offset)],
          ["Count", named(paging.count)],
          ["Total", text(paging.total ?? "")],
        ];
      case "page":
        return [["Page", named(paging.page)]];
      case "cursor":
        return [
          ["Cursor", named(paging.cursor)],
          ["Next", powershellString(paging.next)],
        ];
      case "searchAfter":
        return [
          ["Offset", named(paging.offset)],
          ["Count", named(paging.count)],
          ["Window", number(paging.window)],
        ];
    }
  })();
  return table([
    ["Style", powershellString(paging.style)],
    ["Limit", named(paging.limit)],
    ...own,
    ["Items", "items" in paging ? text(paging.items ?? "") : undefined],
    ["Type", text("items" in paging && paging.items !== undefined ? typeNameOf(module, paging.item) : "")],
    ["Size", String(paging.pageSize)],
    ["Max", String(paging.fullPageSize)],
  ]);
}

/** The id that binds pipeline input, and the types of the objects that provide this id or another id of the path. */
function idEntries({
  module,
  operation,
  parameters,
  accepts,
}: DefinitionInput): readonly (readonly [string, string | undefined])[] {
  const types = ({ wire }: CmdletParameter): string | undefined =>
    array(accepts(module, operation, wire).map(powershellString));
  const id = idParameter(module, parameters);
  const others = parameters
    .filter((parameter) => parameter !== id && isIdentifying(module, parameter))
    .map((parameter) => [parameter.name, types(parameter)] as const)
    .filter(([, text]) => text !== undefined);
  return [
    ["Id", id === undefined ? undefined : powershellString(id.name)],
    ["IsNumericId", id !== undefined && isNumeric(id) ? "$true" : undefined],
    ["Accepts", id === undefined ? undefined : types(id)],
    ["AcceptsAt", others.length === 0 ? undefined : table(others)],
  ];
}

function isNumeric(parameter: CmdletParameter): boolean {
  return ["int", "long", "double"].includes(parameter.type.name);
}
