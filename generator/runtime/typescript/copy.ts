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
  return (value as object | undefined)?.constructor === Object
    ? // Not an assignment, because a property may be named `__proto__`.
      Object.fromEntries(
        Object.entries(value as object).map(([name, part]) => [
          name,
          copy(part),
        ]),
      )
    : value;
}
