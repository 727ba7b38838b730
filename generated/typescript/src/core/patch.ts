/** One operation of a JSON Patch (RFC 6902). */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  /** A JSON Pointer, such as `/owner/name`; in lists a position, or `-` for behind the last item. */
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** One step of a pointer into a type. */
type Step<T, Key extends string> = unknown extends T
  ? unknown
  : T extends null | undefined
    ? never
    : T extends readonly (infer Item)[]
      ? Key extends "-" | `${number}`
        ? Item
        : never
      : Key extends keyof T
        ? Exclude<T[Key], undefined>
        : never;

/** A key as it is before its escapes: `~1` is a slash and `~0` a tilde. */
type Unescaped<Key extends string> = Key extends `${infer Head}~1${infer Rest}`
  ? `${Head}/${Unescaped<Rest>}`
  : Key extends `${infer Head}~0${infer Rest}`
    ? `${Head}~${Unescaped<Rest>}`
    : Key;

/** The type that a pointer leads to; `never` when it leads nowhere. */
export type PatchValue<
  T,
  Path extends string,
> = Path extends `/${infer Head}/${infer Rest}`
  ? PatchValue<Step<T, Unescaped<Head>>, `/${Rest}`>
  : Path extends `/${infer Last}`
    ? Step<T, Unescaped<Last>>
    : never;

/** The path itself when it leads somewhere, or else the paths that an editor proposes. */
export type PatchPath<T, Path extends string> = [PatchValue<T, Path>] extends [
  never,
]
  ? `/${keyof T & string}`
  : Path;

/**
 * A JSON Patch for a value of type `T`, built step by step; each step gives a new patch. It is the list of its
 * operations, so it is sent as it is.
 */
export class Patch<T> extends Array<PatchOperation> {
  // Lists that `map` and `filter` make are plain.
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Sets a property, or inserts an item into a list at a position or (`/-`) behind its end. */
  add<const Path extends string>(
    path: PatchPath<T, Path>,
    value: PatchValue<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "add", path, value });
  }

  /** Removes a property or an item. */
  remove<const Path extends string>(path: PatchPath<T, Path>): Patch<T> {
    return this.#with({ op: "remove", path });
  }

  /** Replaces the value of an existing property or item. */
  replace<const Path extends string>(
    path: PatchPath<T, Path>,
    value: PatchValue<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "replace", path, value });
  }

  /** Moves a value. */
  move<const From extends string, const Path extends string>(
    from: PatchPath<T, From>,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "move", from, path });
  }

  /** Copies a value. */
  copy<const From extends string, const Path extends string>(
    from: PatchPath<T, From>,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "copy", from, path });
  }

  /** Makes the whole patch fail unless the value is this one. */
  test<const Path extends string>(
    path: PatchPath<T, Path>,
    value: PatchValue<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "test", path, value });
  }

  #with(operation: PatchOperation): Patch<T> {
    const next = new Patch<T>();
    next.push(...this, operation);
    return next;
  }
}

/** An empty patch of a value of type `T`: `patch<Role>().replace("/description", "...")`. */
export function patch<T>(): Patch<T> {
  return new Patch<T>();
}
