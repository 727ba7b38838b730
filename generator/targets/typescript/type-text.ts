import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { typescriptScalar } from "../../emit/typescript-scalar.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Declaration, DeclarationId, TypeUse } from "../../model/model.ts";

/** Which side a type is written for: an answer is open and complete, a request closed and without what only the service sets. */
export type Form = "answer" | "request";

/** What printing a type needs to know, and what it collects. */
export interface TypeContext {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** Name of a declaration in a form; registers the import. */
  readonly nameOf: (id: DeclarationId, form: Form) => string;
  /** Name of a runtime type in this module; registers the import. */
  readonly runtime: (name: string) => string;
}

/** Whether a declaration has two TypeScript types. */
export function hasTwoForms(declaration: Declaration): boolean {
  return declaration.requestFormDiffers && declaration.inRequest && declaration.inAnswer;
}

/** The form that a declaration's plain name stands for. */
export function plainForm(declaration: Declaration): Form {
  return declaration.inRequest && !declaration.inAnswer ? "request" : "answer";
}

/** A use as TypeScript. */
export function typeText(use: TypeUse, form: Form, context: TypeContext): string {
  switch (use.kind) {
    case "ref":
      return context.nameOf(use.id, form);
    case "scalar":
      if (use.scalar !== "binary") return typescriptScalar(use.scalar);
      return form === "request" ? context.runtime("BinaryInput") : "Blob";
    case "list": {
      const item = typeText(use.item, form, context);
      const isSimple = /^[\w$.]+(?:<[^|&]*>)?(?:\[\])*$/u.test(item);
      const list = isSimple ? `${item}[]` : `(${item})[]`;
      return form === "request" ? `readonly ${list}` : list;
    }
    case "map": {
      const value = typeText(use.value, form, context);
      return `Record<string, ${value}>`;
    }
    case "literal":
      return literalText(use.value, form, context);
    case "nullable":
      return `${typeText(use.of, form, context)} | null`;
    case "unknown":
      return "unknown";
    default:
      return assertNever(use);
  }
}

function literalText(value: string | number | boolean, form: Form, context: TypeContext): string {
  if (typeof value !== "string") return String(value);
  return enumText([value], form, context);
}

/** An enumeration of texts: open in an answer, closed in a request. */
export function enumText(values: readonly (string | number)[], form: Form, context: TypeContext): string {
  const literals = values.map((value) => (typeof value === "string" ? stringLiteral(value) : String(value)));
  if (values.every((value) => typeof value === "number")) {
    const unlisted = context.runtime("Unlisted");
    return [...literals, form === "answer" ? `(number & ${unlisted})` : unlisted].join(" | ");
  }
  const wrapper = context.runtime(form === "answer" ? "Open" : "Closed");
  return `${wrapper}<${literals.join(" | ")}>`;
}

/** `{ name: type; other?: type }` on one line, for small literal types. */
export function objectText(members: readonly { wire: string; type: string; isOptional: boolean }[]): string {
  return `{ ${members.map(({ wire, type, isOptional }) => `${propertyName(wire)}${isOptional ? "?" : ""}: ${type}`).join("; ")} }`;
}
