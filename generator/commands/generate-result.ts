import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import type { Surface } from "../contract/surface-format.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { PublicChange, RunSummary } from "../diagnostics/report.ts";

/** What a run of `generate` found and did. */
export interface GenerateResult {
  readonly exitCode: 0 | 1 | 3;
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: RunSummary;
  /** What changed for those who use the SDKs, against the ledger that the run began with. */
  readonly changes: readonly PublicChange[];
  /** With `--check`: what would change. */
  readonly diff: string;
  /** What the run would write or has written: paths below the output folder, and whether the ledger is among them. */
  readonly touched?: { readonly files: readonly string[]; readonly hasLedger: boolean };
  /** The public API that the specs have; absent where an error stopped the run before. */
  readonly surface?: Surface;
  /** The absolute top folder of each version's spec, to print paths with. */
  readonly tops: ReadonlyMap<string, string>;
  /** Set where a run of the same input would do nothing more and tell the same. */
  readonly isSteady?: boolean;
  /** The files that were read, or would have been; absent where none of a spec could be. */
  readonly read?: readonly string[];
}

/** The absolute path of the output folder: the one that was asked for, or the configuration's. */
export function outOf(config: Config, asked: string | undefined, cwd: string): string {
  return asked === undefined ? resolve(config.base, config.out) : resolve(cwd, asked);
}

const EMPTY_SUMMARY: RunSummary = {
  command: "generate",
  operations: {},
  models: {},
  files: { written: 0, removed: 0, unchanged: 0 },
  repairs: {},
  stages: [],
};

/** A run that stopped before there was anything to tell but its findings. */
export function failure(diagnostics: readonly Diagnostic[]): GenerateResult {
  return { exitCode: 1, diagnostics, summary: EMPTY_SUMMARY, diff: "", changes: [], tops: new Map() };
}
