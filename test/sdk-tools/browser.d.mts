export interface Visit {
  /** What the page says of itself. */
  readonly report: unknown;
  /** What the page wrote to its console as an error, and what it threw. */
  readonly errors: readonly string[];
  /** Method and path of every request. */
  readonly requests: readonly string[];
}
export function findChromium(): string | undefined;
export function browse(executablePath: string, packageFolder: string): Promise<Visit>;
