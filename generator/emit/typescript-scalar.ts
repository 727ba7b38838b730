/** The TypeScript type of a scalar that JSON has. */
export function typescriptScalar(scalar: "string" | "integer" | "number" | "boolean"): string {
  return scalar === "integer" ? "number" : scalar;
}
