import type { Config } from "../config/config.ts";
import type { StageResult } from "../diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "../emit/output.ts";
import type { SourceTree } from "../load/tree.ts";
import type { ApiModel } from "../model/model.ts";
import type { NameTable } from "../names/table.ts";

/** What every target is made from. A target never looks at another target's output. */
export interface TargetInput {
  readonly model: ApiModel;
  readonly names: NameTable;
  readonly config: Config;
  /** Linked and repaired documents; only the raw `openapi` types are made from them. */
  readonly trees: readonly SourceTree[];
  /** Hand-written files that ship inside the output, by their path below `generator/runtime/` or `templates/`. */
  readonly assets: ReadonlyMap<string, string>;
  /** The targets whose files stand beside this one's when the run is over: those of the run and those written before. */
  readonly companions: ReadonlySet<string>;
}

/** A pure function from model and names to files. */
export interface Target {
  readonly name: string;
  readonly run: (input: TargetInput) => Promise<StageResult<TargetOutput>>;
}

/** Files in the order of their paths. */
export function sortFiles(files: readonly OutputFile[]): readonly OutputFile[] {
  return [...files].sort((left, right) => (left.path < right.path ? -1 : 1));
}
