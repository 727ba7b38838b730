/** An OpenAPI Overlay 1.0 document, read and checked. */
export interface Overlay {
  /** Absolute path of the file. */
  readonly path: string;
  readonly text: string;
  /** The overlay's `extends`, as written. */
  readonly extends?: string;
  readonly actions: readonly OverlayAction[];
}

/** One action of an overlay. */
export interface OverlayAction {
  /** A JSONPath (RFC 9535). */
  readonly target: string;
  /** Whether the targets are removed. An `update` is then ignored. */
  readonly isRemoval: boolean;
  /** The value that is merged into the targets; absent where the action has no `update`. */
  readonly update?: unknown;
  /** The pointer of the action in the overlay: `/actions/0`. */
  readonly pointer: string;
}

/** An overlay as the config lists it. */
export interface OverlayInput {
  /** Absolute path, or relative to the base of the specs. */
  readonly path: string;
  /** Whether the overlay is for every version. An action must then find a target in at least one version. */
  readonly isShared: boolean;
}

/** The result of applying an overlay to one version. */
export interface OverlayOutcome {
  readonly overlay: Overlay;
  readonly isShared: boolean;
  readonly label: string;
  /** The version's roots, as its tree names them. */
  readonly roots: readonly string[];
  /** Whether the overlay applied to one of the roots. */
  readonly isApplied: boolean;
  /** The indices of the actions that found no target. */
  readonly dead: readonly number[];
}
