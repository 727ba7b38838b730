import { assertNever } from "../../model/assert-never.ts";
import { propertyName, stringLiteral } from "../../emit/escape.ts";
import type {
  ApiVersion,
  BodyContent,
  FilterField,
  FilterGrammar,
  FormField,
  Operation,
  Parameter,
  SorterGrammar,
  TypeUse,
} from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import { otherForms } from "../../model/other-forms.ts";
import { resolveUse } from "../../model/uses.ts";
import type { OperationNames } from "../../names/table.ts";
import { argumentName } from "./naming/naming.ts";
import { listText, typeText, type TypeContext } from "./type-text.ts";

/** A member of a method's arguments. */
export interface ArgumentText {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** Absent for the payload. */
  readonly parameter?: Parameter;
}

/** What the declarations say of an operation. The printed files and the contract are made from it. */
export interface OperationText {
  /** Parameters, then the payload. */
  readonly arguments: readonly ArgumentText[];
  /** Whether a call without any arguments is one. */
  readonly isOptional: boolean;
  readonly options: string;
  /** What a method returns: `Call<Role>`, `Pages<Role>`. */
  readonly result: string;
}

export function operationText(
  context: TypeContext,
  operation: Operation,
  at: { readonly own: OperationNames; readonly version: ApiVersion },
): OperationText {
  const { own, version } = at;
  const { body, paging } = operation;
  const parameters = operation.parameters.map((parameter): ArgumentText => ({
    name: argumentName(own, parameter.place, parameter.wire),
    type: parameterText(context, parameter, { operation, own }),
    isRequired: parameter.required,
    parameter,
  }));
  const payload: readonly ArgumentText[] =
    body === undefined
      ? []
      : [{ name: "body", type: bodyText(context, operation, version), isRequired: body.required }];
  const all = [...parameters, ...payload];
  return {
    arguments: all,
    isOptional: all.every(({ isRequired }) => !isRequired),
    options: context.runtime(paging === undefined ? "CallOptions" : "PageOptions"),
    result:
      paging === undefined
        ? `${context.runtime("Call")}<${answerText(context, operation)}>`
        : `${context.runtime("Pages")}<${typeText(paging.item, "answer", context)}>`,
  };
}

/** The fields that an operation can be filtered by, each with its type. */
export function filtersText(
  context: TypeContext,
  { fields }: FilterGrammar,
): readonly { readonly name: string; readonly type: string }[] {
  return fields.map((field) => {
    const operators = field.operators.map(stringLiteral).join(" | ");
    return {
      name: propertyName(field.wire),
      type: `${context.runtime("Filterable")}<${operators}, ${filterValueText(field, context)}>`,
    };
  });
}

/** The fields that an operation can be sorted by. */
export function sortersText({ fields }: SorterGrammar): string {
  return fields.map(stringLiteral).join(" | ");
}

function filterValueText(field: FilterField, context: TypeContext): string {
  if (field.values.length > 0 && field.valueType === "string")
    return `${context.runtime("Open")}<${field.values.map(stringLiteral).join(" | ")}>`;
  switch (field.valueType) {
    case "string":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "date-time":
      return "Date | string";
    case "unknown":
      return "string | number | boolean | Date";
  }
}

function parameterText(
  context: TypeContext,
  parameter: Parameter,
  at: { operation: Operation; own: OperationNames },
): string {
  const { operation, own } = at;
  if (parameter.place === "query" && operation.filters?.parameter === parameter.wire)
    return `${context.runtime("Filters")}<${own.typescript.filters}>`;
  if (parameter.place === "query" && operation.sorters?.parameter === parameter.wire)
    return `${context.runtime("Sorters")}<${own.typescript.sorters}>`;
  return sendableText(parameter, context);
}

/** A parameter's type without what no style has a form for. */
function sendableText({ use, unsendable }: Parameter, context: TypeContext): string {
  if (unsendable === "all") return "never";
  const inner = use.kind === "nullable" ? use.of : use;
  const text = typeText(inner, "request", context);
  const sendable = unsendable === undefined ? text : `Omit<${text}, ${unsendable.map(stringLiteral).join(" | ")}>`;
  return use.kind === "nullable" ? `${sendable} | null` : sendable;
}

function bodyText(context: TypeContext, operation: Operation, version: ApiVersion): string {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return "never";
  const others = otherForms(operation.body, context.declarations).map(({ codec }) => {
    switch (codec) {
      case "multipart":
        return "FormData";
      case "form":
        return "URLSearchParams";
      case "text":
        return "string";
      case "bytes":
        return `${context.runtime("BinaryInput")} | ${context.runtime("StreamInput")}`;
    }
  });
  return [contentText(context, operation, { content, version }), ...others].join(" | ");
}

function contentText(
  context: TypeContext,
  operation: Operation,
  { content, version }: { content: BodyContent; version: ApiVersion },
): string {
  switch (content.codec) {
    case "multipart": {
      const parts = multipartText(context, content.use, content.fields);
      // `FormData` is sent as what it is, and nothing else.
      return content.subtype === "form-data" ? `${parts} | FormData` : parts;
    }
    case "text":
    case "events":
      return "string";
    case "bytes":
      return `${context.runtime("BinaryInput")} | ${context.runtime("StreamInput")}`;
    case "json":
      return content.isPatch
        ? patchText(context, content.use, patchedModels(context, operation, version))
        : typeText(content.use, "request", context);
    case "form":
    case "stream":
      return typeText(content.use, "request", context);
    default:
      return assertNever(content.codec);
  }
}

