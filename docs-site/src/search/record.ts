/** What the index holds of one place that a search can lead to. Files of these lie beside the pages. */
export interface SearchRecord {
  readonly kind: "method" | "model" | "event" | "guide" | "migration";
  /** What the result is called: a method, cmdlet, model, event, or heading of a guide. */
  readonly name: string;
  /** Other exact names, such as the operation's anchor. */
  readonly also?: readonly string[];
  readonly to: string;
  /** The page that it stands on, where its name does not say it. */
  readonly page?: string;
  readonly summary?: string;
  /** Verb and path of an operation. */
  readonly request?: string;
}

/** First part of a room: all that names can find. */
export interface NamesPart {
  readonly room: string;
  readonly records: readonly SearchRecord[];
}

/** Second part: for each record, by its place, its text, and the names of its properties, parameters, values and scopes. */
export interface DetailsPart {
  readonly room: string;
  readonly fields: readonly (readonly string[])[];
  readonly texts: readonly string[];
}

export interface SearchRoom {
  readonly id: string;
  readonly language?: string;
  readonly version?: string;
}
