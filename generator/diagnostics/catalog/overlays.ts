import type { CatalogEntry } from "./entry.ts";

/** Codes of overlays. */
export const OVERLAYS = {
  "bad-overlay": {
    severity: "error",
    title: "Overlays are documents of OpenAPI Overlay 1.0 that can be applied",
    why: "An overlay that is applied in part, or read in another way than its author meant, changes the API without a word.",
    example: "An action of `overlays/beta.yaml` has no `target`, or `updat` in place of `update`.",
    advice: "Correct the overlay; docs/overlays.md says what its paths see and what its actions do.",
  },
  "dead-action": {
    severity: "error",
    title: "Every action of an overlay finds something",
    why: "The spec that an action was written for has changed, so what the action mends is there again, or somewhere else.",
    example: "An action targets `$.paths['/roles'].get`, and the new spec has `/role-list` in its place.",
    advice: "Correct the target, or remove the action if the spec no longer needs it.",
  },
  "unknown-extends": {
    severity: "error",
    also: ["warning"],
    title: "An overlay that names its document is applied to that document",
    why: "An overlay for one document may do harm to another.",
    example: "The overlay of version `beta` says `extends: ../specs/v2024.yaml`.",
    advice: "Name a root of the version in `extends`, or leave `extends` out: the overlay is then for every root.",
  },
} as const satisfies Record<string, CatalogEntry>;
