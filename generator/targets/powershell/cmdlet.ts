import { powershellString, powershellVariable } from "../../emit/escape-powershell.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames, type KeptParameterNames } from "../../names/table.ts";
import type { AcceptedTypes } from "./accepts.ts";
import { definitionLines, idParameter, isBoundAsGiven } from "./definition.ts";
import {
  defaultSet,
  formerOf,
  PARAMETER_SETS,
  parameterSets,
  type Former,
  type ParameterSet,
  type SetParameter,
} from "./former.ts";
import { operationHelp } from "./help.ts";
import type { VersionModule } from "./module-names.ts";
import { cmdletParameters, type CmdletParameter } from "./parameters.ts";
import { outputTypes } from "./types.ts";
import { completion } from "./completion.ts";

export interface CmdletInput {
  readonly module: VersionModule;
  readonly operation: Operation;
  readonly accepts: AcceptedTypes;
  readonly isConfirmHigh: boolean;
}

/** The function of an operation: its help, its parameters, and one call into the runtime. */
export function cmdletText(input: CmdletInput): string {
  const { module, operation } = input;
  const { cmdlet, aliases, kept } = operationNames(module.names, operation.key).powershell;
  const parameters = cmdletParameters(module, operation);
  const former = formerOf(module, operation);
  const declaredNames = new Set(parameterSets(parameters, former).map(({ parameter }) => parameter.name.toLowerCase()));
  const own = ownParameters(operation, { former, kept }).filter(([name]) => !declaredNames.has(name.toLowerCase()));
  const help = operationHelp({
    module,
    operation,
    parameters,
    former,
    kept,
    own: own.map(([name]) => name),
    accepts: idParameter(parameters) === undefined ? [] : input.accepts(module, operation),
  });
  const attributes = [
    bindingText(input, former),
    ...(aliases.length === 0 ? [] : [`[Alias(${aliases.map((alias) => powershellString(alias.name)).join(", ")})]`]),
    ...[
      ...new Set([
        ...outputTypes(module, operation),
        ...(former === undefined ? [] : outputTypes(module, former.operation)),
      ]),
    ].map((type) => `[OutputType(${type})]`),
  ];
  const declared = [
    ...parameterSets(parameters, former).map((entry) => parameterText(entry, parameters)),
    ...own.map(([, text]) => text),
  ];
  return [
    `function ${cmdlet} {`,
    help,
    ...attributes.map((line) => `    ${line}`),
    "    param(",
    declared.map((text) => `        ${text}`).join(",\n"),
    "    )",
    "    process {",
    "        & $script:Isc.Call $PSCmdlet $PSItem { @{",
    ...definitionLines({ ...input, parameters, former }).map((line) => `            ${line}`),
    // The cmdlet asks ShouldProcess itself: PSScriptAnalyzer wants to see where what is declared is done.
    isReadOnly(operation, former) ? "        } }" : "        } } { $PSCmdlet.ShouldProcess($args[0], $args[1]) }",
    "    }",
    "}",
  ].join("\n");
}

function isReadOnly(operation: Operation, former: Former | undefined): boolean {
  return operation.intent === "read" && (former === undefined || former.operation.intent === "read");
}

function bindingText({ operation, isConfirmHigh }: CmdletInput, former: Former | undefined): string {
  const parts = ["PositionalBinding = $false"];
  if (former !== undefined && former.told.by !== "nothing")
    parts.push(`DefaultParameterSetName = '${PARAMETER_SETS[defaultSet(former)]}'`);
  if (!isReadOnly(operation, former))
    parts.push("SupportsShouldProcess", `ConfirmImpact = '${isConfirmHigh ? "High" : "Medium"}'`);
  if (operation.paging !== undefined) parts.push("SupportsPaging");
  return `[CmdletBinding(${parts.join(", ")})]`;
}

/** What the module adds to every call, or to calls of a kind. */
function ownParameters(
  operation: Operation,
  { former, kept }: { readonly former: Former | undefined; readonly kept: readonly KeptParameterNames[] },
): readonly (readonly [string, string])[] {
  const isExperimental = operation.constantHeaders.some(
    (header) => header.wire.toLowerCase() === "x-sailpoint-experimental",
  );
  return [
    ...kept.map(({ name }) => [name, `[Parameter(DontShow)] [object] ${powershellVariable(name)}`] as const),
    ...(former === undefined
      ? []
      : [["Unnamed", "[Parameter(DontShow, ValueFromRemainingArguments)] [object[]] $Unnamed"] as const]),
    ...(isExperimental
      ? [["XSailPointExperimental", "[Parameter(DontShow)] [object] $XSailPointExperimental"] as const]
      : []),
    ...(operation.success.kind === "download" ? [["OutFile", "[string] $OutFile"] as const] : []),
    ...(operation.paging === undefined ? [] : [["All", "[switch] $All"] as const]),
    ["Connection", "[object] $Connection"],
    ["WithHttpInfo", "[switch] $WithHttpInfo"],
  ];
}

function parameterText({ parameter, current, published }: SetParameter, all: readonly CmdletParameter[]): string {
  const isId = parameter === idParameter(all);
  const settings = (entry: CmdletParameter | undefined): string | undefined =>
    entry === undefined ? undefined : settingsText(entry, isId);
  const [now, before] = [settings(current), settings(published)];
  const attributes = now === before ? [now ?? ""] : [inSet("current", now), inSet("published", before)];
  const parts = [
    ...attributes.filter((text) => text !== "").map((text) => `[Parameter(${text})]`),
    ...(parameter.aliases.length === 0 ? [] : [`[Alias(${parameter.aliases.map(powershellString).join(", ")})]`]),
    ...emptyText(parameter),
    ...(parameter.type.values.length === 0
      ? []
      : [
          `[ArgumentCompletions(${parameter.type.values.map((value) => powershellString(completion(value))).join(", ")})]`,
        ]),
    `[${isBoundAsGiven(parameter) ? "object" : parameter.type.name}] ${powershellVariable(parameter.name)}`,
  ];
  return parts.join(" ");
}

function settingsText(parameter: CmdletParameter, isId: boolean): string {
  const settings: string[] = [];
  if (parameter.isRequired) settings.push("Mandatory");
  if (parameter.position !== undefined) settings.push(`Position = ${String(parameter.position)}`);
  if (parameter.place === "path") {
    if (isId) settings.push("ValueFromPipeline");
    settings.push("ValueFromPipelineByPropertyName");
  }
  return settings.join(", ");
}

function inSet(set: ParameterSet, settings: string | undefined): string {
  if (settings === undefined) return "";
  const name = `ParameterSetName = '${PARAMETER_SETS[set]}'`;
  return settings === "" ? name : `${name}, ${settings}`;
}

/** A mandatory parameter refuses null and empty lists unless it says that it takes them. */
function emptyText(parameter: CmdletParameter): readonly string[] {
  if (!parameter.isRequired || parameter.place === "path") return [];
  const type = parameter.type.name;
  if (type === "string") return ["[AllowEmptyString()]"];
  if (type === "object") return ["[AllowNull()]", "[AllowEmptyString()]", "[AllowEmptyCollection()]"];
  return type.endsWith("[]") ? ["[AllowNull()]", "[AllowEmptyCollection()]"] : [];
}
