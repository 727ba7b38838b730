import type { Core } from "../core.js";
import { AbortedError, SdkError, TimeoutError } from "../errors.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { sleep, systemClock } from "../time.js";

/**
 * Work that continues after the response of a call: the operation that starts it, and the operation that returns its
 * state. `Args` are the arguments of the first, `Status` is the response of the second. A path steps into every item of
 * a list, and where one value is needed the first one found is used.
 */
export interface Job<Args extends object = object, Status = unknown> {
  /**
   * The operation that starts the work. Absent: the work has started already, and the arguments are those of `poll`.
   */
  readonly start?: Operation<Args>;
  /** The operation that returns the state of the work. */
  readonly poll: Operation<object, Status>;
  /**
   * The arguments of `poll`, each taken from a property of the first response (`data`) or from an argument of the first
   * call (`args`).
   */
  readonly takes?: Readonly<
    Record<string, readonly ["data" | "args", ...string[]]>
  >;
  /** The path of the property that states the status. */
  readonly status: readonly string[];
  /** The values of the status that mean success. */
  readonly done: readonly string[];
  /** The values of the status that mean failure. */
  readonly failed: readonly string[];
  /** The path of the property that states the reason; every item of a list is reported. */
  readonly message?: readonly string[];
  /** The path of the property that states the progress in percent, from 0 to 100. */
  readonly percent?: readonly string[];
}

/** What `onProgress` receives after each poll of a job. */
export interface JobProgress<Status = unknown> {
  /** The response. */
  readonly answer: Status;
  /** The status of the job, such as "IN_PROGRESS"; undefined if the response has none yet. */
  readonly status: string | undefined;
  /** The progress in percent, from 0 to 100; undefined if the response does not state it. */
  readonly percent: number | undefined;
  /** How many polls were sent, this one included. */
  readonly polls: number;
  /** The time since the wait began, in milliseconds. */
  readonly elapsedMs: number;
}

/** Options of a wait. The options of a call apply to each call of the wait, and `signal` also ends the wait. */
export interface WaitOptions<Status = unknown> extends CallOptions {
  /** The pause between two polls in milliseconds. Default 5,000. */
  readonly intervalMs?: number | undefined;
  /** The longest wait in milliseconds. Default 3,600,000; 0 or `Infinity`: no limit. */
  readonly waitMs?: number | undefined;
  /** The largest number of polls. Default: no limit besides `waitMs`. */
  readonly polls?: number | undefined;
  /** Called after each poll. An error that it throws ends the wait. */
  readonly onProgress?: ((progress: JobProgress<Status>) => void) | undefined;
}

/** A job that ended with a failure. */
export class JobError<Status = unknown> extends SdkError {
  /** The status of the job, such as "FAILED". */
  declare readonly status: string;
  /** The last response. */
  declare readonly answer: Status;

  override get name(): string {
    return "JobError";
  }
}

/** Values are compared without case and punctuation: one spec writes TEMPERROR, TEMP_ERROR and TempError. */
const fold = (value: unknown): string =>
  String(value).toLowerCase().replace(/[\W_]/g, "");

/** The values at a path; every item of a list is followed. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  let found = [value];
  for (const key of path)
    found = found
      .flat()
      .map((each) => (each as Record<string, unknown> | undefined)?.[key])
      .filter((each) => each !== undefined && each !== null);
  return found.flat();
}

/**
 * Starts a job and waits until it has succeeded. Returns the last response of the operation `poll`. `client` is a
 * client, one of its versions or tags, or `{ core }`.
 *
 * @example
 * ```ts
 * const done = await waitFor(isc, exportSpConfigJob, { body }, { onProgress: ({ status }) => console.log(status) });
 * ```
 * @throws JobError if the job fails; the message contains the job's own message.
 * @throws TimeoutError after `waitMs` or `polls`; the job continues.
 * @throws AbortedError if the signal is aborted; the job continues.
 * @throws SdkError if a call fails, or if the first response names no job.
 */
export async function waitFor<Args extends object, Status>(
  { core }: { readonly core: Core },
  job: Job<Args, Status>,
  args: Args,
  options: WaitOptions<Status> = {},
): Promise<Status> {
  const { signal, onProgress, polls = Infinity } = options;
  const intervalMs = readTime("intervalMs", options.intervalMs ?? 5_000);
  const waitMs = readTime("waitMs", options.waitMs ?? 3_600_000) || Infinity;
  const { start, poll } = job;
  const clock = core.clock ?? systemClock;
  const began = clock.now();
  let asked: object = args;
  if (start) {
    const { data } = await core.send(start, args, options);
    asked = askedWith(job, start, { args, data });
  }
  const { id: operationId, method } = start ?? poll;
  const where = { operationId, method };
  for (let count = 1; ; count++) {
    const { data: answer } = await core.send<Status>(poll, asked, options);
    const [value] = valuesAt(answer, job.status);
    const [percent] = job.percent ? valuesAt(answer, job.percent) : [];
    const status = value === undefined ? undefined : String(value);
    const elapsedMs = clock.now() - began;
    onProgress?.({
      answer,
      status,
      percent: typeof percent === "number" ? percent : undefined,
      polls: count,
      elapsedMs,
    });
    const isEnd = (values: readonly string[]): boolean =>
      status !== undefined &&
      values.some((each) => fold(each) === fold(status));
    if (isEnd(job.done)) return answer;
    if (isEnd(job.failed)) {
      const said = (job.message ? valuesAt(answer, job.message) : [])
        .filter((each) => typeof each !== "object")
        .join("; ");
      throw Object.assign(
        new JobError<Status>(
          `${operationId}: the job ended with ${status}${said && ": " + said}`,
          where,
        ),
        { status, answer },
      );
    }
    const limit =
      count >= polls
        ? `polls, ${polls}`
        : elapsedMs + intervalMs > waitMs && `waitMs, ${waitMs} ms`;
    if (limit)
      throw new TimeoutError(
        `${operationId}: the job has not ended (${limit}); it was ${status ?? "without a status"} last and goes on`,
        where,
      );
    await sleep(
      clock,
      intervalMs,
      signal ?? new AbortController().signal,
    ).catch((cause: unknown) => {
      throw new AbortedError(`${operationId}: aborted; the job goes on`, {
        ...where,
        cause,
      });
    });
  }
}

function readTime(name: string, milliseconds: number): number {
  if (milliseconds >= 0) return milliseconds;
  throw new SdkError(`${name}: ${milliseconds} is not a time in milliseconds`);
}

/** The arguments of the operation `poll`. */
function askedWith(
  { takes = {} }: Job,
  { id: operationId, method }: Operation,
  call: { readonly args: object; readonly data: unknown },
): object {
  const asked: Record<string, unknown> = {};
  for (const [name, path] of Object.entries(takes)) {
    const [value] = valuesAt(call, path);
    if (value === undefined)
      throw new SdkError(
        `${operationId}: the response has no ${path.slice(1).join(".")}, so there is no job to wait for`,
        { operationId, method },
      );
    asked[name] = value;
  }
  return asked;
}
