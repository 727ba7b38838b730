/**
 * How grave a finding is:
 * - `error`: the run stops, nothing is written, exit 1; but for a code that `goesOn`
 * - `warning`: something is lost or guessed; a person should look
 * - `repair`: the input contradicts itself and a rule mended it
 * - `note`: worth knowing, nothing to do
 */
export type Severity = "error" | "warning" | "repair" | "note";

/** What the catalogue says of one code. Every text but the title is whole sentences; backticks mark code. */
export interface CatalogEntry {
  /** The severity that the code usually has. */
  readonly severity: Severity;
  /** The other severities that its findings may have, by what is lost. */
  readonly also?: readonly Severity[];
  /** Set for an error that does not stop the run: the output says of the place what is wrong, and the rest is right. */
  readonly goesOn?: true;
  /** The rule as one sentence without its full stop: what the input should have been. */
  readonly title: string;
  /** Why the rule exists, or why the input is changed this way and no other. */
  readonly why: string;
  /** What in a spec or project causes the finding. */
  readonly example: string;
  /** What a person does about it. */
  readonly advice: string;
}
