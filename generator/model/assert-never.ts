/** Closes a `switch` over a union: a new member is a compile error here, and a bug if it is met at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
