/** A section that the published pages lack. */
export interface ExtraSection {
  readonly title: string;
  readonly text: string;
}
