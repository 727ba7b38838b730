/** The duration of one stage of a run. Reports print it. */
export interface StageTime {
  /** `read`, `link`; for a target, the target's name. */
  readonly stage: string;
  readonly milliseconds: number;
}

/** Times stages. The figures go to the report and never into an output file. */
export interface Stopwatch {
  readonly stages: readonly StageTime[];
  readonly time: <Value>(stage: string, work: () => Promise<Value>) => Promise<Value>;
  readonly timeSync: <Value>(stage: string, work: () => Value) => Value;
}

/** Shows which stage begins, and which one of how many it is; an empty stage says that all is done. */
export type ShowProgress = (stage: string, count?: { readonly done: number; readonly total: number }) => void;

/** A stopwatch that tells of each stage. `total` is how many there will be, where that is known. */
export function createStopwatch(onStage: ShowProgress, total?: number): Stopwatch {
  const stages: StageTime[] = [];
  const start = (stage: string): (() => void) => {
    onStage(stage, total === undefined ? undefined : { done: stages.length, total });
    const begin = performance.now();
    return () => void stages.push({ stage, milliseconds: performance.now() - begin });
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
