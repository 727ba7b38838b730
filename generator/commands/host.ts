import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../emit/write/lock.ts";
import type { RunCache } from "./recall/recall.ts";
import type { ShowProgress } from "../stopwatch.ts";

/** 0: done; 1: the input has errors; 2: wrong usage; 3: a condition that a job asked for (`--check`, `--fail-on`). */
export type ExitCode = 0 | 1 | 2 | 3;

/** One question on the terminal. */
export interface Question {
  readonly message: string;
  /** The proposed value; Enter accepts it. */
  readonly proposal: string;
  /** The problem of a value; undefined if it is valid. */
  readonly problemOf: (answer: string) => string | undefined;
}

/** Returns the value that a person enters; undefined if the person cancels. */
export type Ask = (question: Question) => Promise<string | undefined>;

/** The parts of the process that a command may use. `cli.ts` makes the real one; tests make their own. */
export interface Host {
  readonly cwd: string;
  /** The folder of this package, which has the templates and runtimes. */
  readonly packageRoot: string;
  readonly process: ProcessInfo;
  /** The environment for programs that a command starts. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The clock in milliseconds since 1970; only `generate --watch` asks for it. */
  readonly now?: (() => number) | undefined;
  /** Returns the date in the system's time zone: `2026-01-31`. */
  readonly today: () => string;
  readonly hasColor: boolean;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly tell: (text: string) => void;
  /** Learns which findings a command has shown, so that the last line can lead on from them. */
  readonly noteFindings?: (diagnostics: readonly Diagnostic[]) => void;
  /** Shows the current stage; an empty stage ends the progress. */
  readonly showProgress: ShowProgress;
  /** Asks the person at the terminal. Absent if nobody can reply: in CI, and if input or output is not a terminal. */
  readonly ask?: Ask;
  /**
   * Registers a function that is called when the user interrupts the command. Returns a function that unregisters it.
   */
  readonly onInterrupt?: (end: () => void) => () => void;
  /**
   * Starts to record where the CPU time of the main thread goes. The function that it returns ends the recording and
   * returns it as the text of a `.cpuprofile` file. Absent: nothing can be recorded.
   */
  readonly profile?: () => Promise<() => Promise<string>>;
  /** The default memory of runs; absent: runs are not remembered. */
  readonly cache?: RunCache;
  readonly end: (exitCode: ExitCode) => void;
}
