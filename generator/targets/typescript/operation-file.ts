import type { MethodDeclarationStructure, PropertySignatureStructure } from "ts-morph";
import { docText, propertyName, stringLiteral } from "../../emit/escape.ts";
import { StructureKind } from "../../emit/structures.ts";
import { assertNever } from "../../model/assert-never.ts";
import type {
  ApiVersion,
  BodyContent,
  FilterField,
  FormField,
  Operation,
  Parameter,
  Tag,
  TypeUse,
} from "../../model/model.ts";
import { otherForms } from "../../model/other-forms.ts";
import { resolveUse } from "../../model/uses.ts";
import {
  argumentName,
  operationNames,
  tagNames,
  versionNames,
  type NameTable,
  type OperationNames,
} from "../../names/table.ts";
import { descriptorText } from "./descriptor.ts";
import { comment, operationComment, parameterComment, replacementText } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { listText, typeText } from "./type-text.ts";

export interface TagInput {
  readonly version: ApiVersion;
  readonly tag: Tag;
  readonly names: NameTable;
  /** Operation ids by key: unique in the version. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Prints one tag: for each operation its arguments and a method of the tag's class. */
export function addTag(module: ModuleBuilder, input: TagInput): void {
  const { version, tag, names } = input;
  const table = versionNames(names, version.label);
  const methods: MethodDeclarationStructure[] = [];
  for (const { operation, own } of taggedOperations(input)) {
    addGrammars(module, operation, own);
    addArguments(module, operation, { own, input });
    methods.push(...methodsOf(module, operation, { own, input }));
  }
  const className = tagNames(table, tag.wire).typescript.class;
  module.statements.push({
    kind: StructureKind.Class,
    name: className,
    extends: module.runtime("Api"),
    isExported: true,
    docs: [comment([docText(tag.description) || `Operations of ${docText(tag.wire)}.`]) ?? ""],
    methods,
  });
}

/** The operations of a tag by their methods' names. */
export function taggedOperations({ version, tag, names }: TagInput): { operation: Operation; own: OperationNames }[] {
  const table = versionNames(names, version.label);
  return version.operations
    .filter((operation) => operation.tag === tag.wire)
    .map((operation) => ({ operation, own: operationNames(table, operation.key) }))
    .sort((left, right) => (left.own.typescript.method < right.own.typescript.method ? -1 : 1));
}

/** The name of an operation's descriptor. */
export function descriptorName(own: OperationNames): string {
  return `${own.typescript.method}Operation`;
}

function addGrammars(module: ModuleBuilder, operation: Operation, own: OperationNames): void {
  const { filters, sorters } = operation;
  if (filters !== undefined) {
    module.statements.push({
      kind: StructureKind.Interface,
      name: own.typescript.filters,
      isExported: true,
      docs: [`The fields that {@link ${own.typescript.arguments}} can be filtered by.`],
      properties: filters.fields.map((field) => ({
        name: propertyName(field.wire),
        type: filterableText(module, field),
        isReadonly: true,
      })),
    });
  }
  if (sorters !== undefined) {
    module.statements.push({
      kind: StructureKind.TypeAlias,
      name: own.typescript.sorters,
      isExported: true,
      docs: [`The fields that {@link ${own.typescript.arguments}} can be sorted by.`],
      type: sorters.fields.map(stringLiteral).join(" | "),
    });
  }
}

function filterableText(module: ModuleBuilder, field: FilterField): string {
  const operators = field.operators.map(stringLiteral).join(" | ");
  return `${module.runtime("Filterable")}<${operators}, ${filterValueText(field, module)}>`;
}

function filterValueText(field: FilterField, module: ModuleBuilder): string {
  if (field.values.length > 0 && field.valueType === "string")
    return `${module.runtime("Open")}<${field.values.map(stringLiteral).join(" | ")}>`;
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

function addArguments(module: ModuleBuilder, operation: Operation, printing: OperationPrinting): void {
  const { own } = printing;
  const properties = argumentProperties(module, operation, printing);
  const docs = [`Arguments of ${own.typescript.method}.`];
  if (properties.length === 0) {
    module.statements.push({
      kind: StructureKind.TypeAlias,
      name: own.typescript.arguments,
      isExported: true,
      docs,
      type: "Record<never, never>",
    });
  } else {
    module.statements.push({
      kind: StructureKind.Interface,
      name: own.typescript.arguments,
      isExported: true,
      docs,
      properties,
    });
  }
}

function argumentProperties(
  module: ModuleBuilder,
  operation: Operation,
  { own, input }: OperationPrinting,
): PropertySignatureStructure[] {
  const properties = operation.parameters.map((parameter): PropertySignatureStructure => {
    const docs = parameterComment(parameter);
    const type = parameterText(module, parameter, { operation, own });
    return {
      kind: StructureKind.PropertySignature,
      name: propertyName(argumentName(own, parameter.place, parameter.wire)),
      type: parameter.required ? type : `${type} | undefined`,
      hasQuestionToken: !parameter.required,
      ...(docs === undefined ? {} : { docs: [docs] }),
    };
  });
  const { body } = operation;
  if (body === undefined) return properties;
  const docs = comment([docText(body.description)]);
  const type = bodyText(module, operation, input.version);
  return [
    ...properties,
    {
      kind: StructureKind.PropertySignature,
      name: "body",
      type: body.required ? type : `${type} | undefined`,
      hasQuestionToken: !body.required,
      ...(docs === undefined ? {} : { docs: [docs] }),
    },
  ];
}

function parameterText(
  module: ModuleBuilder,
  parameter: Parameter,
  at: { operation: Operation; own: OperationNames },
): string {
  const { operation, own } = at;
  if (parameter.place === "query" && operation.filters?.parameter === parameter.wire)
    return `${module.runtime("Filters")}<${own.typescript.filters}>`;
  if (parameter.place === "query" && operation.sorters?.parameter === parameter.wire)
    return `${module.runtime("Sorters")}<${own.typescript.sorters}>`;
  return sendableText(parameter, module);
}

/** A parameter's type without what no style has a form for. */
function sendableText({ use, unsendable }: Parameter, module: ModuleBuilder): string {
  if (unsendable === "all") return "never";
  const inner = use.kind === "nullable" ? use.of : use;
  const text = typeText(inner, "request", module.types);
  const sendable = unsendable === undefined ? text : `Omit<${text}, ${unsendable.map(stringLiteral).join(" | ")}>`;
  return use.kind === "nullable" ? `${sendable} | null` : sendable;
}

function bodyText(module: ModuleBuilder, operation: Operation, version: ApiVersion): string {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) return "never";
  const others = otherForms(operation.body, module.types.declarations).map(({ codec }) => {
    switch (codec) {
      case "multipart":
        return "FormData";
      case "form":
        return "URLSearchParams";
      case "text":
        return "string";
      case "bytes":
        return `${module.runtime("BinaryInput")} | ${module.runtime("StreamInput")}`;
    }
  });
  return [contentText(module, operation, { content, version }), ...others].join(" | ");
}

function contentText(
  module: ModuleBuilder,
  operation: Operation,
  { content, version }: { content: BodyContent; version: ApiVersion },
): string {
  switch (content.codec) {
    case "multipart": {
      const parts = multipartText(module, content.use, content.fields);
      // `FormData` is sent as what it is, and nothing else.
      return content.subtype === "form-data" ? `${parts} | FormData` : parts;
    }
    case "text":
    case "events":
      return "string";
    case "bytes":
      return `${module.runtime("BinaryInput")} | ${module.runtime("StreamInput")}`;
    case "json":
      return content.isPatch
        ? patchText(module, content.use, patchedModels(module, operation, version))
        : typeText(content.use, "request", module.types);
    case "form":
    case "stream":
      return typeText(content.use, "request", module.types);
    default:
      return assertNever(content.codec);
  }
}

/** The spec's own list, and ours, which says of what model it is. */
function patchText(module: ModuleBuilder, use: TypeUse, models: readonly string[]): string {
  const own =
    use.kind === "list" ? listText(use.item, "request", module.types) : typeText(use, "request", module.types);
  const argument = models.length === 0 ? "" : `<${models.join(" | ")}>`;
  return `${own} | readonly ${module.runtime("PatchOperation")}${argument}[]`;
}

/**
 * What a patch changes: what it answers, and what a GET of its path answers. Both, for specs may state an excerpt as
 * one of them (`SlimCampaign`); none when neither has named properties.
 */
function patchedModels(module: ModuleBuilder, operation: Operation, version: ApiVersion): readonly string[] {
  const reads = version.operations.filter(
    ({ method, requestPath }) => method === "get" && requestPath === operation.requestPath,
  );
  const uses = [operation, ...reads].flatMap(({ success, paging }) =>
    success.kind === "value" && paging === undefined ? success.uses : [],
  );
  const models = uses
    .map((use) => (use.kind === "nullable" ? use.of : use))
    .filter((use) => {
      const kind = use.kind === "ref" ? resolveUse(module.types.declarations, use).declaration?.kind : undefined;
      return kind === "object" || kind === "union";
    });
  return [...new Set(models.map((use) => typeText(use, "answer", module.types)))];
}

/** The parts of a payload by their names. */
function multipartText(module: ModuleBuilder, use: TypeUse, fields: readonly FormField[]): string {
  // Without names: a list of parts, or any number of them by name.
  if (fields.length === 0) return partText(module, use);
  const members = fields.map((field) => {
    const isHidden = field.mayBeFile === true && !holdsFile(module, field.use);
    const type = `${partText(module, field.use)}${isHidden ? ` | ${partText(module, FILE)}` : ""}`;
    return `${propertyName(field.wire)}${field.required ? "" : "?"}: ${type}${field.required ? "" : " | undefined"}`;
  });
  return `{ ${members.join("; ")} }`;
}

const FILE: TypeUse = { kind: "scalar", scalar: "binary" };

/** What a part takes: a file may be a stream, or carry a name. */
function partText(module: ModuleBuilder, use: TypeUse): string {
  const file = `${module.runtime("BinaryInput")} | ${module.runtime("StreamInput")} | ${module.runtime("FileInput")}`;
  switch (use.kind) {
    case "scalar":
      return use.scalar === "binary" ? file : typeText(use, "request", module.types);
    case "nullable":
      return holdsFile(module, use) ? `${partText(module, use.of)} | null` : typeText(use, "request", module.types);
    case "list":
      return holdsFile(module, use)
        ? `readonly (${partText(module, use.item)})[]`
        : typeText(use, "request", module.types);
    case "map":
      return holdsFile(module, use)
        ? `Record<string, ${partText(module, use.value)}>`
        : typeText(use, "request", module.types);
    case "ref": {
      const { declaration, use: resolved } = resolveUse(module.types.declarations, use);
      if (!holdsFile(module, use)) return typeText(use, "request", module.types);
      return declaration?.kind === "union"
        ? [...new Set(declaration.members.map((member) => partText(module, member.use)))].join(" | ")
        : partText(module, resolved);
    }
    case "literal":
    case "unknown":
      return typeText(use, "request", module.types);
    default:
      return assertNever(use);
  }
}

/** Whether a part may be a file, or a list of files. */
function holdsFile(module: ModuleBuilder, use: TypeUse, depth = 0): boolean {
  // A list of itself has no end.
  if (depth > MAXIMUM_DEPTH) return false;
  const { declaration, use: resolved } = resolveUse(module.types.declarations, use);
  if (declaration !== undefined)
    return (
      declaration.kind === "union" && declaration.members.some((member) => holdsFile(module, member.use, depth + 1))
    );
  if (resolved.kind === "list") return holdsFile(module, resolved.item, depth + 1);
  if (resolved.kind === "map") return holdsFile(module, resolved.value, depth + 1);
  return resolved.kind === "scalar" && resolved.scalar === "binary";
}

const MAXIMUM_DEPTH = 20;

interface OperationPrinting {
  readonly own: OperationNames;
  readonly input: TagInput;
}

/** The decoded answer. */
export function answerText(module: ModuleBuilder, operation: Operation): string {
  const { success } = operation;
  switch (success.kind) {
    case "nothing":
      return "void";
    case "text":
      return "string";
    case "total":
      return "number";
    case "stream": {
      const item = typeText(success.item, "answer", module.types);
      return `AsyncIterable<${success.framing === "events" ? `${module.runtime("ServerSentEvent")}<${item}>` : item}>`;
    }
    case "download":
      return module.runtime("Download");
    case "value": {
      const types = [...new Set(success.uses.map((use) => typeText(use, "answer", module.types)))];
      return [...types, ...(success.orNothing && !types.includes("unknown") ? ["undefined"] : [])].join(" | ");
    }
  }
}

function methodsOf(
  module: ModuleBuilder,
  operation: Operation,
  { own, input }: OperationPrinting,
): MethodDeclarationStructure[] {
  const isPaged = operation.paging !== undefined;
  const result = isPaged
    ? `${module.runtime("Pages")}<${typeText(operation.paging.item, "answer", module.types)}>`
    : `${module.runtime("Call")}<${answerText(module, operation)}>`;
  const isOptional =
    operation.parameters.every((parameter) => !parameter.required) && operation.body?.required !== true;
  const parameters = [
    { name: "args", type: own.typescript.arguments, ...(isOptional ? { initializer: "{}" } : {}) },
    { name: "options", type: module.runtime(isPaged ? "PageOptions" : "CallOptions"), hasQuestionToken: true },
  ];
  const docs = operationComment(operation, replacementText(operation, input.names));
  const id = input.ids.get(operation.key) ?? operation.key;
  const descriptor = descriptorText({ version: input.version, operation, names: own, module, id });
  const method: MethodDeclarationStructure = {
    kind: StructureKind.Method,
    name: own.typescript.method,
    parameters,
    returnType: result,
    statements: [`return this.${isPaged ? "pages" : "call"}(args, options, ${descriptor});`],
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
  const aliases = own.typescript.aliases.map((alias): MethodDeclarationStructure => ({
    kind: StructureKind.Method,
    name: alias.name,
    parameters,
    returnType: result,
    statements: [`return this.${own.typescript.method}(args, options);`],
    docs: [comment([], [`@deprecated Use {@link ${own.typescript.method}}.`]) ?? ""],
  }));
  return [method, ...aliases];
}
