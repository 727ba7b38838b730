import { cpuUsage, resourceUsage } from "node:process";
import type { StageTime } from "./diagnostics/report-types.ts";

/** Times stages. The figures go to the report and never into an output file. */
export interface Stopwatch {
  readonly stages: readonly StageTime[];
  /** The work says what another thread took for the stage, if there was one. */
  readonly time: <Value>(stage: string, work: (tellBeside: TellBeside) => Promise<Value>) => Promise<Value>;
  readonly timeSync: <Value>(stage: string, work: () => Value) => Value;
}

/** Tells how many milliseconds another thread worked for a stage. */
export type TellBeside = (milliseconds: number) => void;

/** Shows which stage begins, and which one of how many it is; an empty stage says that all is done. */
export type ShowProgress = (stage: string, count?: { readonly done: number; readonly total: number }) => void;

/** Starts to measure a stage. The function that it returns ends the stage and gives what it took. */
export function startStage(stage: string): () => StageTime {
  const begin = performance.now();
  const cpu = cpuUsage();
  return () => {
    const { user, system } = cpuUsage(cpu);
    return {
      stage,
      milliseconds: performance.now() - begin,
      cpuMilliseconds: (user + system) / 1000,
      // Node gives kibibytes.
      peakMemory: resourceUsage().maxRSS * 1024,
    };
  };
}

/** A stopwatch that tells of each stage. `total` is how many there will be, where that is known. */
export function createStopwatch(onStage: ShowProgress, total?: number): Stopwatch {
  const stages: StageTime[] = [];
  const start = (stage: string): ((beside?: number) => void) => {
    onStage(stage, total === undefined ? undefined : { done: stages.length, total });
    const end = startStage(stage);
    return (beside) => void stages.push({ ...end(), ...(beside === undefined ? {} : { besideMilliseconds: beside }) });
  };
  return {
    stages,
    time: async (stage, work) => {
      const stop = start(stage);
      let beside: number | undefined;
      try {
        return await work((milliseconds) => (beside = milliseconds));
      } finally {
        stop(beside);
      }
    },
    timeSync: (stage, work) => {
      const stop = start(stage);
      try {
        return work();
      } finally {
        stop();
      }
    },
  };
}
