export interface ForeignSpec {
  readonly name: string;
  /** Where the document is after `npm ci --prefix test/foreign`. */
  readonly path: string;
}

export const SPECS: readonly ForeignSpec[];
