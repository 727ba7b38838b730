import { keywordsOf } from "../../load/grammar-lookups.ts";
import type { Cursor, RawObject } from "../../load/tree.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

/** Keywords that make a type depend on values, which no target can say. */
const UNREAD = keywordsOf("schema", ({ unread }) => unread === "wider" || unread === "narrower").map(([key]) => key);

/** Names what of a schema is not read. */
export function reportUnread(state: BuildState, cursor: Cursor, schema: RawObject): void {
  for (const keyword of UNREAD)
    if (schema[keyword] !== undefined) report(state, unsupportedKeyword, { keyword }, cursor);
}
