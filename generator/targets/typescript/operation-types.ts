import { assertNever } from "../../model/assert-never.ts";
import { plainCode } from "../../emit/typescript/code.ts";
import type { MethodDeclaration, ParameterDeclaration } from "../../emit/typescript/structures.ts";
import {
  keywordType,
  literalType,
  listType,
  NULL_TYPE,
  objectType,
  operatorType,
  referenceType,
  unionType,
  uniqueTypes,
  type Type,
} from "../../emit/typescript/type-doc.ts";
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
import { listOf, literalsType, runtimeType, typeOfUse, type TypeContext } from "./type-of-use.ts";

/** A property of a method's arguments. */
export interface ArgumentType {
  readonly name: string;
  readonly type: Type;
  readonly isRequired: boolean;
  /** Absent for the request body. */
  readonly parameter?: Parameter;
}

/** The types of an operation. The printed files and the contract are made from them. */
export interface OperationTypes {
  /** The parameters, then the request body. */
  readonly arguments: readonly ArgumentType[];
  /** Whether a call without arguments is valid. */
  readonly isOptional: boolean;
  /**
   * The type parameters of a method whose response has several media types. The requested media type decides what the
   * method returns.
   */
  readonly typeParameters?: readonly { readonly name: string; readonly constraint: Type; readonly default: Type }[];
  readonly options: Type;
  /** The return type of a method: `Call<Role>`, `Pages<Role>`. */
  readonly result: Type;
}

/** The type parameters of a method. Returns an empty object if there are none. */
export function typeParametersOf({ typeParameters }: OperationTypes): Pick<MethodDeclaration, "typeParameters"> {
  return typeParameters === undefined ? {} : { typeParameters: [...typeParameters] };
}

/** The parameters of a method: the arguments with the given type name, and the options. */
export function callParameters(args: string, types: OperationTypes): ParameterDeclaration[] {
  return [
    {
      name: "args",
      type: referenceType(args),
      ...(types.isOptional ? { initializer: plainCode("{}") } : {}),
    },
    { name: "options", type: types.options, hasQuestionToken: true },
  ];
}

/** Whether a caller may request other media types. A paged list has only its default media type. */
export function hasOthers({ others, paging }: Operation): boolean {
  return others.length > 0 && paging === undefined;
}

/** The other media types that a caller may request, or undefined. */
export function otherTypes({ others }: Operation): Type {
  return unionType([...others.map(({ mediaType }) => literalType(mediaType)), keywordType("undefined")]);
}

/**
 * The options type. Events may use several connections, and lists several requests, so both have options of their own.
 */
function optionsName({ paging, success }: Operation): string {
  if (success.kind === "stream" && success.framing === "events") return "EventOptions";
  return paging === undefined ? "CallOptions" : "PageOptions";
}

/** The types of an operation's arguments and of what its call returns. */
export function operationTypes(
  context: TypeContext,
  operation: Operation,
  at: { readonly own: OperationNames; readonly version: ApiVersion },
): OperationTypes {
  const { own, version } = at;
  const { body, paging } = operation;
  const parameters = operation.parameters.map((parameter): ArgumentType => ({
    name: argumentName(own, parameter.place, parameter.wire),
    type: parameterType(context, parameter, { operation, own }),
    isRequired: parameter.required,
    parameter,
  }));
  const payload: readonly ArgumentType[] =
    body === undefined
      ? []
      : [{ name: "body", type: bodyType(context, operation, version), isRequired: body.required }];
  const all = [...parameters, ...payload];
  return {
    arguments: all,
    isOptional: all.every(({ isRequired }) => !isRequired),
    ...(hasOthers(operation)
      ? typesByMediaType(context, operation)
      : {
          options: runtimeType(context, optionsName(operation)),
          result:
            paging === undefined
              ? runtimeType(context, "Call", [answerType(context, operation)])
              : runtimeType(context, "Pages", [typeOfUse(paging.item, "answer", context)]),
        }),
  };
}

function typesByMediaType(
  context: TypeContext,
  operation: Operation,
): Pick<OperationTypes, "typeParameters" | "options" | "result"> {
  const accept = referenceType("Accept");
  const others = objectType(
    operation.others.map(({ mediaType, success }) => ({
      name: mediaType,
      type: answerType(context, { ...operation, success }),
    })),
  );
  const accepted = runtimeType(context, "Accepted", [accept, answerType(context, operation), others]);
  return {
    typeParameters: [{ name: "Accept", constraint: otherTypes(operation), default: keywordType("undefined") }],
    options: runtimeType(context, "AcceptOptions", [accept]),
    result: runtimeType(context, "Call", [accepted]),
  };
}

