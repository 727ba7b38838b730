import type { CatalogEntry } from "./entry.ts";

/** Codes of writing the output. */
export const WRITING = {
  "foreign-file": {
    severity: "error",
    title: "The output folder contains no other files where generated files belong",
    why: "The generator deletes and overwrites only files that it wrote.",
    example: "Somebody created `generated/typescript/README.md` by hand.",
    advice: "Move the file to another folder, or overwrite it with `--force`.",
  },
  "edited-file": {
    severity: "error",
    title: "Generated files are not edited by hand",
    why: "The next run would overwrite the edit.",
    example: "The content of a generated file does not match its hash in the manifest.",
    advice: "Undo the edit, or overwrite it with `--force`.",
  },
  "blocked-path": {
    severity: "error",
    title: "The output folder contains only regular files and folders",
    why: "Writing through a link or a device would change files outside the output folder.",
    example: "`generated/docs` is a symbolic link.",
    advice: "Remove it or move it elsewhere. `--force` does not overwrite it.",
  },
  "unsafe-path": {
    severity: "error",
    title: "Every output path is inside the output folder, and no two paths name the same file",
    why: "A path that is built from the text of a spec must not leave the folder or overwrite another file.",
    example: "A name results in the path `../../x`.",
    advice: "Change the name with an override. If you did not choose the name, report a bug.",
  },
  "broken-manifest": {
    severity: "error",
    title: "The manifest can be read",
    why: "Without the manifest a run does not know which files the generator owns.",
    example: "A merge left conflict markers in `generated/manifest.json`.",
    advice: "Restore it from version control, or delete it and run with `--force`.",
  },
  "busy-output": {
    severity: "error",
    title: "Only one run at a time writes to an output folder",
    why: "Two runs would mix their files.",
    example: "A run starts while another run writes to the same output folder.",
    advice: "Wait for the other run. If that run no longer exists, delete the lock file that the finding names.",
  },
  recovered: {
    severity: "note",
    title: "An interrupted write is completed or undone before the next write",
    why: "The journal states how far the earlier run came, so the next run can restore a consistent output.",
    example: "The machine was shut down during a run.",
    advice: "No action is needed.",
  },
  "interrupted-write": {
    severity: "error",
    title: "`--check` finds no interrupted write",
    why: "`--check` changes nothing, so it can neither complete nor undo an interrupted write.",
    example: "A run was killed, and the next run has `--check`.",
    advice: "Run once without `--check`.",
  },
  "untrusted-journal": {
    severity: "error",
    title: "The journal in the output folder was written by this user",
    why: "A journal lists files to move and delete, so a foreign journal could delete any file.",
    example: "The output folder was copied from another machine together with its journal.",
    advice:
      "If one of your runs was killed, restore the output from version control. Then delete the journal's folder.",
  },
  "unusable-output": {
    severity: "error",
    title: "The output folder can be written",
    why: "A run checks the folder before it changes anything.",
    example: "`--out` names a file or a read-only folder.",
    advice: "Pass another folder, or make this one writable. Nothing was written.",
  },
  "failed-write": {
    severity: "error",
    title: "All files can be written",
    why: "A partial output is worse than the old one, so a failed write is undone.",
    example: "The disk is full.",
    advice: "Remove the cause that the finding states, and run again.",
  },
} as const satisfies Record<string, CatalogEntry>;
