import type { Origin } from "../model/model.ts";

/**
 * How grave a finding is:
 * - `error`: the run stops, nothing is written, exit 1
 * - `warning`: something is lost or guessed; a person should look
 * - `repair`: the input contradicts itself and a rule mended it
 * - `note`: worth knowing, nothing to do
 */
export type Severity = "error" | "warning" | "repair" | "note";

/** One finding about the input. Its text is complete without its place; reporters print the place in front. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What was done about it, or what to do. */
  readonly action: string;
  /** The input's label; absent for findings about the project's own files. */
  readonly version?: string;
  readonly origin?: Origin;
  /** Filled before reporting from the text of the file; 1-based. */
  readonly line?: number;
  readonly column?: number;
}

/** Whether a finding stops the run. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** What every stage gives back. */
export interface StageResult<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** One entry of the catalog: a code, its severity, and the two sentences made from typed holes. */
export interface DiagnosticKind<Holes> {
  readonly code: string;
  readonly severity: Severity;
  /** The rule as a sentence, for the documentation and the SARIF rule table. */
  readonly title: string;
  readonly message: (holes: Holes) => string;
  readonly action: (holes: Holes) => string;
}

/** Declares a diagnostic; the only way to make one. */
export function defineDiagnostic<Holes = Record<string, never>>(kind: DiagnosticKind<Holes>): DiagnosticKind<Holes> {
  return kind;
}

/** Where a diagnostic stands. */
export interface DiagnosticPlace {
  readonly version?: string;
  readonly origin?: Origin;
}

/** Makes the diagnostic of a kind at a place. */
export function diagnose<Holes>(kind: DiagnosticKind<Holes>, holes: Holes, place: DiagnosticPlace = {}): Diagnostic {
  return {
    code: kind.code,
    severity: kind.severity,
    message: kind.message(holes),
    action: kind.action(holes),
    ...(place.version === undefined ? {} : { version: place.version }),
    ...(place.origin === undefined ? {} : { origin: place.origin }),
  };
}
