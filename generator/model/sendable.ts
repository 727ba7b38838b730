import type { Json, Parameter } from "./model.ts";

/**
 * What a parameter's style can send of a value: without the lists and objects inside it, which both runtimes refuse.
 * `deepObject` and a media type have a form for them.
 */
export function sendableValue({ style, codec }: Pick<Parameter, "style" | "codec">, value: Json): Json {
  if (style === "deepObject" || codec !== undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).filter(isSingle);
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => isSingle(entry)));
}

function isSingle(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

/** Whether an example leaves a parameter out: no value of it can be sent. */
export function isNeverSent({ unsendable, required }: Pick<Parameter, "unsendable" | "required">): boolean {
  return unsendable === "all" && !required;
}
