import type { Diagnostic, Severity } from "./diagnostic.ts";

/** What a report tells besides the findings. */
export interface RunSummary {
  readonly command: string;
  readonly operations: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  /** Absent where nothing was to be written. */
  readonly files?: { readonly written: number; readonly removed: number; readonly unchanged: number };
  /** Repairs by rule id. */
  readonly repairs: Readonly<Record<string, number>>;
  /** Milliseconds by stage, in order. */
  readonly stages: readonly { readonly stage: string; readonly milliseconds: number }[];
  /** Findings that the configuration turned off, by code. */
  readonly off?: Readonly<Record<string, number>>;
}

/** A finding that the baseline accepts. */
export interface AcceptedFinding {
  readonly reason: string;
  readonly diagnostic: Diagnostic;
}

/** Something that changed for those who use the SDKs. Names of cmdlets stand without the version's prefix. */
export interface PublicChange {
  readonly version: string;
  readonly kind: "new" | "gone" | "back" | "moved" | "renamed" | "id" | "tag";
  readonly thing: "operation" | "model" | "parameter" | "tag" | "event" | "version";
  /** The operation's key, the model's key, the tag or the event. */
  readonly what: string;
  readonly name: string;
  /** Of what moved, was renamed, or has another id or tag. */
  readonly before?: string;
  readonly after?: string;
  readonly note?: string;
}

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that the baseline accepts; absent where there is no baseline. */
  readonly accepted?: readonly AcceptedFinding[];
  /** What changed for those who use the SDKs, against the ledger that the run began with. */
  readonly changes?: readonly PublicChange[];
  readonly summary: RunSummary;
  /** Turns a diagnostic's file into a path that a person or a machine can open. */
  readonly pathOf: (diagnostic: Diagnostic) => string | undefined;
}

export interface TextOptions {
  readonly useColor: boolean;
  /** Findings below this are counted and not printed. */
  readonly least: Severity;
}
