import { published } from "../../../../contract/publication.ts";
import type { Json, Operation } from "../../../../model/model.ts";
import { publishedCall, type Entry, type Library, type Shelf } from "../../library.ts";
import type { ParameterRow } from "../../parameter-row.ts";
import { bodyValue, fieldValue, formFields, parameterValue } from "../../values.ts";

/** A member of a method's arguments as a page shows it. */
export interface TypeScriptParameter extends ParameterRow {
  readonly value: Json;
}

export function typescriptParameters(library: Library, shelf: Shelf, entry: Entry): readonly TypeScriptParameter[] {
  const { operation } = entry;
  const { parameters } = publishedCall(library, { shelf, language: "typescript" }, entry);
  return parameters.map(({ place, wire, name, shown, isRequired }): TypeScriptParameter => {
    const row = { place, name, aliases: [], type: shown, isRequired };
    if (place === "body")
      return { ...row, description: operation.body?.description ?? "", limits: {}, value: payload(shelf, operation) };
    const found = operation.parameters.find((own) => own.place === place && own.wire === wire);
    const parameter = published(found, `parameter ${name}`);
    return {
      ...row,
      ...(parameter.default === undefined ? {} : { default: parameter.default }),
      description: parameter.description,
      limits: parameter.limits,
      value: parameterValue(shelf, operation, parameter),
      parameter,
    };
  });
}

/** A form is one object; its required fields are enough. */
function payload(shelf: Shelf, operation: Operation): Json {
  const fields = formFields(operation);
  if (fields.length === 0) return bodyValue(shelf, operation);
  return Object.fromEntries(fields.map((field) => [field.wire, fieldValue(shelf, field)]));
}
