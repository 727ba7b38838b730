/** An answer with the response it came in. */
export interface WithResponse<T> {
  readonly data: T;
  /** The response; its body has been read. */
  readonly response: Response;
}

/**
 * A call that is sent once, when it is first awaited (or `then`, `catch`, `finally` or `withResponse` is
 * called on it). Awaiting it again gives the same answer or the same error.
 */
export class Call<T> implements Promise<T> {
  declare readonly [Symbol.toStringTag]: string;
  /** The answer together with its response (status, headers). */
  readonly withResponse: () => Promise<WithResponse<T>>;

  constructor(start: () => Promise<WithResponse<T>>) {
    let answer: Promise<WithResponse<T>> | undefined;
    this.withResponse = () => (answer ??= start());
  }

  /**
   * The answer's value; rejects with an `SdkError`, also where an argument cannot be written (an object in a circle).
   */
  then<Value = T, Other = never>(
    onValue?: ((value: T) => Value | PromiseLike<Value>) | null,
    onError?: ((error: unknown) => Other | PromiseLike<Other>) | null,
  ): Promise<Value | Other> {
    return this.withResponse().then(
      ({ data }) => (onValue ? onValue(data) : (data as unknown as Value)),
      onError,
    );
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
