import type { Declaration } from "./model.ts";

/**
 * Which form of a declaration is meant. In the response form enumerations are open, and read-only properties are
 * included. In the request form enumerations are closed, and read-only properties are left out.
 */
export type Form = "answer" | "request";

/** Whether requests and responses use different forms of the declaration. */
export function hasTwoForms(declaration: Declaration): boolean {
  return declaration.requestFormDiffers && declaration.inRequest && declaration.inAnswer;
}

/** The form that has the declaration's own name. */
export function plainForm(declaration: Declaration): Form {
  return declaration.inRequest && !declaration.inAnswer ? "request" : "answer";
}
