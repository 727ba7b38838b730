import type { Core } from "../core.js";
import { AbortedError, SdkError, TimeoutError } from "../errors.js";
import type { Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { sleep, systemClock } from "../time.js";

/**
 * Work that goes on behind the answer of a call: which operation starts it, and which one tells how far it is. `Args` are
 * the arguments of the first, `Status` the answer of the second. Paths go through the first item of a list.
 */
export interface Job<Args extends object = object, Status = unknown> {
  /** The operation that starts the work; absent: it goes on already, and `poll` takes the arguments. */
  readonly start?: Operation<Args>;
  /** The operation that tells how far it is. */
  readonly poll: Operation<object, Status>;
  /** What its arguments are given: a property of the answer (`data`) or an argument (`args`) of the call before. */
  readonly takes?: Readonly<
    Record<string, readonly ["data" | "args", ...string[]]>
  >;
  /** The property that tells how far the work is. */
  readonly status: readonly string[];
  /** Its values that end the work well. */
  readonly done: readonly string[];
  /** Its values that end it otherwise. */
  readonly failed: readonly string[];
  /** The property that says why; of a list every item is told. */
  readonly message?: readonly string[];
  /** The property that says how far it is, from 0 to 100. */
  readonly percent?: readonly string[];
}

/** What is told of a job each time that it has been asked after. */
export interface JobProgress<Status = unknown> {
  /** The answer. */
  readonly answer: Status;
  /** What it says of the job, such as "IN_PROGRESS"; undefined where it says nothing yet. */
  readonly status: string | undefined;
  /** How far the job is, from 0 to 100; undefined where the service does not tell. */
  readonly percent: number | undefined;
  /** How often it has been asked after. */
  readonly polls: number;
  /** How long it has been waited for. */
  readonly elapsedMs: number;
}

/** Options of a wait; those of a call are for each of its calls, and `signal` ends the wait as well. */
export interface WaitOptions<Status = unknown> extends CallOptions {
  /** The time between two questions in milliseconds. Default 5,000. */
  readonly intervalMs?: number | undefined;
  /** The longest wait in milliseconds. Default 3,600,000; 0 or `Infinity`: no limit. */
  readonly waitMs?: number | undefined;
  /** How often the job is asked after at most. Default: no limit but that of time. */
  readonly polls?: number | undefined;
  /** Called each time that the job has been asked after. What it throws ends the wait. */
  readonly onProgress?: ((progress: JobProgress<Status>) => void) | undefined;
}

/** A job that ended otherwise than well. */
export class JobError<Status = unknown> extends SdkError {
  /** What the service says of the job, such as "FAILED". */
  declare readonly status: string;
  /** The last answer. */
  declare readonly answer: Status;

  override get name(): string {
    return "JobError";
  }
}

/** Values are compared without case and signs: one spec writes TEMPERROR, TEMP_ERROR and TempError. */
const fold = (value: unknown): string =>
  String(value).toLowerCase().replace(/[\W_]/g, "");

/** The values at a path. */
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
 * Starts the work of an operation and waits until it has ended well; gives the last answer of the operation that tells
 * how far it is. `client` is a client, one of its versions or tags, or `{ core }`.
 *
 * @example
 * ```ts
 * const done = await waitFor(isc, exportSpConfigJob, { body }, { onProgress: ({ status }) => console.log(status) });
 * ```
 * @throws JobError when the work ends otherwise; its message has the job's own.
 * @throws TimeoutError behind `waitMs` or `polls`; the work goes on.
 * @throws AbortedError when the signal is aborted; the work goes on.
 * @throws SdkError of a call, or when the answer of the first one names no job.
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
  throw new SdkError(`${name}: ${milliseconds} is no time in milliseconds`);
}

/** The arguments of the operation to ask. */
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
        `${operationId}: the answer has no ${path.slice(1).join(".")}, so there is no job to wait for`,
        { operationId, method },
      );
    asked[name] = value;
  }
  return asked;
}
