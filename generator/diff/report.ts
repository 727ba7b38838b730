import type { Change, Comparison } from "./change.ts";
import type { UnusedEntry } from "./ignore.ts";

/** A comparison as it is shown. */
export interface DiffReport extends Comparison {
  /** The arguments of the command. */
  readonly old: string;
  readonly new: string;
  /** Changes that the ignore file accepts, each with the reason; they are in no verdict. */
  readonly ignored: readonly { readonly reason: string; readonly change: Change }[];
  /** Entries of the ignore file that match no change. */
  readonly unused: readonly UnusedEntry[];
}

export const DIFF_FORMATS = ["text", "json", "markdown", "github", "html"] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** The number of the JSON format. */
export const DIFF_FORMAT_VERSION = 1;
