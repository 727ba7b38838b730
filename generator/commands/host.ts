import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../emit/write/lock.ts";
import type { RunCache } from "./recall/recall.ts";
import type { ShowProgress } from "../stopwatch.ts";

/** 0: done; 1: the input has errors; 2: wrong usage; 3: what a job asked to be told of (`--check`, `--fail-on`). */
export type ExitCode = 0 | 1 | 2 | 3;

/** One question on the terminal. */
export interface Question {
  readonly message: string;
  /** The answer that stands there already; Enter accepts it. */
  readonly proposal: string;
  /** What is wrong with an answer; undefined where nothing is. */
  readonly problemOf: (answer: string) => string | undefined;
}

/** The answer of a person; undefined where the person breaks off. */
export type Ask = (question: Question) => Promise<string | undefined>;

/** What a command may use of the process. `cli.ts` makes the only one that is not a test's. */
export interface Host {
  readonly cwd: string;
  /** The package's own folder: templates and runtimes. */
  readonly packageRoot: string;
  readonly process: ProcessInfo;
  /** What programs that a command starts get of the environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The day in the system's time zone: `2026-01-31`. */
  readonly today: () => string;
  readonly hasColor: boolean;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly tell: (text: string) => void;
  /** Learns which findings a command has shown, so that the last line can lead on from them. */
  readonly noteFindings?: (diagnostics: readonly Diagnostic[]) => void;
  /** Shows what is being done; an empty stage ends it. */
  readonly showProgress: ShowProgress;
  /** Asks the person at the terminal; absent where nobody can answer: in CI, and where input or output is no terminal. */
  readonly ask?: Ask;
  /** Calls a function when the user asks the command to end; gives what takes that back. */
  readonly onInterrupt?: (end: () => void) => () => void;
  /** Where runs are remembered when no option says so; absent: nowhere. */
  readonly cache?: RunCache;
  readonly end: (exitCode: ExitCode) => void;
}
