import { bodyArgument } from "../../../body-text.ts";
import type { ParameterPublication } from "../../../../contract/publication.ts";
import type { Json } from "../../../../model/model.ts";
import { withIntegers } from "../../../../model/long-integers.ts";
import { onceBy } from "../../language.ts";
import { publishedCall, type Entry, type Library, type Shelf } from "../../library.ts";
import type { ParameterRow } from "../../parameter-row.ts";
import { bodyValue, fieldValue, formFields, parameterValue } from "../../values.ts";

/** A cmdlet parameter as a page shows it. */
export interface PowerShellParameter extends ParameterRow {
  /** The name behind the hyphen in a call. The page shows the request body under its published name. */
  readonly argument: string;
  /** A sample value. Only snippets need it. */
  readonly value: () => Json;
  readonly isDeprecated: boolean;
  /** The wire name; null for a request body. */
  readonly wire: string | null;
}

/** The rows of the table of parameters of a cmdlet. The table and the snippets of an operation share them. */
export const powershellParameters = onceBy(parametersOf);

function parametersOf(library: Library, shelf: Shelf, entry: Entry): readonly PowerShellParameter[] {
  return publishedCall(library, { shelf, language: "powershell" }, entry).parameters.map((names) => {
    if (names.place === "body") return bodyParameter(shelf, entry, names);
    return names.place === "form" ? fieldParameter(shelf, entry, names) : plainParameter(shelf, entry, names);
  });
}

function plainParameter(shelf: Shelf, entry: Entry, names: ParameterPublication): PowerShellParameter {
  const parameter = entry.operation.parameters.find((own) => own.place === names.place && own.wire === names.wire);
  if (parameter === undefined) throw new Error(`no parameter ${String(names.wire)} in ${entry.operation.key}`);
  return {
    place: parameter.place,
    wire: parameter.wire,
    name: names.name,
    argument: names.name,
    aliases: names.aliases,
    type: names.shown,
    isRequired: parameter.required,
    isDeprecated: parameter.deprecated,
    description: parameter.description,
    limits: parameter.limits,
    ...(parameter.default === undefined
      ? {}
      : { default: withIntegers(shelf.declarations, parameter.use, parameter.default) }),
    value: () => parameterValue(shelf, entry.operation, parameter),
    parameter,
  };
}

function fieldParameter(shelf: Shelf, entry: Entry, names: ParameterPublication): PowerShellParameter {
  const fields = entry.operation.body?.contents[0]?.fields ?? [];
  const field = fields.find((own) => own.wire === names.wire);
  if (field === undefined) throw new Error(`no field ${String(names.wire)} in ${entry.operation.key}`);
  return {
    place: "form",
    wire: field.wire,
    name: names.name,
    argument: names.name,
    aliases: names.aliases,
    type: names.shown,
    isRequired: field.required && formFields(entry.operation).includes(field),
    isDeprecated: false,
    description: field.description,
    limits: field.limits,
    ...(field.default === undefined ? {} : { default: withIntegers(shelf.declarations, field.use, field.default) }),
    value: () => fieldValue(shelf, field),
  };
}

/** The request body. Its row has the name that users know: the model's name, else the published name. */
function bodyParameter(shelf: Shelf, entry: Entry, names: ParameterPublication): PowerShellParameter {
  const { body } = entry.operation;
  const [content] = body?.contents ?? [];
  if (content === undefined) throw new Error(`no body in ${entry.operation.key}`);
  const own = names.aliases.at(-1) ?? names.name;
  const shown = own === "RequestBody" ? (names.aliases[0] ?? own) : own;
  return {
    place: "body",
    wire: null,
    name: shown,
    argument: names.name,
    aliases: names.aliases,
    type: names.shown,
    isRequired: body?.required === true,
    isDeprecated: false,
    description: body?.description ?? "",
    limits: {},
    value: () => bodyArgument(shelf.declarations, content, bodyValue(shelf, entry.operation)),
  };
}
