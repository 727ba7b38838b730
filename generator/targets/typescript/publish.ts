import type {
  ModelPublication,
  OperationPublication,
  ParameterPublication,
  PayloadPublication,
  PropertyPublication,
  Publication,
  TypeText,
  VersionPublication,
} from "../../contract/publication.ts";
import type { Int64Type } from "../../config/config.ts";
import { flatText } from "../../emit/typescript/code.ts";
import { objectType, type Type } from "../../emit/typescript/type-doc.ts";
import { aliasesOf, memberTypes } from "../../contract/member-types.ts";
import { responseContent } from "../../contract/responses.ts";
import { hasTwoForms, plainForm, type Form } from "../../model/forms.ts";
import type { Answer, ApiVersion, Declaration, Operation, TypeUse } from "../../model/model.ts";
import { eachReference, indexDeclarations, resolveUse, withoutNull } from "../../model/uses.ts";
import {
  declarationNames,
  eventNames,
  operationNames,
  tagNames,
  versionNames,
  type VersionNames,
} from "../../names/table.ts";
import type { PublishInput } from "../target.ts";
import { TYPESCRIPT_ERRORS } from "./error-names.ts";
import { jobNames } from "./jobs-file.ts";
import { localRuntimeName, takenNames } from "./naming/local-names.ts";
import { declarationType, plainType } from "./model-types.ts";
import { fieldType, filterTypes, operationTypes, sortersType, streamType } from "./operation-types.ts";
import { propertyValueType } from "./tagged-types.ts";
import { runtimeType, typeOfUse, type TypeContext } from "./type-of-use.ts";

/** The publication of the package. It is made by the functions that print the files. */
export function publishTypeScript(input: PublishInput): Publication {
  return {
    target: "typescript",
    versions: new Map(input.model.versions.map((version) => [version.label, publishVersion(input, version)])),
    errors: TYPESCRIPT_ERRORS,
  };
}

interface Shelf {
  readonly version: ApiVersion;
  readonly names: VersionNames;
  /** `isc-sdk/v2024`. */
  readonly module: string;
  readonly context: TypeContext;
  /** See {@link jobNames}. */
  readonly jobs: ReadonlyMap<string, readonly string[]>;
}

function publishVersion(input: PublishInput, version: ApiVersion): VersionPublication {
  const names = versionNames(input.names, version.label);
  const module = `${input.config.typescript.name}/${names.typescript.module}`;
  const shelf: Shelf = {
    version,
    names,
    module,
    context: publishedTypes(version, names, input.config.typescript.int64),
    jobs: jobNames(version, names),
  };
  return {
    module,
    typescript: { property: names.typescript.property },
    operations: new Map(version.operations.map((operation) => [operation.key, publishOperation(shelf, operation)])),
    models: new Map(version.declarations.map((declaration) => [declaration.id, publishModel(shelf, declaration)])),
    events: new Map(
      version.events.map((event) => [
        event.wire,
        {
          name: eventNames(names, event.wire).typescript.name,
          payload: typeOf(shelf, event.payload, "answer"),
          ...(event.reply === undefined ? {} : { reply: typeOf(shelf, event.reply, "request") }),
        },
      ]),
    ),
  };
}

/** The type context of a published version. It registers no imports. */
function publishedTypes(version: ApiVersion, names: VersionNames, int64: Int64Type): TypeContext {
  const declarations = indexDeclarations(version);
  const taken = takenNames(version, names);
  return {
    declarations,
    nameOf: (id, form) => {
      const { name, input } = declarationNames(names, id).typescript;
      const declaration = declarations.get(id);
      return declaration !== undefined && hasTwoForms(declaration) && form !== plainForm(declaration) ? input : name;
    },
    runtime: (name) => localRuntimeName(name, taken),
    int64,
  };
}

function typeOf(shelf: Shelf, use: TypeUse, form: Form): TypeText {
  return withModel(typeOfUse(use, form, shelf.context), use);
}

function withModel(type: Type, use: TypeUse): TypeText {
  let model: string | undefined;
  eachReference(use, (id) => (model ??= id));
  return { text: flatText(type), ...(model === undefined ? {} : { model }) };
}