/** The spec's own list, and ours, which says of what model it is. */
function patchText(context: TypeContext, use: TypeUse, models: readonly string[]): string {
  const own = use.kind === "list" ? listText(use.item, "request", context) : typeText(use, "request", context);
  const argument = models.length === 0 ? "" : `<${models.join(" | ")}>`;
  return `${own} | readonly ${context.runtime("PatchOperation")}${argument}[]`;
}

/**
 * What a patch changes: what it answers, and what a GET of its path answers. Both, for specs may state an excerpt as
 * one of them (`SlimCampaign`); none when neither has named properties.
 */
function patchedModels(context: TypeContext, operation: Operation, version: ApiVersion): readonly string[] {
  const reads = version.operations.filter(
    ({ method, requestPath }) => method === "get" && requestPath === operation.requestPath,
  );
  const uses = [operation, ...reads].flatMap(({ success, paging }) =>
    success.kind === "value" && paging === undefined ? success.uses : [],
  );
  const models = uses
    .map((use) => (use.kind === "nullable" ? use.of : use))
    .filter((use) => {
      const kind = use.kind === "ref" ? resolveUse(context.declarations, use).declaration?.kind : undefined;
      return kind === "object" || kind === "union";
    });
  return [...new Set(models.map((use) => typeText(use, "answer", context)))];
}

/** The parts of a payload by their names. */
function multipartText(context: TypeContext, use: TypeUse, fields: readonly FormField[]): string {
  // Without names: a list of parts, or any number of them by name.
  if (fields.length === 0) return partText(context, use);
  const sorted = [...fields].sort((left, right) => compareText(left.wire, right.wire));
  const members = sorted.map((field) => {
    const type = fieldText(context, field);
    return `${propertyName(field.wire)}${field.required ? "" : "?"}: ${type}${field.required ? "" : " | undefined"}`;
  });
  return `{ ${members.join("; ")} }`;
}

/** The type of a part. */
export function fieldText(context: TypeContext, field: FormField): string {
  const isHidden = field.mayBeFile === true && !holdsFile(context, field.use);
  return `${partText(context, field.use)}${isHidden ? ` | ${partText(context, FILE)}` : ""}`;
}

const FILE: TypeUse = { kind: "scalar", scalar: "binary" };

/** What a part takes: a file may be a stream, or carry a name. */
function partText(context: TypeContext, use: TypeUse): string {
  const file = `${context.runtime("BinaryInput")} | ${context.runtime("StreamInput")} | ${context.runtime("FileInput")}`;
  switch (use.kind) {
    case "scalar":
      return use.scalar === "binary" ? file : typeText(use, "request", context);
    case "nullable":
      return holdsFile(context, use) ? `${partText(context, use.of)} | null` : typeText(use, "request", context);
    case "list":
      return holdsFile(context, use)
        ? `readonly (${partText(context, use.item)})[]`
        : typeText(use, "request", context);
    case "map":
      return holdsFile(context, use)
        ? `Record<string, ${partText(context, use.value)}>`
        : typeText(use, "request", context);
    case "ref": {
      const { declaration, use: resolved } = resolveUse(context.declarations, use);
      if (!holdsFile(context, use)) return typeText(use, "request", context);
      return declaration?.kind === "union"
        ? [...new Set(declaration.members.map((member) => partText(context, member.use)))].join(" | ")
        : partText(context, resolved);
    }
    case "literal":
    case "unknown":
      return typeText(use, "request", context);
    default:
      return assertNever(use);
  }
}

/** Whether a part may be a file, or a list of files. */
function holdsFile(context: TypeContext, use: TypeUse, depth = 0): boolean {
  // A list of itself has no end.
  if (depth > MAXIMUM_DEPTH) return false;
  const { declaration, use: resolved } = resolveUse(context.declarations, use);
  if (declaration !== undefined)
    return (
      declaration.kind === "union" && declaration.members.some((member) => holdsFile(context, member.use, depth + 1))
    );
  if (resolved.kind === "list") return holdsFile(context, resolved.item, depth + 1);
  if (resolved.kind === "map") return holdsFile(context, resolved.value, depth + 1);
  return resolved.kind === "scalar" && resolved.scalar === "binary";
}

const MAXIMUM_DEPTH = 20;

/** The decoded answer. */
export function answerText(context: TypeContext, operation: Operation): string {
  const { success } = operation;
  switch (success.kind) {
    case "nothing":
      return "void";
    case "text":
      return "string";
    case "total":
      return "number";
    case "stream": {
      const item = typeText(success.item, "answer", context);
      return streamText(context, item, success.framing === "events" ? "events" : "stream");
    }
    case "download":
      return context.runtime("Download");
    case "value": {
      const types = [...new Set(success.uses.map((use) => typeText(use, "answer", context)))];
      return [...types, ...(success.orNothing && !types.includes("unknown") ? ["undefined"] : [])].join(" | ");
    }
  }
}

/** What items are read from one by one. */
export function streamText(context: TypeContext, item: string, codec: "stream" | "events"): string {
  return `AsyncIterable<${codec === "events" ? `${context.runtime("ServerSentEvent")}<${item}>` : item}>`;
}
