import { powershellString, powershellVariable } from "../../emit/powershell/escape-powershell.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import type { AcceptedTypes } from "./accepts.ts";
import { cmdletShape, declaredOutputType, type OwnParameter } from "./cmdlet-shape.ts";
import { completion } from "./completion.ts";
import { completedTypeName } from "./formats.ts";
import { definitionLines } from "./definition.ts";
import { defaultSet, PARAMETER_SETS, type Former, type ParameterSet, type SetParameter } from "./former.ts";
import { operationHelp } from "./help.ts";
import { idParameter, isIdentifying } from "./identifying.ts";
import type { VersionModule } from "./module-names.ts";
import type { CmdletParameter } from "./parameters.ts";

/** The operation whose cmdlet is printed, and the facts that the operation alone does not decide. */
export interface CmdletInput {
  readonly module: VersionModule;
  readonly operation: Operation;
  readonly accepts: AcceptedTypes;
  /** Whether the cmdlet has `ConfirmImpact = 'High'`; see `PowerShellConfig`. */
  readonly isConfirmHigh: boolean;
  /** The address that `Get-Help -Online` opens. */
  readonly helpUri: string;
}

/** The function of an operation: help, parameters, and one call into the runtime. */
export function cmdletText(input: CmdletInput): string {
  const { module, operation } = input;
  const { cmdlet, aliases, kept } = operationNames(module.names, operation.key).powershell;
  const { parameters, former, sets, own, outputs } = cmdletShape(module, operation);
  const id = idParameter(module, parameters);
  // A request body binds pipeline input only in cmdlets that create or read. In a cmdlet that deletes, piped objects
  // are not the list of what to delete.
  const isPipedPayload = former === undefined && (operation.intent === "create" || operation.intent === "read");
  const help = operationHelp({
    module,
    operation,
    parameters,
    former,
    kept,
    own: own.map(({ name }) => name),
    accepts: id === undefined ? [] : input.accepts(module, operation, id.wire),
  });
  const attributes = [
    bindingText(input, former),
    ...(aliases.length === 0 ? [] : [`[Alias(${aliases.map((alias) => powershellString(alias.name)).join(", ")})]`]),
    ...outputs.map(
      ({ name, isModel }) =>
        `[OutputType(${isModel ? [name, completedTypeName(name)].map(powershellString).join(", ") : `[${name}]`})]`,
    ),
  ];
  const declared = [...sets.map((entry) => parameterText(entry, { module, id, isPipedPayload })), ...own.map(ownText)];
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
    // PSScriptAnalyzer requires ShouldProcess in the function that declares SupportsShouldProcess.
    isReadOnly(operation, former) ? "        } }" : "        } } { $PSCmdlet.ShouldProcess($args[0], $args[1]) }",
    "    }",
    "}",
  ].join("\n");
}

function isReadOnly(operation: Operation, former: Former | undefined): boolean {
  return operation.intent === "read" && (former === undefined || former.operation.intent === "read");
}

function bindingText({ operation, isConfirmHigh, helpUri }: CmdletInput, former: Former | undefined): string {
  const parts = ["PositionalBinding = $false"];
  if (former !== undefined && former.told.by !== "nothing")
    parts.push(`DefaultParameterSetName = '${PARAMETER_SETS[defaultSet(former)]}'`);
  if (!isReadOnly(operation, former))
    parts.push("SupportsShouldProcess", `ConfirmImpact = '${isConfirmHigh ? "High" : "Medium"}'`);
  if (operation.paging !== undefined) parts.push("SupportsPaging");
  parts.push(`HelpUri = ${powershellString(helpUri)}`);
  return `[CmdletBinding(${parts.join(", ")})]`;
}

function ownText({ name, type, attributes, range }: OwnParameter): string {
  const settings = attributes.length === 0 ? "" : `[Parameter(${attributes.join(", ")})] `;
  const bounds = range === undefined ? "" : `[ValidateRange(${range.join(", ")})] `;
  return `${settings}${bounds}[${type}] ${powershellVariable(name)}`;
}

function parameterText(
  { parameter, current, published }: SetParameter,
  {
    module,
    id,
    isPipedPayload,
  }: {
    readonly module: VersionModule;
    readonly id: CmdletParameter | undefined;
    readonly isPipedPayload: boolean;
  },
): string {
  const isPayload = id === undefined && parameter.place === "body" && isPipedPayload;
  const piped = parameter === id || isPayload ? "whole" : isIdentifying(module, parameter) ? "property" : "not";
  const settings = (entry: CmdletParameter | undefined): string | undefined =>
    entry === undefined ? undefined : settingsText(entry, piped);
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
    `[${declaredOutputType(parameter)}] ${powershellVariable(parameter.name)}`,
  ];
  return parts.join(" ");
}

/** How a parameter binds pipeline input: the whole object, a property of the same name, or not at all. */
type Piped = "whole" | "property" | "not";

function settingsText(parameter: CmdletParameter, piped: Piped): string {
  const settings: string[] = [];
  if (parameter.isRequired) settings.push("Mandatory");
  if (parameter.position !== undefined) settings.push(`Position = ${String(parameter.position)}`);
  if (piped === "whole") settings.push("ValueFromPipeline");
  if (piped !== "not" && parameter.place !== "body") settings.push("ValueFromPipelineByPropertyName");
  return settings.join(", ");
}

function inSet(set: ParameterSet, settings: string | undefined): string {
  if (settings === undefined) return "";
  const name = `ParameterSetName = '${PARAMETER_SETS[set]}'`;
  return settings === "" ? name : `${name}, ${settings}`;
}

/** Attributes that allow null and empty values. PowerShell rejects these for a mandatory parameter by default. */
function emptyText(parameter: CmdletParameter): readonly string[] {
  if (!parameter.isRequired || parameter.place === "path") return [];
  const type = parameter.type.name;
  if (type === "string") return ["[AllowEmptyString()]"];
  if (type === "object") return ["[AllowNull()]", "[AllowEmptyString()]", "[AllowEmptyCollection()]"];
  return type.endsWith("[]") ? ["[AllowNull()]", "[AllowEmptyCollection()]"] : [];
}
