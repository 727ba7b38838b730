import type { JsonCodec } from "./operation.js";

/**
 * Returns the text unchanged.
 * @throws URIError for an unpaired surrogate, which UTF-8 cannot encode: `fetch` would send another text.
 */
export function checkText(text: string): string {
  if (/[\ud800-\udfff]/u.test(text)) throw new URIError("unpaired surrogate");
  return text;
}

/** A replacer that throws for values that JSON would silently write as null, or without their content. */
function refuseLoss(this: unknown, name: string, printed: unknown): unknown {
  const value = (this as Record<string, unknown>)[name];
  if ((value instanceof Date || typeof value === "number") && !isFinite(+value))
    throw new TypeError(`no JSON for ${String(value)} at "${name}"`);
  // JSON writes `{}` for these, because their content is not in properties.
  const kind = nameKind(printed);
  if (/^(Promise|Map|Set|Blob|File|FormData|ArrayBuffer)$/.test(kind))
    throw new TypeError(`no JSON for ${kind} at "${name}"`);
  return typeof printed === "bigint" ? 0 : printed;
}

/**
 * Returns the JSON text of a value.
 * @throws URIError for an unpaired surrogate, which JSON writes as an escape that most services cannot read.
 * @throws TypeError for an invalid date and a number that is not finite, which JSON writes as null, for an object
 * without JSON, such as a Promise or a Map, and for a bigint without a `replacer` that replaces it.
 */
export function printJson(
  value: unknown,
  replacer?: (this: object, key: string, part: unknown) => unknown,
): string {
  const text = JSON.stringify(value, replacer);
  if (/null|{}/.test(text)) JSON.stringify(value, refuseLoss);
  return /(^|[^\\])(\\\\)*\\ud[89a-f]/.test(text) ? checkText("\ud800") : text;
}

/** Returns the JSON text of a value, with the codec if there is one. */
export function writeJson(
  value: unknown,
  codec?: Pick<JsonCodec, "stringify"> | boolean,
): string {
  return typeof codec === "object" ? codec.stringify(value) : printJson(value);
}

/** Returns the result of `toJSON` for an object with that method (a date), otherwise the value itself. */
export function toPlain(value: unknown): unknown {
  return (value as { toJSON?: () => unknown } | null)?.toJSON?.() ?? value;
}

/** Whether a value is a string, a bigint, a finite number or a boolean. */
export function isSingle(value: unknown): boolean {
  return (
    /^(string|boolean|bigint)$/.test(typeof value) || Number.isFinite(value)
  );
}

/**
 * Returns a string, number or boolean as text. `at` names the value in messages: `filter.ids[0]`.
 * @throws TypeError for other values, because a service cannot read what `String` makes of them.
 */
export function toText(value: unknown, at: string): string {
  const plain = toPlain(value);
  if (isSingle(plain)) return String(plain);
  throw new TypeError(`bad argument "${at}": no text for ${nameKind(plain)}`);
}

/** The engine's name for the kind of a value: `Array`, `Object`, `Promise`. */
export function nameKind(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
