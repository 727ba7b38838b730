import type { Cursor } from "../../load/tree.ts";
import type { TypeUse } from "../model.ts";
import { contradiction } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

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
