import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { apply, isWhole, revert } from "./apply.ts";
import { failedWrite, recovered, untrustedJournal } from "./diagnostics.ts";
import { clearWork, endJournal, readPending, type Journal } from "./journal.ts";
import { WORK } from "./paths.ts";

/**
 * Completes a write whose journal stands, undoes one that cannot be completed, or clears away one that never got as
 * far. Runs under the lock before anything looks at the folder, so that a mixture of two outputs is never taken for
 * one.
 *
 * All of this is synchronous: thousands of small files are written several times faster than through promises, and
 * nothing else is under way.
 */
export function recover(folder: GuardedFolder): readonly Diagnostic[] {
  const pending = readPending(folder);
  const tell = (how: string): Diagnostic => diagnose(recovered, { path: folder.root, how });
  switch (pending.kind) {
    case "none":
      return [];
    case "leftovers":
      clearWork(folder);
      return [tell("its working files are removed")];
    case "untrusted": {
      endJournal(folder);
      clearWork(folder);
      const path = join(folder.root, WORK, "journal.json");
      return [diagnose(untrustedJournal, { path, reason: pending.reason })];
    }
    case "journal": {
      const outcome = settleJournal(folder, pending.journal);
      if (typeof outcome !== "string") return [outcome];
      endJournal(folder);
      clearWork(folder);
      return [tell(outcome)];
    }
  }
}

/** Completes the write, or undoes it; an error only where neither can be done. */
function settleJournal(folder: GuardedFolder, journal: Journal): string | Diagnostic {
  let reason: unknown;
  try {
    if (isWhole(folder, journal)) {
      apply(folder, journal, true);
      return "that write has been completed";
    }
  } catch (error) {
    reason = error;
  }
  try {
    revert(folder, journal);
    return "that write has been undone";
  } catch (error) {
    return diagnose(failedWrite, {
      path: folder.root,
      state: "an interrupted write can neither be completed nor undone for now",
      ...explainSystemError(reason ?? error),
    });
  }
}
