import type { FormField, Json, Operation, Parameter, TypeUse } from "../../model/model.ts";
import { isInRange, sampleOf } from "../../model/sample.ts";
import { sendableValue } from "../../model/sendable.ts";
import { resolveUse, withoutNull } from "../../model/uses.ts";
import { namesDeclaredField, readingSample } from "./filter-sample.ts";
import { usableExample } from "./sample-by-name.ts";
import { FILE_CONTENT, fitValue, type Fitting } from "./samples.ts";

/** The number of levels down to which optional properties of a request body are shown. */
const PAYLOAD_DEPTH = 3;

/** The input for sample values in a language. */
export type Valued = Pick<Fitting, "declarations" | "int64">;

function languageOf({ declarations, int64 }: Valued): Valued {
  return { declarations, ...(int64 === undefined ? {} : { int64 }) };
}

/** The value of a parameter in a snippet. */
export function parameterValue(shelf: Valued, operation: Operation, parameter: Parameter): Json {
  const { wire } = parameter;
  const stated = usableExample(parameter.examples, wire) ?? parameter.default;
  const isUnfit = typeof stated === "string" && !namesDeclaredField(operation, parameter, stated);
  const given = (isUnfit ? undefined : stated) ?? readingSample(operation, parameter);
  const value = sendableValue(parameter, fitArgument(parameter.use, given, { ...languageOf(shelf), name: wire }));
  // A path segment needs text. Empty text, `.` and `..` would address another path.
  if (parameter.place === "path" && typeof value === "string" && /^\.{0,2}$/u.test(value.trim()))
    return parameter.wire || "id";
  return value;
}

/** A sample value for a field of a form. */
export function fieldValue(shelf: Valued, field: FormField): Json {
  if (field.codec === "bytes") return withoutNull(field.use).kind === "list" ? [FILE_CONTENT] : FILE_CONTENT;
  const given = usableExample(field.examples, field.wire) ?? field.default;
  return fitArgument(field.use, given ?? undefined, { ...languageOf(shelf), name: field.wire });
}

/**
 * A value for a parameter. An integer beyond the range of its type is replaced by a sample, because it would not bind.
 * Specs state such integers as examples.
 */
function fitArgument(use: TypeUse, given: Json | undefined, at: Valued & { readonly name: string }): Json {
  const { declarations } = at;
  const value = fitValue(use, given, { ...at, side: "request", depth: 1 });
  const { use: plain } = resolveUse(declarations, use);
  const isBeyond =
    plain.kind === "scalar" &&
    plain.scalar === "integer" &&
    ((typeof value === "number" && !isInRange(Math.trunc(value), plain.format)) ||
      (typeof value === "bigint" && BigInt.asIntN(64, value) !== value && at.int64 === undefined));
  return isBeyond ? sampleOf(declarations, plain, "request") : value;
}

/** The request body of an operation that does not send a form. */
export function bodyValue(shelf: Valued, operation: Operation): Json {
  const content = operation.body?.contents[0];
  if (content === undefined) return {};
  if (content.codec === "text") {
    const stated = usableExample(content.examples, "");
    return typeof stated === "string" ? stated : "An example";
  }
  if (content.codec === "bytes") return FILE_CONTENT;
  return fitValue(content.use, content.examples[0]?.value, {
    ...languageOf(shelf),
    side: "request",
    depth: PAYLOAD_DEPTH,
  });
}

/** The form fields of a request body. Returns an empty list if the body is not a form. */
export function formFields(operation: Operation): readonly FormField[] {
  return operation.body?.contents[0]?.fields ?? [];
}
