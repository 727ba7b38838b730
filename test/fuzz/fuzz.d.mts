import type { RunResult } from "./run.ts";

export interface FuzzInput {
  readonly runs: number;
  readonly seed: number;
  /** Starts from the specs in ../shared. */
  readonly isReal?: boolean;
  /** One run alone; its project is left in place. */
  readonly only?: number;
  /** The steps of that run to do; default: all. */
  readonly keep?: readonly number[];
  /** The number of the first run. */
  readonly first?: number;
  /** Processes at once. */
  readonly jobs?: number;
  readonly shrink?: boolean;
  readonly tell: (line: string) => void;
}

export interface FuzzReport {
  readonly results: readonly RunResult[];
  readonly failures: readonly RunResult[];
  readonly summary: string;
}

export function fuzzRuns(input: FuzzInput): Promise<FuzzReport>;
