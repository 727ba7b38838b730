import type { FormField, Json, Operation, Parameter } from "../../model/model.ts";
import { sampleOf } from "../../model/sample.ts";
import { withoutNull } from "../../model/uses.ts";
import type { Shelf } from "./library.ts";
import { FILE_CONTENT, fitValue } from "./samples.ts";

/** How deep the optional members of a payload are shown. */
const PAYLOAD_DEPTH = 3;

/** The value that a snippet gives a parameter. */
export function parameterValue(shelf: Shelf, parameter: Parameter): Json {
  const { declarations } = shelf;
  const given = parameter.examples[0]?.value ?? parameter.default ?? sampleOf(declarations, parameter.use, "request");
  const value = fitValue(parameter.use, given, { declarations, side: "request", depth: 1 });
  // A path needs text, and no text that leads to another path.
  if (parameter.place === "path" && typeof value === "string" && /^\.{0,2}$/u.test(value.trim()))
    return parameter.wire || "id";
  return value;
}

export function fieldValue(shelf: Shelf, field: FormField): Json {
  if (field.codec === "bytes") return withoutNull(field.use).kind === "list" ? [FILE_CONTENT] : FILE_CONTENT;
  const given = field.examples[0]?.value ?? field.default;
  return fitValue(field.use, given ?? undefined, { declarations: shelf.declarations, side: "request", depth: 1 });
}

/** The payload of an operation that takes one value. */
export function bodyValue(shelf: Shelf, operation: Operation): Json {
  const content = operation.body?.contents[0];
  if (content === undefined) return {};
  if (content.codec === "text") {
    const stated = content.examples[0]?.value;
    return typeof stated === "string" ? stated : "text";
  }
  if (content.codec === "bytes") return FILE_CONTENT;
  const { declarations } = shelf;
  return fitValue(content.use, content.examples[0]?.value, { declarations, side: "request", depth: PAYLOAD_DEPTH });
}

/** The form fields of a payload; none when it is one value. */
export function formFields(operation: Operation): readonly FormField[] {
  return operation.body?.contents[0]?.fields ?? [];
}
