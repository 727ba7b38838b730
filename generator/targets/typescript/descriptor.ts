import { propertyName, stringLiteral } from "../../emit/escape.ts";
import type { ApiVersion, Operation, Paging, Parameter } from "../../model/model.ts";
import { resolveUse } from "../../model/uses.ts";
import { argumentName, type OperationNames } from "../../names/table.ts";
import type { ModuleBuilder } from "./module.ts";

export interface DescriptorInput {
  readonly version: Pick<ApiVersion, "basePath">;
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly module: ModuleBuilder;
  /** The id that errors, hooks and mocks call the operation by. */
  readonly id: string;
}

/** The object literal that the runtime runs: everything about the call that is data. */
export function descriptorText(input: DescriptorInput): string {
  const { version, operation, names, module, id } = input;
  const key = (parameter: Parameter): string => argumentName(names, parameter.place, parameter.wire);
  const inPath = operation.parameters.filter((parameter) => parameter.place === "path");
  const path = inPath.reduce((text, parameter) => text.replaceAll(`{${parameter.wire}}`, `{${key(parameter)}}`), operation.requestPath);
  const entries: [string, string | undefined][] = [
    ["id", stringLiteral(id)],
    ["method", stringLiteral(operation.method.toUpperCase())],
    ["path", stringLiteral(version.basePath + path)],
    ["pathStyles", pathStyles(inPath, input, key)],
    ["query", list(operation.parameters.filter((parameter) => parameter.place === "query").map((parameter) => queryText(parameter, input, key(parameter))))],
    ["headers", headersText(operation, input, key)],
    ["constantHeaders", operation.constantHeaders.length === 0 ? undefined : object(operation.constantHeaders.map((header) => [propertyName(header.wire.toLowerCase()), stringLiteral(header.value)]))],
    ...bodyEntries(operation, module),
    ["accept", acceptText(operation)],
    ["answer", answerText(operation, module)],
    ["read", operation.intent === "read" && !operation.idempotent ? "true" : undefined],
    ["paging", operation.paging === undefined ? undefined : pagingText(operation.paging, { module, keyOf: (wire) => argumentName(names, "query", wire) })],
    ["auth", operation.anonymous ? '"none"' : undefined],
  ];
  return object(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function object(entries: readonly (readonly string[])[]): string {
  const members = entries.map(([name, value]) => `${name}: ${value}`);
  return `{\n${members.map((member) => `  ${member},`).join("\n")}\n}`;
}

function inlineObject(entries: readonly (readonly [string, string | undefined])[]): string {
  return `{ ${entries.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])).join(", ")} }`;
}

function list(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `[${items.join(", ")}]`;
}

function isPlain(parameter: Parameter, { module }: DescriptorInput): boolean {
  if (parameter.mediaType !== undefined || parameter.allowReserved) return false;
  const use = resolveUse(module.types.declarations, parameter.use);
  if (use.declaration !== undefined) return use.declaration.kind === "enum" || (use.declaration.kind === "union" && use.declaration.members.every((member) => member.use.kind === "scalar"));
  return ["scalar", "literal", "unknown"].includes(use.use.kind);
}

function styleEntries(parameter: Parameter, key: string): readonly (readonly [string, string | undefined])[] {
  const explodes = parameter.style === "form" || parameter.style === "deepObject";
  const byDefault = parameter.place === "query" || parameter.place === "cookie" ? "form" : "simple";
  return [
    ["key", stringLiteral(key)],
    ["wire", parameter.wire === key ? undefined : stringLiteral(parameter.wire)],
    ["style", parameter.style === byDefault ? undefined : stringLiteral(parameter.style)],
    ["explode", parameter.explode === explodes ? undefined : String(parameter.explode)],
    ["allowReserved", parameter.allowReserved ? "true" : undefined],
    ["json", parameter.mediaType === undefined ? undefined : "true"],
  ];
}

function pathStyles(parameters: readonly Parameter[], input: DescriptorInput, key: (parameter: Parameter) => string): string | undefined {
  const styled = parameters.filter((parameter) => parameter.style !== "simple" || !isPlain(parameter, input));
  if (styled.length === 0) return undefined;
  return object(styled.map((parameter) => [key(parameter), `${input.module.runtime("styledPath")}(${inlineObject(styleEntries(parameter, key(parameter)))})`]));
}

function queryText(parameter: Parameter, input: DescriptorInput, key: string): string {
  const { operation, module } = input;
  const pair = parameter.wire === key ? stringLiteral(key) : `${stringLiteral(key)}, ${stringLiteral(parameter.wire)}`;
  if (operation.filters?.parameter === parameter.wire) return `${module.runtime("filterParameter")}(${pair})`;
  if (operation.sorters?.parameter === parameter.wire) return `${module.runtime("sorterParameter")}(${pair})`;
  const isDefault = parameter.style === "form" && parameter.explode && !parameter.allowReserved && parameter.mediaType === undefined;
  const isList = resolveUse(module.types.declarations, parameter.use).use.kind === "list";
  if (isPlain(parameter, input) || (isDefault && isList)) return parameter.wire === key ? stringLiteral(key) : `[${pair}]`;
  return `${module.runtime("styledQuery")}(${inlineObject(styleEntries(parameter, key))})`;
}

function headersText(operation: Operation, { module }: DescriptorInput, key: (parameter: Parameter) => string): string | undefined {
  const at = (place: string): string[] => operation.parameters.filter((parameter) => parameter.place === place).map((parameter) => inlineObject(styleEntries(parameter, key(parameter))));
  const headers = list(at("header"));
  const cookies = list(at("cookie"));
  if (headers === undefined && cookies === undefined) return undefined;
  return `${module.runtime("headerParameters")}(${inlineObject([["headers", headers], ["cookies", cookies]])})`;
}

function bodyEntries(operation: Operation, module: ModuleBuilder): [string, string | undefined][] {
  const content = operation.body?.contents[0];
  if (content === undefined) return [];
  const type = stringLiteral(content.mediaType);
  switch (content.format) {
    case "json":
    case "patch":
      return [["contentType", content.mediaType === "application/json" || content.mediaType === "*/*" ? undefined : type]];
    case "multipart": {
      const typed = content.fields.filter((field) => field.mediaType !== undefined && !field.mediaType.includes(","));
      const types = typed.length === 0 ? "" : inlineObject(typed.map((field) => [propertyName(field.wire), stringLiteral(field.mediaType ?? "")]));
      return [["body", `${module.runtime("multipart")}(${types})`]];
    }
    case "form":
      return [["body", `${module.runtime("formBody")}()`]];
    case "binary":
      return [["body", `${module.runtime("binaryBody")}(${content.mediaType.includes("*") ? "" : type})`]];
    case "text":
    case "xml":
      return [["body", `${module.runtime("textBody")}(${type})`]];
  }
}

/** The declared types of a success, then JSON for the error bodies. */
function acceptText(operation: Operation): string | undefined {
  const success = operation.answers.filter((answer) => answer.status.startsWith("2"));
  const types = [...new Set(success.flatMap((answer) => answer.contents.map((content) => content.mediaType)))];
  if (types.length === 0) return undefined;
  const hasJsonErrors = operation.answers.some((answer) => !answer.status.startsWith("2") && answer.contents.some((content) => content.mediaType === "application/json"));
  if (hasJsonErrors && !types.includes("application/json")) types.push("application/json");
  const text = types.join(", ");
  return text === "application/json" ? undefined : stringLiteral(text);
}

function answerText(operation: Operation, module: ModuleBuilder): string | undefined {
  switch (operation.success.kind) {
    case "value":
      return undefined;
    case "nothing":
      return module.runtime("voidAnswer");
    case "text":
      return module.runtime("textAnswer");
    case "download":
      return module.runtime("downloadAnswer");
    case "total":
      return module.runtime("totalAnswer");
  }
}

function pagingText(paging: Paging, at: { module: ModuleBuilder; keyOf: (wire: string) => string }): string {
  const { module, keyOf } = at;
  const named = (wire: string | undefined, usual: string): string | undefined => (wire === undefined || keyOf(wire) === usual ? undefined : stringLiteral(keyOf(wire)));
  const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : stringLiteral(value));
  const entries = ((): readonly (readonly [string, string | undefined])[] => {
    switch (paging.style) {
      case "offset":
        return [["items", text(paging.items)], ["total", text(paging.total)], ["limit", named(paging.limit, "limit")], ["offset", named(paging.offset, "offset")]];
      case "page":
        return [["items", text(paging.items)], ["limit", named(paging.limit, "limit")], ["page", named(paging.page, "page")]];
      case "cursor":
        return [["items", paging.items === "items" ? undefined : text(paging.items)], ["limit", named(paging.limit, "limit")], ["cursor", paging.next === "next" ? undefined : text(paging.next)], ["argument", keyOf(paging.cursor) === paging.next ? undefined : text(keyOf(paging.cursor))]];
      case "searchAfter":
        return [["size", paging.defaultLimit === undefined ? undefined : String(paging.defaultLimit)]];
    }
  })().filter(([, value]) => value !== undefined);
  const name = { offset: "offsetPaging", page: "pagePaging", cursor: "cursorPaging", searchAfter: "searchPaging" }[paging.style];
  return `${module.runtime(name)}(${entries.length === 0 ? "" : inlineObject(entries)})`;
}
