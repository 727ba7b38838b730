import { SdkError } from "./errors.js";
import type { Unlisted } from "./types.js";

declare const keys: unique symbol;

/** An operation of a JSON Patch for a value with the properties `Keys`. */
interface Step<Keys> {
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  /**
   * A JSON Pointer, such as `/owner/name`. In a list it ends with a position, or with `-` for the position after the
   * last item.
   */
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
  /** Never present; prevents that the patch of one model is sent to another. */
  readonly [keys]?: Keys;
}

/** The properties of a type, or of all members of a union; `Otherwise` if they are not known. */
type KeysOf<T, Otherwise> = unknown extends T
  ? Otherwise
  : T extends unknown
    ? string extends keyof T
      ? Otherwise
      : keyof T
    : never;

/** One operation of a JSON Patch (RFC 6902) for a value of type `T`. */
export type PatchOperation<T = unknown> = Step<KeysOf<T, PropertyKey>>;

/** Whether callers may write a property. Properties that only the service sets are `readonly` in the models. */
type IsWritable<T, Key extends keyof T> =
  (<G>() => G extends Pick<T, Key> ? 1 : 2) extends <G>() => G extends {
    -readonly [Name in Key]: T[Name];
  }
    ? 1
    : 2
    ? true
    : false;

/** The properties that callers may write. */
type WritableKeys<T> = {
  [Key in keyof T]-?: IsWritable<T, Key> extends true ? Key : never;
}[keyof T];

/**
 * Whether an operation reads or writes the value at a pointer. Properties that only the service sets cannot be written.
 */
type Use = "read" | "write";

/** The type at a key. In a list the key must be a position or `End`. */
type At<T, Key extends string, End, For extends Use> = unknown extends T
  ? unknown
  : T extends null | undefined
    ? never
    : T extends readonly (infer Item)[]
      ? Key extends End
        ? Item
        : Key extends `-${string}` | `${string}.${string}`
          ? never
          : Key extends `${number}`
            ? Item
            : never
      : Key extends keyof T
        ? For extends "read"
          ? Exclude<T[Key], undefined>
          : IsWritable<T, Key> extends true
            ? Exclude<T[Key], undefined>
            : never
        : never;

/** Decodes the escapes of a key: `~1` is a slash and `~0` a tilde. */
type Unescaped<Key extends string> = Key extends `${infer Head}~1${infer Rest}`
  ? `${Head}/${Unescaped<Rest>}`
  : Key extends `${infer Head}~0${infer Rest}`
    ? `${Head}~${Unescaped<Rest>}`
    : Key;

/**
 * The type of a response's value in a request: enumerations accept the listed values, and unlisted values of responses.
 */
type Sent<T> = T extends string | number
  ? T extends Unlisted
    ? Unlisted
    : T
  : T extends object
    ? { readonly [Key in keyof T]: Sent<T[Key]> }
    : T;

/**
 * The type of the value at a pointer. It is `never` if the pointer leads nowhere, or if it writes a property that only
 * the service sets. `End` is the key that may stand for the end of a list.
 */
export type PatchValue<
  T,
  Path extends string,
  End = "-",
  For extends Use = "write",
> = Path extends `/${infer Head}/${infer Rest}`
  ? PatchValue<At<T, Unescaped<Head>, never, For>, `/${Rest}`, End, For>
  : Path extends `/${infer Last}`
    ? At<T, Unescaped<Last>, End, For>
    : never;

/** The path itself if it leads to a value, otherwise the paths that an editor proposes. */
export type PatchPath<
  T,
  Path extends string,
  End = "-",
  For extends Use = "write",
> = [PatchValue<T, Path, End, For>] extends [never]
  ? `/${(For extends "read" ? keyof T : WritableKeys<T>) & string}`
  : Path;

/**
 * A JSON Patch for a value of type `T`, built step by step; each step returns a new patch. It is the list of its
 * operations, so it is sent unchanged. A step throws an `SdkError` for an invalid position of a list: `/-1`, `/1.5`,
 * and `/-` for anything but a new item. To patch a property with such a name, send a plain list of operations.
 */
export class Patch<T> extends Array<Step<KeysOf<T, never>>> {
  // Lists that `map` and `filter` return are plain arrays.
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Sets a property, or inserts an item into a list at a position or (`/-`) at its end. */
  add<const Path extends string>(
    path: PatchPath<T, Path>,
    value: Sent<PatchValue<T, Path>>,
  ): Patch<T> {
    return this.#with({ op: "add", path, value });
  }

  /** Removes a property or an item. */
  remove<const Path extends string>(path: PatchPath<T, Path, never>): Patch<T> {
    return this.#with({ op: "remove", path });
  }

  /** Replaces the value of an existing property or item. */
  replace<const Path extends string>(
    path: PatchPath<T, Path, never>,
    value: Sent<PatchValue<T, Path, never>>,
  ): Patch<T> {
    return this.#with({ op: "replace", path, value });
  }

  /** Moves a value from the pointer `from` to `path`. */
  move<const From extends string, const Path extends string>(
    from: PatchPath<T, From, never>,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "move", from, path });
  }

  /** Copies a value from the pointer `from` to `path`. */
  copy<const From extends string, const Path extends string>(
    from: PatchPath<T, From, never, "read">,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "copy", from, path });
  }

  /** Makes the whole patch fail unless the value equals `value`. */
  test<const Path extends string>(
    path: PatchPath<T, Path, never, "read">,
    value: Sent<PatchValue<T, Path, never, "read">>,
  ): Patch<T> {
    return this.#with({ op: "test", path, value });
  }

  #with(operation: PatchOperation): Patch<T> {
    const { op, from = "", path } = operation;
    const target = /^(add|move|copy)$/.test(op)
      ? path.replace(/\/-$/, "")
      : path;
    for (const pointer of [from, target])
      if (/\/(-\d*|\d+\.\d*)(\/|$)/.test(pointer))
        throw new SdkError(`${op} ${pointer}: no position of a list`);
    const next = new Patch<T>();
    next.push(...this, operation as Step<never>);
    return next;
  }
}

/** Makes an empty patch for a value of type `T`: `patch<Role>().replace("/description", "...")`. */
export function patch<T>(): Patch<T> {
  return new Patch<T>();
}
