import type { CatalogEntry } from "./entry.ts";

/** Codes of `lint` about its baseline, and codes that stop a `release`. */
export const LINT = {
  "bad-baseline": {
    severity: "error",
    title: "The baseline can be read, and each of its entries has a reason",
    why: "An entry hides findings from everybody, so the file must state why somebody accepted them.",
    example: "`lint --update-baseline` added an entry, and its `reason` is still empty.",
    advice: "Correct the entry that the finding names, or write its reason.",
  },
  "stale-baseline": {
    severity: "warning",
    title: "Every entry of the baseline matches a finding",
    why: "An entry that matches nothing now would hide the next finding at the same location.",
    example: "The vendor corrected the spec, and the baseline still accepts the old finding.",
    advice: "Remove the entry, or run `lint --update-baseline`.",
  },
  "unreadable-changelog": {
    severity: "error",
    title: "The changelogs can be read",
    why: "A release adds an entry to the changelog that the package ships. Without the old file the earlier entries would be lost.",
    example: "`changelogs/typescript.md` is a symbolic link.",
    advice:
      "Replace it with a regular file, or name another file with `typescript.changelog` or `powershell.changelog`.",
  },
  "outdated-output": {
    severity: "error",
    title: "The output is up to date when a release starts",
    why: "A release must contain only output that somebody reviewed, so `release` changes only versions and changelogs.",
    example: "The specs were updated, but nobody ran `generate` and committed the result.",
    advice: "Run `isc-sdkgen generate`, review and commit the changes, then run `isc-sdkgen release` again.",
  },
  "no-ledger": {
    severity: "error",
    title: "A release has a names ledger",
    why: "Without a ledger, any public name may change from one release to the next, and nothing reports it.",
    example: "The configuration has no key `names`.",
    advice: "Name a ledger with the key `names`, run `isc-sdkgen generate`, and commit the file.",
  },
  "unknown-release": {
    severity: "error",
    title: "The last release of each package is known",
    why: "The next version number and the changelog are computed from the difference to the last release.",
    example: "`release --from surface.json`: a surface does not contain the version of its package.",
    advice: "Pass a git tag, a package or an output folder to `--from`, or state the version with `--from-version`.",
  },
  "version-behind": {
    severity: "error",
    title: "The version in the configuration is not lower than that of the last release",
    why: "A version is never released twice.",
    example: "`typescript.version` is 1.2.0, and the release that `--from` names is 1.3.0.",
    advice: "Set the version in the configuration to that of the last release, or pass the right release to `--from`.",
  },
} as const satisfies Record<string, CatalogEntry>;