function publishOperation(shelf: Shelf, operation: Operation): OperationPublication {
  const { names, version, context, module } = shelf;
  const own = operationNames(names, operation.key);
  const tag = tagNames(names, operation.tag).typescript;
  const types = operationTypes(context, operation, { own, version });
  const { method, arguments: argumentsName, filters, sorters } = own.typescript;
  const result = flatText(types.result);
  const generics = (types.typeParameters ?? [])
    .map((own) => `<${own.name} extends ${flatText(own.constraint)} = ${flatText(own.default)}>`)
    .join("");
  const payload = payloadOf(shelf, operation, types.arguments.find(({ parameter }) => parameter === undefined)?.type);
  return {
    module: `${module}/${tag.module}`,
    name: method,
    aliases: aliasesOf(own.typescript.aliases),
    signature: `${method}${generics}(args${types.isOptional ? "?" : ""}: ${argumentsName}, options?: ${flatText(types.options)}): ${result}`,
    parameters: types.arguments.map(({ name, type, isRequired, parameter }): ParameterPublication => ({
      place: parameter?.place ?? "body",
      wire: parameter?.wire ?? null,
      name,
      aliases: [],
      type: flatText(type),
      shown: parameter === undefined ? (payload?.type ?? { text: flatText(type) }) : withModel(type, parameter.use),
      isRequired,
    })),
    ...(payload === undefined ? {} : { payload }),
    output: [result],
    responses: responsesOf(shelf, operation),
    typescript: {
      class: tag.class,
      property: tag.property,
      arguments: argumentsName,
      ...(own.typescript.formerCalls.length === 0
        ? {}
        : {
            formerCalls: own.typescript.formerCalls.map((former) => ({
              module: `${module}/${former.module}`,
              class: former.class,
              property: former.property,
              names: aliasesOf(former.names),
            })),
          }),
      ...(shelf.jobs.has(operation.key) ? { jobs: shelf.jobs.get(operation.key) ?? [] } : {}),
      ...grammarsOf(shelf, operation, { filters, sorters }),
    },
  };
}

function grammarsOf(
  { context }: Shelf,
  { filters, sorters }: Operation,
  names: { readonly filters: string; readonly sorters: string },
): Pick<NonNullable<OperationPublication["typescript"]>, "filters" | "sorters"> {
  const fields = filters === undefined ? [] : filterTypes(context, filters);
  return {
    ...(filters === undefined
      ? {}
      : {
          filters: {
            name: names.filters,
            type: flatText(objectType(fields.map(({ wire, type }) => ({ name: wire, type, isReadonly: true })))),
          },
        }),
    ...(sorters === undefined ? {} : { sorters: { name: names.sorters, type: flatText(sortersType(sorters)) } }),
  };
}

function payloadOf(shelf: Shelf, operation: Operation, type: Type | undefined): PayloadPublication | undefined {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined || type === undefined) return undefined;
  const { use } = resolveUse(shelf.context.declarations, content.use);
  return {
    type: withModel(type, content.use),
    ...(use.kind === "list" ? { item: typeOf(shelf, withoutNull(use.item), "request") } : {}),
    fields: new Map(content.fields.map((field) => [field.wire, withModel(fieldType(shelf.context, field), field.use)])),
  };
}

/** The type of each response, from its first content. */
function responsesOf(shelf: Shelf, { answers }: Operation): ReadonlyMap<string, TypeText> {
  return new Map(
    answers.flatMap((answer): [string, TypeText][] => {
      const type = responseType(shelf, answer);
      return type === undefined ? [] : [[answer.status, type]];
    }),
  );
}

function responseType(shelf: Shelf, answer: Answer): TypeText | undefined {
  const content = responseContent(answer);
  if (content === undefined) return undefined;
  if (content.codec === "bytes") return { text: flatText(runtimeType(shelf.context, "Download")) };
  const item = typeOfUse(content.use, "answer", shelf.context);
  const isStream = content.codec === "stream" || content.codec === "events";
  return withModel(isStream ? streamType(shelf.context, item, content.codec) : item, content.use);
}

function publishModel(shelf: Shelf, declaration: Declaration): ModelPublication {
  const { context, names } = shelf;
  const own = declarationNames(names, declaration.id).typescript;
  const form = plainForm(declaration);
  const type = (use: TypeUse): TypeText => typeOf(shelf, use, form);
  const other = form === "answer" ? "request" : "answer";
  return {
    name: own.name,
    aliases: aliasesOf(own.aliases),
    type: flatText(plainType(declarationType(context, declaration, form))),
    ...(hasTwoForms(declaration)
      ? { input: { name: own.input, type: flatText(plainType(declarationType(context, declaration, other))) } }
      : {}),
    functions: [],
    properties: new Map(
      declaration.kind !== "object"
        ? []
        : declaration.properties.map((property): [string, PropertyPublication] => [
            property.wire,
            {
              type: withModel(propertyValueType(context, property, form), property.use),
              sent: withModel(propertyValueType(context, property, "request"), property.use),
            },
          ]),
    ),
    ...memberTypes(declaration, type),
  };
}
