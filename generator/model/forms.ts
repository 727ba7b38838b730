import type { Declaration } from "./model.ts";

/** Which side a type is for: a response is open and complete, a request closed and without what only the service sets. */
export type Form = "answer" | "request";

/** Whether what is sent and what is read are two types. */
export function hasTwoForms(declaration: Declaration): boolean {
  return declaration.requestFormDiffers && declaration.inRequest && declaration.inAnswer;
}

/** The form that a declaration's plain name stands for. */
export function plainForm(declaration: Declaration): Form {
  return declaration.inRequest && !declaration.inAnswer ? "request" : "answer";
}
