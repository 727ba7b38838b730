/**
 * Copies lists and plain objects at any depth. Other values (a date, a file, a stream, a function) stay the same
 * object. A circular value is returned uncopied: it cannot be sent, and the call reports that.
 */
export function copyPlain<T>(value: T): T {
  try {
    return copy(value) as T;
  } catch {
    return value;
  }
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if ((value as object | undefined)?.constructor !== Object) return value;
  // The spread gives the copy each property as its own, so that an assignment to `__proto__` changes no prototype.
  const own: Record<string, unknown> = { ...(value as object) };
  for (const name of Object.keys(own)) own[name] = copy(own[name]);
  return own;
}
