import type { Config } from "./config/config.ts";
import { analyse, type AnalysisInput } from "./analyse.ts";
import { isError, type Diagnostic } from "./diagnostics/diagnostic.ts";
import type { StageTime } from "./diagnostics/report-types.ts";
import type { TargetOutput } from "./emit/output.ts";
import type { SystemReason } from "./files/system-error.ts";
import type { Printer } from "./emit/typescript/printer.ts";
import { specHash } from "./load/hash-specs.ts";
import type { SpecInput } from "./load/read.ts";
import type { SourceTree } from "./load/tree.ts";
import type { ApiModel } from "./model/model.ts";
import { assignNames, type NamingResult } from "./names/assign.ts";
import type { Ledger } from "./names/ledger/ledger.ts";
import type { Overrides } from "./names/overrides/overrides.ts";
import { publishContract } from "./publish.ts";
import type { Contract } from "./contract/contract.ts";
import { namingsOf } from "./targets/registry.ts";
import { surfaceOutput } from "./targets/surface.ts";
import { runTargets } from "./run-targets.ts";
import { startSecondThread, type SecondThread } from "./targets/second-thread.ts";
import type { Target } from "./targets/target.ts";
import { createStopwatch, type ShowProgress, type Stopwatch } from "./stopwatch.ts";

/** What a contract is made from. */
export interface ContractInput {
  readonly specs: readonly SpecInput[];
  /** Folder that relative roots start from. */
  readonly base: string;
  readonly config: Config;
  /** What the names start from; a function where that depends on the files that were read. */
  readonly ledger: Ledger | undefined | ((trees: readonly SourceTree[]) => Ledger | undefined);
  readonly overrides: Overrides;
  /** See `NamingInput`. */
  readonly frozen: boolean;
  /** See `NamingInput`. */
  readonly retire: boolean;
  /** All specs are parts of their APIs; see `SpecConfig`. */
  readonly isPartial?: boolean;
  /** The targets that write files. */
  readonly targets: readonly Target[];
  /** See `AnalysisInput`. */
  readonly readings?: NonNullable<AnalysisInput["readings"]>;
  /** See `AnalysisInput`. */
  readonly onTrees?: AnalysisInput["onTrees"];
}

/** The input of `runPipeline`: the input of the contract, and the values that only the targets read. */
export interface PipelineInput extends ContractInput {
  /** See `TargetInput`. */
  readonly companions: ReadonlySet<string>;
  /** See `TargetInput`. */
  readonly assets: ReadonlyMap<string, string>;
  /** See `TargetInput`. */
  readonly specCommit?: string | undefined;
  readonly printer?: Printer;
  /** Whether a second thread may make a part of the output. The output is the same. */
  readonly isParallel?: boolean;
  /** See `TargetRun`. Called before the first target runs, and only if a second thread can stage files. */
  readonly openStaging?: () => string | undefined;
  /** Told before each stage. */
  readonly onStage: ShowProgress;
}

/** The public API of some specs, and what was found on the way. */
export interface ContractResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly trees: readonly SourceTree[];
  /** Absent when an error stopped the run before there was one. */
  readonly model?: ApiModel;
  readonly naming?: NamingResult;
  readonly contract?: Contract;
}

/** The result of a run before it is written: the result of the contract, and every target's files, made or staged. */
export interface PipelineResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly trees: readonly SourceTree[];
  /** The stages that ran, in order. */
  readonly stages: readonly StageTime[];
  /** The hash of each spec, by label; see `specHash`. */
  readonly specHashes: Readonly<Record<string, string>>;
  /** Absent when an error stopped the run before there was one. */
  readonly model?: ApiModel;
  readonly naming?: NamingResult;
  readonly contract?: Contract;
  readonly outputs?: readonly TargetOutput[];
  /** Why a file could not be staged, if that failed. */
  readonly stagingFailure?: SystemReason;
}

/**
 * From spec files to their public API: analysis, names, and what every target makes of them. An error stops at the end
 * of its stage, so that a report holds every finding of that stage.
 */
export async function runContract(
  input: ContractInput,
  clock: Stopwatch = createStopwatch(() => undefined),
): Promise<ContractResult> {
  const { trees, model, diagnostics: found } = await analyse({ ...input, clock });
  if (model === undefined) return { trees, diagnostics: found };
  const namings = namingsOf(input.config, input.targets);
  const ledger = typeof input.ledger === "function" ? input.ledger(trees) : input.ledger;
  const named = clock.timeSync("names", () => assignNames({ ...input, ...statesOf(input), ledger, model, namings }));
  const diagnostics = [...found, ...named.diagnostics];
  if (diagnostics.some(isError)) return { trees, diagnostics, model };
  const publishing = { ...input, model, names: named.value.table };
  const contract = await clock.time("contract", () => publishContract(publishing, input.targets));
  return { trees, diagnostics, model, naming: named.value, contract };
}

/** read, link, repair, model, passes, names, contract. Behind them come the targets, and writing. */
export const FRONT_STAGES = 7;

/**
 * From spec files to output files, stage by stage. No file of the output is written here. In a large run a second
 * thread makes the raw types while this one builds the model and the names, and then other targets beside the docs, and
 * stages the files of all targets.
 */
export async function runPipeline(input: PipelineInput): Promise<PipelineResult> {
  let second: SecondThread | undefined;
  let rawTypes: ReturnType<SecondThread["rawTypes"]> | undefined;
  const isRun = (name: string): boolean => input.targets.some((target) => target.name === name);
  const onTrees = (trees: readonly SourceTree[]): void => {
    // Beside the docs, the second thread runs the targets that may move to it.
    const isUsed =
      isRun("openapi-types") || (isRun("docs") && input.targets.some((target) => target.isMovable === true));
    if (input.isParallel !== true || !isUsed) return;
    second = startSecondThread(trees);
    if (isRun("openapi-types")) rawTypes = second?.rawTypes(trees);
  };
  const clock = createStopwatch(input.onStage, FRONT_STAGES + input.targets.length + 1);
  try {
    const { trees, model, naming, contract, diagnostics: found } = await runContract({ ...input, onTrees }, clock);
    const specHashes = Object.fromEntries(trees.map((tree) => [tree.label, specHash(tree)]));
    const base = { trees, specHashes, stages: clock.stages, ...(model === undefined ? {} : { model }) };
    if (model === undefined || naming === undefined || contract === undefined) return { ...base, diagnostics: found };

    const { outputs, diagnostics, failure } = await runTargets(
      { ...input, model, names: naming.table, trees, contract },
      { targets: input.targets, clock, second, rawTypes, openStaging: input.openStaging },
    );
    return {
      ...base,
      diagnostics: [...found, ...diagnostics],
      model,
      naming,
      contract,
      outputs: [...outputs, surfaceOutput(contract)],
      ...(failure === undefined ? {} : { stagingFailure: failure }),
    };
  } finally {
    await second?.close();
  }
}

/** What the naming stage is told of each spec. */
function statesOf({ specs, isPartial }: ContractInput): {
  readonly partial: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, string>;
} {
  return {
    partial: new Set(
      specs.flatMap(({ version, partial }) => (isPartial === true || partial === true ? [version] : [])),
    ),
    labels: new Map(specs.flatMap(({ version, label }) => (label === undefined ? [] : [[version, label] as const]))),
  };
}
