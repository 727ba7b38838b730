import type { CatalogEntry } from "./entry.ts";

/** Codes of writing the output. */
export const WRITING = {
  "foreign-file": {
    severity: "error",
    title: "Files that the manifest does not own are left alone",
    why: "The generator deletes and overwrites only what it wrote itself.",
    example: "`generated/typescript/README.md` was put there by hand.",
    advice: "Move the file away, or take it over with `--force`.",
  },
  "edited-file": {
    severity: "error",
    title: "Generated files are not edited by hand",
    why: "The next run would overwrite the edit without a trace.",
    example: "A generated file differs from the hash that the manifest has of it.",
    advice: "Undo the change, or overwrite it with `--force`.",
  },
  "blocked-path": {
    severity: "error",
    title: "The output folder holds only files and folders",
    why: "Writing through a link or a device would change things outside the output folder.",
    example: "`generated/docs` is a symbolic link.",
    advice: "Move it away; `--force` does not write there either.",
  },
  "unsafe-path": {
    severity: "error",
    title: "Output stays inside the output folder, one file for each name",
    why: "A path made from the text of a spec must not leave the folder or hit another file.",
    example: "A name leads to the path `../../x`.",
    advice: "Rename what the path is made from with an override; report it as a bug if you did not choose the name.",
  },
  "broken-manifest": {
    severity: "error",
    title: "The manifest can be read",
    why: "Without the manifest a run does not know which files are its own.",
    example: "A merge left conflict marks in `generated/manifest.json`.",
    advice: "Restore it from version control, or delete it and run with `--force`.",
  },
  "busy-output": {
    severity: "error",
    title: "One run writes an output folder at a time",
    why: "Two runs would mix their files.",
    example: "A second run starts in one output folder while the first one writes.",
    advice: "Wait for the other run; delete the lock that the finding names if that run is gone.",
  },
  recovered: {
    severity: "note",
    title: "An interrupted write is completed or undone before anything else",
    why: "A journal tells how far the earlier run came, so the output is whole again.",
    example: "The machine went down during a run.",
    advice: "Nothing is to do.",
  },
  "interrupted-write": {
    severity: "error",
    title: "A folder that is compared holds one whole output",
    why: "`--check` changes nothing, so it can neither complete nor undo an interrupted write.",
    example: "`--check` runs after a run that was killed.",
    advice: "Run once without `--check`.",
  },
  "untrusted-journal": {
    severity: "error",
    title: "A journal is followed only when a run of this user wrote it",
    why: "A journal tells which files to move and delete, so a foreign one could delete anything.",
    example: "An archive from elsewhere brings a journal in its output folder.",
    advice: "Restore the output from version control if a run of yours was killed; then delete the journal's folder.",
  },
  "unusable-output": {
    severity: "error",
    title: "The output folder can be written",
    why: "A run tries the folder before it changes anything.",
    example: "`--out` names a file, or a folder that is read-only.",
    advice: "Name another folder, or make this one writable; nothing was written.",
  },
  "failed-write": {
    severity: "error",
    title: "A write that fails is undone",
    why: "Half an output is worse than the old one.",
    example: "The disk is full.",
    advice: "Remove the cause that the finding names and run again.",
  },
} as const satisfies Record<string, CatalogEntry>;
