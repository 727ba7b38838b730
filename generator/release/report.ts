import type { Change, Verdict } from "../diff/change.ts";
import type { RuledTarget } from "../diff/rule.ts";

/** The release of one package. */
export interface PackageRelease {
  readonly target: RuledTarget;
  /** The package's own name: `isc-sdk`. */
  readonly name: string;
  /** The version of the last release; null for the first release. */
  readonly from: string | null;
  /** The version of this release; equal to `from` if there is nothing to release. */
  readonly to: string;
  readonly verdict: Verdict;
  /**
   * The reason for the release: changes of the public API, notes in the changelog, `--at-least`, a prerelease that
   * ends, a first release, or no reason.
   */
  readonly reason: "changes" | "notes" | "asked" | "promoted" | "first" | "none";
  readonly changes: readonly Change[];
  /** The body of its entry in the changelog, in Markdown; empty if there is nothing to release. */
  readonly notes: string;
  /** The path of the changelog, relative to the configuration's folder. */
  readonly changelog: string;
}

/** A release with the facts that a report shows. */
export interface ReleaseReport {
  /** The release that the packages were compared with. */
  readonly from: string;
  readonly date: string;
  readonly packages: readonly PackageRelease[];
}

export const RELEASE_FORMATS = ["text", "json", "pull-request", "notes"] as const;

/** A value of `release --format`. */
export type ReleaseFormat = (typeof RELEASE_FORMATS)[number];

/** The version of the JSON format. */
export const RELEASE_FORMAT_VERSION = 1;

/** Whether a package has something to release. */
export function isReleased({ reason }: PackageRelease): boolean {
  return reason !== "none";
}
