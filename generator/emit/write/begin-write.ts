import { rmdirSync } from "node:fs";
import { dirname } from "node:path";
import { guardFolder } from "../../files/guard.ts";
import { quietly } from "../../files/quietly.ts";
import { refusePlace } from "../../files/refused-places.ts";
import { statusOf } from "../../files/status.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { clearWork, hasJournal, readPending, stage } from "./journal.ts";
import { holdsLock, takeLock, type ProcessInfo, type Release } from "./lock.ts";
import { NOTHING, planAndCommit, unusable, type WriteInput, type WriteResult } from "./write.ts";

/** A write that has begun: the folder is locked, and files can be staged in it while targets make others. */
export interface BegunWrite {
  /** The folder for `createStager`. */
  readonly root: string;
  /** Does what `writeOutput` does, and ends. Throws no error. */
  readonly finish: (input: Omit<WriteInput, "out" | "check">) => WriteResult;
  /** Removes what was staged, and ends; does nothing after the end. No stager may be working any more. */
  readonly abandon: () => void;
}

/**
 * Begins a write before its files are known. Until `finish`, no file of the output changes. Returns undefined if
 * anything is in the way; then `writeOutput` waits or reports it when the files are there.
 */
export function beginWrite(out: string, self: ProcessInfo): BegunWrite | undefined {
  const folder = guardFolder(out);
  let release: Release | undefined;
  let made: readonly string[] = [];
  const abandon = (): void => {
    const unlock = release;
    release = undefined;
    if (unlock !== undefined)
      quietly(() => {
        // Without the lock file, it is another folder than the one that was locked.
        if (!holdsLock(folder, self)) return;
        // The next run completes or undoes a write that has a journal, and needs the files beside it.
        if (!hasJournal(folder)) clearWork(folder);
        unlock();
      });
    for (const path of made) quietly(() => rmdirSync(path));
    made = [];
  };
  try {
    refusePlace(out);
    made = missingFolders(out);
    const lock = takeLock(folder, { ...self, patience: 0 });
    if (typeof lock !== "function") return undefined;
    release = lock;
    if (readPending(folder, self.state).kind === "none") {
      stage(folder, []);
      return { root: out, finish, abandon };
    }
  } catch {
    // `writeOutput` reports the reason.
  }
  abandon();
  return undefined;

  function finish(input: Omit<WriteInput, "out" | "check">): WriteResult {
    try {
      return planAndCommit(folder, { ...input, out, check: false });
    } catch (error) {
      return { plan: NOTHING, diagnostics: [unusable(out, explainSystemError(error))] };
    } finally {
      abandon();
    }
  }
}

/** The folders of a path that do not exist, innermost first. */
function missingFolders(path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = path; statusOf(at) === undefined && dirname(at) !== at; at = dirname(at)) missing.push(at);
  return missing;
}
