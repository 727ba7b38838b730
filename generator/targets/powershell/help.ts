import { cleanLine } from "../../text/characters.ts";
import { powershellComment } from "../../emit/powershell/escape-powershell.ts";
import type { Operation } from "../../model/model.ts";
import { assertNever } from "../../model/assert-never.ts";
import { operationNames } from "../../names/table.ts";
import type { KeptParameterNames } from "./naming/table.ts";
import { cmdletExamples } from "./examples.ts";
import { isBoundAsGiven } from "./definition.ts";
import { parameterSets, type Former } from "./former.ts";
import type { VersionModule } from "./module-names.ts";
import type { CmdletParameter } from "./parameters.ts";
import { valueKind, type PropertyKind } from "./types.ts";

/** A section of comment-based help (about_Comment_Based_Help). */
export interface HelpSection {
  /** Without the dot: `SYNOPSIS`, `PARAMETER Id`. */
  readonly keyword: string;
  readonly text: string;
}

/** A help comment. The text of a section can neither start another section nor end the comment. */
export function helpComment(sections: readonly HelpSection[]): string {
  const lines = sections.flatMap(({ keyword, text }) => [
    `.${keyword}`,
    ...powershellComment(keyword === "EXAMPLE" ? prompted(text) : text).split("\n"),
  ]);
  return ["<#", ...lines, "#>"].map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
}

/**
 * Adds a prompt to an example whose first line contains `>`. Get-Help would take the text before the first `>` for the
 * prompt.
 */
function prompted(example: string): string {
  return example.split("\n", 1)[0]?.includes(">") === true ? `PS > ${example}` : example;
}

const OWN_PARAMETERS: Readonly<Record<string, string>> = {
  First: "Returns the first items only, and requests only the pages that this needs.",
  Skip: "Skips items at the start of the list. The value of -Offset is added, if the cmdlet has that parameter.",
  IncludeTotalCount: "Returns the total number of items first, if the service reports it.",
  All: "Returns every item, page by page. -Limit is the page size.",
  Accept: "The media type to ask for, where the response comes in several. The usual one is read without it.",
  OutFile: "The path to save the file to, or a folder: the file then has the name that the service sends.",
  Force: "Writes over the file of -OutFile without a question.",
  Wait: "Waits until the job that the call starts, or asks after, has ended well, and returns what is told of it last. Another end is an error.",
  PollIntervalSec: "How many seconds lie between two questions of -Wait. Default: 5.",
  WaitTimeoutSec: "How many seconds -Wait waits at most. Default: 3600. The job itself goes on.",
  Connection:
    "The connection to use, or its name. Default: the latest connection, or else the one that the environment describes.",
  Headers: "Headers to add to the request, by name. They win over those of the connection.",
  TimeoutSec: "How many seconds one attempt of this call may take. Default: what Connect-Isc was told, or 60.",
  WithHttpInfo: "Returns one object with Response, StatusCode and Headers instead of the value.",
  Unnamed: "Nothing: what is given here without a name is refused, for it may have meant something else.",
  XSailPointExperimental:
    "Ignored; scripts of the published module may pass it. The module sends the header to the operations that need it.",
};

/** The operation whose help is printed, with the parameters of its cmdlet. */
export interface OperationHelp {
  readonly module: VersionModule;
  readonly operation: Operation;
  readonly parameters: readonly CmdletParameter[];
  /** The names of the parameters that this module adds, in order. */
  readonly own: readonly string[];
  /** The type names of the objects that the pipeline accepts; see `AcceptedTypes`. */
  readonly accepts: readonly string[];
  readonly former: Former | undefined;
  readonly kept: readonly KeptParameterNames[];
}

/** The help of an operation's cmdlet. */
export function operationHelp(input: OperationHelp): string {
  const { module, operation, parameters, own, accepts, former, kept } = input;
  const names = operationNames(module.names, operation.key).powershell;
  const summary = cleanLine(operation.summary) || `${operation.method.toUpperCase()} ${operation.path}`;
  return helpComment([
    { keyword: "SYNOPSIS", text: summary },
    {
      keyword: "DESCRIPTION",
      text: [descriptionText(operation, summary), ...formerTexts(names.cmdlet, parameters, former)].join("\n\n"),
    },
    ...parameterSets(parameters, former).map(({ parameter, current }) => ({
      keyword: `PARAMETER ${parameter.name}`,
      text:
        current === undefined && former !== undefined
          ? `${parameterText(module, parameter)}\nAs in the published module: see ${former.cmdlet}.`
          : parameterText(module, parameter),
    })),
    ...[...(operation.paging === undefined ? [] : ["First", "Skip", "IncludeTotalCount"]), ...own].map((name) => ({
      keyword: `PARAMETER ${name}`,
      text: keptText(kept, name) ?? OWN_PARAMETERS[name] ?? name,
    })),
    ...cmdletExamples(module, operation, parameters).map(({ code, remark }) => ({
      keyword: "EXAMPLE",
      text: `${code}\n\n${cleanLine(remark)}`,
    })),
    ...(accepts.length === 0 ? [] : [{ keyword: "INPUTS", text: ["System.String", ...accepts].join("\n") }]),
    {
      keyword: "NOTES",
      text: notesText(
        operation,
        names.aliases.map((alias) => alias.name),
        parameters,
      ),
    },
    { keyword: "LINK", text: `about_${module.name}` },
  ]);
}

