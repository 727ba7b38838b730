import type { Change, Verdict } from "../diff/change.ts";
import type { RuledTarget } from "../diff/rule.ts";

/** What a release is for one package. */
export interface PackageRelease {
  readonly target: RuledTarget;
  /** The package's own name: `isc-sdk`. */
  readonly name: string;
  /** The version that was released last; null for the first release. */
  readonly from: string | null;
  /** The version that this release has; the same as `from` where there is nothing to release. */
  readonly to: string;
  readonly verdict: Verdict;
  /** Why there is something to release besides the changes of the public API. */
  readonly reason: "changes" | "notes" | "asked" | "first" | "none";
  readonly changes: readonly Change[];
  /** The body of its entry in the changelog, Markdown; empty where there is nothing to release. */
  readonly notes: string;
  /** Path of the changelog, from the configuration's folder. */
  readonly changelog: string;
}

/** A release as it is told. */
export interface ReleaseReport {
  /** What the packages were compared with. */
  readonly from: string;
  readonly date: string;
  readonly packages: readonly PackageRelease[];
}

export const RELEASE_FORMATS = ["text", "json", "pull-request", "notes"] as const;
export type ReleaseFormat = (typeof RELEASE_FORMATS)[number];

/** The number of the JSON format. */
export const RELEASE_FORMAT_VERSION = 1;

/** Whether a package has something to release. */
export function isReleased({ reason }: PackageRelease): boolean {
  return reason !== "none";
}
