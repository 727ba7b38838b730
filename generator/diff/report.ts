import type { Change, Comparison } from "./change.ts";
import type { UnusedEntry } from "./ignore.ts";

/** A comparison with the facts that a report shows. */
export interface DiffReport extends Comparison {
  /** The arguments of the command. */
  readonly old: string;
  readonly new: string;
  /** Changes that the ignore file accepts, each with its reason; they do not count for a verdict. */
  readonly ignored: readonly { readonly reason: string; readonly change: Change }[];
  /** Entries of the ignore file that match no change. */
  readonly unused: readonly UnusedEntry[];
}

export const DIFF_FORMATS = ["text", "json", "markdown", "github", "html"] as const;

/** A value of `diff --format`. */
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** The version of the JSON format. */
export const DIFF_FORMAT_VERSION = 1;
