import type { Config } from "./config/config.ts";
import { analyse } from "./analyse.ts";
import { isError, type Diagnostic, type StageResult } from "./diagnostics/diagnostic.ts";
import type { TargetOutput } from "./emit/output.ts";
import type { Printer } from "./emit/typescript/printer.ts";
import { specHash } from "./load/hash-specs.ts";
import type { SpecInput } from "./load/read.ts";
import type { SourceTree } from "./load/tree.ts";
import type { ApiModel } from "./model/model.ts";
import { assignNames, type NamingResult } from "./names/assign.ts";
import type { Ledger } from "./names/ledger.ts";
import type { Overrides } from "./names/overrides.ts";
import { publishContract } from "./publish.ts";
import { namingsOf } from "./targets/registry.ts";
import { surfaceOutput } from "./targets/surface.ts";
import type { Target } from "./targets/target.ts";
import { createStopwatch, type StageTime } from "./stopwatch.ts";

export interface PipelineInput {
  readonly specs: readonly SpecInput[];
  /** Folder that relative roots start from. */
  readonly base: string;
  readonly config: Config;
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  readonly frozen: boolean;
  readonly retire: boolean;
  readonly targets: readonly Target[];
  readonly companions: ReadonlySet<string>;
  readonly assets: ReadonlyMap<string, string>;
  readonly printer?: Printer;
  /** Told before each stage. */
  readonly onStage: (stage: string) => void;
}

export interface PipelineResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly trees: readonly SourceTree[];
  readonly stages: readonly StageTime[];
  readonly specHashes: Readonly<Record<string, string>>;
  /** Absent when an error stopped the run before there was one. */
  readonly model?: ApiModel;
  readonly naming?: NamingResult;
  readonly outputs?: readonly TargetOutput[];
}

/**
 * From spec files to output files, stage by stage. Nothing is written here. An error stops at the end of its stage,
 * so that a report holds every finding of that stage.
 */
export async function runPipeline(input: PipelineInput): Promise<PipelineResult> {
  const clock = createStopwatch(input.onStage);
  const analysis = await analyse({ ...input, clock });
  const diagnostics = [...analysis.diagnostics];
  const collect = <Value>(result: StageResult<Value>): Value => {
    diagnostics.push(...result.diagnostics);
    return result.value;
  };
  const { trees, model } = analysis;
  const specHashes = Object.fromEntries(trees.map((tree) => [tree.label, specHash(tree)]));
  const base = { trees, specHashes, stages: clock.stages, diagnostics };
  if (model === undefined) return base;

  const namings = namingsOf(input.config, input.targets);
  const naming = clock.timeSync("names", () => collect(assignNames({ ...input, model, namings })));
  if (diagnostics.some(isError)) return { ...base, model };

  const publishing = { ...input, model, names: naming.table };
  const contract = await clock.time("contract", () => publishContract(publishing, input.targets));
  const shared = { ...publishing, trees, contract };
  const outputs: TargetOutput[] = [];
  for (const target of input.targets) outputs.push(collect(await clock.time(target.name, () => target.run(shared))));
  outputs.push(surfaceOutput(contract));
  return { ...base, model, naming, outputs };
}
