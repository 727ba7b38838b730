import { powershellString, powershellVariable } from "../../emit/escape-powershell.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import type { AcceptedTypes } from "./accepts.ts";
import { definitionLines, idParameter } from "./definition.ts";
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
  const { cmdlet, aliases } = operationNames(module.names, operation.key).powershell;
  const parameters = cmdletParameters(module, operation);
  const own = ownParameters(operation);
  const help = operationHelp({
    module,
    operation,
    parameters,
    own: own.map(([name]) => name),
    accepts: idParameter(parameters) === undefined ? [] : input.accepts(module, operation),
  });
  const attributes = [
    bindingText(input),
    ...(aliases.length === 0 ? [] : [`[Alias(${aliases.map((alias) => powershellString(alias.name)).join(", ")})]`]),
    ...outputTypes(module, operation).map((type) => `[OutputType(${type})]`),
  ];
  const declared = [
    ...parameters.map((parameter) => parameterText(parameter, parameters)),
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
    "        & $Isc.Call $PSCmdlet $PSItem { @{",
    ...definitionLines({ ...input, parameters }).map((line) => `            ${line}`),
    // The cmdlet asks ShouldProcess itself: PSScriptAnalyzer wants to see where what is declared is done.
    operation.intent === "read" ? "        } }" : "        } } { $PSCmdlet.ShouldProcess($args[0], $args[1]) }",
    "    }",
    "}",
  ].join("\n");
}

function bindingText({ operation, isConfirmHigh }: CmdletInput): string {
  const parts = ["PositionalBinding = $false"];
  if (operation.intent !== "read")
    parts.push("SupportsShouldProcess", `ConfirmImpact = '${isConfirmHigh ? "High" : "Medium"}'`);
  if (operation.paging !== undefined) parts.push("SupportsPaging");
  return `[CmdletBinding(${parts.join(", ")})]`;
}

/** What the module adds to every call, or to calls of a kind. */
function ownParameters(operation: Operation): readonly (readonly [string, string])[] {
  const isExperimental = operation.constantHeaders.some(
    (header) => header.wire.toLowerCase() === "x-sailpoint-experimental",
  );
  return [
    ...(isExperimental
      ? [["XSailPointExperimental", "[Parameter(DontShow)] [object] $XSailPointExperimental"] as const]
      : []),
    ...(operation.success.kind === "download" ? [["OutFile", "[string] $OutFile"] as const] : []),
    ...(operation.paging === undefined ? [] : [["All", "[switch] $All"] as const]),
    ["Connection", "[object] $Connection"],
    ["WithHttpInfo", "[switch] $WithHttpInfo"],
  ];
}

function parameterText(parameter: CmdletParameter, all: readonly CmdletParameter[]): string {
  const settings: string[] = [];
  const positions = all.filter((entry) => entry.place === "path" || entry.place === "body");
  const position = positions.indexOf(parameter);
  if (parameter.isRequired) settings.push("Mandatory");
  if (position >= 0) settings.push(`Position = ${String(position)}`);
  if (parameter.place === "path") {
    if (parameter === idParameter(all)) settings.push("ValueFromPipeline");
    settings.push("ValueFromPipelineByPropertyName");
  }
  const parts = [
    ...(settings.length === 0 ? [] : [`[Parameter(${settings.join(", ")})]`]),
    ...(parameter.aliases.length === 0 ? [] : [`[Alias(${parameter.aliases.map(powershellString).join(", ")})]`]),
    ...emptyText(parameter),
    ...(parameter.type.values.length === 0
      ? []
      : [
          `[ArgumentCompletions(${parameter.type.values.map((value) => powershellString(completion(value))).join(", ")})]`,
        ]),
    `[${parameter.type.name}] ${powershellVariable(parameter.name)}`,
  ];
  return parts.join(" ");
}

/** A mandatory parameter refuses null and empty lists unless it says that it takes them. */
function emptyText(parameter: CmdletParameter): readonly string[] {
  if (!parameter.isRequired || parameter.place === "path") return [];
  const type = parameter.type.name;
  if (type === "string") return ["[AllowEmptyString()]"];
  if (type === "object") return ["[AllowNull()]", "[AllowEmptyString()]", "[AllowEmptyCollection()]"];
  return type.endsWith("[]") ? ["[AllowNull()]", "[AllowEmptyCollection()]"] : [];
}
