/** An answer with the response it came in. */
export interface WithResponse<T> {
  readonly data: T;
  /** The response; its body has been read. */
  readonly response: Response;
  /** The service's id of the request: the header `slpt-request-id`. */
  readonly requestId: string | undefined;
}

/** A promise of what `start` gives, which is asked for when somebody waits for it. */
class Waiting<T> implements Promise<T> {
  declare readonly [Symbol.toStringTag]: string;
  readonly #start: () => Promise<T>;

  constructor(start: () => Promise<T>) {
    this.#start = start;
  }

  /**
   * The answer's value; rejects with an `SdkError`, also where an argument cannot be written (an object in a circle).
   */
  then<Value = T, Other = never>(
    onValue?: ((value: T) => Value | PromiseLike<Value>) | null,
    onError?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Value | Other> {
    return this.#start().then(onValue, onError);
  }

  /** Handles the error of the call. */
  catch<Other = never>(
    onError?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<T | Other> {
    return this.then(undefined, onError);
  }

  /** Runs `onEnd` when the call has ended either way. */
  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.then().finally(onEnd);
  }
}

/** What is done with the error of a call that nobody waits for. */
export type Report = (error: unknown) => void;

/** Where nobody else is there to tell, a process must not end, and no error be lost. */
export const warn: Report = (error) =>
  // eslint-disable-next-line no-console -- the one line that is printed unasked
  console.warn(`a call that nobody waits for failed: ${String(error)}`);

/**
 * A call, which is sent once: its arguments are read when it is made, and it goes out in the microtask behind that.
 * Awaiting it again gives the same answer or the same error. The error of a call that nobody waits for is reported.
 */
export class Call<T> extends Waiting<T> {
  /** The answer together with its response (status, headers) and the service's id of the request. */
  readonly withResponse: () => Promise<WithResponse<T>>;

  /** `report`: see `Core`; "lazy": the call starts when it is awaited. */
  constructor(
    start: () => Promise<WithResponse<T>>,
    report: Report | "lazy" = warn,
  ) {
    let answer: Promise<WithResponse<T>> | undefined;
    let isAwaited = false;
    // Behind the call nothing but it knows where it was made.
    const made = new Error();
    const begin = () =>
      (answer ??= start().catch((error: unknown) => {
        throw tellCaller(error, made);
      }));
    const wait = () => {
      isAwaited = true;
      return begin();
    };
    super(() => wait().then(({ data }) => data));
    this.withResponse = () => new Waiting(wait);
    if (report !== "lazy")
      begin().catch((error: unknown) => isAwaited || report(error));
  }
}

/** An error whose stack goes on with the lines of the one that made the call, where it has none of them. */
export function tellCaller(error: unknown, made: Error): unknown {
  const lines = made.stack?.replace(/^Error.*\n/, "");
  const [, second] = lines?.split("\n") ?? [];
  if (error instanceof Error && second && !error.stack?.includes(second))
    error.stack += "\n" + lines;
  return error;
}
