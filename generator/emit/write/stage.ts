import { guardFolder, type GuardedFolder } from "../../files/guard.ts";
import { explainSystemError, type SystemReason } from "../../files/system-error.ts";
import type { OutputFile, StagedFile, Standing } from "../output.ts";
import { stagedPath } from "./journal.ts";
import { hashOf } from "./manifest.ts";
import { refusalOf } from "./paths.ts";
import { compareFile } from "./standing.ts";

/** The result of staging some files. After a failure nothing more is staged, and the run writes nothing. */
export interface StagedBatch {
  readonly files: readonly StagedFile[];
  readonly failure?: SystemReason;
}

/** Stages files in a folder that `beginWrite` has prepared. */
export type StageFiles = (files: readonly OutputFile[]) => StagedBatch;

const NOTHING: Standing = { kind: "nothing" };

/**
 * Stages files while targets still make others, also in another thread than the one that holds the lock. A file that
 * stands at its path already is not staged. No file of the output changes: `planWrite` looks at every path again, and
 * refuses what is refused. Only one stager works in a folder at a time, because it numbers the files.
 */
export function createStager(root: string): StageFiles {
  const folder = guardFolder(root);
  let count = 0;
  let failure: SystemReason | undefined;
  const stageFile = (file: OutputFile): StagedFile => {
    const { path } = file;
    const { hash, standing } = hasSafePath(folder, path)
      ? compareFile(root, file)
      : { hash: hashOf(file.content), standing: NOTHING };
    if (standing.kind === "file" && standing.hash === hash) return { path, hash, standing };
    folder.create(stagedPath(count), file.content);
    count += 1;
    return { path, hash, standing, index: count - 1 };
  };
  return (files) => {
    const staged: StagedFile[] = [];
    try {
      if (failure === undefined) for (const file of files) staged.push(stageFile(file));
    } catch (error) {
      failure = explainSystemError(error);
    }
    return failure === undefined ? { files: staged } : { files: staged, failure };
  };
}

/** Whether a path leads to a place in the folder. Any other path is not looked at; `planWrite` reports it. */
function hasSafePath(folder: GuardedFolder, path: string): boolean {
  if (refusalOf(path) !== undefined) return false;
  try {
    folder.status(path);
    return true;
  } catch {
    return false;
  }
}
