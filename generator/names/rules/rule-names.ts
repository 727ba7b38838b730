import type { Operation } from "../../model/model.ts";
import { overrideKey } from "../overrides/overrides.ts";
import { neighboursOf, readOperation, type NameRule } from "./reading.ts";
import type { TargetNaming } from "../target-naming.ts";

/** The names that the rules alone make for an operation, by {@link overrideKey}, and the rule that read its id. */
export function ruleNames(
  operation: Operation,
  { operations, namings }: { readonly operations: readonly Operation[]; readonly namings: readonly TargetNaming[] },
): { readonly names: ReadonlyMap<string, string>; readonly rule: NameRule } {
  const reading = readOperation(operation, neighboursOf(operations));
  const at = {
    entry: undefined,
    readingOf: () => reading,
    overrideOf: () => undefined,
    settled: () => undefined,
    model: "",
  };
  const names = new Map<string, string>();
  for (const { target, scopes } of namings)
    for (const scope of scopes) {
      if (scope.of !== "operation" || scope.yieldsToModels === true) continue;
      const [first] = scope.request(operation, at).candidates;
      if (first !== undefined) names.set(overrideKey(target, scope), first);
    }
  return { names, rule: reading.rule };
}
