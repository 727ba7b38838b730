/** A section that the published pages do not have. */
export interface ExtraSection {
  readonly title: string;
  readonly text: string;
}
