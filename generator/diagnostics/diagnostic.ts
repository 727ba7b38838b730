import type { Origin } from "../model/model.ts";
import { CATALOG, type DiagnosticCode, type Severity, type SeverityOf } from "./catalog.ts";

export type { DiagnosticCode, Severity } from "./catalog.ts";

/** One finding about the input. Its text is complete without its place; reporters print the place before it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What the generator did about it, or what to do. */
  readonly action: string;
  /** The input's label; absent for findings about the project's own files. */
  readonly version?: string;
  readonly origin?: Origin;
  /** 1-based. `locateDiagnostics` fills it in from the text of the file before a report. */
  readonly line?: number;
  readonly column?: number;
}

/** Whether a finding stops the run. */
export function isError({ severity, code }: Diagnostic): boolean {
  return severity === "error" && CATALOG[code].goesOn !== true;
}

/** The result of every stage. */
export interface StageResult<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** A kind of diagnostic that code can report: a code of the catalogue, and two sentences with typed holes. */
export interface DiagnosticKind<Holes> {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: (holes: Holes) => string;
  readonly action: (holes: Holes) => string;
}

/**
 * A kind without a severity has the usual severity of its code. Any other severity must be one that the catalogue
 * allows for the code.
 */
type DiagnosticTemplate<Holes> = {
  readonly [C in DiagnosticCode]: Omit<DiagnosticKind<Holes>, "code" | "severity"> & {
    readonly code: C;
    readonly severity?: SeverityOf<C>;
  };
}[DiagnosticCode];

/**
 * Declares a kind of diagnostic; this is the only way to make one. A code that is not in the catalogue does not
 * compile.
 */
export function defineDiagnostic<Holes = Record<string, never>>(
  template: DiagnosticTemplate<Holes>,
): DiagnosticKind<Holes> {
  const { code, message, action, severity = CATALOG[code].severity } = template;
  return { code, severity, message, action };
}

/** The place of a diagnostic. */
export interface DiagnosticPlace {
  readonly version?: string;
  readonly origin?: Origin;
}

/** Makes a diagnostic of a kind at a place. */
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
