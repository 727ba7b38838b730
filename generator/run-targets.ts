import type { Diagnostic, StageResult } from "./diagnostics/diagnostic.ts";
import type { TargetOutput } from "./emit/output.ts";
import type { Stopwatch, TellBeside } from "./stopwatch.ts";
import type { MovedTarget, SecondThread } from "./targets/second-thread.ts";
import type { CopiedInput, Target, TargetInput } from "./targets/target.ts";

/** The targets of a run, and the second thread if there is one. */
export interface TargetRun {
  readonly targets: readonly Target[];
  readonly clock: Stopwatch;
  readonly second: SecondThread | undefined;
  /** The raw types that the second thread makes. */
  readonly rawTypes: ReturnType<SecondThread["rawTypes"]> | undefined;
}

/** What the second thread makes of the targets. */
interface Beside {
  readonly rawTypes: TargetRun["rawTypes"];
  readonly moved: ReadonlyMap<string, MovedTarget>;
}

/**
 * Runs the targets, and returns their outputs and diagnostics in the order of the targets. The second thread runs those
 * that it may, while this thread runs the docs, which take as long as they do together. Copying the input is part of
 * the time of the first target.
 */
export async function runTargets(
  input: TargetInput,
  { targets, clock, second, rawTypes }: TargetRun,
): Promise<{ readonly outputs: TargetOutput[]; readonly diagnostics: readonly Diagnostic[] }> {
  const results = new Map<Target, StageResult<TargetOutput>>();
  const movable = targets.filter(({ isMovable }) => isMovable === true);
  const stay = targets.filter(({ isMovable }) => isMovable !== true);
  let beside: Beside = { rawTypes, moved: new Map() };
  const isMoving = second !== undefined && movable.length > 0 && stay.some(({ name }) => name === "docs");
  for (const [index, target] of (isMoving ? [...stay, ...movable] : targets).entries())
    results.set(
      target,
      await clock.time(target.name, (tellBeside) => {
        if (isMoving && index === 0)
          beside = {
            rawTypes,
            moved: second.runTargets(
              movable.map(({ name }) => name),
              copiedInput(input),
            ),
          };
        return runTarget(target, { input, beside, tellBeside });
      }),
    );
  const ordered = targets.flatMap((target) => results.get(target) ?? []);
  return {
    outputs: ordered.map(({ value }) => value),
    diagnostics: ordered.flatMap(({ diagnostics }) => diagnostics),
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
): Promise<StageResult<TargetOutput>> {
  const moved = beside.moved.get(target.name);
  if (moved !== undefined) {
    const { value, milliseconds } = await moved;
    tellBeside(milliseconds);
    return value;
  }
  if (target.name !== "openapi-types" || beside.rawTypes === undefined) return target.run(input);
  const { value: rawTypes, milliseconds } = await beside.rawTypes;
  tellBeside(milliseconds);
  return target.run({ ...input, rawTypes });
}
