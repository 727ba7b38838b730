import type { Diagnostic, Severity } from "./diagnostic.ts";

/** What a report tells besides the findings. */
export interface RunSummary {
  readonly command: string;
  readonly operations: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  readonly files: { readonly written: number; readonly removed: number; readonly unchanged: number };
  /** Repairs by rule id. */
  readonly repairs: Readonly<Record<string, number>>;
  /** Milliseconds by stage, in order. */
  readonly stages: readonly { readonly stage: string; readonly milliseconds: number }[];
}

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: RunSummary;
  /** Turns a diagnostic's file into a path that a person or a machine can open. */
  readonly pathOf: (diagnostic: Diagnostic) => string | undefined;
}

export interface TextOptions {
  readonly useColor: boolean;
  /** Findings below this are counted and not printed. */
  readonly least: Severity;
}
