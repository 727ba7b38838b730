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
  /** Further files of the target, staged while targets were still working (`write/stage.ts`). */
  readonly staged?: readonly StagedFile[];
}

/** A file whose content is staged, or stands at its path already. Plain data, because another thread may stage files. */
export interface StagedFile {
  readonly path: string;
  /** The SHA-256 of the content. */
  readonly hash: string;
  /** The state of the path when the file was compared with it. */
  readonly standing: Standing;
  /** The number of the staged content, counted from 0; absent if nothing was staged. */
  readonly index?: number;
}

/**
 * The state of a path. `look` is the metadata by which a later look sees that a file is still the same; `name` says
 * what else stands there.
 */
export type Standing =
  | { readonly kind: "nothing" }
  | { readonly kind: "file"; readonly hash: string; readonly look: string }
  | { readonly kind: "other"; readonly name: string; readonly isLink: boolean };

/** The content of `manifest.json`: the files that the generator owns and the hashes of their input. */
export interface Manifest {
  /** Hash over all files of each version's spec. */
  readonly specs: Readonly<Record<string, string>>;
  /** Hash over all files of custom code; absent if there are none. */
  readonly custom?: string;
  /** By target, then by path: the SHA-256 of the written content. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
