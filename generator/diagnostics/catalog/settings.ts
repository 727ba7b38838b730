import type { CatalogEntry } from "./entry.ts";

/** Codes of reading the configuration, the ledger, the overrides and the table of jobs. */
export const SETTINGS = {
  config: {
    severity: "error",
    title: "The configuration is valid",
    why: "If unknown or misspelt keys were ignored, the run would silently use the default instead.",
    example: "`isc-sdkgen.config.json` has the key `ouput`.",
    advice: "Correct the configuration. docs/configuration.md lists every key.",
  },
  "linked-path": {
    severity: "error",
    title: "The output paths in the configuration are inside its folder",
    why: "A configuration from another branch or person must not make a run write to other folders.",
    example: "`out` names a folder that is a symbolic link to a folder elsewhere.",
    advice: "Remove the link, or pass the folder on the command line.",
  },
  "custom-folder": {
    severity: "error",
    title: "Folders of custom code contain only regular files of their language",
    why: "A link could bring in files from elsewhere, and other files would be left out silently.",
    example: "`custom/typescript` contains a symbolic link, or a file `helpers.js`.",
    advice: "Remove the file or link. TypeScript accepts `.ts` files, PowerShell accepts `.ps1` files.",
  },
  "custom-code": {
    severity: "error",
    title: "Custom code works with the generated code",
    why: "Custom code is part of the packages, and the generator must not write a package that does not compile.",
    example: "A custom function calls a method that the new spec no longer has, or has the name of a generated cmdlet.",
    advice: "Change the custom code at the line in the finding, then run `isc-sdkgen generate` again.",
  },
  "unreadable-names": {
    severity: "error",
    title: "The ledger and the overrides can be read",
    why: "Without its ledger a run could change names that are already published.",
    example: "A merge left conflict markers in `specs/names.lock.json`.",
    advice: "Restore the file from version control, or run without it (`--names none`, `--overrides none`).",
  },
  "ledger-entry": {
    severity: "error",
    title: "Every name in the ledger is a valid name",
    why: "Names are printed as code, so a ledger with other text could inject code.",
    example: "The ledger has the method name `getRole(); evil`.",
    advice: "Restore the ledger from version control, or correct the entry.",
  },
  "bad-jobs": {
    severity: "error",
    title: "The table of jobs can be read",
    why: "Without the table the SDKs lose the functions that wait for jobs, and a misspelt key would silently disable a row.",
    example: "A row of `specs/jobs.yaml` has no `reason`, or has `stauts` instead of `status`.",
    advice: "Correct the table. docs/jobs.md describes the keys of a row.",
  },
  "job-row": {
    severity: "warning",
    also: ["note"],
    title: "Every row of the table of jobs matches the spec",
    why: "People write the table, and specs change. A program that waits for a value that the service never returns waits until the time limit.",
    example: "A row states that the id is in `jobId`, but the response of the operation has no such property.",
    advice: "Correct the row, or list its versions in `versions`. The SDKs omit what does not match.",
  },
  "failed-ledger": {
    severity: "error",
    title: "The ledger can be written",
    why: "`names rename`, `names move` and `names retire` store their result only in the ledger.",
    example: "`names rename` is run, but `specs/names.lock.json` is read-only.",
    advice: "Make the file and its folder writable, and run the command again. The ledger is unchanged.",
  },
} as const satisfies Record<string, CatalogEntry>;
