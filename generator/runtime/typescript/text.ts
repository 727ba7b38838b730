import type { JsonCodec } from "./operation.js";

/**
 * A text as it is.
 * @throws URIError for half of a surrogate pair, which UTF-8 cannot hold: `fetch` would send another text.
 */
export function checkText(text: string): string {
  if (/[\ud800-\udfff]/u.test(text))
    throw new URIError("half of a surrogate pair");
  return text;
}

/** Refuses what JSON would write as null without a word. */
function refuseNull(this: unknown, name: string, printed: unknown): unknown {
  const value = (this as Record<string, unknown>)[name];
  if ((value instanceof Date || typeof value === "number") && !isFinite(+value))
    throw new TypeError(`no JSON for ${String(value)} at "${name}"`);
  return typeof printed === "bigint" ? 0 : printed;
}

/**
 * The JSON text of a value.
 * @throws URIError for half of a surrogate pair, which JSON writes as an escape that most services cannot read.
 * @throws TypeError for an invalid date and a number that is not finite, which JSON writes as null, and for a bigint
 * without a `replacer` that replaces it.
 */
export function printJson(
  value: unknown,
  replacer?: (this: object, key: string, part: unknown) => unknown,
): string {
  const text = JSON.stringify(value, replacer);
  if (/null/.test(text)) JSON.stringify(value, refuseNull);
  return /(^|[^\\])(\\\\)*\\ud[89a-f]/.test(text) ? checkText("\ud800") : text;
}

/** The JSON text of a value, by a codec of its own where there is one. */
export function writeJson(
  value: unknown,
  codec?: Pick<JsonCodec, "stringify"> | boolean,
): string {
  return typeof codec === "object" ? codec.stringify(value) : printJson(value);
}

/** What a value stands for: what JSON would make of an object that knows (a date), else the value. */
export function toPlain(value: unknown): unknown {
  return (value as { toJSON?: () => unknown } | null)?.toJSON?.() ?? value;
}

/** Whether a value is a text, number or truth value. */
export function isSingle(value: unknown): boolean {
  return (
    /^(string|boolean|bigint)$/.test(typeof value) || Number.isFinite(value)
  );
}

/**
 * A text, number or truth value as text. `at` says where it stands: `filter.ids[0]`.
 * @throws TypeError for everything else, for which `String` has a text that no service can read.
 */
export function toText(value: unknown, at: string): string {
  const plain = toPlain(value);
  if (isSingle(plain)) return String(plain);
  throw new TypeError(`bad argument "${at}": no text for ${nameKind(plain)}`);
}

/** `Array`, `Object`, `Promise`: the engine's word for what a value is. */
export function nameKind(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
