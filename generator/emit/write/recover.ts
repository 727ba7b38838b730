import { join } from "node:path";
import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { apply, obstacleOf, revert } from "./apply.ts";
import { failedWrite, recovered, untrustedJournal } from "./diagnostics.ts";
import { clearWork, discardJournal, endJournal, readPending, type Journal } from "./journal.ts";
import { WORK } from "./paths.ts";

/** The conditions under which `recover` follows or discards the journal of a killed run. */
export interface RecoverOptions {
  /** The folder of the key of the journals; undefined: no journal is followed. */
  readonly state: string | undefined;
  /** Whether to discard a journal that cannot be followed. */
  readonly force: boolean;
}

/**
 * Completes an interrupted write that has a journal, undoes a write that cannot be completed, or removes what a write
 * without a journal left. It runs under the lock before anything reads the folder, so that a mixture of two outputs is
 * never taken for one output.
 *
 * All of this is synchronous: thousands of small files are written several times faster than with promises, and nothing
 * else runs at this time.
 */
export function recover(folder: GuardedFolder, { state, force }: RecoverOptions): readonly Diagnostic[] {
  const pending = readPending(folder, state);
  const tell = (how: string): Diagnostic => diagnose(recovered, { path: folder.root, how });
  switch (pending.kind) {
    case "none":
      return [];
    case "leftovers":
      clearWork(folder);
      return [tell("its working files are removed")];
    case "untrusted":
      if (!force) return [untrusted(folder, pending.reason)];
      discardJournal(folder);
      return [tell("its journal was not followed, and --force has removed the writer's working files")];
    case "journal": {
      const outcome = settleJournal(folder, pending.journal);
      if (typeof outcome !== "string") return [outcome];
      endJournal(folder);
      clearWork(folder);
      return [tell(outcome)];
    }
  }
}

/** The diagnostic about a journal that is not followed. */
export function untrusted(folder: GuardedFolder, reason: string): Diagnostic {
  return diagnose(untrustedJournal, { path: join(folder.root, WORK, "journal.json"), work: WORK, reason });
}

/** Completes the write, or undoes it. Returns a diagnostic only if neither is possible. */
function settleJournal(folder: GuardedFolder, journal: Journal): string | Diagnostic {
  let reason: unknown;
  let obstacle: string | undefined;
  try {
    obstacle = obstacleOf(folder, journal);
    if (obstacle === undefined) {
      apply(folder, journal, true);
      return "that write has been completed";
    }
  } catch (error) {
    reason = error;
  }
  try {
    revert(folder, journal);
    return `that write has been undone${obstacle === undefined ? "" : `, because it could not be completed: ${obstacle}`}`;
  } catch (error) {
    return diagnose(failedWrite, {
      path: folder.root,
      state: "an interrupted write can neither be completed nor undone for now",
      ...explainSystemError(reason ?? error),
    });
  }
}
