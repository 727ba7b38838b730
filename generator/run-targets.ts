import type { Diagnostic, StageResult } from "./diagnostics/diagnostic.ts";
import type { OutputFile, TargetOutput } from "./emit/output.ts";
import type { StagedBatch } from "./emit/write/stage.ts";
import type { Stopwatch, TellBeside } from "./stopwatch.ts";
import { collectGarbage } from "./targets/collect-garbage.ts";
import type { MadeBeside, MovedOutput, MovedTarget, SecondThread } from "./targets/second-thread.ts";
import type { CopiedInput, Target, TargetInput } from "./targets/target.ts";

/** The targets of a run, and the second thread if there is one. */
export interface TargetRun {
  readonly targets: readonly Target[];
  readonly clock: Stopwatch;
  readonly second: SecondThread | undefined;
  /** The raw types that the second thread makes. */
  readonly rawTypes: ReturnType<SecondThread["rawTypes"]> | undefined;
  /** Returns the folder in which the second thread may stage files; undefined: the outputs hold all files. */
  readonly openStaging?: (() => string | undefined) | undefined;
}

/** The outputs and diagnostics in the order of the targets, and why a file could not be staged, if that failed. */
export interface TargetResults extends Pick<StagedBatch, "failure"> {
  readonly outputs: readonly TargetOutput[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the second thread makes of the targets. */
interface Beside {
  readonly rawTypes: TargetRun["rawTypes"];
  readonly moved: ReadonlyMap<string, MovedTarget>;
  /** Stages files that this thread has made; undefined if files are not staged yet. */
  readonly stage: ((files: readonly OutputFile[]) => void) | undefined;
}

/**
 * Runs the targets. The second thread runs those that it may, while this thread runs the docs, which take as long as
 * they do together. Then it stages what this thread has made. Copying the input is part of the time of the first
 * target.
 */
export async function runTargets(
  input: TargetInput,
  { targets, clock, second, rawTypes, openStaging }: TargetRun,
): Promise<TargetResults> {
  const movable = targets.filter(({ isMovable }) => isMovable === true);
  const stay = targets.filter(({ isMovable }) => isMovable !== true);
  const isMoving = second !== undefined && movable.length > 0 && stay.some(({ name }) => name === "docs");
  const root = isMoving ? openStaging?.() : undefined;
  const results = new Map<Target, MovedOutput>();
  const staging = new Map<Target, Promise<MadeBeside<StagedBatch>>[]>();
  let moved: Beside["moved"] = new Map();
  for (const [index, target] of (isMoving ? [...stay, ...movable] : targets).entries()) {
    const batches: Promise<MadeBeside<StagedBatch>>[] = [];
    if (root !== undefined) staging.set(target, batches);
    const stage = (files: readonly OutputFile[]): void => {
      if (root !== undefined && second !== undefined) batches.push(second.stage(root, files));
    };
    const made = await clock.time(target.name, (tellBeside) => {
      if (isMoving && index === 0) {
        moved = second.runTargets(
          movable.map(({ name }) => name),
          copiedInput(input),
          root,
        );
        // Reading and building made several times what is left of them.
        collectGarbage();
      }
      const beside = { rawTypes, moved, stage: root === undefined ? undefined : stage };
      return runTarget(target, { input, beside, tellBeside });
    });
    results.set(target, made);
  }
  if (root !== undefined)
    await clock.time("stage", async (tellBeside) => {
      let worked = 0;
      for (const [target, batches] of staging) {
        const staged = await Promise.all(batches);
        for (const { milliseconds } of staged) worked += milliseconds;
        const made = results.get(target);
        if (made !== undefined)
          results.set(
            target,
            withStaged(
              made,
              staged.map(({ value }) => value),
            ),
          );
      }
      tellBeside(worked);
    });
  return joined(targets.flatMap((target) => results.get(target) ?? []));
}

function joined(made: readonly MovedOutput[]): TargetResults {
  const failure = made.find((own) => own.failure !== undefined)?.failure;
  return {
    outputs: made.map(({ value }) => value),
    diagnostics: made.flatMap(({ diagnostics }) => diagnostics),
    ...(failure === undefined ? {} : { failure }),
  };
}

function withStaged(made: MovedOutput, batches: readonly StagedBatch[]): MovedOutput {
  if (batches.length === 0) return made;
  const failure = batches.find((batch) => batch.failure !== undefined)?.failure;
  return {
    ...made,
    value: { ...made.value, files: [], staged: batches.flatMap(({ files }) => files) },
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What the second thread gets: the input without anything that cannot be copied. */
export function copiedInput(input: TargetInput): CopiedInput {
  const { model, names, config, contract, assets, companions, specCommit, printer } = input;
  const { pages: _pages, ...copied } = contract;
  const own = { model, names, config, contract: copied, assets, companions, specCommit };
  return printer === undefined ? own : { ...own, printer };
}

async function runTarget(
  target: Target,
  { input, beside, tellBeside }: { input: TargetInput; beside: Beside; tellBeside: TellBeside },
): Promise<MovedOutput> {
  const moved = beside.moved.get(target.name);
  if (moved !== undefined) {
    const { value, milliseconds } = await moved;
    tellBeside(milliseconds);
    return value;
  }
  if (target.name !== "openapi-types" || beside.rawTypes === undefined) return runHere(target, input, beside.stage);
  const { value: rawTypes, milliseconds } = await beside.rawTypes;
  tellBeside(milliseconds);
  return runHere(target, { ...input, rawTypes }, beside.stage);
}

/** After so many files of a target that makes thousands, what was made for them is collected. */
const FILES_PER_COLLECTION = 1500;

/** Runs a target in this thread. What is handed over to be staged is not kept here. */
async function runHere(target: Target, input: TargetInput, stage: Beside["stage"]): Promise<StageResult<TargetOutput>> {
  if (stage === undefined) return target.run(input);
  if (target.batches === undefined) {
    const made = await target.run(input);
    stage(made.value.files);
    return { ...made, value: { ...made.value, files: [] } };
  }
  let count = 0;
  for await (const files of target.batches(input)) {
    stage(files);
    count += files.length;
    if (count < FILES_PER_COLLECTION) continue;
    count = 0;
    collectGarbage();
  }
  return { value: { target: target.name, files: [] }, diagnostics: [] };
}
