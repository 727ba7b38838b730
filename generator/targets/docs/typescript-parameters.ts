import { assertNever } from "../../model/assert-never.ts";
import type { Json, Operation, Parameter } from "../../model/model.ts";
import { argumentName } from "../../names/table.ts";
import type { Entry, Shelf } from "./library.ts";
import type { ParameterRow } from "./parameter-row.ts";
import type { TypeName } from "./type-name.ts";
import { typescriptType } from "./typescript-types.ts";
import { bodyValue, fieldValue, formFields, parameterValue } from "./values.ts";

/** A member of a method's arguments as a page shows it. */
export interface TypeScriptParameter extends ParameterRow {
  readonly value: Json;
}

export function typescriptParameters(shelf: Shelf, entry: Entry): readonly TypeScriptParameter[] {
  const { operation, names } = entry;
  const rows = operation.parameters.map((parameter): TypeScriptParameter => ({
    place: parameter.place,
    name: argumentName(names, parameter.place, parameter.wire),
    aliases: [],
    type: parameterType(shelf, entry, parameter),
    isRequired: parameter.required,
    ...(parameter.default === undefined ? {} : { default: parameter.default }),
    description: parameter.description,
    value: parameterValue(shelf, parameter),
    parameter,
  }));
  const { body } = operation;
  if (body === undefined) return rows;
  return [
    ...rows,
    {
      place: "body",
      name: "body",
      aliases: [],
      type: bodyType(shelf, operation),
      isRequired: body.required,
      description: body.description,
      value: payload(shelf, operation),
    },
  ];
}

function parameterType(shelf: Shelf, { operation, names }: Entry, parameter: Parameter): TypeName {
  if (parameter.place === "query" && operation.filters?.parameter === parameter.wire)
    return { text: `Filters<${names.typescript.filters}>` };
  if (parameter.place === "query" && operation.sorters?.parameter === parameter.wire)
    return { text: `Sorters<${names.typescript.sorters}>` };
  return typescriptType(shelf, parameter.use, "request");
}

function bodyType(shelf: Shelf, operation: Operation): TypeName {
  const content = operation.body?.contents[0];
  if (content === undefined) return { text: "never" };
  switch (content.codec) {
    case "multipart": {
      const type = typescriptType(shelf, content.use, "request");
      return content.subtype === "form-data" ? { ...type, text: `${type.text} | FormData` } : type;
    }
    case "text":
    case "events":
      return { text: "string" };
    case "bytes":
      return { text: "BinaryInput" };
    case "json": {
      const type = typescriptType(shelf, content.use, "request");
      return content.isPatch ? { ...type, text: `${type.text} | PatchOperation[]` } : type;
    }
    case "stream":
    case "form":
      return typescriptType(shelf, content.use, "request");
    default:
      return assertNever(content.codec);
  }
}

/** A form is one object; its required fields are enough. */
function payload(shelf: Shelf, operation: Operation): Json {
  const fields = formFields(operation);
  if (fields.length === 0) return bodyValue(shelf, operation);
  return Object.fromEntries(fields.map((field) => [field.wire, fieldValue(shelf, field)]));
}
