import { moveEntry, restoreEntry, type EntryPlace } from "../../names/history/move-entry.ts";
import { writeLedger } from "./change.ts";
import type { NamesResult, NamesProject } from "./project.ts";

/** `names move`: confirms that a removed entry is the entry at another key; its names move there. */
export function move(project: NamesProject, place: EntryPlace): NamesResult {
  return writeLedger(project, moveEntry(project.ledger, place));
}

/** `names restore`: turns a tombstone back into entries. */
export function restore(
  project: NamesProject,
  entry: { readonly version: string; readonly what: string },
): NamesResult {
  return writeLedger(project, restoreEntry(project.ledger, entry));
}
