import type { Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import { isBoundAsGiven } from "./definition.ts";
import { formerOf, parameterSets, PARAMETER_SETS, type Former, type SetParameter } from "./former.ts";
import { canWait } from "./job-text.ts";
import type { VersionModule } from "./module-names.ts";
import type { KeptParameterNames } from "./naming/table.ts";
import { cmdletParameters, type CmdletParameter } from "./parameters.ts";
import { outputTypes, type OutputTypeName } from "./types.ts";

/** A parameter that the module adds to all cmdlets or to some of them. */
export interface OwnParameter {
  readonly name: string;
  readonly type: string;
  /** The arguments of `[Parameter()]`. */
  readonly attributes: readonly string[];
  /** The minimum and the maximum. */
  readonly range?: readonly [number, number];
}

/** The declarations of a cmdlet. The printed function and the contract are made from them. */
export interface CmdletShape {
  readonly parameters: readonly CmdletParameter[];
  readonly former: Former | undefined;
  /** The parameters, with their form in each parameter set. */
  readonly sets: readonly SetParameter[];
  readonly own: readonly OwnParameter[];
  /** The types of the `[OutputType()]` attributes, one attribute each. */
  readonly outputs: readonly OutputTypeName[];
}

/** The parameters, parameter sets and output types of an operation's cmdlet. */
export function cmdletShape(module: VersionModule, operation: Operation): CmdletShape {
  const parameters = cmdletParameters(module, operation);
  const former = formerOf(module, operation);
  const { kept } = operationNames(module.names, operation.key).powershell;
  // With -Wait, a cmdlet returns the last response of the poll operation.
  const poll = canWait(operation)
    ? module.version.operations.find(({ key }) => key === operation.job?.poll)
    : undefined;
  const operations = [
    operation,
    ...(former === undefined ? [] : [former.operation]),
    ...(poll === undefined ? [] : [poll]),
  ];
  const outputs = operations.flatMap((entry) => outputTypes(module, entry));
  const sets = parameterSets(parameters, former);
  // Aliases count as well: PowerShell rejects a cmdlet with two parameters of the same name.
  const declared = new Set(
    sets.flatMap(({ parameter }) => [parameter.name, ...parameter.aliases].map((name) => name.toLowerCase())),
  );
  return {
    parameters,
    former,
    sets,
    own: ownParameters(operation, { former, kept }).filter(({ name }) => !declared.has(name.toLowerCase())),
    outputs: [...new Map(outputs.map((output) => [output.name, output])).values()],
  };
}

/** The names of a cmdlet's parameter sets. Returns an empty list for a single set. */
export function setNames({ former }: CmdletShape): readonly string[] {
  return former === undefined || former.told.by === "nothing" ? [] : Object.values(PARAMETER_SETS);
}

/** The .NET type in the declaration of a parameter. */
export function declaredOutputType(parameter: CmdletParameter): string {
  return isBoundAsGiven(parameter) ? "object" : parameter.type.name;
}

const HIDDEN = "DontShow";

/** A parameter that is accepted and ignored. The module sends the header to every operation that needs it. */
export const EXPERIMENTAL_PARAMETER = "XSailPointExperimental";

function ownParameters(
  operation: Operation,
  { former, kept }: { readonly former: Former | undefined; readonly kept: readonly KeptParameterNames[] },
): readonly OwnParameter[] {
  const plain = (name: string, type: string): OwnParameter => ({ name, type, attributes: [] });
  const hidden = (name: string): OwnParameter => ({ name, type: "object", attributes: [HIDDEN] });
  return [
    ...kept.map(({ name }) => hidden(name)),
    ...(former === undefined
      ? []
      : [{ name: "Unnamed", type: "object[]", attributes: [HIDDEN, "ValueFromRemainingArguments"] }]),
    ...(operation.constantHeaders.some(({ marks }) => marks === "experimental")
      ? [hidden(EXPERIMENTAL_PARAMETER)]
      : []),
    ...(operation.others.length > 0 && operation.paging === undefined ? [plain("Accept", "string")] : []),
    ...([operation, ...operation.others].some(({ success }) => success.kind === "download")
      ? [plain("OutFile", "string"), plain("Force", "switch")]
      : []),
    ...(operation.paging === undefined ? [] : [plain("All", "switch")]),
    ...(canWait(operation)
      ? [
          plain("Wait", "switch"),
          { name: "PollIntervalSec", type: "int", attributes: [], range: [0, 86_400] as const },
          { name: "WaitTimeoutSec", type: "int", attributes: [], range: [0, 31_536_000] as const },
        ]
      : []),
    plain("Connection", "object"),
    plain("Headers", "System.Collections.IDictionary"),
    { name: "TimeoutSec", type: "int", attributes: [], range: [1, 86_400] },
    plain("WithHttpInfo", "switch"),
  ];
}

/** Whether PowerShell shows a parameter in help and completion. */
export function isShown({ attributes }: OwnParameter): boolean {
  return !attributes.includes(HIDDEN);
}
