import { moveEntry, restoreEntry, type EntryPlace } from "../../names/history/move-entry.ts";
import { writeLedger } from "./change.ts";
import type { NamesAnswer, NamesProject } from "./project.ts";

/** `names move`: says that an entry that is gone is what came at another key; the names go there. */
export function move(project: NamesProject, place: EntryPlace): NamesAnswer {
  return writeLedger(project, moveEntry(project.ledger, place));
}

/** `names restore`: makes entries of a tombstone again. */
export function restore(
  project: NamesProject,
  entry: { readonly version: string; readonly what: string },
): NamesAnswer {
  return writeLedger(project, restoreEntry(project.ledger, entry));
}
