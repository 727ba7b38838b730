import { assertNever } from "../../model/assert-never.ts";
import type { Declaration, DeclarationId, Property, TypeUse } from "../../model/model.ts";
import type { SampleSide } from "../../model/sample.ts";
import { usableExample } from "./sample-by-name.ts";

interface Looking {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly side: SampleSide;
}

/** The number of references that the search for an example follows. */
const LEVELS = 3;

/**
 * Whether the spec states a value for a property: an example, a default or a list of values, on the property or inside
 * it.
 */
export function hasExample(property: Property, looking: Looking, levels = LEVELS): boolean {
  return (
    usableExample(property.examples, property.wire) !== undefined ||
    property.default !== undefined ||
    isSaid(property.use, looking, levels)
  );
}

function isSaid(use: TypeUse, looking: Looking, levels: number): boolean {
  switch (use.kind) {
    case "ref": {
      const declaration = looking.declarations.get(use.id);
      return declaration !== undefined && levels > 0 && isDeclarationSaid(declaration, looking, levels - 1);
    }
    case "list":
      return isSaid(use.item, looking, levels);
    case "nullable":
      return isSaid(use.of, looking, levels);
    case "literal":
      return true;
    case "scalar":
    case "map":
    case "unknown":
    case "never":
      return false;
    default:
      return assertNever(use);
  }
}

/** The result for each declaration, by side and level. Declarations never change, so a result stays valid. */
const known = new WeakMap<Declaration, Map<string, boolean>>();

function isDeclarationSaid(declaration: Declaration, looking: Looking, levels: number): boolean {
  const answers = known.get(declaration) ?? new Map<string, boolean>();
  known.set(declaration, answers);
  const key = `${looking.side} ${String(levels)}`;
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = findOut(declaration, looking, levels)));
  return answer;
}

function findOut(declaration: Declaration, looking: Looking, levels: number): boolean {
  if (usableExample(declaration.examples, "") !== undefined) return true;
  switch (declaration.kind) {
    case "enum":
      return true;
    case "alias":
      return isSaid(declaration.target, looking, levels);
    case "union":
      return declaration.members.some(({ use }) => isSaid(use, looking, levels));
    case "object":
      return declaration.properties.some(
        (property) =>
          (property.access === "both" || property.access === looking.side) && hasExample(property, looking, levels),
      );
    default:
      return assertNever(declaration);
  }
}
