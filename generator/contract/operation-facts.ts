import type {
  Answer,
  ApiVersion,
  Body,
  FilterGrammar,
  FormField,
  Job,
  Operation,
  Paging,
  Parameter,
  Success,
} from "../model/model.ts";
import type {
  OperationFacts,
  SurfaceContent,
  SurfaceField,
  SurfaceJob,
  SurfacePaging,
  SurfaceParameter,
  SurfaceResponse,
} from "./surface-format.ts";
import { sortBy, sortByJson, sortedJson, surfaceType } from "./surface-type.ts";

/** The facts of an operation that are the same in every target, without descriptions. */
export function operationFacts(version: ApiVersion, operation: Operation): OperationFacts {
  const { deprecation, body, paging, filters, sorters, job, constantHeaders } = operation;
  return {
    key: operation.key,
    method: operation.method,
    path: operation.path,
    sentPath: `${operation.basePath ?? version.basePath}${operation.requestPath}`,
    id: operation.wireId,
    tag: operation.tag,
    intent: operation.intent,
    idempotent: operation.idempotent,
    ...(operation.experimental ? { experimental: true } : {}),
    ...(deprecation === undefined
      ? {}
      : { deprecated: deprecation.replacement === undefined ? {} : { replacement: deprecation.replacement } }),
    ...(operation.anonymous ? { anonymous: true } : {}),
    security: sortByJson(
      operation.security.map(({ schemes }) =>
        sortByJson(schemes.map(({ scheme, scopes }) => ({ scheme, scopes: [...scopes].sort() }))),
      ),
    ),
    scopes: operation.scopes,
    userLevels: [...operation.userLevels].sort(),
    ...(constantHeaders.length === 0
      ? {}
      : { constantHeaders: sortByJson(constantHeaders.map(({ wire, value }) => ({ wire, value }))) }),
    parameters: sortBy(operation.parameters.map(parameterFacts), ({ place, wire }) => `${place} ${wire}`),
    ...(body === undefined ? {} : { body: bodyFacts(body) }),
    accepts: operation.accepts,
    ...(operation.others.length === 0 ? {} : { choices: operation.others.map(({ mediaType }) => mediaType).sort() }),
    responses: sortBy(operation.answers.map(responseFacts), ({ status }) => status),
    success: successFacts(operation.success),
    ...(paging === undefined ? {} : { paging: pagingFacts(paging) }),
    ...(filters === undefined ? {} : { filters: filterFacts(filters) }),
    ...(sorters === undefined ? {} : { sorters: { parameter: sorters.parameter, fields: [...sorters.fields].sort() } }),
    ...(job === undefined ? {} : { job: jobFacts(job) }),
  };
}

function parameterFacts(parameter: Parameter): SurfaceParameter {
  const { limits, resourceOperations } = parameter;
  return {
    place: parameter.place,
    wire: parameter.wire,
    type: surfaceType(parameter.use),
    required: parameter.required,
    style: parameter.style,
    explode: parameter.explode,
    ...(parameter.allowReserved ? { reserved: true } : {}),
    ...(parameter.codec === undefined ? {} : { codec: parameter.codec }),
    ...(parameter.unsendable === undefined ? {} : { unsendable: unsendableFacts(parameter.unsendable) }),
    ...(parameter.default === undefined ? {} : { default: sortedJson(parameter.default) }),
    ...(parameter.deprecated ? { deprecated: true } : {}),
    ...(Object.keys(limits).length === 0 ? {} : { bounds: limits }),
    ...(resourceOperations.length === 0 ? {} : { from: [...resourceOperations].sort() }),
  };
}

function unsendableFacts(unsendable: NonNullable<Parameter["unsendable"]>): "all" | readonly string[] {
  return unsendable === "all" ? "all" : [...unsendable].sort();
}

