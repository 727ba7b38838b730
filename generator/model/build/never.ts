import { child, isObject, type Cursor } from "../../load/tree.ts";
import type { TypeUse } from "../model.ts";
import { contradiction } from "./diagnostics.ts";
import { followIn, report, type BuildState } from "./state.ts";

/**
 * The use of a schema that contradicts itself; reports the contradiction. `parts` describes the constraints that
 * exclude each other.
 */
export function neverUse(
  state: BuildState,
  at: Cursor,
  { what, parts }: { what: string; parts: readonly string[] },
): TypeUse {
  report(state, contradiction, { what, parts }, at);
  return { kind: "never", reason: parts.join(" and ") };
}

/** The use of a schema whose `allOf` has the part `false`, which accepts no value; undefined for any other schema. */
export function excludedUse(state: BuildState, at: Cursor): TypeUse | undefined {
  const parts = isObject(at.value) ? at.value["allOf"] : undefined;
  if (!Array.isArray(parts) || !parts.some((_, index) => followIn(state, child(at, "allOf", index))?.value === false))
    return undefined;
  return neverUse(state, at, { what: "the schema", parts: ["a composition with a part that accepts no value"] });
}
