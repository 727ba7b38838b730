import type { Diagnostic, StageResult } from "./diagnostics/diagnostic.ts";
import type { TargetOutput } from "./emit/output.ts";
import type { Stopwatch, TellBeside } from "./stopwatch.ts";
import type { SecondThread } from "./targets/second-thread.ts";
import { sortFiles, type HalfInput, type Target, type TargetInput } from "./targets/target.ts";

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
  /** By target. */
  readonly halves: ReadonlyMap<string, ReturnType<SecondThread["half"]>>;
}

/**
 * Runs the targets one after the other. The second thread gets its halves before the first target; copying them is
 * part of the time of that target.
 */
export async function runTargets(
  input: TargetInput,
  { targets, clock, second, rawTypes }: TargetRun,
): Promise<{ readonly outputs: TargetOutput[]; readonly diagnostics: readonly Diagnostic[] }> {
  const outputs: TargetOutput[] = [];
  const diagnostics: Diagnostic[] = [];
  let beside: Beside | undefined;
  for (const target of targets) {
    const { value, diagnostics: own } = await clock.time(target.name, (tellBeside) => {
      beside ??= { rawTypes, halves: startHalves(targets, input, second) };
      return runTarget(target, { input, beside, tellBeside });
    });
    outputs.push(value);
    diagnostics.push(...own);
  }
  return { outputs, diagnostics };
}

function startHalves(
  targets: readonly Target[],
  input: TargetInput,
  second: SecondThread | undefined,
): Beside["halves"] {
  if (second === undefined) return new Map();
  const inHalves = targets.filter(({ half }) => half !== undefined);
  return new Map(inHalves.map(({ name }) => [name, second.half(name, halfInput(input))]));
}

/** What a half may read, without anything that cannot be copied. */
function halfInput({ model, names, config, contract, assets, companions, specCommit }: TargetInput): HalfInput {
  const { pages: _pages, ...copied } = contract;
  return { model, names, config, contract: copied, assets, companions, specCommit };
}

async function runTarget(
  target: Target,
  { input, beside, tellBeside }: { input: TargetInput; beside: Beside; tellBeside: TellBeside },
): Promise<StageResult<TargetOutput>> {
  const second = beside.halves.get(target.name);
  if (target.half !== undefined && second !== undefined) {
    const first = await target.half(input, "first");
    const { value, milliseconds } = await second;
    tellBeside(milliseconds);
    return joined(first, value);
  }
  if (target.name !== "openapi-types" || beside.rawTypes === undefined) return target.run(input);
  const { value: rawTypes, milliseconds } = await beside.rawTypes;
  tellBeside(milliseconds);
  return target.run({ ...input, rawTypes });
}

function joined(first: StageResult<TargetOutput>, second: StageResult<TargetOutput>): StageResult<TargetOutput> {
  const files = sortFiles([...first.value.files, ...second.value.files]);
  return { value: { ...first.value, files }, diagnostics: [...first.diagnostics, ...second.diagnostics] };
}
