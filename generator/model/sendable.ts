import type { Json, Parameter } from "./model.ts";

/** The character between the parts of a list or an object, where the style has one that no part may contain. */
const SEPARATORS: Partial<Record<Parameter["style"], string>> = { spaceDelimited: " ", pipeDelimited: "|" };

/**
 * The part of a value that a parameter's style can serialise: without nested lists and objects, and with `-` for the
 * style's separator inside a text. Both runtimes reject such values. `deepObject` and `content` can serialise them.
 */
export function sendableValue({ style, codec }: Pick<Parameter, "style" | "codec">, value: Json): Json {
  if (style === "deepObject" || codec !== undefined || typeof value !== "object" || value === null) return value;
  const separator = SEPARATORS[style];
  const part = (entry: Json): Json =>
    typeof entry === "string" && separator !== undefined ? entry.replaceAll(separator, "-") : entry;
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isSingle).map(part);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => isSingle(entry))
      .map(([key, entry]) => [key, part(entry)]),
  );
}

function isSingle(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

/** Whether an example leaves out a parameter, because none of its values can be sent. */
export function isNeverSent({ unsendable, required }: Pick<Parameter, "unsendable" | "required">): boolean {
  return unsendable === "all" && !required;
}
