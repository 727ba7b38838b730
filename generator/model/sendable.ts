import type { Json, Parameter } from "./model.ts";

/**
 * The part of a value that a parameter's style can serialise: without nested lists and objects, which both runtimes
 * reject. `deepObject` and `content` can serialise them.
 */
export function sendableValue({ style, codec }: Pick<Parameter, "style" | "codec">, value: Json): Json {
  if (style === "deepObject" || codec !== undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isSingle);
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => isSingle(entry)));
}

function isSingle(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

/** Whether an example leaves out a parameter, because none of its values can be sent. */
export function isNeverSent({ unsendable, required }: Pick<Parameter, "unsendable" | "required">): boolean {
  return unsendable === "all" && !required;
}
