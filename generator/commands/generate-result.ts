import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import type { Surface } from "../contract/surface-format.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { PublicChange, RunSummary } from "../diagnostics/report.ts";

/** The result of a run of `generate`. */
export interface GenerateResult {
  readonly exitCode: 0 | 1 | 3;
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: RunSummary;
  /** The public changes since the ledger that the run read. */
  readonly changes: readonly PublicChange[];
  /** With `--check`, the changes that a run would write, as a diff. */
  readonly diff: string;
  /** The files that the run wrote or would write, as paths below the output folder, and whether it wrote the ledger. */
  readonly touched?: { readonly files: readonly string[]; readonly hasLedger: boolean };
  /** The public API of the specs; absent if an error stopped the run earlier. */
  readonly surface?: Surface;
  /** The absolute top folder of each version's spec, to print paths with. */
  readonly tops: ReadonlyMap<string, string>;
  /** Set if another run on the same input would write nothing and print the same. */
  readonly isSteady?: boolean;
  /** The files that the run read or tried to read; absent if no spec could be read. */
  readonly read?: readonly string[];
}

/** The absolute path of the output folder: the requested one, or the one of the configuration. */
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

/** The result of a run that stopped before it had anything except findings. */
export function failure(diagnostics: readonly Diagnostic[]): GenerateResult {
  return { exitCode: 1, diagnostics, summary: EMPTY_SUMMARY, diff: "", changes: [], tops: new Map() };
}
