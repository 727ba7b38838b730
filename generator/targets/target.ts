import type { Contract } from "../contract/contract.ts";
import type { PageIndex, Publication } from "../contract/publication.ts";
import type { Config } from "../config/config.ts";
import type { StageResult } from "../diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "../emit/output.ts";
import type { Printer } from "../emit/typescript/printer.ts";
import type { SourceTree } from "../load/tree.ts";
import type { ApiModel } from "../model/model.ts";
import type { NameTable } from "../names/table.ts";
import type { TargetNaming } from "../names/target-naming.ts";

/** What a target publishes from. */
export interface PublishInput {
  readonly model: ApiModel;
  readonly names: NameTable;
  readonly config: Config;
}

/** What every target is made from. A target never looks at another target's insides: it reads its publication. */
export interface TargetInput extends PublishInput {
  /** What the API is and what each target made of it. */
  readonly contract: Contract;
  /** Linked and repaired documents; only the raw `openapi` types are made from them. */
  readonly trees: readonly SourceTree[];
  /** Hand-written files that ship inside the output, by their path below `generator/runtime/` or `templates/`. */
  readonly assets: ReadonlyMap<string, string>;
  /** The targets whose files stand beside this one's when the run is over: those of the run and those written before. */
  readonly companions: ReadonlySet<string>;
  /** The commit of the specs' repository that they are from, where one is locked. */
  readonly specCommit?: string | undefined;
  /** Who prints TypeScript; the files are the same. */
  readonly printer?: Printer;
}

/** A pure function from model and names to files. */
export interface Target {
  readonly name: string;
  /** What the target knows of its names; absent for one that makes none. */
  readonly naming?: (config: Config) => TargetNaming;
  /** What the target made of the model, for docs, `surface.json` and other tools. */
  readonly publish?: (input: PublishInput) => Promise<Publication>;
  /** Where the pages are that the target makes. */
  readonly pages?: (input: PublishInput) => Promise<PageIndex>;
  readonly run: (input: TargetInput) => Promise<StageResult<TargetOutput>>;
}

/** Files in the order of their paths. */
export function sortFiles(files: readonly OutputFile[]): readonly OutputFile[] {
  return [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
}
