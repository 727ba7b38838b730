export interface CrashInput {
  readonly runs: number;
  readonly seed: number;
  readonly targets: readonly string[];
  readonly tell: (line: string) => void;
}

export interface CrashReport {
  readonly failures: readonly string[];
  /** How many killed runs left what. */
  readonly states: Readonly<Record<string, number>>;
}

export function crashRuns(input: CrashInput): Promise<CrashReport>;
