import type { CatalogEntry } from "./entry.ts";

/** Codes of reading the configuration, the ledger, the overrides and the table of jobs. */
export const SETTINGS = {
  config: {
    severity: "error",
    title: "The configuration is valid",
    why: "An unknown or misspelt key would be ignored, and the run would do something else than it was told.",
    example: "`isc-sdkgen.config.json` has the key `ouput`.",
    advice: "Correct the configuration; docs/configuration.md lists every key.",
  },
  "linked-path": {
    severity: "error",
    title: "The paths that the configuration names for writing lie in its folder",
    why: "A configuration on somebody's branch must not make a run write elsewhere.",
    example: "`out` names a folder that is a symbolic link to another place.",
    advice: "Remove the link, or name the place on the command line.",
  },
  "custom-folder": {
    severity: "error",
    title: "Folders of custom code hold regular files with plain names",
    why: "A link could bring in files of another place, and what is neither code nor told would be lost.",
    example: "`custom/typescript` has a symbolic link, or a file `helpers.js`.",
    advice: "Remove what does not belong there: TypeScript takes `.ts` files, PowerShell `.ps1` files.",
  },
  "custom-code": {
    severity: "error",
    title: "Custom code fits the generated code",
    why: "Custom code is part of the packages, and a package that does not compile must not be written.",
    example: "A custom function calls a method that a new spec no longer has, or is called as a cmdlet is.",
    advice: "Change the custom code at the line that the finding names, then run `isc-sdkgen generate` again.",
  },
  "unreadable-names": {
    severity: "error",
    title: "The ledger and the overrides can be read",
    why: "A run without its ledger would give new names to things whose names are published.",
    example: "A merge left conflict marks in `specs/names.lock.json`.",
    advice: "Restore the file from version control, or run without it: `--names none`, `--overrides none`.",
  },
  "ledger-entry": {
    severity: "error",
    title: "Every name in the ledger is one that the generator could have given",
    why: "Names are printed as code, so a ledger must not bring in text that is no name.",
    example: "The ledger has the method name `getRole(); evil`.",
    advice: "Restore the ledger from version control, or correct the entry.",
  },
  "bad-jobs": {
    severity: "error",
    title: "The table of jobs can be read",
    why: "Without its table an SDK loses what programs wait with, and a misspelt key would undo a row without a word.",
    example: "A row of `specs/jobs.yaml` has no `reason`, or `stauts` in place of `status`.",
    advice: "Correct the table; docs/jobs.md says what a row holds.",
  },
  "job-row": {
    severity: "warning",
    also: ["note"],
    title: "Every row of the table of jobs fits the spec",
    why: "The table is written by people, and a spec changes: who waits for a value that never comes waits until the limit.",
    example: "A row says that the id stands in `jobId`, and the answer of the operation has no such property.",
    advice: "Correct the row, or name the versions that it is for. What does not fit is left out of both SDKs.",
  },
  "failed-ledger": {
    severity: "error",
    title: "The ledger can be written",
    why: "`names rename` and `names retire` change nothing but the ledger.",
    example: "`names rename` runs where `specs/names.lock.json` is read-only.",
    advice: "Make the file and its folder writable and run the command again; the ledger is unchanged.",
  },
} as const satisfies Record<string, CatalogEntry>;
