import type { CatalogEntry } from "./entry.ts";

/** What `lint` finds of its baseline. */
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
} as const satisfies Record<string, CatalogEntry>;
