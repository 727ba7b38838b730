import { docText, propertyName } from "../../emit/escape.ts";
import { callCode, plainCode, returnCode } from "../../emit/typescript/code.ts";
import type { MethodDeclaration, PropertySignature } from "../../emit/typescript/structures.ts";
import { keywordType, referenceType, unionType } from "../../emit/typescript/type-doc.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames, versionNames, type OperationNames } from "../../names/table.ts";
import { descriptorCall, type DescriptorInput } from "./descriptor.ts";
import { formerMethods, type PrintedTag } from "./former-calls.ts";
import { comment, operationComment, parameterComment, replacementText } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import {
  callParameters,
  filterTypes,
  hasOthers,
  operationTypes,
  typeParametersOf,
  sortersType,
  type ArgumentType,
  type OperationTypes,
} from "./operation-types.ts";
import type { TagInput } from "./tag-input.ts";
import { runtimeType } from "./type-of-use.ts";

/**
 * Prints one tag: the arguments and a method for each operation, and deprecated methods for operations that moved to
 * another tag.
 */
export function addTag(module: ModuleBuilder, input: TagInput, { names: own, former }: PrintedTag): void {
  const { version, tag } = input;
  const methods: MethodDeclaration[] = [];
  for (const { operation, own: names } of taggedOperations(input)) {
    addGrammars(module, operation, names);
    const types = operationTypes(module.types, operation, { own: names, version });
    addArguments(module, operation, { own: names, input, types });
    methods.push(...methodsOf(module, operation, { own: names, input, types }));
  }
  methods.push(...formerMethods(module, input));
  module.statements.push({
    kind: "Class",
    name: own.class,
    extends: runtimeType(module.types, "Api"),
    isExported: true,
    docs: [
      comment(
        [docText(tag.description) || `Operations of ${docText(tag.wire)}.`],
        former === undefined ? [] : [former],
      ) ?? "",
    ],
    methods,
  });
}

/** The operations of a tag, sorted by method name. */
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
      kind: "Interface",
      name: own.typescript.filters,
      isExported: true,
      docs: [`The fields that the filters of {@link ${own.typescript.arguments}} accept.`],
      properties: filterTypes(module.types, filters).map(({ wire, type }) => ({
        name: propertyName(wire),
        type,
        isReadonly: true,
      })),
    });
  }
  if (sorters !== undefined) {
    module.statements.push({
      kind: "TypeAlias",
      name: own.typescript.sorters,
      isExported: true,
      docs: [`The fields that the sorters of {@link ${own.typescript.arguments}} accept.`],
      type: sortersType(sorters),
    });
  }
}

function addArguments(module: ModuleBuilder, operation: Operation, { own, types }: OperationPrinting): void {
  const properties = types.arguments.map((argument) => argumentProperty(operation, argument, module.types));
  const docs = [`Arguments of ${own.typescript.method}.`];
  if (properties.length === 0) {
    module.statements.push({
      kind: "TypeAlias",
      name: own.typescript.arguments,
      isExported: true,
      docs,
      type: NO_MEMBERS,
    });
  } else {
    module.statements.push({
      kind: "Interface",
      name: own.typescript.arguments,
      isExported: true,
      docs,
      properties,
    });
  }
}

/** An object type without properties. */
export const NO_MEMBERS = referenceType("Record", [keywordType("never"), keywordType("never")]);

function argumentProperty(
  operation: Operation,
  argument: ArgumentType,
  { declarations }: ModuleBuilder["types"],
): PropertySignature {
  const { name, type, isRequired, parameter } = argument;
  const docs =
    parameter === undefined
      ? comment([docText(operation.body?.description ?? "")])
      : parameterComment(parameter, declarations);
  return {
    kind: "PropertySignature",
    name: propertyName(name),
    type: isRequired ? type : unionType([type, keywordType("undefined")]),
    hasQuestionToken: !isRequired,
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
}

interface OperationPrinting {
  readonly own: OperationNames;
  readonly input: TagInput;
  readonly types: OperationTypes;
}

/** The statement that sends the request. */
function callText(module: ModuleBuilder, descriptor: DescriptorInput): string {
  const { paging, success } = descriptor.operation;
  const withCore = (name: "acceptCall" | "eventCall"): string =>
    descriptorCall(
      { callee: module.runtime(name), args: ["this.core", "args", "options"], isShort: false },
      descriptor,
    );
  if (hasOthers(descriptor.operation)) return withCore("acceptCall");
  if (success.kind === "stream" && success.framing === "events") return withCore("eventCall");
  const callee = `this.${paging === undefined ? "call" : "pages"}`;
  return descriptorCall({ callee, args: ["args", "options"], isShort: true }, descriptor);
}

function methodsOf(
  module: ModuleBuilder,
  operation: Operation,
  { own, input, types }: OperationPrinting,
): MethodDeclaration[] {
  const { result } = types;
  const parameters = callParameters(own.typescript.arguments, types);
  const docs = operationComment(operation, replacementText(operation, input.names));
  const id = input.ids.get(operation.key) ?? operation.key;
  const { version, integers } = input;
  const method: MethodDeclaration = {
    kind: "Method",
    name: own.typescript.method,
    ...typeParametersOf(types),
    parameters,
    returnType: result,
    statements: [plainCode(callText(module, { version, operation, names: own, module, id, integers }))],
    ...(docs === undefined ? {} : { docs: [docs] }),
  };
  const aliases = own.typescript.aliases.map((alias): MethodDeclaration => ({
    kind: "Method",
    name: alias.name,
    parameters,
    returnType: result,
    statements: [returnCode(callCode({ callee: `this.${own.typescript.method}`, parts: ["args", "options"] }))],
    docs: [comment([], [`@deprecated Use {@link ${own.typescript.method}}.`]) ?? ""],
  }));
  return [method, ...aliases];
}
