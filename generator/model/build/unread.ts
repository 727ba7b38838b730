import type { Cursor, RawObject } from "../../load/tree.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

/** Keywords of JSON Schema that make a type depend on values: no target can say that. */
const UNREAD = ["if", "dependentSchemas", "$dynamicRef", "$recursiveRef"] as const;

/** Names what of a schema is not read. */
export function reportUnread(state: BuildState, cursor: Cursor, schema: RawObject): void {
  for (const keyword of UNREAD)
    if (schema[keyword] !== undefined) report(state, unsupportedKeyword, { keyword }, cursor);
}
