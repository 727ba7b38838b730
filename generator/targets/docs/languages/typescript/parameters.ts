import { published } from "../../../../contract/publication.ts";
import type { Json, Operation } from "../../../../model/model.ts";
import { withIntegers } from "../../../../model/long-integers.ts";
import { onceBy } from "../../language.ts";
import { publishedCall, type Entry, type Library, type Shelf } from "../../library.ts";
import type { ParameterRow } from "../../parameter-row.ts";
import { bodyValue, fieldValue, formFields, parameterValue, type Valued } from "../../values.ts";

/** A property of a method's arguments as a page shows it. */
export interface TypeScriptParameter extends ParameterRow {
  /** A sample value. Only snippets need it. */
  readonly value: () => Json;
}

/** The rows of the table of parameters of a method. The table and the snippets of an operation share them. */
export const typescriptParameters = onceBy(parametersOf);

function parametersOf(library: Library, shelf: Shelf, entry: Entry): readonly TypeScriptParameter[] {
  const { operation } = entry;
  const { int64 } = library.config.typescript;
  const valued = { declarations: shelf.declarations, int64 };
  const { parameters } = publishedCall(library, { shelf, language: "typescript" }, entry);
  return parameters.map(({ place, wire, name, shown, isRequired }): TypeScriptParameter => {
    const row = { place, name, aliases: [], type: shown, isRequired };
    if (place === "body")
      return {
        ...row,
        description: operation.body?.description ?? "",
        limits: {},
        value: () => payload(valued, operation),
      };
    const found = operation.parameters.find((own) => own.place === place && own.wire === wire);
    const parameter = published(found, `parameter ${name}`);
    return {
      ...row,
      ...(parameter.default === undefined
        ? {}
        : { default: withIntegers(shelf.declarations, parameter.use, parameter.default) }),
      description: parameter.description,
      limits: parameter.limits,
      value: () => parameterValue(valued, operation, parameter),
      parameter,
    };
  });
}

/** A sample of the request body. A form is one object that needs only its required fields. */
function payload(valued: Valued, operation: Operation): Json {
  const fields = formFields(operation);
  if (fields.length === 0) return bodyValue(valued, operation);
  return Object.fromEntries(fields.map((field) => [field.wire, fieldValue(valued, field)]));
}
