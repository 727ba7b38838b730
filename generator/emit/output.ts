/** One file a target produces. */
export interface OutputFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** All files of one target. */
export interface TargetOutput {
  /** The target that owns the files: `typescript`. */
  readonly target: string;
  readonly files: readonly OutputFile[];
}

/** How a file is called in the manifest and in a plan. */
export interface Manifest {
  /** Hash over all files of each version's spec. */
  readonly specs: Readonly<Record<string, string>>;
  /** Hash over all files of custom code; absent where there are none. */
  readonly custom?: string;
  /** By target, then by path: the SHA-256 of what was written. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
