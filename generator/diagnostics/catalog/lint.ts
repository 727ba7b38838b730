import type { CatalogEntry } from "./entry.ts";

/** Codes of `lint` about its baseline, and codes that stop a `release`. */
export const LINT = {
  "bad-baseline": {
    severity: "error",
    title: "The baseline can be read, and each of its entries has a reason",
    why: "An entry hides findings from everybody, so the file has to say who decided so and why.",
    example: "`lint --update-baseline` added an entry, and nobody wrote its `reason` yet.",
    advice: "Correct the entry that the finding names, or write its reason.",
  },
  "stale-baseline": {
    severity: "warning",
    title: "Every entry of the baseline matches a finding",
    why: "An entry that matches nothing today would hide the next finding at its place.",
    example: "The vendor corrected the spec, and the baseline still accepts the old finding.",
    advice: "Remove the entry, or run `lint --update-baseline`.",
  },
  "unreadable-changelog": {
    severity: "error",
    title: "The changelogs can be read",
    why: "The packages ship their changelogs, and a release without the earlier entries would lose them.",
    example: "`changelogs/typescript.md` is a symbolic link.",
    advice: "Make it a regular file, or name another one with `typescript.changelog` or `powershell.changelog`.",
  },
  "outdated-output": {
    severity: "error",
    title: "A release starts from an output that is up to date",
    why: "What is released has to be what somebody reviewed, and a release changes versions and changelogs alone.",
    example: "The specs were updated, and nobody ran `generate` and committed what it wrote.",
    advice: "Run `isc-sdkgen generate`, look at the difference, commit it, and release then.",
  },
  "no-ledger": {
    severity: "error",
    title: "A release has a names ledger",
    why: "Without a ledger any name may change from one release to the next without a word.",
    example: "The configuration has no key `names`.",
    advice: "Name a ledger with the key `names`, run `isc-sdkgen generate`, and commit the file.",
  },
  "unknown-release": {
    severity: "error",
    title: "The last release of each package is known",
    why: "The next version and the changelog are made from what the last release had.",
    example: "`release --from surface.json` cannot tell which version that surface was.",
    advice: "Name a git tag, a package or an output folder with `--from`, or say `--from-version`.",
  },
  "version-behind": {
    severity: "error",
    title: "The version of the configuration is that of the last release, or a later one",
    why: "A version is never released twice.",
    example: "`typescript.version` is 1.2.0, and the release that `--from` names is 1.3.0.",
    advice: "Bring the configuration up to date, or name the release that it goes on from.",
  },
} as const satisfies Record<string, CatalogEntry>;
