import { SdkError } from "./errors.js";
import type { Unlisted } from "./types.js";

declare const keys: unique symbol;

/** What an operation of a JSON Patch is, for a value with the properties `Keys`. */
interface Step<Keys> {
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  /** A JSON Pointer, such as `/owner/name`; in lists a position, or `-` for behind the last item. */
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
  /** Never present; keeps the patch of one model from being sent to another. */
  readonly [keys]?: Keys;
}

/** The properties of a type, of all members of a union; `Otherwise` when they are not known. */
type KeysOf<T, Otherwise> = unknown extends T
  ? Otherwise
  : T extends unknown
    ? string extends keyof T
      ? Otherwise
      : keyof T
    : never;

/** One operation of a JSON Patch (RFC 6902) for a value of type `T`. */
export type PatchOperation<T = unknown> = Step<KeysOf<T, PropertyKey>>;

/** Whether a property is written by callers too: what only the service sets is `readonly` in the models. */
type IsWritable<T, Key extends keyof T> =
  (<G>() => G extends Pick<T, Key> ? 1 : 2) extends <G>() => G extends {
    -readonly [Name in Key]: T[Name];
  }
    ? 1
    : 2
    ? true
    : false;

/** The properties that callers write. */
type WritableKeys<T> = {
  [Key in keyof T]-?: IsWritable<T, Key> extends true ? Key : never;
}[keyof T];

/** What a step does to a place: a written one must not be the service's alone. */
type Use = "read" | "write";

/** What stands at a key; in lists only at a position, or at `End`. */
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

/** A key as it is before its escapes: `~1` is a slash and `~0` a tilde. */
type Unescaped<Key extends string> = Key extends `${infer Head}~1${infer Rest}`
  ? `${Head}/${Unescaped<Rest>}`
  : Key extends `${infer Head}~0${infer Rest}`
    ? `${Head}~${Unescaped<Rest>}`
    : Key;

/** An answer's type as it is sent: enumerations take the listed values and those of answers only. */
type Sent<T> = T extends string | number
  ? T extends Unlisted
    ? Unlisted
    : T
  : T extends object
    ? { readonly [Key in keyof T]: Sent<T[Key]> }
    : T;

/**
 * The type that a pointer leads to; `never` when it leads nowhere, or to what only the service sets unless it is just
 * read. `End` is what may stand for the end of a list.
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

/** The path itself when it leads somewhere, or else the paths that an editor proposes. */
export type PatchPath<
  T,
  Path extends string,
  End = "-",
  For extends Use = "write",
> = [PatchValue<T, Path, End, For>] extends [never]
  ? `/${(For extends "read" ? keyof T : WritableKeys<T>) & string}`
  : Path;

/**
 * A JSON Patch for a value of type `T`, built step by step; each step gives a new patch. It is the list of its
 * operations, so it is sent as it is. A step throws an `SdkError` for what is no position of a list: `/-1`, `/1.5`,
 * and `/-` for anything but a new item; a property of such a name needs a plain list of operations.
 */
export class Patch<T> extends Array<Step<KeysOf<T, never>>> {
  // Lists that `map` and `filter` make are plain.
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** Sets a property, or inserts an item into a list at a position or (`/-`) behind its end. */
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

  /** Moves a value. */
  move<const From extends string, const Path extends string>(
    from: PatchPath<T, From, never>,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "move", from, path });
  }

  /** Copies a value. */
  copy<const From extends string, const Path extends string>(
    from: PatchPath<T, From, never, "read">,
    path: PatchPath<T, Path>,
  ): Patch<T> {
    return this.#with({ op: "copy", from, path });
  }

  /** Makes the whole patch fail unless the value is this one. */
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

/** An empty patch of a value of type `T`: `patch<Role>().replace("/description", "...")`. */
export function patch<T>(): Patch<T> {
  return new Patch<T>();
}
