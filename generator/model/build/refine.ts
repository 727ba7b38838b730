import type { Property, TypeUse } from "../model.ts";

/** Merges two declarations of one property. The later one wins; its use wins only where it is at least as exact. */
export function refine(earlier: Property, later: Property): Property {
  const use = exactnessOf(later.use) < exactnessOf(earlier.use) ? earlier.use : later.use;
  return {
    ...earlier,
    ...later,
    use,
    required: earlier.required || later.required,
    access: later.access === "both" ? earlier.access : later.access,
    description: later.description || earlier.description,
    examples: later.examples.length > 0 ? later.examples : earlier.examples,
  };
}

/**
 * Ranks how exact a use is: a string is less exact than an enumeration, a list of anything less exact than a list of
 * roles.
 */
function exactnessOf(use: TypeUse): number {
  switch (use.kind) {
    case "unknown":
      return 0;
    case "never":
      return 5;
    case "map":
      return exactnessOf(use.value) === 0 ? 1 : 3;
    case "list":
      return use.positions === undefined && exactnessOf(use.item) === 0 ? 1 : 3;
    case "scalar":
      return use.format === undefined ? 2 : 3;
    case "nullable":
      return exactnessOf(use.of);
    case "ref":
    case "literal":
      return 4;
  }
}
