import type { ShowProgress } from "../stopwatch.ts";

/** The stream for progress, and the time since the run began. */
export interface ProgressPlace {
  readonly stream: NodeJS.WriteStream;
  /** Whether the stream is a terminal that a person watches. */
  readonly isWatched: boolean;
  readonly seconds: () => number;
}

/** Shows progress: a bar with stage, count and time on a terminal, one line for each stage elsewhere. */
export async function createProgress({ stream, isWatched, seconds }: ProgressPlace): Promise<ShowProgress> {
  if (!isWatched)
    return (stage, count) => {
      if (stage !== "") stream.write(`${progressLine(stage, count)} (${seconds().toFixed(0)} s)\n`);
    };
  // Loaded here, because most runs are not watched.
  const { SingleBar } = (await import("cli-progress")).default;
  let bar: InstanceType<typeof SingleBar> | undefined;
  return (stage, count) => {
    if (stage === "") {
      bar?.stop();
      bar = undefined;
      return;
    }
    const { done, total } = count ?? { done: 0, total: 1 };
    if (bar === undefined) {
      // A stage may block the process until it ends, so each stage is drawn at once.
      bar = new SingleBar({
        stream,
        format: "{bar} {value}/{total} {stage} {seconds} s",
        barsize: 24,
        barCompleteChar: "#",
        barIncompleteChar: "-",
        fps: 1000,
        clearOnComplete: true,
        gracefulExit: false,
      });
      bar.start(total, done, { stage, seconds: seconds().toFixed(0) });
    } else {
      bar.setTotal(total);
      bar.update(done, { stage, seconds: seconds().toFixed(0) });
    }
  };
}

/** `isc-sdkgen: 3/12 repair`. */
export function progressLine(stage: string, count: Parameters<ShowProgress>[1]): string {
  return `isc-sdkgen: ${count === undefined ? "" : `${String(count.done)}/${String(count.total)} `}${stage}`;
}

/** Progress of a command: none if its output is for programs, whose logs should contain nothing else. */
export function progressFor(show: ShowProgress, isForPeople: boolean): ShowProgress {
  return isForPeople ? show : () => undefined;
}