function descriptionText(operation: Operation, summary: string): string {
  const lines = [operation.description.trim() || summary];
  if (operation.deprecation !== undefined) lines.push(`Deprecated. ${operation.deprecation.text}`.trim());
  if (operation.experimental) lines.push("Experimental: the service may change it at any time.");
  if (operation.userLevels.length > 0) lines.push(`User levels: ${operation.userLevels.join(", ")}.`);
  if (operation.scopes.length > 0) lines.push(`Scopes: ${operation.scopes.join(", ")}.`);
  return lines.join("\n\n");
}

/** Describes the other operation of the cmdlet's name in the published module. */
function formerTexts(
  cmdlet: string,
  parameters: readonly CmdletParameter[],
  former: Former | undefined,
): readonly string[] {
  if (former === undefined) return [];
  const { told } = former;
  const request = `${former.operation.method.toUpperCase()} ${former.operation.path}`;
  switch (told.by) {
    case "path": {
      const names = parameters.filter(({ wire }) => told.wires.includes(wire)).map(({ name }) => `-${name}`);
      return [
        `In the published module this name sent ${request}. Without ${names.join(" and ")} this cmdlet still sends that request and warns once; use ${former.cmdlet} instead. Pass ${names.join(" and ")} by name.`,
      ];
    }
    case "body":
      return [
        `In the published module this name sent ${request}. With -${told.name} this cmdlet still sends that request and warns once; use ${former.cmdlet} instead.`,
      ];
    case "nothing":
      return [
        `In the published module this name sent ${request}. A call does not show which of the two requests is meant, so ${cmdlet} sends nothing; use ${former.cmdlet} for that request.`,
      ];
    default:
      return assertNever(told);
  }
}

function keptText(kept: readonly KeptParameterNames[], name: string): string | undefined {
  const found = kept.find((entry) => entry.name === name);
  if (found === undefined) return undefined;
  return found.wire === undefined
    ? "Ignored; scripts of the published module may pass it. The request has no such parameter."
    : `Of the published module; the spec does not have it. It is sent as ${found.wire}.`;
}

const KIND_TEXTS: Readonly<Record<PropertyKind, string>> = {
  text: "A text.",
  integer: "A whole number.",
  number: "A number.",
  boolean: "$true or $false.",
  date: "A date, or the text of one.",
  any: "",
};

function parameterText(module: VersionModule, parameter: CmdletParameter): string {
  const parts = [parameter.description.trim()];
  if (parameter.isFile) parts.push("The path of a file.");
  else if (parameter.place === "body")
    parts.push(parameter.codec === "text" ? "A text." : "A hashtable, an object or JSON text.");
  // The kind of value is stated, because the declared type is object.
  if (isBoundAsGiven(parameter)) parts.push(KIND_TEXTS[valueKind(module, parameter.use)]);
  if (parameter.type.values.length > 0) parts.push(`Known values: ${parameter.type.values.join(", ")}.`);
  if (parameter.default !== undefined && parameter.default !== null)
    parts.push(`Default: ${defaultText(module, parameter)}.`);
  if (parameter.isDeprecated) parts.push("Deprecated.");
  if (parameter.aliases.length > 0)
    parts.push(`Also called ${parameter.aliases.map((alias) => `-${alias}`).join(", ")}.`);
  const text = parts.filter((part) => part !== "").join("\n");
  return text === "" ? `The ${parameter.wire} of the request (${module.name}).` : text;
}

/**
 * A default as JSON. The model holds an integer beyond 2^53 as a string of digits; here it is written without quotes.
 */
function defaultText(module: VersionModule, { default: value, use }: CmdletParameter): string {
  const isNumber = ["integer", "number"].includes(valueKind(module, use));
  return isNumber && typeof value === "string" && /^-?\d+$/u.test(value) ? value : JSON.stringify(value);
}

function notesText(operation: Operation, aliases: readonly string[], parameters: readonly CmdletParameter[]): string {
  const lines = [`${operation.method.toUpperCase()} ${operation.path}`];
  if (aliases.length > 0) lines.push(`Old names: ${aliases.join(", ")}.`);
  const renamed = parameters
    .filter((parameter) => parameter.aliases.length > 0)
    .map((parameter) => `-${parameter.name} (${parameter.aliases.map((alias) => `-${alias}`).join(", ")})`);
  if (renamed.length > 0) lines.push(`Parameters with other names: ${renamed.join("; ")}.`);
  return lines.join("\n");
}
