import type { Declaration, TypeUse } from "../model/model.ts";
import type { ModelPublication, TypeText } from "./publication.ts";

/**
 * The types of the parts of a declaration, as a target writes them: further properties, members, alternatives, cases, and
 * the type that an alias names.
 */
export function memberTypes(
  declaration: Declaration,
  typeOf: (use: TypeUse) => TypeText,
): Pick<ModelPublication, "rest" | "members" | "alternatives" | "cases" | "of"> {
  const none = { members: [], alternatives: [], cases: [] };
  switch (declaration.kind) {
    case "object":
      return {
        ...none,
        ...(typeof declaration.rest === "string" ? {} : { rest: typeOf(declaration.rest) }),
        alternatives: (declaration.alternatives ?? []).map(({ members }) => members.map(({ use }) => typeOf(use))),
        cases: (declaration.correlation?.cases ?? []).map(({ use }) => typeOf(use)),
      };
    case "union":
      return { ...none, members: declaration.members.map(({ use }) => typeOf(use)) };
    case "alias":
      return { ...none, of: typeOf(declaration.target) };
    case "enum":
      return none;
  }
}

/** Former names, in the form of a publication. */
export function aliasesOf(
  aliases: readonly { readonly name: string; readonly reason: ModelPublication["aliases"][number]["since"] }[],
): ModelPublication["aliases"] {
  return aliases.map(({ name, reason }) => ({ name, since: reason }));
}
