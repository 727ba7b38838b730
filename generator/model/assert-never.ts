/**
 * Ends a `switch` over a union. A member without a case is a compile error at the call; at run time the function
 * throws.
 */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
