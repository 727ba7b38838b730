import type { Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import type { VersionModule } from "./module-names.ts";
import type { FormerDistinction } from "./naming/table.ts";
import { cmdletParameters, type CmdletParameter } from "./parameters.ts";

/**
 * The other operation of a cmdlet's name in the published module. The cmdlet still sends its request, if a call shows
 * which of the two is meant.
 */
export interface Former {
  readonly operation: Operation;
  /** The current cmdlet of that operation. */
  readonly cmdlet: string;
  readonly told: FormerDistinction;
  /** The parameters of that operation. The request body has its published name. */
  readonly parameters: readonly CmdletParameter[];
}

/** The parameter sets of a cmdlet whose name the published module defined twice. */
export const PARAMETER_SETS = { current: "Current", published: "Published" } as const;

/**
 * `current`: the set of the cmdlet's own operation. `published`: the set of the operation that the published module
 * called.
 */
export type ParameterSet = keyof typeof PARAMETER_SETS;

/** The former meaning of an operation's cmdlet. Returns undefined for all but a few operations. */
export function formerOf(module: VersionModule, operation: Operation): Former | undefined {
  const { former } = operationNames(module.names, operation.key).powershell;
  const other = former === undefined ? undefined : module.version.operations.find(({ key }) => key === former.key);
  if (former === undefined || other === undefined) return undefined;
  const { cmdlet, told } = former;
  const parameters = cmdletParameters(module, other).map((parameter) =>
    parameter.place === "body" && told.by === "body"
      ? {
          ...parameter,
          name: told.name,
          aliases: parameter.aliases.filter((alias) => alias !== told.name),
        }
      : parameter,
  );
  return { operation: other, cmdlet, told, parameters };
}

/** A parameter of a cmdlet with its form in each parameter set. A form is absent if the set lacks the parameter. */
export interface SetParameter {
  readonly parameter: CmdletParameter;
  readonly current?: CmdletParameter;
  readonly published?: CmdletParameter;
}

/** The parameters of a cmdlet, followed by those of the former meaning alone. */
export function parameterSets(
  parameters: readonly CmdletParameter[],
  former: Former | undefined,
): readonly SetParameter[] {
  if (former === undefined || former.told.by === "nothing")
    return parameters.map((parameter) => ({ parameter, current: parameter, published: parameter }));
  const { told } = former;
  const named = (list: readonly CmdletParameter[], { name }: CmdletParameter): CmdletParameter | undefined =>
    list.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  const own = parameters.map((parameter): SetParameter => {
    const other = named(former.parameters, parameter);
    // A parameter that selects between the two meanings must be named, because a positional value could belong to
    // either.
    const isTelling = told.by === "path" && parameter.place === "path" && told.wires.includes(parameter.wire);
    return {
      parameter,
      current: isTelling ? withoutPosition(parameter) : parameter,
      ...(other === undefined || isTelling ? {} : { published: other }),
    };
  });
  const more = former.parameters
    .filter((parameter) => named(parameters, parameter) === undefined)
    .map((parameter): SetParameter => {
      const isPayload = parameter.place === "body";
      const published = isPayload ? { ...withoutPosition(parameter), isRequired: true } : parameter;
      return { parameter: { ...parameter, isRequired: published.isRequired }, published };
    });
  return [...own, ...more];
}

function withoutPosition(parameter: CmdletParameter): CmdletParameter {
  const { position, ...rest } = parameter;
  return position === undefined ? parameter : rest;
}

/** The parameter set of a call without any parameter that selects a meaning. */
export function defaultSet({ told }: Former): ParameterSet {
  return told.by === "path" ? "published" : "current";
}
