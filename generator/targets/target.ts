import type { Contract } from "../contract/contract.ts";
import type { PageIndex, Publication } from "../contract/publication.ts";
import type { Config } from "../config/config.ts";
import type { Diagnostic, StageResult } from "../diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "../emit/output.ts";
import type { Printer } from "../emit/typescript/printer.ts";
import type { SourceTree } from "../load/tree.ts";
import type { ApiModel } from "../model/model.ts";
import type { NameTable } from "../names/table.ts";
import type { TargetNaming } from "../names/target-naming.ts";

/** The input of a target's publication. */
export interface PublishInput {
  readonly model: ApiModel;
  readonly names: NameTable;
  readonly config: Config;
}

/** The input of every target. A target reads the publication of another target, and no other part of it. */
export interface TargetInput extends PublishInput {
  /** The API, and the publication of each target. */
  readonly contract: Contract;
  /** The linked and repaired documents. Only the raw `openapi` types are made from them. */
  readonly trees: readonly SourceTree[];
  /** The raw `openapi` types, if another thread has made them already. */
  readonly rawTypes?: readonly RawTypes[];
  /** Handwritten files of the output, by path below `generator/runtime/` or `templates/`. */
  readonly assets: ReadonlyMap<string, string>;
  /** The targets whose files exist after the run: those of the run and those written before. */
  readonly companions: ReadonlySet<string>;
  /** The commit of the specs' repository, if one is locked. */
  readonly specCommit?: string | undefined;
  /** The printer for TypeScript. Every printer writes the same files. */
  readonly printer?: Printer;
}

/** The part of the input that can be copied to another thread. */
export interface CopiedInput extends Omit<TargetInput, "contract" | "trees" | "rawTypes"> {
  readonly contract: Omit<Contract, "pages">;
}

/** The raw `openapi` types of a version as a module. */
export interface RawTypes {
  readonly label: string;
  readonly content: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A pure function from model and names to files. */
export interface Target {
  readonly name: string;
  /** The naming of the target. Absent for a target without names. */
  readonly naming?: (config: Config) => TargetNaming;
  /** The publication of the target, for docs, `surface.json` and other tools. */
  readonly publish?: (input: PublishInput) => Promise<Publication>;
  /** The index of the pages that the target makes. */
  readonly pages?: (input: PublishInput) => Promise<PageIndex>;
  readonly run: (input: TargetInput) => Promise<StageResult<TargetOutput>>;
  /** The files of `run` in batches, each when it is ready. For a target with thousands of files and no findings. */
  readonly batches?: (input: TargetInput) => AsyncIterable<readonly OutputFile[]>;
  /** Whether another thread may run the target: `run` reads `CopiedInput` only. */
  readonly isMovable?: true;
}

/** The files sorted by path. */
export function sortFiles(files: readonly OutputFile[]): readonly OutputFile[] {
  return [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
}