/** The fields that an operation can be filtered by, each with its type. */
export function filterTypes(
  context: TypeContext,
  { fields }: FilterGrammar,
): readonly { readonly wire: string; readonly type: Type }[] {
  return fields.map((field) => ({
    wire: field.wire,
    type: runtimeType(context, "Filterable", [literalsType(field.operators), filterValueType(field, context)]),
  }));
}

/** The fields that an operation can be sorted by. */
export function sortersType({ fields }: SorterGrammar): Type {
  return literalsType(fields);
}

function filterValueType(field: FilterField, context: TypeContext): Type {
  if (field.values.length > 0 && field.valueType === "string")
    return runtimeType(context, "Open", [literalsType(field.values)]);
  switch (field.valueType) {
    case "string":
    case "number":
    case "boolean":
      return keywordType(field.valueType);
    case "date-time":
      return unionType([referenceType("Date"), keywordType("string")]);
    case "unknown":
      return unionType([keywordType("string"), keywordType("number"), keywordType("boolean"), referenceType("Date")]);
  }
}

function parameterType(
  context: TypeContext,
  parameter: Parameter,
  at: { operation: Operation; own: OperationNames },
): Type {
  const { operation, own } = at;
  if (parameter.place === "query" && operation.filters?.parameter === parameter.wire)
    return runtimeType(context, "Filters", [referenceType(own.typescript.filters)]);
  if (parameter.place === "query" && operation.sorters?.parameter === parameter.wire)
    return runtimeType(context, "Sorters", [referenceType(own.typescript.sorters)]);
  return sendableType(parameter, context);
}

/** The type of a parameter, without the properties that its style cannot serialize. */
function sendableType({ use, unsendable }: Parameter, context: TypeContext): Type {
  if (unsendable === "all") return keywordType("never");
  const inner = use.kind === "nullable" ? use.of : use;
  const type = typeOfUse(inner, "request", context);
  const sendable = unsendable === undefined ? type : referenceType("Omit", [type, literalsType(unsendable)]);
  return use.kind === "nullable" ? unionType([sendable, NULL_TYPE]) : sendable;
}

function bodyType(context: TypeContext, operation: Operation, version: ApiVersion): Type {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return keywordType("never");
  const others = otherForms(operation.body, context.declarations).map(({ codec }): Type => {
    switch (codec) {
      case "multipart":
        return referenceType("FormData");
      case "form":
        return referenceType("URLSearchParams");
      case "text":
        return keywordType("string");
      case "bytes":
        return bytesType(context);
    }
  });
  return unionType([contentType(context, operation, { content, version }), ...others]);
}

/** The type of a binary request body. */
function bytesType(context: TypeContext): Type {
  return unionType([runtimeType(context, "BinaryInput"), runtimeType(context, "StreamInput")]);
}

function contentType(
  context: TypeContext,
  operation: Operation,
  { content, version }: { content: BodyContent; version: ApiVersion },
): Type {
  switch (content.codec) {
    case "multipart": {
      const parts = multipartType(context, content.use, content.fields);
      // A `FormData` object is always sent as `multipart/form-data`.
      return content.subtype === "form-data" ? unionType([parts, referenceType("FormData")]) : parts;
    }
    case "text":
    case "events":
      return keywordType("string");
    case "bytes":
      return bytesType(context);
    case "json":
      return content.isPatch
        ? patchType(context, content.use, patchedModels(context, operation, version))
        : typeOfUse(content.use, "request", context);
    case "form":
    case "stream":
      return typeOfUse(content.use, "request", context);
    default:
      return assertNever(content.codec);
  }
}

/** The type of a JSON Patch: the spec's own list type, or the runtime's type for the patched models. */
function patchType(context: TypeContext, use: TypeUse, models: readonly Type[]): Type {
  const own = use.kind === "list" ? listOf(use.item, "request", context) : typeOfUse(use, "request", context);
  const step = runtimeType(context, "PatchOperation", models.length === 0 ? [] : [unionType(models)]);
  return unionType([own, operatorType("readonly", listType(step))]);
}

function patchedModels(context: TypeContext, operation: Operation, version: ApiVersion): readonly Type[] {
  const uses = patchedUses(context.declarations, operation, version);
  return uniqueTypes(uses.map((use) => typeOfUse(use, "answer", context)));
}

