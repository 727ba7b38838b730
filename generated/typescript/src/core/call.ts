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
  declare readonly withResponse: () => Promise<WithResponse<T>>;

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
      (answer ??= start().catch((error: unknown) => tellCaller(error, made)));
    const wait = () => {
      isAwaited = true;
      return begin();
    };
    super(() => wait().then(({ data }) => data));
    // Not `this.withResponse = () => ...`: V8 allocates a function that is assigned to a property among its old objects,
    // so the response of every call would stay in memory until V8 collects those.
    Object.assign(this, { withResponse: () => new Waiting(wait) });
    if (made)
      begin()
        .catch((error: unknown) => isAwaited || (report as Report)(error))
        // The error of `report` itself must not end the process either.
        .catch(warn);
  }
}

/** Throws the error. Its stack gets the stack of the code that made the call, unless it has it already. */
export function tellCaller(error: unknown, made?: Error): never {
  const lines = made?.stack?.replace(/^Error.*\n/, "");
  const [, second] = lines?.split("\n") ?? [];
  if (error instanceof Error && second && !error.stack?.includes(second))
    error.stack += "\n" + lines;
  throw error;
}
