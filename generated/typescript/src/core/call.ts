/** The decoded body of a response, with the response. */
export interface WithResponse<T> {
  readonly data: T;
  /** The response; its body has been read. */
  readonly response: Response;
  /** The service's id of the request: the header `slpt-request-id`. */
  readonly requestId: string | undefined;
}

/** A promise that calls `start` when a program awaits it. */
class Waiting<T> implements Promise<T> {
  readonly #start: () => Promise<T>;

  constructor(start: () => Promise<T>) {
    this.#start = start;
  }

  /** Tells a call in a body from an object: see `printJson`. */
  get [Symbol.toStringTag](): string {
    return "Promise";
  }

  /**
   * Resolves to the decoded response. Rejects with an `SdkError`, also if an argument cannot be written as JSON (a
   * circular object).
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

  /** Runs `onEnd` when the call has ended, with a response or with an error. */
  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.then().finally(onEnd);
  }
}

/**
 * Returns a function that makes a promise which calls `start` when it is awaited. It is not written where it is assigned
 * to a property: V8 allocates such a function among the old objects, and so would keep the response of every call until
 * it collects those.
 */
function later<T>(start: () => Promise<T>): () => Promise<T> {
  return () => new Waiting(start);
}

/** Receives the error of a call that no code awaits. */
export type Report = (error: unknown) => void;

/** The default `Report`. The error must not be lost, and an unhandled rejection would end the process. */
export const warn: Report = (error) =>
  // eslint-disable-next-line no-console -- the one line that is printed unasked
  console.warn(`a call that no code awaits failed: ${String(error)}`);

/**
 * A call, which is sent once. It reads its arguments when it is made, and sends the request in the next microtask.
 * Awaiting it again returns the same response or the same error. The error of a call that no code awaits is reported.
 */
export class Call<T> extends Waiting<T> {
  /**
   * Awaits the decoded response together with the response itself (status, headers) and the service's id of the
   * request.
   */
  readonly withResponse: () => Promise<WithResponse<T>>;

  /**
   * `report` receives the error of a call that no code awaits (see `Core`). With "lazy" the call starts when it is
   * awaited, and `start` itself appends the caller's line to its errors.
   */
  constructor(
    start: () => Promise<WithResponse<T>>,
    report: Report | "lazy" = warn,
  ) {
    let answer: Promise<WithResponse<T>> | undefined;
    let isAwaited = false;
    // Only here the stack still contains the line that made the call. To read a stack takes longer than the rest of this.
    const made = report === "lazy" ? undefined : new Error();
    const begin = () =>
      (answer ??= made
        ? start().catch((error: unknown) => {
            throw tellCaller(error, made);
          })
        : start());
    const wait = () => {
      isAwaited = true;
      return begin();
    };
    super(() => wait().then(({ data }) => data));
    this.withResponse = later(wait);
    if (report !== "lazy")
      begin().catch(
        (error: unknown) =>
          isAwaited ||
          // The error of `report` itself must not end the process either.
          new Promise((resolve) => resolve(report(error))).catch(warn),
      );
  }
}

/** Appends the stack of the code that made the call to the error's own stack, unless it is already part of it. */
export function tellCaller(error: unknown, made: Error): unknown {
  const lines = made.stack?.replace(/^Error.*\n/, "");
  const [, second] = lines?.split("\n") ?? [];
  if (error instanceof Error && second && !error.stack?.includes(second))
    error.stack += "\n" + lines;
  return error;
}