function bodyFacts({ required, contents }: Body): NonNullable<OperationFacts["body"]> {
  const all = contents.map((content, index): SurfaceContent => ({
    mediaType: content.mediaType,
    codec: content.codec,
    ...(content.sentAs === content.mediaType ? {} : { sentAs: content.sentAs }),
    ...(content.isPatch ? { patch: true } : {}),
    ...(content.subtype === undefined ? {} : { subtype: content.subtype }),
    ...(content.framing === undefined ? {} : { framing: content.framing }),
    type: surfaceType(content.use),
    ...(index === 0 ? { first: true } : {}),
    ...(content.fields.length === 0 ? {} : { fields: sortBy(content.fields.map(fieldFacts), ({ wire }) => wire) }),
  }));
  return { required, contents: sortBy(all, ({ mediaType }) => mediaType) };
}

function fieldFacts(field: FormField): SurfaceField {
  return {
    wire: field.wire,
    type: surfaceType(field.use),
    required: field.required,
    ...(field.codec === undefined ? {} : { codec: field.codec }),
    ...(field.mayBeFile === undefined ? {} : { mayBeFile: field.mayBeFile }),
    ...(field.style === undefined ? {} : { style: field.style }),
    ...(field.explode === undefined ? {} : { explode: field.explode }),
    ...(field.allowReserved === true ? { reserved: true } : {}),
    ...(field.mediaType === undefined ? {} : { mediaType: field.mediaType }),
    ...(field.headers === undefined ? {} : { headers: sortBy(field.headers, ({ wire }) => wire) }),
    ...(field.default === undefined ? {} : { default: sortedJson(field.default) }),
  };
}

function responseFacts({ status, contents, headers }: Answer): SurfaceResponse {
  return {
    status,
    contents: sortBy(
      contents.map(({ mediaType, codec, framing, dataCodec, use }) => ({
        mediaType,
        codec,
        ...(framing === undefined ? {} : { framing }),
        ...(dataCodec === undefined ? {} : { dataCodec }),
        type: surfaceType(use),
      })),
      ({ mediaType }) => mediaType,
    ),
    headers: sortBy(
      headers.map(({ wire, use }) => ({ wire, type: surfaceType(use) })),
      ({ wire }) => wire,
    ),
  };
}

function successFacts(success: Success): OperationFacts["success"] {
  return {
    kind: success.kind,
    statuses: [...success.statuses].sort(),
    ...(success.kind === "value" ? { types: sortByJson(success.uses.map(surfaceType)) } : {}),
    ...(success.kind === "value" && success.orNothing ? { orNothing: true } : {}),
    ...(success.kind === "download" ? { mediaTypes: [...success.mediaTypes].sort() } : {}),
    ...(success.kind === "stream"
      ? { types: [surfaceType(success.item)], framing: success.framing, dataCodec: success.dataCodec }
      : {}),
  };
}

function pagingFacts({ item, ...rest }: Paging): SurfacePaging {
  return { ...rest, item: surfaceType(item) };
}

function filterFacts({ parameter, fields, composites }: FilterGrammar): NonNullable<OperationFacts["filters"]> {
  return {
    parameter,
    fields: sortBy(fields, ({ wire }) => wire).map(({ wire, operators, valueType, values }) => ({
      wire,
      operators: [...operators].sort(),
      valueType,
      ...(values.length === 0 ? {} : { values: [...values].sort() }),
    })),
    ...(composites === undefined ? {} : { composites: [...composites].sort() }),
  };
}

function jobFacts({ poll, takes, status, done, failed, message, percent, sources }: Job): SurfaceJob {
  return {
    poll,
    takes: sortBy(takes, ({ place, wire }) => `${place} ${wire}`).map(({ place, wire, from, path }) => ({
      place,
      wire,
      from,
      path,
    })),
    status,
    done,
    failed,
    ...(message === undefined ? {} : { message }),
    ...(percent === undefined ? {} : { percent }),
    sources: sources.map(({ of, origin }) => ({ of, file: origin.file, pointer: origin.pointer })),
  };
}
