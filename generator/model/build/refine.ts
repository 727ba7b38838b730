import type { Property, TypeUse } from "../model.ts";

/** A property that two parts declare: the later one counts where it says anything, its type where it says more. */
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

/** How much a use tells: a text says less than an enumeration of texts, a list of anything less than a list of roles. */
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
