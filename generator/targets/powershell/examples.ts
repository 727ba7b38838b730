import { powershellString, powershellVariable } from "../../emit/powershell/escape-powershell.ts";
import { powershellArgument } from "../../emit/powershell/literal-powershell.ts";
import type { Json, Operation } from "../../model/model.ts";
import { withIntegers } from "../../model/long-integers.ts";
import { isInRange, sampleOf } from "../../model/sample.ts";
import { resolveUse } from "../../model/uses.ts";
import { isNeverSent, sendableValue } from "../../model/sendable.ts";
import { bodyArgument } from "../body-text.ts";
import { shownParameters } from "../shown-parameters.ts";
import { operationNames } from "../../names/table.ts";
import { powershellLiteral } from "./literal.ts";
import type { VersionModule } from "./module-names.ts";
import type { CmdletParameter } from "./parameters.ts";

/** An example in the help of a cmdlet: the code, and a sentence on its effect. */
export interface CmdletExample {
  readonly code: string;
  readonly remark: string;
}

/**
 * Examples of a cmdlet: with the shortest sensible call, with all parameters, and with the ways to read a list or save
 * a file.
 */
export function cmdletExamples(
  module: VersionModule,
  operation: Operation,
  parameters: readonly CmdletParameter[],
): readonly CmdletExample[] {
  const { cmdlet } = operationNames(module.names, operation.key).powershell;
  const shown = shownParameters(parameters, operation.body);
  const first: CmdletExample = {
    code: callText(module, cmdlet, shown),
    remark: operation.summary || "Calls the operation.",
  };
  const further: CmdletExample[] = [];
  const optional = parameters.filter(
    ({ isDeprecated, model }) => !isDeprecated && (model === undefined || !isNeverSent(model)),
  );
  if (optional.length > shown.length)
    further.push({ code: callText(module, cmdlet, optional), remark: "With all parameters." });
  if (operation.paging !== undefined) {
    const call = callText(module, cmdlet, shown);
    further.push({ code: `${call} -First 10`, remark: "Returns the first ten items." });
    further.push({ code: `${call} -All`, remark: "Returns every item, page by page." });
  }
  if (operation.success.kind === "download")
    further.push({ code: `${callText(module, cmdlet, shown)} -OutFile './download'`, remark: "Saves the file." });
  return [first, ...further];
}

/** A call with the model's sample values. A value of several lines is assigned to a variable first. */
export function callText(module: VersionModule, cmdlet: string, parameters: readonly CmdletParameter[]): string {
  const lines: string[] = [];
  const given = parameters.map((parameter) => {
    const value = valueText(module, parameter);
    if (!value.includes("\n")) return ` -${parameter.name} ${value}`;
    const variable = powershellVariable(parameter.name.charAt(0).toLowerCase() + parameter.name.slice(1));
    lines.push(`${variable} = ${value}`);
    return ` -${parameter.name} ${variable}`;
  });
  return [...lines, `${cmdlet}${given.join("")}`].join("\n");
}

/** The value of a parameter in an example. */
export function sampleValue(module: VersionModule, parameter: CmdletParameter): Json {
  const [stated] = parameter.examples;
  const given = stated?.value ?? parameter.default;
  const value =
    given === undefined
      ? sampleOf(module.declarations, parameter.use, "request")
      : withIntegers(module.declarations, parameter.use, given);
  const own = fitted(parameter, value);
  return parameter.model === undefined ? own : sendableValue(parameter.model, own);
}

/** Converts an example to the type of the parameter. A value of another type would not bind. */
function fitted(parameter: CmdletParameter, value: Json): Json {
  const type = parameter.type.name.replace(/^System\.Nullable\[(.*)\]$/u, "$1");
  if (type === "bool") return typeof value === "boolean" ? value : value === "true";
  if (type === "int" || type === "long") return fittedInteger(type, value);
  if (type === "double") return typeof value === "number" ? value : 1.5;
  if (type === "string") return fittedText(value);
  if (type === "string[]") return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map(fittedText);
  if (type.endsWith("[]")) return Array.isArray(value) ? value : [value];
  return value;
}

/** An integer in the range of the type. Specs state integers beyond the range as examples, and those would not bind. */
function fittedInteger(type: "int" | "long", value: Json): number | bigint {
  if (type === "long" && typeof value === "bigint" && BigInt.asIntN(64, value) === value) return value;
  const number = typeof value === "number" ? Math.trunc(value) : typeof value === "string" ? Number(value) : Number.NaN;
  return isInRange(number, type === "int" ? "int32" : undefined) ? number : 1;
}

function fittedText(value: Json): string {
  if (typeof value === "string") return value;
  return value === null || typeof value === "object" ? "text" : String(value);
}

/**
 * The paths of files for a multipart body whose parts are files without names in the spec. Returns undefined for any
 * other body.
 */
function filePaths({ declarations }: VersionModule, { content, use }: CmdletParameter): Json | undefined {
  if (content?.codec !== "multipart") return undefined;
  const { use: parts } = resolveUse(declarations, use);
  if (parts.kind !== "map" && parts.kind !== "list") return undefined;
  const { use: part } = resolveUse(declarations, parts.kind === "map" ? parts.value : parts.item);
  if (part.kind !== "scalar" || part.scalar !== "binary") return undefined;
  return parts.kind === "map" ? { file: "./file.txt" } : ["./file.txt"];
}

function valueText(module: VersionModule, parameter: CmdletParameter): string {
  if (parameter.isFile) return powershellString(`./${parameter.place === "body" ? "content.bin" : "file.txt"}`);
  const sample = filePaths(module, parameter) ?? sampleValue(module, parameter);
  const value = parameter.content === undefined ? sample : bodyArgument(module.declarations, parameter.content, sample);
  if (parameter.place === "path" && typeof value === "string" && /^\.{0,2}$/u.test(value)) return "'text'";
  return powershellArgument(powershellLiteral(value));
}
