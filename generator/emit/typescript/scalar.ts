/** The TypeScript type of a JSON scalar. */
export function typescriptScalar(scalar: "string" | "integer" | "number" | "boolean"): string {
  return scalar === "integer" ? "number" : scalar;
}

/** A number or a boolean as prettier writes it: 1e21, not 1e+21. */
export function numberText(value: number | bigint | boolean): string {
  return typeof value === "bigint" ? `${value}n` : String(value).replace("e+", "e");
}
