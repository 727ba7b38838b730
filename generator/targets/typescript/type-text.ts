import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { numberText, typescriptScalar } from "../../emit/typescript-scalar.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { Form } from "../../model/forms.ts";
import type { Declaration, DeclarationId, Positions, TypeUse } from "../../model/model.ts";
import { circularAliases, eachReference, objectOf } from "../../model/uses.ts";

/** What printing a type needs to know, and what it collects. */
export interface TypeContext {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** Name of a declaration in a form; registers the import. */
  readonly nameOf: (id: DeclarationId, form: Form) => string;
  /** Name of a runtime type in this module; registers the import. */
  readonly runtime: (name: string) => string;
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
      if (use.positions !== undefined) return tupleText(use.positions, use.item, { form, context });
      const list = listText(use.item, form, context);
      return form === "request" && isPatchOperation(use.item, context)
        ? `${list} | readonly ${context.runtime("PatchOperation")}[]`
        : list;
    }
    case "map": {
      const value = typeText(use.value, form, context);
      // An alias may stand in its own index signature, but not in its own type argument.
      return refersToCircle(use.value, context) ? `{ [key: string]: ${value} }` : `Record<string, ${value}>`;
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

function refersToCircle(use: TypeUse, { declarations }: TypeContext): boolean {
  const circular = circularAliases(declarations);
  let isCircular = false;
  if (circular.size > 0) eachReference(use, (id) => (isCircular ||= circular.has(id)));
  return isCircular;
}

/** A list whose first items have types of their own. */
function tupleText(
  { uses, required, isClosed }: Positions,
  rest: TypeUse,
  { form, context }: { form: Form; context: TypeContext },
): string {
  const items = uses.map((use, index) => {
    const text = typeText(use, form, context);
    return index < required ? text : `${isSimpleType(text) ? text : `(${text})`}?`;
  });
  if (!isClosed) items.push(`...${itemsText(typeText(rest, form, context))}`);
  return `${form === "request" ? "readonly " : ""}[${items.join(", ")}]`;
}

/** A list of a use. */
export function listText(item: TypeUse, form: Form, context: TypeContext): string {
  const list = itemsText(typeText(item, form, context));
  return form === "request" ? `readonly ${list}` : list;
}

function itemsText(text: string): string {
  return isSimpleType(text) ? `${text}[]` : `(${text})[]`;
}

/** Whether a type needs no parentheses before `[]`. */
function isSimpleType(text: string): boolean {
  return /^[\w$.]+(?:<[^|&]*>)?(?:\[\])*$/u.test(text);
}

/** Whether a use is an operation of a JSON Patch, as the spec declares it. The runtime's own patch is sent there too. */
function isPatchOperation(use: TypeUse, { declarations }: TypeContext): boolean {
  const properties = objectOf(declarations, use)?.properties ?? [];
  const isKnown = properties.every(({ wire }) => ["op", "path", "from", "value"].includes(wire));
  return isKnown && ["op", "path"].every((wire) => properties.some((property) => property.wire === wire));
}

function literalText(value: string | number | boolean, form: Form, context: TypeContext): string {
  if (typeof value !== "string") return numberText(value);
  return enumText([value], form, context);
}

/** An enumeration of texts: open in an answer, closed in a request. */
export function enumText(values: readonly (string | number)[], form: Form, context: TypeContext): string {
  const literals = values.map((value) => (typeof value === "string" ? stringLiteral(value) : numberText(value)));
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
