import { powershellCommentLine, powershellVariable } from "../../../../emit/powershell/escape-powershell.ts";
import { powershellArgument } from "../../../../emit/powershell/literal-powershell.ts";
import type { Declaration, DeclarationId, Json } from "../../../../model/model.ts";
import { isNeverSent } from "../../../../model/sendable.ts";
import { objectOf } from "../../../../model/uses.ts";
import { declarationNames } from "../../../../names/table.ts";
import type { CallAt, ModelAt } from "../../language.ts";
import type { Entry, Library, Shelf } from "../../library.ts";
import { powershellParameters, type PowerShellParameter } from "./parameters.ts";
import { hereString, powershellValue } from "./value.ts";
import { FILE_CONTENT, fitValue, isList, isRecord } from "../../samples.ts";
import { cleanLine, shorten } from "../../../../text/characters.ts";
import { shownParameters } from "../../../shown-parameters.ts";

/**
 * A snippet in the structure of the published examples, with their errors corrected: every parameter exists, every
 * value is quoted, and no comment shares a line with a here-string.
 */
export function powershellOperationSnippet(library: Library, shelf: Shelf, entry: Entry): string {
  const { cmdlet } = entry.names.powershell;
  const parameters = powershellParameters(library, shelf, entry).filter(
    ({ isDeprecated, isRequired, parameter }) =>
      isRequired || !(isDeprecated || (parameter !== undefined && isNeverSent(parameter))),
  );
  const given = (list: readonly PowerShellParameter[]): readonly Given[] =>
    list.map((parameter) => ({
      parameter,
      variable: powershellVariable(variableOf(shelf, parameter.name)),
    }));
  const first = shownParameters(parameters, entry.operation.body);
  const all = callOf(cmdlet, given(parameters));
  return [
    ...given(parameters).map(assignment),
    ...(parameters.length === 0 ? [] : [""]),
    comment(entry.operation.summary || cmdlet),
    "",
    "try {",
    `    ${callOf(cmdlet, given(first))}`,
    ...(parameters.length > first.length ? ["", "    # With every optional parameter:", `    # ${all}`] : []),
    "} catch {",
    `    Write-Host "${cmdlet} failed with HTTP status $($_.Exception.Response.StatusCode.value__)"`,
    "    Write-Host $_.ErrorDetails",
    "}",
  ].join("\n");
}

/** A call with its values inline. A variable holds a body that is a list or an object. */
export function powershellCall({ library, shelf, entry, isShown }: CallAt): string {
  const lines: string[] = [];
  const rows = powershellParameters(library, shelf, entry);
  const needed =
    rows.some(({ isRequired }) => isRequired) || entry.operation.body?.required === true
      ? shownParameters(rows, entry.operation.body)
      : [];
  const all = rows.filter(
    (row) => needed.includes(row) || (isShown(row) && (row.parameter === undefined || !isNeverSent(row.parameter))),
  );
  const parts = all.map(({ argument, name, place, value: sample }) => {
    const value = sample();
    if (place !== "body" || !isStructured(value)) return `-${argument} ${powershellArgument(powershellValue(value))}`;
    const variable = powershellVariable(variableOf(shelf, name));
    lines.push(`${variable} = ${hereString(value)}`);
    return `-${argument} ${variable}`;
  });
  return [...lines, [entry.names.powershell.cmdlet, ...parts].join(" ")].join("\n");
}

/** Code that makes a model with the selected properties. A model that is not an object is read from JSON. */
export function powershellModelPart({ shelf, declaration, properties }: ModelAt): string {
  const { prefix } = shelf.names.powershell;
  const { name, parameters } = declarationNames(shelf.names, declaration.id).powershell;
  const value = modelValue(shelf, declaration.id, properties);
  if (declaration.kind !== "object" || !isRecord(value))
    return `ConvertFrom-${prefix}JsonTo${name} -Json ${hereString(value)}`;
  const made = parameters.flatMap((parameter) =>
    properties.has(parameter.wire) && Object.hasOwn(value, parameter.wire)
      ? [`-${parameter.name} ${powershellArgument(powershellValue(value[parameter.wire] ?? null))}`]
      : [],
  );
  return [`Initialize-${prefix}${name}`, ...made].join(" ");
}

/** A parameter and the variable that holds its value. */
interface Given {
  readonly parameter: PowerShellParameter;
  readonly variable: string;
}

function callOf(cmdlet: string, given: readonly Given[]): string {
  return [cmdlet, ...given.map(({ parameter, variable }) => `-${parameter.argument} ${variable}`)].join(" ");
}

function assignment({ parameter, variable }: Given): string {
  const note = `${parameter.type.text}${parameter.isRequired ? "" : " (optional)"}`;
  const sample = parameter.value();
  const value = parameter.place === "body" && isStructured(sample) ? hereString(sample) : powershellValue(sample);
  return value.includes("\n") ? `${comment(note)}\n${variable} = ${value}` : `${variable} = ${value} ${comment(note)}`;
}

function isStructured(value: Json): boolean {
  return (isList(value) || isRecord(value)) && value !== FILE_CONTENT;
}

/** A comment on one line. The rest of a longer comment would run as code. */
function comment(text: string): string {
  return `# ${powershellCommentLine(shorten(cleanLine(text), 200))}`;
}

/** The variable for a value. It avoids `$Input` and other variables of PowerShell. */
function variableOf({ names }: Shelf, name: string): string {
  return names.powershell.reservedVariables.has(name.toUpperCase().toLowerCase()) ? `${name}Value` : name;
}

/** Snippets that make a model from parameters, convert it to JSON, and read it from JSON. */
export function powershellModelSnippets(
  shelf: Shelf,
  declaration: Declaration,
): readonly { readonly title: string; readonly code: string }[] {
  const { prefix } = shelf.names.powershell;
  const { name, parameters } = declarationNames(shelf.names, declaration.id).powershell;
  const variable = powershellVariable(variableOf(shelf, name));
  const value = modelValue(shelf, declaration.id);
  const object = objectOf(shelf.declarations, { kind: "ref", id: declaration.id });
  const own =
    object === undefined || object === declaration
      ? parameters
      : declarationNames(shelf.names, object.id).powershell.parameters;
  const made = own.flatMap((parameter) => {
    const given = isRecord(value) ? value[parameter.wire] : undefined;
    return given === undefined ? [] : [`    -${parameter.name} ${powershellArgument(powershellValue(given))}`];
  });
  const prepare = [[`${variable} = Initialize-${prefix}${name}`, ...made].join(" `\n")].join("\n");
  const read = `${variable} = ConvertFrom-${prefix}JsonTo${name} -Json ${hereString(value)}`;
  const convert = `${variable} | ConvertTo-Json -Depth 20`;
  return object === undefined
    ? [{ title: "Read the resource from JSON", code: read }]
    : [
        { title: "Prepare the resource", code: prepare },
        { title: "Convert the resource to JSON", code: [prepare, convert].join("\n") },
        { title: "Read the resource from JSON", code: read },
      ];
}

/** A sample of a model. The properties in `shown` are present even without an example. */
function modelValue(shelf: Shelf, id: DeclarationId, shown?: ReadonlySet<string>): Json {
  const declaration = shelf.declarations.get(id);
  const side = declaration?.inRequest === true ? "request" : "answer";
  const fitting = { declarations: shelf.declarations, side, depth: 2 } as const;
  return fitValue({ kind: "ref", id }, undefined, shown === undefined ? fitting : { ...fitting, shown });
}
