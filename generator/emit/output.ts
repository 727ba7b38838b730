/** One file of a target's output. */
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

/** The content of `manifest.json`: the files that the generator owns and the hashes of their input. */
export interface Manifest {
  /** Hash over all files of each version's spec. */
  readonly specs: Readonly<Record<string, string>>;
  /** Hash over all files of custom code; absent if there are none. */
  readonly custom?: string;
  /** By target, then by path: the SHA-256 of the written content. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
