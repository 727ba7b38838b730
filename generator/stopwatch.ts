export interface StageTime {
  readonly stage: string;
  readonly milliseconds: number;
}

/** Times stages. The figures go to the report and never into an output file. */
export interface Stopwatch {
  readonly stages: readonly StageTime[];
  readonly time: <Value>(stage: string, work: () => Promise<Value>) => Promise<Value>;
  readonly timeSync: <Value>(stage: string, work: () => Value) => Value;
}

export function createStopwatch(onStage: (stage: string) => void): Stopwatch {
  const stages: StageTime[] = [];
  const start = (stage: string): (() => void) => {
    onStage(stage);
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
