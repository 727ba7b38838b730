/** JSON pointers (RFC 6901) as strings; "" is the whole document. */

/** Escapes a token of a pointer: `~` becomes `~0` and `/` becomes `~1`. */
export function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** The inverse of {@link escapeToken}. */
export function unescapeToken(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}

/** Appends a token to a pointer. */
export function appendToken(pointer: string, token: string): string {
  return `${pointer}/${escapeToken(token)}`;
}

/** Appends tokens to a pointer. */
export function appendPointer(pointer: string, ...tokens: readonly (string | number)[]): string {
  let result = pointer;
  for (const token of tokens) result = appendToken(result, String(token));
  return result;
}

/** Splits a pointer into unescaped tokens. */
export function pointerTokens(pointer: string): string[] {
  return pointer === "" ? [] : pointer.slice(1).split("/").map(unescapeToken);
}

/** The value that a pointer names, or undefined. Only own properties count, so `/constructor` finds nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointerTokens(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}