/**
 * The types that a patch changes: the response of the patch, and the response of a GET on the same path. Both are used,
 * because a spec may state an excerpt for one of them (`SlimCampaign`). Returns an empty list if neither is an object
 * or a union.
 */
export function patchedUses(
  declarations: TypeContext["declarations"],
  operation: Operation,
  version: Pick<ApiVersion, "operations">,
): readonly TypeUse[] {
  const reads = version.operations.filter(
    ({ method, requestPath }) => method === "get" && requestPath === operation.requestPath,
  );
  const uses = [operation, ...reads].flatMap(({ success, paging }) =>
    success.kind === "value" && paging === undefined ? success.uses : [],
  );
  return uses
    .map((use) => (use.kind === "nullable" ? use.of : use))
    .filter((use) => {
      const kind = use.kind === "ref" ? resolveUse(declarations, use).declaration?.kind : undefined;
      return kind === "object" || kind === "union";
    });
}

/** The parts of a multipart body by name. */
function multipartType(context: TypeContext, use: TypeUse, fields: readonly FormField[]): Type {
  // A body without declared parts is a list of parts or a map of parts by name.
  if (fields.length === 0) return partType(context, use);
  const sorted = [...fields].sort((left, right) => compareText(left.wire, right.wire));
  return objectType(
    sorted.map((field) => {
      const type = fieldType(context, field);
      return field.required
        ? { name: field.wire, type }
        : { name: field.wire, type: unionType([type, keywordType("undefined")]), isOptional: true };
    }),
  );
}

/** The type of a part. */
export function fieldType(context: TypeContext, field: FormField): Type {
  const isHidden = field.mayBeFile === true && !holdsFile(context, field.use);
  return unionType([partType(context, field.use), ...(isHidden ? [partType(context, FILE)] : [])]);
}

const FILE: TypeUse = { kind: "scalar", scalar: "binary" };

/** The type of a part's value. A file may be a stream or have a file name. */
function partType(context: TypeContext, use: TypeUse): Type {
  const file = unionType([bytesType(context), runtimeType(context, "FileInput")]);
  switch (use.kind) {
    case "scalar":
      return use.scalar === "binary" ? file : typeOfUse(use, "request", context);
    case "nullable":
      return holdsFile(context, use)
        ? unionType([partType(context, use.of), NULL_TYPE])
        : typeOfUse(use, "request", context);
    case "list":
      return holdsFile(context, use)
        ? operatorType("readonly", listType(partType(context, use.item)))
        : typeOfUse(use, "request", context);
    case "map":
      return holdsFile(context, use)
        ? referenceType("Record", [keywordType("string"), partType(context, use.value)])
        : typeOfUse(use, "request", context);
    case "ref": {
      const { declaration, use: resolved } = resolveUse(context.declarations, use);
      if (!holdsFile(context, use)) return typeOfUse(use, "request", context);
      return declaration?.kind === "union"
        ? unionType(uniqueTypes(declaration.members.map((member) => partType(context, member.use))))
        : partType(context, resolved);
    }
    case "literal":
    case "unknown":
    case "never":
      return typeOfUse(use, "request", context);
    default:
      return assertNever(use);
  }
}

/** Whether a part may be a file or a list of files. */
function holdsFile(context: TypeContext, use: TypeUse, depth = 0): boolean {
  // A list of itself would recurse without end.
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

/** The type of the decoded response. */
export function answerType(context: TypeContext, operation: Operation): Type {
  const { success } = operation;
  switch (success.kind) {
    case "nothing":
      return keywordType("void");
    case "text":
      return keywordType("string");
    case "total":
      return keywordType("number");
    case "stream": {
      const item = typeOfUse(success.item, "answer", context);
      return streamType(context, item, success.framing === "events" ? "events" : "stream");
    }
    case "download":
      return runtimeType(context, "Download");
    case "value": {
      const types = uniqueTypes(success.uses.map((use) => typeOfUse(use, "answer", context)));
      const isUnknown = types.includes(keywordType("unknown"));
      return unionType([...types, ...(success.orNothing && !isUnknown ? [keywordType("undefined")] : [])]);
    }
  }
}

/** The type of a stream of items. */
export function streamType(context: TypeContext, item: Type, codec: "stream" | "events"): Type {
  return referenceType("AsyncIterable", [codec === "events" ? runtimeType(context, "ServerSentEvent", [item]) : item]);
}
