import type { BodyContent, Codec, Example, FormField, Json, Operation, Parameter, TypeUse } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import type { PowerShellParameterNames } from "./naming/table.ts";
import type { VersionModule } from "./module-names.ts";
import { parameterType, type CmdletParameterType } from "./types.ts";

/** A parameter of a cmdlet, with its names and its model. */
export interface CmdletParameter {
  readonly place: PowerShellParameterNames["in"];
  readonly wire: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The position of the parameter. Absent for a parameter that must be named. */
  readonly position?: number;
  readonly type: CmdletParameterType;
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  readonly isFile: boolean;
  readonly description: string;
  readonly use: TypeUse;
  readonly default?: Json;
  readonly examples: readonly Example[];
  /** Set for a parameter in the path, query or header. */
  readonly model?: Parameter;
  readonly field?: FormField;
  /** Set for a request body. */
  readonly codec?: Codec;
  readonly content?: BodyContent;
}

/** The parameters of an operation's cmdlet, in the order of the name table. */
export function cmdletParameters(module: VersionModule, operation: Operation): readonly CmdletParameter[] {
  return operationNames(module.names, operation.key).powershell.parameters.map((names) => {
    if (names.in === "body") return bodyParameter(operation, names);
    return names.in === "form" ? fieldParameter(module, operation, names) : plainParameter(module, operation, names);
  });
}

function positionOf({ position }: PowerShellParameterNames): { position?: number } {
  return position === undefined ? {} : { position };
}

function plainParameter(module: VersionModule, operation: Operation, names: PowerShellParameterNames): CmdletParameter {
  const model = operation.parameters.find((parameter) => parameter.place === names.in && parameter.wire === names.wire);
  if (model === undefined) throw new Error(`the name table has a parameter ${names.name} that ${operation.key} lacks`);
  return {
    place: names.in,
    wire: model.wire,
    name: names.name,
    aliases: [...names.aliases, ...(names.bindsBy === undefined ? [] : [names.bindsBy])],
    ...positionOf(names),
    type: parameterType(module, model.use, model.required),
    isRequired: model.required,
    isDeprecated: model.deprecated,
    isFile: false,
    description: model.description,
    use: model.use,
    ...(model.default === undefined ? {} : { default: model.default }),
    examples: model.examples,
    model,
  };
}

function fieldParameter(module: VersionModule, operation: Operation, names: PowerShellParameterNames): CmdletParameter {
  const field = operation.body?.contents[0]?.fields.find((entry) => entry.wire === names.wire);
  if (field === undefined) throw new Error(`the name table has a field ${names.name} that ${operation.key} lacks`);
  const isRequired = field.required;
  const isFile = field.codec === "bytes";
  return {
    place: "form",
    wire: field.wire,
    name: names.name,
    aliases: names.aliases,
    type: isFile ? { name: "object", values: [] } : parameterType(module, field.use, isRequired),
    isRequired,
    isDeprecated: false,
    isFile,
    description: field.description,
    use: field.use,
    ...(field.default === undefined ? {} : { default: field.default }),
    examples: field.examples,
    field,
  };
}

function bodyParameter(operation: Operation, names: PowerShellParameterNames): CmdletParameter {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) throw new Error(`the name table has a body that ${operation.key} lacks`);
  return {
    place: "body",
    wire: "",
    name: names.name,
    aliases: names.aliases,
    ...positionOf(names),
    type: { name: "object", values: [] },
    isRequired: operation.body?.required === true,
    isDeprecated: false,
    isFile: content.codec === "bytes",
    codec: content.codec,
    content,
    description: operation.body?.description ?? "",
    use: content.use,
    examples: content.examples,
  };
}
