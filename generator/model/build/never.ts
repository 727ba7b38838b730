import type { Cursor } from "../../load/tree.ts";
import type { TypeUse } from "../model.ts";
import { contradiction } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

/** A place that contradicts itself: `parts` says what each of those that exclude one another accepts. */
export function neverUse(
  state: BuildState,
  at: Cursor,
  { what, parts }: { what: string; parts: readonly string[] },
): TypeUse {
  report(state, contradiction, { what, parts }, at);
  return { kind: "never", reason: parts.join(" and ") };
}
