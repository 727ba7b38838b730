/** An OpenAPI Overlay 1.0 document, read and checked. */
export interface Overlay {
  /** Absolute path of its file. */
  readonly path: string;
  readonly text: string;
  /** What the overlay says it is for, as written. */
  readonly extends?: string;
  readonly actions: readonly OverlayAction[];
}

/** One action of an overlay. */
export interface OverlayAction {
  /** A JSONPath of RFC 9535. */
  readonly target: string;
  /** Whether the targets are removed; `update` counts for nothing then. */
  readonly isRemoval: boolean;
  /** What the targets are merged with; absent where the action has no `update`. */
  readonly update?: unknown;
  /** Where the action stands in the overlay: `/actions/0`. */
  readonly pointer: string;
}

/** An overlay as a version names it. */
export interface OverlayInput {
  /** Absolute path, or relative to the base of the specs. */
  readonly path: string;
  /** Whether the overlay is for every version: an action then needs to find something in one of them. */
  readonly isShared: boolean;
}

/** What became of an overlay in one version. */
export interface OverlayOutcome {
  readonly overlay: Overlay;
  readonly isShared: boolean;
  readonly label: string;
  /** The version's roots, as its tree names them. */
  readonly roots: readonly string[];
  /** Whether the overlay is for any of them. */
  readonly isApplied: boolean;
  /** The indices of the actions that found nothing. */
  readonly dead: readonly number[];
}
