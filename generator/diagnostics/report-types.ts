import type { Diagnostic, Severity } from "./diagnostic.ts";

/** What one stage of a run took. */
export interface StageTime {
  readonly stage: string;
  /** How long the run was at the stage, or waited for another thread. */
  readonly milliseconds: number;
  /** How long another thread worked for the stage, beside this stage or earlier ones. */
  readonly besideMilliseconds?: number;
  /** CPU time of the process with all its threads, in milliseconds. */
  readonly cpuMilliseconds: number;
  /** The most memory that the process had held when the stage ended, in bytes. */
  readonly peakMemory: number;
}

/** The facts of a report besides the findings. */
export interface RunSummary {
  readonly command: string;
  readonly operations: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  /** Absent if the run was not going to write anything. */
  readonly files?: { readonly written: number; readonly removed: number; readonly unchanged: number };
  /** Repairs by rule id. */
  readonly repairs: Readonly<Record<string, number>>;
  /** What each stage took, in order. */
  readonly stages: readonly StageTime[];
  /** Findings that the configuration turned off, by code. */
  readonly off?: Readonly<Record<string, number>>;
}

/** A finding that the baseline accepts. */
export interface AcceptedFinding {
  readonly reason: string;
  readonly diagnostic: Diagnostic;
}

/** A change for the users of the SDKs. Names of cmdlets are without the prefix of the version. */
export interface PublicChange {
  readonly version: string;
  readonly kind: "new" | "gone" | "back" | "moved" | "renamed" | "id" | "tag";
  readonly thing: "operation" | "model" | "parameter" | "tag" | "event" | "version";
  /** The operation's key, the model's key, the tag or the event. */
  readonly what: string;
  readonly name: string;
  /** The former key, name, id or tag, for a change of kind moved, renamed or another id or tag. */
  readonly before?: string;
  readonly after?: string;
  readonly note?: string;
}

/** The findings of a run, with everything that the four formats of a report print. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that the baseline accepts; absent if there is no baseline. */
  readonly accepted?: readonly AcceptedFinding[];
  /** The changes for the users of the SDKs, compared with the ledger at the start of the run. */
  readonly changes?: readonly PublicChange[];
  readonly summary: RunSummary;
  /** Returns the path of a diagnostic's file, in a form that a person or a program can open. */
  readonly pathOf: (diagnostic: Diagnostic) => string | undefined;
}

/** The options of the text report. The other formats contain every finding. */
export interface TextOptions {
  readonly useColor: boolean;
  /** Findings below this severity are counted and not printed. */
  readonly least: Severity;
  /** Whether each stage gets a line with its CPU time and its memory. Default: one line with the times of all. */
  readonly hasTimings?: boolean;
}
