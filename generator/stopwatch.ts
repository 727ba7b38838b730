import { cpuUsage, resourceUsage } from "node:process";
import type { StageTime } from "./diagnostics/report-types.ts";

/** Times stages. The figures go to the report and never into an output file. */
export interface Stopwatch {
  readonly stages: readonly StageTime[];
  readonly time: <Value>(stage: string, work: () => Promise<Value>) => Promise<Value>;
  readonly timeSync: <Value>(stage: string, work: () => Value) => Value;
}

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
  const start = (stage: string): (() => void) => {
    onStage(stage, total === undefined ? undefined : { done: stages.length, total });
    const end = startStage(stage);
    return () => void stages.push(end());
  };
  return {
    stages,
    time: async (stage, work) => {
      const stop = start(stage);
      try {
        return await work();
      } finally {
        stop();
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
