import type { Origin } from "../model/model.ts";
import { CATALOG, type DiagnosticCode, type Severity, type SeverityOf } from "./catalog.ts";

export type { DiagnosticCode, Severity } from "./catalog.ts";

/** One finding about the input. Its text is complete without its place; reporters print the place in front. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
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
export function isError({ severity, code }: Diagnostic): boolean {
  return severity === "error" && CATALOG[code].goesOn !== true;
}

/** What every stage gives back. */
export interface StageResult<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** A finding that code can make: a code of the catalogue and the two sentences made from typed holes. */
export interface DiagnosticKind<Holes> {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: (holes: Holes) => string;
  readonly action: (holes: Holes) => string;
}

/** A kind without a severity has the usual one of its code; any other is one that the catalogue allows the code. */
type DiagnosticTemplate<Holes> = {
  readonly [C in DiagnosticCode]: Omit<DiagnosticKind<Holes>, "code" | "severity"> & {
    readonly code: C;
    readonly severity?: SeverityOf<C>;
  };
}[DiagnosticCode];

/** Declares a finding; the only way to make one. A code that the catalogue lacks does not compile. */
export function defineDiagnostic<Holes = Record<string, never>>(
  template: DiagnosticTemplate<Holes>,
): DiagnosticKind<Holes> {
  const { code, message, action, severity = CATALOG[code].severity } = template;
  return { code, severity, message, action };
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
