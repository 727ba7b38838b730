/**
 * A copy of lists and plain objects, at any depth. What else a value holds (a date, a file, a stream, a function) stays
 * what it is. A value that holds itself is given back: it cannot be sent, and the call says so.
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
    ? // Not an assignment: a property may be named `__proto__`.
      Object.fromEntries(
        Object.entries(value as object).map(([name, part]) => [
          name,
          copy(part),
        ]),
      )
    : value;
}
