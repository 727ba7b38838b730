/**
 * A text as it is.
 * @throws URIError for half of a surrogate pair, which UTF-8 cannot hold: `fetch` would send another text.
 */
export function checkText(text: string): string {
  if (/[\ud800-\udfff]/u.test(text))
    throw new URIError("half of a surrogate pair");
  return text;
}

/**
 * The JSON text of a value.
 * @throws URIError for half of a surrogate pair, which JSON writes as an escape that most services cannot read.
 */
export function printJson(value: unknown): string {
  const text = JSON.stringify(value);
  return /(^|[^\\])(\\\\)*\\ud[89a-f]/.test(text) ? checkText("\ud800") : text;
}
