/**
 * How serious a finding is:
 * - `error`: the run stops, nothing is written, and the exit code is 1, except for a code that `goesOn`
 * - `warning`: something is lost or guessed; a person should check it
 * - `repair`: the input is wrong, and a rule corrected it
 * - `note`: information; no action is needed
 */
export type Severity = "error" | "warning" | "repair" | "note";

/** The entry of one code. Every text except the title consists of whole sentences; backticks mark code. */
export interface CatalogEntry {
  /** The severity that the code usually has. */
  readonly severity: Severity;
  /** The other severities that diagnostics of the code may have, depending on what is lost. */
  readonly also?: readonly Severity[];
  /**
   * Set for an error that does not stop the run: the output names the faulty location, and the rest of the output is
   * correct.
   */
  readonly goesOn?: true;
  /** The rule as one sentence without its full stop: the form that the input should have had. */
  readonly title: string;
  /** Why the rule exists, or why the input is changed in this way. */
  readonly why: string;
  /** The part of a spec or project that causes the diagnostic. */
  readonly example: string;
  /** What a person does about it. */
  readonly advice: string;
}
