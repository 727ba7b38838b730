import type { MethodDeclarationStructure, PropertySignatureStructure } from "ts-morph";
import { docText, propertyName } from "../../emit/escape.ts";
import { StructureKind } from "../../emit/structures.ts";
import type { ApiVersion, Operation, Tag } from "../../model/model.ts";
import { operationNames, tagNames, versionNames, type NameTable, type OperationNames } from "../../names/table.ts";
import { descriptorText } from "./descriptor.ts";
import { comment, operationComment, parameterComment, replacementText } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { filtersText, operationText, sortersText, type ArgumentText, type OperationText } from "./operation-text.ts";

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
    const text = operationText(module.types, operation, { own, version });
    addArguments(module, operation, { own, input, text });
    methods.push(...methodsOf(module, operation, { own, input, text }));
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

function addGrammars(module: ModuleBuilder, operation: Operation, own: OperationNames): void {
  const { filters, sorters } = operation;
  if (filters !== undefined) {
    module.statements.push({
      kind: StructureKind.Interface,
      name: own.typescript.filters,
      isExported: true,
      docs: [`The fields that the filters of {@link ${own.typescript.arguments}} accept.`],
      properties: filtersText(module.types, filters).map((field) => ({ ...field, isReadonly: true })),
    });
  }
  if (sorters !== undefined) {
    module.statements.push({
      kind: StructureKind.TypeAlias,
      name: own.typescript.sorters,
      isExported: true,
      docs: [`The fields that the sorters of {@link ${own.typescript.arguments}} accept.`],
      type: sortersText(sorters),
    });
  }
}

function addArguments(module: ModuleBuilder, operation: Operation, { own, text }: OperationPrinting): void {
  const properties = text.arguments.map((argument) => argumentProperty(operation, argument));
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

function argumentProperty(operation: Operation, argument: ArgumentText): PropertySignatureStructure {
  const { name, type, isRequired, parameter } = argument;
  const docs =
    parameter === undefined ? comment([docText(operation.body?.description ?? "")]) : parameterComment(parameter);
  return {
    kind: StructureKind.PropertySignature,
    name: propertyName(name),
    type: isRequired ? type : `${type} | undefined`,
    hasQuestionToken: !isRequired,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}

interface OperationPrinting {
  readonly own: OperationNames;
  readonly input: TagInput;
  readonly text: OperationText;
}

function methodsOf(
  module: ModuleBuilder,
  operation: Operation,
  { own, input, text }: OperationPrinting,
): MethodDeclarationStructure[] {
  const isPaged = operation.paging !== undefined;
  const { result } = text;
  const parameters = [
    { name: "args", type: own.typescript.arguments, ...(text.isOptional ? { initializer: "{}" } : {}) },
    { name: "options", type: text.options, hasQuestionToken: true },
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
