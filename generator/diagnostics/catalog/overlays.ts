import type { CatalogEntry } from "./entry.ts";

/** Codes of overlays. */
export const OVERLAYS = {
  "bad-overlay": {
    severity: "error",
    title: "An overlay is a valid OpenAPI Overlay 1.0 document",
    why: "An overlay that is applied only in part, or misread, would change the API silently.",
    example: "An action of `overlays/beta.yaml` has no `target`, or has `updat` instead of `update`.",
    advice: "Correct the overlay. docs/overlays.md describes its JSONPaths and its actions.",
  },
  "dead-action": {
    severity: "error",
    title: "Every action of an overlay matches something",
    why: "The spec has changed since the action was written. What the action corrects is either corrected in the spec, or has moved and is no longer corrected.",
    example: "An action has the target `$.paths['/roles'].get`, and the new spec has `/role-list` instead of `/roles`.",
    advice: "Correct the target, or remove the action if the spec no longer needs it.",
  },
  "unknown-extends": {
    severity: "error",
    also: ["warning"],
    title: "`extends` of an overlay names a root of its version",
    why: "An overlay that was written for one document may break another.",
    example: "The overlay of version `beta` has `extends: ../specs/v2024.yaml`.",
    advice:
      "Name a root of the version in `extends`. Without `extends`, the overlay applies to every root of the version.",
  },
} as const satisfies Record<string, CatalogEntry>;
