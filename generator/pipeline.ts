import { prefixesOf, type Config } from "./config/config.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { specHash } from "./emit/hash-specs.ts";
import type { TargetOutput } from "./emit/output.ts";
import { allowanceOf } from "./load/allowance.ts";
import { linkTree } from "./load/link.ts";
import { readSpec, type SpecInput } from "./load/read.ts";
import { repairTree } from "./load/repair.ts";
import type { SourceTree } from "./load/tree.ts";
import type { YamlReading } from "./load/yaml.ts";
import { buildVersion } from "./model/build/version.ts";
import type { ApiModel } from "./model/model.ts";
import { assignNames, type NamingResult } from "./names/assign.ts";
import type { Ledger } from "./names/ledger.ts";
import type { Overrides } from "./names/overrides.ts";
import { PASSES } from "./passes/index.ts";
import { runPasses } from "./passes/pass.ts";
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
  const diagnostics: Diagnostic[] = [];
  const collect = <Value>(result: { readonly value: Value; readonly diagnostics: readonly Diagnostic[] }): Value => {
    diagnostics.push(...result.diagnostics);
    return result.value;
  };
  const hasErrors = (): boolean => diagnostics.some((diagnostic) => diagnostic.severity === "error");

  const readings = new Map<string, YamlReading>();
  const allowance = allowanceOf(input.config.references.allow, input.config.base);
  const read = await clock.time("read", () =>
    Promise.all(input.specs.map((spec) => readSpec(spec, { base: input.base, allowance, readings }))),
  );
  readings.clear();
  const trees = read.map(collect).filter((tree) => tree !== undefined);
  const linked = clock.timeSync("link", () => trees.map((tree) => collect(linkTree(tree))));
  const base = {
    trees: linked,
    specHashes: Object.fromEntries(linked.map((tree) => [tree.label, specHash(tree)])),
    stages: clock.stages,
    diagnostics,
  };
  if (hasErrors()) return base;

  const repaired = clock.timeSync("repair", () => linked.map((tree) => collect(repairTree(tree))));
  const versions = clock.timeSync("model", () => repaired.map((tree) => collect(buildVersion(tree))));
  const model = clock.timeSync("passes", () => collect(runPasses({ versions: sortByLabel(versions) }, PASSES)));
  const prefixes = prefixesOf(input.config);
  const naming = clock.timeSync("names", () => collect(assignNames({ ...input, model, prefixes })));
  if (hasErrors()) return { ...base, model };

  const outputs: TargetOutput[] = [];
  for (const target of input.targets) {
    outputs.push(
      collect(
        await clock.time(target.name, () => target.run({ ...input, model, names: naming.table, trees: repaired })),
      ),
    );
  }
  outputs.push(surfaceOutput({ ...input, model, names: naming.table, trees: repaired }));
  return { ...base, model, naming, outputs };
}

function sortByLabel<Version extends { readonly label: string }>(versions: readonly Version[]): Version[] {
  return [...versions].sort((left, right) => (left.label < right.label ? -1 : 1));
}
